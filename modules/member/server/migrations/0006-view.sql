-- The member list as somebody likes to see it: filters, sort and columns, as the address writes them.
create table member_view (
  workspace_id bigint not null,
  id bigint generated always as identity,
  staff_id bigint not null,
  name text not null,
  shared boolean not null default false,
  search text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, staff_id, name)
);
create index member_view_shared on member_view (workspace_id, name) where shared;
