-- Grids of runs. A run of an experiment knows its cell and its seed; it goes with the experiment.

create table experiment (
    id           varchar(36)              primary key,
    name         varchar(120)             not null,
    owner        varchar(64)              not null,
    request      json                     not null,
    plan         json                     not null, -- what readers have to know of the request
    runs         integer                  not null,
    submitted_at timestamp with time zone not null,
    version      bigint                   not null
);

create index experiment_newest_first on experiment (submitted_at desc, id desc);
create index experiment_by_owner on experiment (owner, submitted_at desc, id desc);

alter table run add column experiment_id varchar(36);
alter table run add column cell integer;
alter table run add column experiment_seed integer;
alter table run add constraint run_of_experiment
    foreign key (experiment_id) references experiment (id) on delete cascade;

create index run_by_experiment on run (experiment_id, cell, experiment_seed);
