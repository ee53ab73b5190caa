-- Rules of a platform that this workspace does not let anybody break: what they find keeps a playbook from being published.
create table playbook_lint_forbid (
  workspace_id bigint not null,
  rule text not null,
  by bigint,
  at timestamptz not null,
  primary key (workspace_id, rule)
);
