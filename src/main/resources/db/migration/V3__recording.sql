-- What is recorded besides epochs' statistics. One script for H2 and PostgreSQL: only what both understand.

-- rms = √(mean² + std²) and l2 = rms · √(finite elements): kept as the number of elements instead of two arrays.

drop view layer_epoch_statistics;

alter table statistics_chunk add column elements bigint; -- of the tensor, finite or not

-- Where no epoch tells because all elements are zero or none is finite, any number does.
update statistics_chunk set elements = coalesce(
    (select max(cast(round((c.l2[i.n] / c.rms[i.n]) * (c.l2[i.n] / c.rms[i.n])) as bigint) + c.non_finite[i.n])
     from statistics_chunk c
     join generate_series(1, 256) as i(n) on i.n <= cardinality(c.epochs)
     where c.run_id = statistics_chunk.run_id
       and c.tensor = statistics_chunk.tensor
       and c.layer = statistics_chunk.layer
       and c.first_epoch = statistics_chunk.first_epoch
       and c.rms[i.n] between 1e-150 and 1e150), -- NaN is above both
    0);

alter table statistics_chunk alter column elements set not null;
alter table statistics_chunk drop column rms;
alter table statistics_chunk drop column l2;

-- Elements are in single precision, and so are the smallest and the largest.
alter table statistics_chunk alter column min set data type real array;
alter table statistics_chunk alter column max set data type real array;

create view layer_epoch_statistics as
select c.run_id,
       c.epochs[i.n]        as epoch,
       c.layer,
       c.tensor,
       c.mean[i.n]          as mean,
       c.std[i.n]           as std,
       cast(c.min[i.n] as double precision) as min,
       cast(c.max[i.n] as double precision) as max,
       c.mean_abs[i.n]      as mean_abs,
       sqrt(c.mean[i.n] * c.mean[i.n] + c.std[i.n] * c.std[i.n]) as rms,
       sqrt(c.mean[i.n] * c.mean[i.n] + c.std[i.n] * c.std[i.n])
           * sqrt(cast(c.elements - c.non_finite[i.n] as double precision)) as l2,
       c.zero_fraction[i.n] as zero_fraction,
       c.non_finite[i.n]    as non_finite
from statistics_chunk c
join generate_series(1, 256) as i(n) on i.n <= cardinality(c.epochs);

-- Slopes of the activations; NaN where there is no number.
create table slope_chunk (
    run_id      varchar(36)            not null,
    layer       varchar(80)            not null,
    first_epoch integer                not null,
    epochs      integer array          not null check (cardinality(epochs) between 1 and 256),
    saturation  double precision array not null,
    dead_units  double precision array not null,
    primary key (run_id, layer, first_epoch),
    foreign key (run_id) references run (id) on delete cascade
);

create view layer_epoch_slopes as
select c.run_id,
       c.epochs[i.n]     as epoch,
       c.layer,
       c.saturation[i.n] as saturation,
       c.dead_units[i.n] as dead_units
from slope_chunk c
join generate_series(1, 256) as i(n) on i.n <= cardinality(c.epochs);

-- Histograms over the edges of dev.backflow.recording.Bins: epochs and counts as dev.backflow.storage.HistogramCodec packs them.
create table histogram_chunk (
    run_id      varchar(36) not null,
    layer       varchar(80) not null,
    tensor      varchar(40) not null,
    first_epoch integer     not null,
    last_epoch  integer     not null,
    packed      bytea       not null,
    primary key (run_id, tensor, layer, first_epoch),
    foreign key (run_id) references run (id) on delete cascade
);
