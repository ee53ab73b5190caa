-- A receiver of a platform that counts what each of them gets; locked while shares are given away.
create table quota_receiver (
  workspace_id bigint not null,
  account_id bigint not null,
  receiver text not null,
  -- The day on which the platform said that the receiver has had enough.
  full_on date,
  primary key (workspace_id, account_id, receiver)
);

-- The ledger: one row for each message that takes a share of its receiver, on the platform's day. Ours have a send_id, others a key of the platform.
-- States: reserved, used. A reserved row counts only while its send may still leave.
create table quota_use (
  workspace_id bigint not null,
  send_id bigint not null,
  key text not null,
  account_id bigint not null,
  receiver text not null,
  day date not null,
  state text not null,
  at timestamptz not null,
  primary key (workspace_id, send_id, key)
);
create index quota_use_of on quota_use (workspace_id, account_id, receiver, day);
