-- When the messages that others sent through this account were last looked at.
create table wecom_outside (
  workspace_id bigint not null,
  account_id bigint not null,
  due_at timestamptz not null,
  looked_at timestamptz,
  primary key (workspace_id, account_id)
);
