-- Whom an import met: records made one after another from lines that follow each other are one row. Merges need not move it, a member is asked
-- for with the records it took in; of somebody forgotten a number is left that is nobody's.
create table member_import_met (
  workspace_id bigint not null,
  import_id bigint not null,
  first_record bigint not null,
  last_record bigint not null,
  first_line int not null,
  primary key (workspace_id, import_id, first_record)
);
insert into member_import_met (workspace_id, import_id, first_record, last_record, first_line)
select workspace_id, import_id, member_id, member_id, line from member_import_member;
drop table member_import_member;

-- The trail of a merge named a table by its place among all tables of all modules: one more or one less of them, and an old merge was undone in
-- other tables. It goes by name: table and column.
delete from member_merge_row where table_name = 'member_import_member';
alter table member_merge_row add column part text;
update member_merge_row set part = table_name;
alter table member_merge_row alter column part set not null;
alter table member_merge_row drop constraint member_merge_row_pkey;
alter table member_merge_row drop column entry;
alter table member_merge_row add primary key (workspace_id, merge_id, part, position);
