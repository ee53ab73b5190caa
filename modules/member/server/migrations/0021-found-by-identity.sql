-- A phone is found by its identity, by its last four digits too: the beginning of their digest stands before its own (contact-words.ts). The words
-- of before tell both, those of merges that can be undone among them. What none tells of, or two differently (0019), waits for a change of keys.
create temporary table told on commit drop as
  select w.workspace_id, split_part(w.token, ':', 3) as digest, min(left(split_part(w.token, ':', 2), 15) || substr(split_part(w.token, ':', 3), 8)) as key
  from (
    select workspace_id, token from member_search where token >= '=phone:' and token < '=phone;'
    union all
    select workspace_id, key ->> 'token' from member_merge_row where table_name = 'member_search') w
  where w.token like '=phone:%:%'
  group by 1, 2 having count(distinct split_part(w.token, ':', 2)) = 1;
analyze told;
update member_identity i set external_id = t.key from told t
where i.workspace_id = t.workspace_id and i.channel = 'phone' and i.external_id = t.digest;
update member_merge_row r set key = r.key || jsonb_build_object('external_id', t.key) from told t
where r.workspace_id = t.workspace_id and r.table_name = 'member_identity' and r.key ->> 'channel' = 'phone' and r.key ->> 'external_id' = t.digest;
-- Ranges of both columns, as of the words.
alter table member_identity alter column channel type text collate "C", alter column external_id type text collate "C";
-- Whoever holds a phone or an e-mail needs no word for it; the words of the others name the key of the identity.
delete from member_search s using told t, member_identity i
where s.workspace_id = t.workspace_id and s.token >= '=phone:' and s.token < '=phone;' and split_part(s.token, ':', 3) = t.digest
  and i.workspace_id = s.workspace_id and i.channel = 'phone' and i.external_id = t.key and i.member_id = s.member_id;
delete from member_search s using member_identity i
where s.token >= '=email:' and s.token < '=email;'
  and i.workspace_id = s.workspace_id and i.channel = 'email' and i.external_id = substr(s.token, 8) and i.member_id = s.member_id;
update member_search s set token = '=phone:' || left(split_part(s.token, ':', 2), 15) || substr(split_part(s.token, ':', 3), 8)
where s.token >= '=phone:' and s.token < '=phone;' and s.token like '=phone:%:%';
update member_merge_row r set key = r.key || n.token, before = case when r.action = 'dropped' then r.before || n.token else r.before end
from (
  select workspace_id, merge_id, entry, position, jsonb_build_object('token',
    '=phone:' || left(split_part(key ->> 'token', ':', 2), 15) || substr(split_part(key ->> 'token', ':', 3), 8)) as token
  from member_merge_row where table_name = 'member_search' and key ->> 'token' like '=phone:%:%') n
where r.workspace_id = n.workspace_id and r.merge_id = n.merge_id and r.entry = n.entry and r.position = n.position;
-- How many numbers begin with something: of both columns by themselves it could only be guessed.
create statistics if not exists member_identity_number on (case when channel = 'number' then external_id end) from member_identity;
analyze member_identity;
