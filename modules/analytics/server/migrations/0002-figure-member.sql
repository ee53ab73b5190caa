create index figure_speaker_member on figure_speaker (workspace_id, member_id);
create index figure_answer_member on figure_answer (workspace_id, member_id);
