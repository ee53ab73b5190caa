create table media (
  workspace_id bigint not null,
  id bigint generated always as identity,
  created_at timestamptz not null,
  width int not null,
  height int not null,
  -- m12 or s3; null for the system.
  uploaded_by text,
  -- Of the bytes as they came.
  sha256 bytea not null,
  thumb bytea not null,
  data bytea not null,
  primary key (workspace_id, id),
  unique (workspace_id, sha256)
);
-- WebP does not compress again.
alter table media alter column data set storage external;
alter table media alter column thumb set storage external;
create index media_uploader on media (workspace_id, uploaded_by, created_at);
create index media_staff on media (workspace_id, id) where uploaded_by like 's%';
