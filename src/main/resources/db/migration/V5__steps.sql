-- What is recorded inside epochs: statistics_chunk's columns over optimizer steps, counted through all epochs.

create table step_chunk (
    run_id        varchar(36)            not null,
    layer         varchar(80)            not null,
    tensor        varchar(40)            not null,
    first_step    integer                not null,
    steps         integer array          not null check (cardinality(steps) between 1 and 256),
    mean          double precision array not null,
    std           double precision array not null,
    min           real array             not null,
    max           real array             not null,
    mean_abs      double precision array not null,
    zero_fraction double precision array not null,
    non_finite    bigint array           not null,
    elements      bigint                 not null, -- of the tensor, finite or not
    primary key (run_id, tensor, layer, first_step),
    foreign key (run_id) references run (id) on delete cascade
);

create view layer_step_statistics as
select c.run_id,
       c.steps[i.n]         as step,
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
from step_chunk c
join generate_series(1, 256) as i(n) on i.n <= cardinality(c.steps);
