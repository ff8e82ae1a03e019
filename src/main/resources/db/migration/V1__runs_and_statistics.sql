-- One script for H2 and PostgreSQL: only what both understand.

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

create table run (
    id           varchar(36)              primary key,
    name         varchar(200)             not null,
    spec         json                     not null,
    dataset_id   varchar(36)              references dataset (id), -- no cascade: what a run trained on stays
    state        varchar(16)              not null,
    epoch        integer                  not null,
    epochs       integer                  not null,
    attempt      integer                  not null,
    submitted_at timestamp with time zone not null,
    started_at   timestamp with time zone,
    finished_at  timestamp with time zone,
    error        json,
    result       json,
    reproduction json,
    version      bigint                   not null
);

create index run_newest_first on run (submitted_at desc, id desc);
create index run_by_dataset on run (dataset_id);
create index run_by_state on run (state, submitted_at desc, id desc);

create table run_label (
    run_id      varchar(36)  not null references run (id) on delete cascade,
    label_key   varchar(63)  not null,
    label_value varchar(200) not null,
    primary key (run_id, label_key)
);

create index run_by_label on run_label (label_key, label_value);

-- Recorded numbers come in chunks of consecutive recorded epochs: element k of every array belongs to epochs[k].
-- 256 is also the length of the series in the view below and dev.backflow.storage.Chunks.MAX_EPOCHS.

create table metric_chunk (
    run_id      varchar(36)            not null,
    metric      varchar(80)            not null,
    first_epoch integer                not null,
    ordinal     integer                not null, -- the metric's place among the columns
    epochs      integer array          not null check (cardinality(epochs) between 1 and 256),
    readings    double precision array not null,
    primary key (run_id, metric, first_epoch),
    foreign key (run_id) references run (id) on delete cascade
);

create table statistics_chunk (
    run_id        varchar(36)            not null,
    layer         varchar(80)            not null,
    tensor        varchar(40)            not null,
    first_epoch   integer                not null,
    epochs        integer array          not null check (cardinality(epochs) between 1 and 256),
    mean          double precision array not null,
    std           double precision array not null,
    min           double precision array not null,
    max           double precision array not null,
    mean_abs      double precision array not null,
    rms           double precision array not null,
    l2            double precision array not null,
    zero_fraction double precision array not null,
    non_finite    bigint array           not null,
    primary key (run_id, tensor, layer, first_epoch), -- one tensor of all layers is what charts read
    foreign key (run_id) references run (id) on delete cascade
);

-- The same numbers as plain rows, for SQL clients and dashboards.
-- (H2 has neither lateral joins nor unnest of another table's column; both can index an array by a joined number.)
create view layer_epoch_statistics as
select c.run_id,
       c.epochs[i.n]        as epoch,
       c.layer,
       c.tensor,
       c.mean[i.n]          as mean,
       c.std[i.n]           as std,
       c.min[i.n]           as min,
       c.max[i.n]           as max,
       c.mean_abs[i.n]      as mean_abs,
       c.rms[i.n]           as rms,
       c.l2[i.n]            as l2,
       c.zero_fraction[i.n] as zero_fraction,
       c.non_finite[i.n]    as non_finite
from statistics_chunk c
join generate_series(1, 256) as i(n) on i.n <= cardinality(c.epochs);

create table model_weights (
    run_id  varchar(36) not null,
    epoch   integer     not null,
    weights bytea       not null,
    primary key (run_id, epoch),
    foreign key (run_id) references run (id) on delete cascade
);

-- db-scheduler's queue.
create table scheduled_tasks (
    task_name            varchar(100)             not null,
    task_instance        varchar(100)             not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean                  not null,
    picked_by            varchar(50),
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint                   not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
