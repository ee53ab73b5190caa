alter table workspace add column asleep boolean not null default false;
comment on column workspace.asleep is 'Background work leaves it alone: its history is being made on another clock.';
