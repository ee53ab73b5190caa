-- Whose share a touch left alone: the run (or manual send) with a higher priority whose touch is due later the same day.
alter table send_hold add column kept_source smallint;
alter table send_hold add column kept_run_id bigint;
-- Touches that wait and may go before others, by whom they are for.
create index send_ahead on send (workspace_id, member_id, not_before) include (community_id, priority)
  where state in ('planned', 'retry', 'held') and priority > 0 and not exempt;
