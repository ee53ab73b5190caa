-- Tags that whoever started the import may not put on people: rows that carry one are not taken.
alter table member_import add column barred_tags text[] not null default '{}';
