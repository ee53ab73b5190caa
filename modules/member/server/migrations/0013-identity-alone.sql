-- Members are never deleted, they are forgotten; asking for the member of each of a million identities costs more than writing them.
alter table member_identity drop constraint member_identity_workspace_id_member_id_fkey;
