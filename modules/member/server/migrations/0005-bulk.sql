create table member_bulk (
  workspace_id bigint not null,
  id bigint generated always as identity,
  kind text not null,
  input jsonb not null,
  -- What the screen says of it (the name of the tag, of the owner …).
  about jsonb not null default '{}',
  state text not null check (state in ('running', 'done', 'cancelled', 'failed', 'undoing', 'undone')),
  total int not null,
  done_count int not null default 0,
  changed_count int not null default 0,
  undone_count int not null default 0,
  -- Last member worked on; members are taken in the order of their ids.
  place bigint not null default 0,
  error text,
  actor jsonb not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id)
);
create index member_bulk_working on member_bulk (workspace_id, id) where state in ('running', 'undoing');

-- Who was chosen when it began, and for those it changed how they stood before and after: what undo needs, and nothing else.
create table member_bulk_item (
  workspace_id bigint not null,
  bulk_id bigint not null,
  member_id bigint not null,
  before jsonb,
  after jsonb,
  primary key (workspace_id, bulk_id, member_id),
  foreign key (workspace_id, bulk_id) references member_bulk (workspace_id, id) on delete cascade
);
