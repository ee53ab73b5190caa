-- The picture as we keep it, and the platform's address it came from.
alter table code add column picture bytea, add column picture_of text;
-- PNG does not compress again.
alter table code alter column picture set storage external;
