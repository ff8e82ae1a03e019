-- Its row is held while runs are taken into the queue: one client after the other, so that limits hold however many ask at
-- the same moment.

create table submission_turn (
    id integer primary key
);

insert into submission_turn values (1);
