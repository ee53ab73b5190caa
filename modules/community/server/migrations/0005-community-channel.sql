create index community_channel on community (workspace_id, channel, id);
