create table dataset (
    id         varchar(36)              primary key,
    name       varchar(200)             not null,
    created_at timestamp with time zone not null,
    sha256     varchar(64)              not null,
    bytes      bigint                   not null,
    profile    json                     not null
);

create index dataset_newest_first on dataset (created_at desc, id desc);

create table dataset_file (
    id    varchar(36) primary key references dataset (id) on delete cascade,
    bytes bytea       not null
);

alter table run add column dataset_id varchar(36);

-- No cascade: what a run trained on stays.
alter table run add foreign key (dataset_id) references dataset (id);

create index run_by_dataset on run (dataset_id);
