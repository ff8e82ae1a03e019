-- What readers have to know of a run's spec (dev.backflow.runs.RunDescription); null of runs that were submitted before.

alter table run add column description json;
