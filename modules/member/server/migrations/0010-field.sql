-- Fields of a workspace's own: what member.attributes may hold under their keys. Keys without a field stay free text.
create table member_field (
  workspace_id bigint not null,
  key text not null,
  label_zh text not null,
  label_en text not null,
  type text not null check (type in ('text', 'number', 'date', 'yes_no', 'single', 'multi', 'region')),
  options text[] not null default '{}',
  rules jsonb not null default '{}',
  required boolean not null default false,
  -- Roles that may see it; null: everybody who may see members.
  roles text[],
  position int not null,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, key)
);
