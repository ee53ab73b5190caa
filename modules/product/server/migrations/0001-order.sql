create table shop_order (
  workspace_id bigint not null,
  id bigint generated always as identity,
  shop text not null default '',
  number text collate "C" not null,
  member_id bigint not null,
  amount bigint not null check (amount >= 0),
  refunded bigint not null default 0 check (refunded >= 0),
  currency text not null,
  product_line text,
  product text,
  source text,
  paid_at timestamptz not null,
  community_id bigint,
  run_id bigint,
  step text,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, shop, number),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index shop_order_paid on shop_order (workspace_id, paid_at, id);
create index shop_order_member on shop_order (workspace_id, member_id, paid_at, id);
create index shop_order_line on shop_order (workspace_id, product_line, paid_at, id) where product_line is not null;
create index shop_order_source on shop_order (workspace_id, source, paid_at, id) where source is not null;
create index shop_order_community on shop_order (workspace_id, community_id, paid_at, id) where community_id is not null;
create index shop_order_number on shop_order (workspace_id, number);
create index shop_order_refunded on shop_order (workspace_id, paid_at, id) where refunded > 0;

create table order_refund (
  workspace_id bigint not null,
  order_id bigint not null,
  number text not null,
  amount bigint not null check (amount > 0),
  reason text not null,
  at timestamptz not null,
  primary key (workspace_id, order_id, number),
  foreign key (workspace_id, order_id) references shop_order (workspace_id, id) on delete cascade
);

-- Sums of each member and currency, of orders that are not refunded in full: conditions and RFM ask these, not the orders.
create table buyer (
  workspace_id bigint not null,
  member_id bigint not null,
  currency text not null,
  orders int not null,
  net bigint not null,
  first_at timestamptz,
  last_at timestamptz,
  primary key (workspace_id, member_id, currency),
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index buyer_last on buyer (workspace_id, last_at, member_id);
create index buyer_orders on buyer (workspace_id, orders, member_id);
create index buyer_net on buyer (workspace_id, currency, net, member_id);

-- Product lines seen, so that filters need not walk the orders.
create table product_line (
  workspace_id bigint not null,
  name text not null,
  primary key (workspace_id, name)
);

create table order_import (
  workspace_id bigint not null,
  id bigint generated always as identity,
  file_name text not null,
  state text not null check (state in ('running', 'done', 'failed')),
  row_count int not null default 0,
  recorded int not null default 0,
  known int not null default 0,
  failed int not null default 0,
  faults jsonb not null default '[]',
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id)
);
