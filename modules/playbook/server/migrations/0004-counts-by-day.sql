-- A step of the member is due on another day for each: counted by day, so that the calendar shows what happened when. What was counted before
-- stays on its first day.
alter table playbook_step_count add column day date;
update playbook_step_count n set day = (n.first_at at time zone w.zone)::date from workspace w where w.id = n.workspace_id;
alter table playbook_step_count alter column day set not null;
alter table playbook_step_count drop constraint playbook_step_count_pkey;
alter table playbook_step_count add primary key (workspace_id, run_id, step_id, occurrence, day, variant, ending, reason);
