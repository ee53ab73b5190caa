create index task_member on task (workspace_id, member_id, id) where member_id > 0;
