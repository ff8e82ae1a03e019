-- A role for dashboards: it sees which runs there are and their numbers, and changes nothing. May be run again.

do $$
begin
    create role backflow_reader login password 'backflow_reader'; -- the database is reached from no other machine
exception when duplicate_object then
    null;
end $$;

alter role backflow_reader set default_transaction_read_only = on;
alter role backflow_reader set statement_timeout = '10s';
grant usage on schema public to backflow_reader;
grant select (id, name, state, epoch, epochs, submitted_at, started_at, finished_at) on run to backflow_reader;
grant select on layer_epoch_statistics, layer_epoch_slopes to backflow_reader;
