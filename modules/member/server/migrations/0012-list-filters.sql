-- The list's filters by city and by the time of becoming known.
create index member_city on member (workspace_id, city, id) where city is not null;
create index member_created on member (workspace_id, created_at, id);
