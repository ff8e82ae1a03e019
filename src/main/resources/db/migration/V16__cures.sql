-- Searches for what cures a run: one for a run at most, gone with it. What was tried is kept, so that a search goes on
-- where it was stopped.

create table cure (
    id           varchar(36)              primary key,
    run_id       varchar(36)              not null unique references run (id) on delete cascade,
    owner        varchar(64)              not null,
    state        varchar(16)              not null,
    remedies     json                     not null, -- of the run's findings when it was asked
    tried        json,                              -- every training, and the seconds they were expected to take
    answer       json,
    winner       varchar(36),
    error        varchar(1000),
    attempts     integer                  not null, -- since something was last kept
    requested_at timestamp with time zone not null,
    finished_at  timestamp with time zone,
    version      bigint                   not null
);

create index cure_by_state on cure (state, owner);
