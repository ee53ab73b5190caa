-- Words kept ready to be sent with one tap.
create table script (
  workspace_id bigint not null,
  id bigint generated always as identity,
  title text not null,
  text text not null,
  place text not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create index script_title on script (workspace_id, title, id);
