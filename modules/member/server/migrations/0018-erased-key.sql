-- What the marks of forgotten people are digested with: a key of the workspace's own, sealed by the program's. A change of keys seals it anew, and every mark stays good.
create table member_erased_key (
  workspace_id bigint not null,
  sealed text not null,
  primary key (workspace_id)
);

-- Marks made before cannot be read with it.
delete from member_erased;
