-- Six words a member are looked up by, and a check of each against member costs more than writing it. Both tables are written by one
-- function each, in the transaction of the member they are about.
alter table member_search drop constraint member_search_workspace_id_member_id_fkey;
alter table member_import_member drop constraint member_import_member_workspace_id_import_id_fkey;
