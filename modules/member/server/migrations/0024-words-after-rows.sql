-- People of a long import get the words they are found by behind its rows: these runs still wait for theirs.
alter table member_import_met add column worded boolean not null default true;
create index member_import_met_bare on member_import_met (workspace_id, first_record) where not worded;
