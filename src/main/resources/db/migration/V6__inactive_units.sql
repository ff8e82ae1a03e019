-- Units that are hardly ever active. One script for H2 and PostgreSQL; null of runs that were recorded before.

alter table slope_chunk add column inactive_units double precision array;

drop view layer_epoch_slopes;

create view layer_epoch_slopes as
select c.run_id,
       c.epochs[i.n]         as epoch,
       c.layer,
       c.saturation[i.n]     as saturation,
       c.dead_units[i.n]     as dead_units,
       c.inactive_units[i.n] as inactive_units
from slope_chunk c
join generate_series(1, 256) as i(n) on i.n <= cardinality(c.epochs);
