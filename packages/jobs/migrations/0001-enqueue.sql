-- The only door from a workspace's transaction to the queue: grove_app has no rights on the queue's own tables.
create function grove_enqueue(task text, payload json, run_at timestamptz, max_attempts int, job_key text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(task, payload, null, run_at, max_attempts, job_key);
end $$;
