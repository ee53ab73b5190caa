-- Who is inside, by community and by member, from the index alone: a chapter's list asks it for every member it comes by.
drop index membership_member;
create index membership_member on membership (workspace_id, member_id, community_id) include (state);
create index membership_inside on membership (workspace_id, community_id, member_id) where state = 'active';
