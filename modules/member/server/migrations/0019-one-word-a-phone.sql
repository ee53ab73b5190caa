-- A phone was two words of the search, the whole and its last four digits; now it is one that holds both (contact-words.ts). Who has several,
-- from merges, gets each end with each whole: found by any of them, as before.
insert into member_search (workspace_id, token, member_id)
select p.workspace_id, '=phone:' || substr(t.token, 7) || ':' || substr(p.token, 8), p.member_id
from member_search p join member_search t on t.workspace_id = p.workspace_id and t.member_id = p.member_id and t.token >= '=tail:' and t.token < '=tail;'
where p.token >= '=phone:' and p.token < '=phone;'
on conflict do nothing;
delete from member_search where token >= '=tail:' and token < '=tail;';
delete from member_search where token >= '=phone:' and token < '=phone;' and position(':' in substr(token, 8)) = 0;
-- The same of merges that can still be undone.
update member_merge_row p set key = p.key || n.token, before = case when p.action = 'dropped' then p.before || n.token else p.before end
from (
  select w.workspace_id, w.merge_id, w.entry, w.position,
    jsonb_build_object('token', '=phone:' || substr(min(t.key ->> 'token'), 7) || ':' || substr(w.key ->> 'token', 8)) as token
  from member_merge_row w join member_merge_row t on t.workspace_id = w.workspace_id and t.merge_id = w.merge_id and t.entry = w.entry
  where w.table_name = 'member_search' and w.key ->> 'token' like '=phone:%' and t.key ->> 'token' like '=tail:%'
  group by w.workspace_id, w.merge_id, w.entry, w.position, w.key) n
where p.workspace_id = n.workspace_id and p.merge_id = n.merge_id and p.entry = n.entry and p.position = n.position;
delete from member_merge_row where table_name = 'member_search' and key ->> 'token' like '=tail:%';
