-- What a member does that ticks the item for them: {"kind": "form" | "activity", "key": …}; null: somebody ticks it.
alter table delivery_item add column ticked_by jsonb;
create index delivery_item_ticks on delivery_item (workspace_id, (ticked_by ->> 'kind'), (ticked_by ->> 'key')) where ticked_by is not null;
