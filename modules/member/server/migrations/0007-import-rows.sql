-- An upload is read once and kept as rows, so that any process goes on at any batch and a workbook imports like a CSV.
delete from member_import;
alter table member_import add column format text not null default 'csv' check (format in ('csv', 'xlsx'));
alter table member_import add column next_chunk int not null default 0;
alter table member_import drop constraint member_import_state_check;
-- stopped: by a person, may go on; its rows are kept for a while.
alter table member_import add constraint member_import_state_check
  check (state in ('waiting', 'running', 'stopped', 'done', 'cancelled', 'failed'));
create index member_import_running on member_import (workspace_id, id) where state = 'running';

-- Whom an import made or met, and on which line: the same person twice in a file is found by it at any size of the file.
create table member_import_member (
  workspace_id bigint not null,
  import_id bigint not null,
  member_id bigint not null,
  line int not null,
  primary key (workspace_id, import_id, member_id),
  foreign key (workspace_id, import_id) references member_import (workspace_id, id) on delete cascade
);

-- Rows that were not taken, sealed, a chunk each: the file to mend and send again.
create table member_import_reject (
  workspace_id bigint not null,
  import_id bigint not null,
  position int not null,
  bytes bytea not null,
  primary key (workspace_id, import_id, position),
  foreign key (workspace_id, import_id) references member_import (workspace_id, id) on delete cascade
);
