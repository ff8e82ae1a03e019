-- One script for H2 and PostgreSQL: only what both understand.

alter table run add column priority varchar(8) default 'NORMAL' not null;
alter table run add column first_epoch integer default 0 not null;      -- where a forked run begins
alter table run add column forked_from varchar(36);                      -- which may have been deleted since
alter table run add column token bigint default 0 not null;              -- of the latest start; never goes back
alter table run add column unproductive integer default 0 not null;      -- starts since the last checkpoint
alter table run add column training_millis bigint default 0 not null;

create table checkpoint (
    run_id varchar(36) not null,
    epoch  integer     not null,
    kept   boolean     not null, -- to fork from; others go when a later one comes
    parts  bytea       not null,
    primary key (run_id, epoch),
    foreign key (run_id) references run (id) on delete cascade
);

-- What clients named their requests, so that a repeated one finds the run it made.
create table idempotency_key (
    name        varchar(255)             primary key,
    fingerprint varchar(64)              not null,
    run_id      varchar(36)              not null,
    created_at  timestamp with time zone not null
);

create index idempotency_key_by_age on idempotency_key (created_at);
