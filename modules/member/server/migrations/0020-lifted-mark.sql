-- Whoever was taken up again keeps their mark with the moment it was lifted: what an order or a file tells of the time before stays off the new record.
alter table member_erased add column lifted_at timestamptz;
