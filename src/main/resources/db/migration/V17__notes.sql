-- What people write about a run: at most 2,000 characters, which H2 counts as up to 4,000.

alter table run add column notes varchar(4000);
