-- What a reader gave for each criterion of the rubric, in its order; the score is derived from it and may have a decimal.
alter table camp_peer add column points int[];
alter table camp_peer alter column score type double precision;
