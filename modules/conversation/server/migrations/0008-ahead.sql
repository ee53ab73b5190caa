-- What is ahead of a touch is asked for at every priority: those at 0 and below go before others too.
drop index send_ahead;
create index send_ahead on send (workspace_id, member_id, not_before) include (community_id, priority)
  where state in ('planned', 'retry', 'held') and not exempt;
