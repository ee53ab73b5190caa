-- A tag that a rule gives may end by itself, so many days after the member entered; null: no limit of time.
alter table tag_rule add column days int check (days between 1 and 3650);
