-- Pinned runs are kept whatever backflow.retention says.

alter table run add column pinned boolean default false not null;

create index run_by_end on run (finished_at, id);
