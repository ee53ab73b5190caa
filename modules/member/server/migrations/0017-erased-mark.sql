-- Under which channel identities somebody was who has been forgotten: a keyed digest and the moment, nothing else, and no number of a record.
-- What a channel still shows of them makes nobody anew; what they do afterwards takes the mark away.
create table member_erased (
  workspace_id bigint not null,
  channel text not null,
  mark text not null,
  erased_at timestamptz not null,
  primary key (workspace_id, channel, mark)
);
