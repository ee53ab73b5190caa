-- A phone was two words of the search, the whole and its last four digits; now it is one that holds both (contact-words.ts). Who has several,
-- from merges, has ends and wholes that came by the same merge together.
with moved as (
  select workspace_id, merge_id, key ->> 'token' as token, (key ->> 'member_id')::bigint as member_id
  from member_merge_row where table_name = 'member_search' and action = 'moved'),
came as (
  select s.workspace_id, s.token, s.member_id, coalesce(m.merge_id, 0) as merge_id from member_search s
  left join moved m on m.workspace_id = s.workspace_id and m.member_id = s.member_id and m.token = s.token
  where s.token >= '=phone:' and s.token < '=phone;' or s.token >= '=tail:' and s.token < '=tail;')
insert into member_search (workspace_id, token, member_id)
select p.workspace_id, '=phone:' || substr(t.token, 7) || ':' || substr(p.token, 8), p.member_id
from came p join came t on t.workspace_id = p.workspace_id and t.member_id = p.member_id
where p.token like '=phone:%' and t.token like '=tail:%'
  -- An end that both had did not come by the merge.
  and (t.merge_id = p.merge_id or not exists (
    select 1 from came o where o.workspace_id = p.workspace_id and o.member_id = p.member_id and o.token like '=tail:%' and o.merge_id = p.merge_id))
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
