-- Everything sent to one member: their page, their file, a merge.
create index send_member on send (workspace_id, member_id, id) where member_id > 0;
create index held_message_thread on held_message (workspace_id, thread) where thread > 0;
create index room_thread on room (workspace_id, thread) where thread > 0;
create index room_read_reader on room_read (workspace_id, reader_kind, reader_id);
create index message_thread on message (workspace_id, thread) where thread > 0;
create index message_change_thread on message_change (workspace_id, thread) where thread > 0;
create index reaction_thread on reaction (workspace_id, thread) where thread > 0;
create index reaction_author on reaction (workspace_id, author_id) where author_kind = 1;
