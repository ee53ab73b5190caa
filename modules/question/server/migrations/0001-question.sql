create table question_bank (
  workspace_id bigint not null,
  id bigint generated always as identity,
  key text not null,
  name text not null,
  purpose text not null check (purpose in ('exam', 'game')),
  note text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, key)
);

-- `digest` is of theme and stem: the same question stands once in a bank.
create table question (
  workspace_id bigint not null,
  id bigint generated always as identity,
  bank_id bigint not null,
  theme text not null,
  kind text not null,
  body jsonb not null,
  digest text not null,
  retired boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, bank_id, digest),
  foreign key (workspace_id, bank_id) references question_bank (workspace_id, id) on delete cascade
);
create index question_changed on question (workspace_id, bank_id, updated_at, id);
create index question_draw on question (workspace_id, bank_id, theme) where not retired;

create table question_import (
  workspace_id bigint not null,
  id bigint generated always as identity,
  bank_id bigint not null,
  file_name text not null,
  rows int not null,
  added int not null,
  known int not null,
  faults jsonb not null,
  -- Headings and rows that were not taken, as they came.
  rejects jsonb not null,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, bank_id) references question_bank (workspace_id, id) on delete cascade
);
