-- How features of uploaded data become a network's inputs, and what is drawn of them: JSON of dev.backflow.runs.Fitted.
-- Runs trained before have none until they are first asked.

create table fitted_data (
    run_id varchar(36) primary key references run (id) on delete cascade,
    fitted json        not null
);
