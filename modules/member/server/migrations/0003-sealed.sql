-- Phones and e-mails are sealed by the program (AES-256-GCM); a digest under a key makes them findable and unique.
-- What stood here before is marked as not sealed yet; the next change of keys seals it.
alter table member rename column phone to phone_sealed;
alter table member rename column email to email_sealed;
update member set phone_sealed = 'clear0.' || phone_sealed, email_sealed = 'clear0.' || email_sealed, search = lower(display_name);
delete from member_search where token ~ '^[0-9]{4,}$' or token like '%@%';
-- Of a phone or e-mail external_id is the digest and the value stands here; of other channels external_id is clear and this is null.
alter table member_identity add column sealed text;
update member_identity set external_id = 'clear0.' || external_id, sealed = 'clear0.' || external_id where channel in ('phone', 'email');
delete from member_import;
