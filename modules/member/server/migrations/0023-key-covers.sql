-- The key of a member is the index the list walks along in the order of numbers as well: one entry a member where two stood in the same order.
-- What refers to it, in this module and in others, is made again as it was; which tables those are depends on when this runs, before their
-- modules (a new database) or after them. Each reads its rows once more, all at one go: six seconds for a million members with five million tags.
drop index member_walk;
do $$ declare away text[]; back text[]; step text; begin
  select array_agg(format('alter table %s drop constraint %I', conrelid::regclass, conname)),
    array_agg(format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)))
  into away, back
  from pg_constraint where contype = 'f' and conindid = 'member_pkey'::regclass and conparentid = 0;
  foreach step in array away || array[
    'alter table member drop constraint member_pkey',
    'alter table member add constraint member_pkey primary key (workspace_id, id)
      include (last_active_at, stage, kind, source, owner_staff_id, created_at, erased_at)'] || back
  loop
    execute step;
  end loop;
end $$;
