create table delivery_item (
  workspace_id bigint not null,
  id bigint generated always as identity,
  community_id bigint not null,
  title text not null,
  note text not null,
  due_on date not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, community_id) references community (workspace_id, id) on delete cascade
);
create index delivery_item_due on delivery_item (workspace_id, community_id, due_on, id);

create table delivery_done (
  workspace_id bigint not null,
  item_id bigint not null,
  member_id bigint not null,
  staff_id bigint,
  at timestamptz not null,
  primary key (workspace_id, item_id, member_id),
  foreign key (workspace_id, item_id) references delivery_item (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index delivery_done_member on delivery_done (workspace_id, member_id);

create table delivery_result (
  workspace_id bigint not null,
  community_id bigint not null,
  member_id bigint not null,
  text text not null,
  at timestamptz not null,
  primary key (workspace_id, community_id, member_id),
  foreign key (workspace_id, community_id) references community (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
);
create index delivery_result_member on delivery_result (workspace_id, member_id);
