-- H2 writes a row whole several times until it is committed, and once more when it is replaced; a blob only once.
-- large_bytes is blob for H2 and bytea for PostgreSQL, which keeps large values outside of their rows by itself.

alter table checkpoint alter column parts set data type ${large_bytes};
alter table model_weights alter column weights set data type ${large_bytes};
