-- A request may make several runs: their ids, with a space between them.

alter table idempotency_key alter column run_id set data type varchar(4000);
alter table idempotency_key rename column run_id to run_ids;
