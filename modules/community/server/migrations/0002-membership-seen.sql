-- Whether a member is inside is answered from the index alone: a chapter's list asks it for every member it comes by.
drop index membership_member;
create index membership_member on membership (workspace_id, member_id, community_id) include (state);
