-- Every group that a tag names has a row of its own, so that it can be locked, ordered and looked after.
alter table tag_group add column color text;
alter table tag_group add column owner_staff_id bigint;
-- Roles that may put these tags on people; null: everybody who may write members.
alter table tag_group add column roles text[];
alter table tag_group add column position int not null default 0;
insert into tag_group (workspace_id, name)
select distinct t.workspace_id, t.group_name from tag t where t.group_name <> ''
on conflict (workspace_id, name) do nothing;

alter table tag add column life_days int check (life_days between 1 and 3650);
alter table tag add column roles text[];
alter table tag add column position int not null default 0;
create index tag_of_group on tag (workspace_id, group_name, position, name);

-- When the tag leaves the member by itself; null: it stays.
alter table member_tag add column until timestamptz;
create index member_tag_until on member_tag (workspace_id, until) where until is not null;
