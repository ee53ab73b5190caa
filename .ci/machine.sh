# What a bare Debian machine lacks: Chromium and Chinese letters for the journeys, a PostgreSQL 15 for the second run of the database suites.
# Sets external_database.

external_database=''

prepare_machine() {
  command -v node >/dev/null || { echo "Node is missing: install Node >= 20.19 from https://nodejs.org and run .ci/run again."; return 1; }
  local missing=()
  has_chromium || missing+=(chromium)
  has_chinese_letters || missing+=(fonts-noto-cjk)
  find_database
  [ -n "$external_database" ] || has_own_postgres || missing+=(postgresql-15)
  [ ${#missing[@]} -eq 0 ] || install "${missing[@]}" || return 1
  [ -n "$external_database" ] || start_postgres || return 1
  has_chromium || { echo "No Chromium after installing it."; return 1; }
  echo "Node $(node --version), npm $(npm --version), PostgreSQL $(ask "$external_database" 'show server_version')"
}

has_chromium() { [ -n "${CHROME_PATH:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
has_chinese_letters() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh family 2>/dev/null | head -n 1)" ]; }
has_own_postgres() { [ -x /usr/lib/postgresql/15/bin/postgres ] && command -v pg_ctlcluster >/dev/null; }

install() {
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      root=(sudo -n env DEBIAN_FRONTEND=noninteractive)
    else
      echo "Not root and no sudo here. Install these and run .ci/run again: $*"
      return 1
    fi
  fi
  command -v apt-get >/dev/null || { echo "No apt-get here. Install these and run .ci/run again: $*"; return 1; }
  echo "installing $*"
  "${root[@]}" apt-get update -qq >"$logs/apt.out" 2>&1 &&
    "${root[@]}" apt-get install -y -qq --no-install-recommends "$@" >>"$logs/apt.out" 2>&1 ||
    { tail -n 30 "$logs/apt.out"; echo "apt-get could not install: $*"; return 1; }
}

# psql is not always there; what the product uses to talk to PostgreSQL comes with npm ci, which runs later.
psql_program() { command -v psql || ls /usr/lib/postgresql/*/bin/psql 2>/dev/null | tail -n 1; }
ask() { PGCONNECT_TIMEOUT=3 "$(psql_program)" -X -w -At "$1" -c "$2" 2>/dev/null; }

# A server that answers on 127.0.0.1:5432 and lets one of these in as a superuser is used as it is.
find_database() {
  local url
  [ -n "$(psql_program)" ] || return 0
  for url in "${TEST_DATABASE_URL:-}" "postgres://grove_ci:grove_ci@127.0.0.1:5432/postgres" \
    "postgres://$(id -un)@127.0.0.1:5432/postgres" "postgres://postgres@127.0.0.1:5432/postgres" "postgres://postgres:postgres@127.0.0.1:5432/postgres"; do
    [ -n "$url" ] || continue
    if [ "$(ask "$url" "select rolsuper and current_setting('server_version_num')::int / 10000 = 15 from pg_roles where rolname = current_user")" = t ]; then
      external_database="$url"
      return 0
    fi
  done
}

as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else sudo -n -u postgres "$@"; fi
}

# Debian's own cluster when its port is free, otherwise one more on the next port; a role with a password is let in over 127.0.0.1.
start_postgres() {
  local port role="do \$\$ begin create role grove_ci superuser login password 'grove_ci'; exception when duplicate_object then null; end \$\$"
  port="$(pg_lsclusters -h 2>/dev/null | awk '$1 == 15 && $2 == "main" { print $3 }')"
  [ -n "$port" ] || { as_root pg_createcluster 15 main >"$logs/cluster.out" 2>&1 && port="$(pg_lsclusters -h | awk '$1 == 15 && $2 == "main" { print $3 }')"; }
  as_root pg_ctlcluster 15 main start >>"$logs/cluster.out" 2>&1 || true
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    as_postgres psql -X -q -p "$port" -d postgres -c "$role" >>"$logs/cluster.out" 2>&1 && break
    sleep 1
  done
  external_database="postgres://grove_ci:grove_ci@127.0.0.1:$port/postgres"
  [ -n "$(ask "$external_database" 'select 1')" ] && return 0
  cat "$logs/cluster.out"
  echo "PostgreSQL 15 is installed but does not answer on port ${port:-5432}."
  return 1
}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }
