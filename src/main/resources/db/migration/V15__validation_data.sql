-- The uploaded file that a run is validated on, where it is another than it trains on; like the other it stays as long as
-- the run does.

alter table run add column validation_dataset_id varchar(36);

alter table run add foreign key (validation_dataset_id) references dataset (id);

create index run_by_validation_dataset on run (validation_dataset_id);
