-- Where a member stands as the one who asked, or who invited.
create index application_member on application (workspace_id, member_id);
create index application_inviter on application (workspace_id, inviter_member_id) where inviter_member_id is not null;
create index membership_inviter on membership (workspace_id, inviter_member_id) where inviter_member_id is not null;
create index invitation_code_inviter on invitation_code (workspace_id, inviter_member_id) where inviter_member_id is not null;
