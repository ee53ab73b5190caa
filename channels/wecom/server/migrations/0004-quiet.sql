-- Since when the place is being looked at; whoever asks for it meanwhile waits for the end of that look. Null: nobody looks.
alter table wecom_refresh add column begun_at timestamptz;
