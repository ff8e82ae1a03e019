-- To whom runs and data sets belong, how much each run may store, and the tokens by which callers prove who they are.
-- What was made before, and what is made where nobody is asked who they are, belongs to 'local' (Caller.LOCAL).

alter table run add column owner varchar(64) default 'local' not null;
alter table run add column stored_bytes bigint default 0 not null;
alter table dataset add column owner varchar(64) default 'local' not null;

create index run_by_owner on run (owner, submitted_at desc, id desc);
create index dataset_by_owner on dataset (owner, created_at desc, id desc);

-- The key of an owner other than 'local' begins with the owner.
alter table idempotency_key alter column name set data type varchar(512);

create table access_token (
    id         varchar(36)              primary key,
    name       varchar(64)              not null,
    owner      varchar(64)              not null,
    role       varchar(16)              not null,
    sha256     varchar(64)              not null unique,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone not null
);
