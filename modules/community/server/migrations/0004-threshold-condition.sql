-- Thresholds on the profile, the stage and a tag become conditions of the one condition language.
-- A rule on the text of a sealed phone or e-mail can not be asked any more: a person decides there instead, nobody walks in for it.
update community c set threshold = jsonb_set(c.threshold, '{requirements}', (
  select coalesce(jsonb_agg(case r.one ->> 'kind'
    when 'stage' then jsonb_build_object('kind', 'condition', 'says', '', 'condition',
      jsonb_build_object('kind', 'stage', 'atLeast', r.one -> 'atLeast'))
    when 'tag' then jsonb_build_object('kind', 'condition', 'says', '', 'condition', jsonb_build_object('kind', 'tag', 'tag', r.one -> 'tag'))
    when 'profile' then case
      when r.one ->> 'field' in ('phone', 'email') and r.one ->> 'op' = 'filled' then jsonb_build_object('kind', 'condition', 'says', '',
        'condition', jsonb_build_object('kind', 'contact', 'has', jsonb_build_array(r.one -> 'field')))
      when r.one ->> 'field' in ('phone', 'email') then jsonb_build_object('kind', 'application', 'questions', '[]'::jsonb)
      else jsonb_build_object('kind', 'condition', 'says', '', 'condition', case r.one ->> 'op'
        when 'filled' then jsonb_build_object('kind', 'attribute', 'key', r.key, 'exists', true)
        when 'is' then jsonb_build_object('kind', 'attribute', 'key', r.key, 'in', r.first)
        when 'oneOf' then jsonb_build_object('kind', 'attribute', 'key', r.key, 'in', r.each)
        when 'contains' then jsonb_build_object('any', (select jsonb_agg(jsonb_build_object('kind', 'attribute', 'key', r.key, 'contains', w.word))
          from jsonb_array_elements_text(r.words) as w (word)))
        else jsonb_build_object('all', jsonb_build_array(jsonb_build_object('kind', 'attribute', 'key', r.key, 'exists', true),
          jsonb_build_object('not', jsonb_build_object('kind', 'attribute', 'key', r.key, 'in', r.each)))) end) end
    else r.one end order by r.place), '[]')
  from (
    select q.one, q.place, replace(q.one ->> 'field', 'attribute:', '') as key, q.words,
      -- A number that was typed stands for the number as well.
      (select jsonb_agg(v.value) from jsonb_array_elements_text(q.words) as w (word),
        lateral (select to_jsonb(w.word) union all select to_jsonb(w.word::numeric) where w.word ~ '^-?[0-9]{1,15}([.][0-9]{1,6})?$') as v (value)) as each,
      (select jsonb_agg(v.value) from (select w.word from jsonb_array_elements_text(q.words) with ordinality as w (word, place)
        order by w.place limit 1) as w, lateral (select to_jsonb(w.word) union all select to_jsonb(w.word::numeric)
        where w.word ~ '^-?[0-9]{1,15}([.][0-9]{1,6})?$') as v (value)) as first
    from (
      select e.one, e.place, case when jsonb_array_length(coalesce(e.one -> 'values', '[]')) = 0 then '["–"]'::jsonb else e.one -> 'values' end as words
      from jsonb_array_elements(c.threshold -> 'requirements') with ordinality as e (one, place)) q) r))
where c.threshold @? '$.requirements[*] ? (@.kind == "profile" || @.kind == "stage" || @.kind == "tag")';
