-- Only tracks that still move are looked for by member: one that ends leaves the index instead of being entered again.
drop index playbook_track_member;
create index playbook_track_member on playbook_track (workspace_id, member_id) where member_id > 0 and state = 1;
