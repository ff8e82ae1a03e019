-- Names have at most 120 characters, which H2 counts as up to 240; earlier versions took 200.

alter table run alter column name set data type varchar(240);
alter table run_label alter column label_value set data type varchar(240);
alter table dataset alter column name set data type varchar(240);
