-- What waits to be understood is a short row of its own, that is taken away when it was: an event is written once and not touched again, where a
-- new version of the whole row, body and all, and of each of its indexes was written for the word "done".
create table wecom_waiting (
  workspace_id bigint not null,
  account_id bigint not null,
  event_id bigint not null,
  since timestamptz not null,
  primary key (workspace_id, event_id)
);
insert into wecom_waiting (workspace_id, account_id, event_id, since)
select workspace_id, account_id, id, received_at from wecom_event where state = 'new';

-- What is wrong with it: unrecognised, failed; mostly nothing.
alter table wecom_event add column trouble text;
update wecom_event set trouble = state where state not in ('new', 'done');
drop index wecom_event_due, wecom_event_waiting, wecom_event_trouble, wecom_event_of;
alter table wecom_event drop column state, drop column due_at, drop column handled_at, drop constraint wecom_event_pkey,
  add primary key (workspace_id, account_id, id);
update wecom_event set attempts = greatest(attempts, 1) where attempts < 1;
alter table wecom_event alter column attempts set default 1;
create index wecom_event_trouble on wecom_event (workspace_id, account_id, trouble, id) where trouble is not null;
