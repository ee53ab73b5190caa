-- A member's picture is theirs alone, so that it can go with them: the same bytes of another stay. Staff share theirs.
alter table media drop constraint media_workspace_id_sha256_key;
create unique index media_bytes on media (workspace_id, sha256, (case when uploaded_by like 'm%' then uploaded_by else '' end));
