create table member_import (
  workspace_id bigint not null,
  id bigint generated always as identity,
  file_name text not null,
  encoding text not null,
  delimiter text not null,
  state text not null check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  headings jsonb not null,
  columns jsonb not null,
  sample jsonb not null,
  row_count int not null,
  done_rows int not null default 0,
  created_rows int not null default 0,
  updated_rows int not null default 0,
  unchanged_rows int not null default 0,
  failed_rows int not null default 0,
  created_by jsonb,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id)
);

create table member_import_chunk (
  workspace_id bigint not null,
  import_id bigint not null,
  position int not null,
  bytes bytea not null,
  primary key (workspace_id, import_id, position),
  foreign key (workspace_id, import_id) references member_import (workspace_id, id) on delete cascade
);

create table member_import_error (
  workspace_id bigint not null,
  import_id bigint not null,
  line int not null,
  position int not null,
  column_name text,
  code text not null,
  value text not null,
  primary key (workspace_id, import_id, line, position),
  foreign key (workspace_id, import_id) references member_import (workspace_id, id) on delete cascade
);
