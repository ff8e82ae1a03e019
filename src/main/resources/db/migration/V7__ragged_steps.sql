-- The last batch of an epoch may be smaller, and with it what is measured on it. One script for H2 and PostgreSQL.

alter table step_chunk add column elements_each bigint array; -- where they are not alike; null where all have "elements"

drop view layer_step_statistics;

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
           * sqrt(cast(coalesce(c.elements_each[i.n], c.elements) - c.non_finite[i.n] as double precision)) as l2,
       c.zero_fraction[i.n] as zero_fraction,
       c.non_finite[i.n]    as non_finite
from step_chunk c
join generate_series(1, 256) as i(n) on i.n <= cardinality(c.steps);
