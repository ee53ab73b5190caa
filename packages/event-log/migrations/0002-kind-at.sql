-- Counting an event over everybody is one pass over its kind and time.
create index event_kind_at on event (workspace_id, kind, at, member_id);
