-- Customers and groups of one colleague on their way to another. States: running, done.
create table wecom_handover (
  workspace_id bigint not null,
  id bigint generated always as identity,
  account_id bigint not null,
  giver text not null,
  taker text not null,
  resigned boolean not null,
  customers boolean not null,
  groups boolean not null,
  message text not null,
  state text not null,
  -- The platform's own list of what the giver left behind was read.
  listed boolean not null,
  fault text,
  begun_at timestamptz not null,
  due_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id)
);
create index wecom_handover_due on wecom_handover (workspace_id, due_at) where state = 'running';
create unique index wecom_handover_running on wecom_handover (workspace_id, account_id, giver) where state = 'running';

-- One customer or group of a handover. States: planned, asking, waiting, done, failed.
create table wecom_handover_item (
  workspace_id bigint not null,
  handover_id bigint not null,
  kind text not null,
  target text not null,
  state text not null,
  reason text,
  asked_at timestamptz,
  settled_at timestamptz,
  primary key (workspace_id, handover_id, kind, target)
);
create index wecom_handover_item_state on wecom_handover_item (workspace_id, handover_id, state, kind, target);
create index wecom_handover_item_asked on wecom_handover_item (workspace_id, asked_at) where kind = 'group' and asked_at is not null;
