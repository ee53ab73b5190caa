-- Which of our staff a person of the platform's company is; they may come in through the platform's own client.
create table channel_staff (
  workspace_id bigint not null,
  account_id bigint not null,
  external_id text not null,
  staff_id bigint not null,
  linked_at timestamptz not null,
  primary key (workspace_id, account_id, external_id),
  unique (workspace_id, account_id, staff_id)
);
