# What a bare Debian machine lacks: Chromium and Chinese letters for the journeys, a PostgreSQL 15 for the second run of the database suites.
# Sets external_database.

external_database=''
cluster=''
programs=/usr/lib/postgresql/15/bin

prepare_machine() {
  command -v node >/dev/null || { echo "Node is missing: install Node >= 20.19 from https://nodejs.org and run .ci/run again."; return 1; }
  local missing=()
  has_chromium || missing+=(chromium)
  has_chinese_letters || missing+=(fonts-noto-cjk)
  has_postgres || find_database || missing+=(postgresql-15)
  [ ${#missing[@]} -eq 0 ] || install "${missing[@]}" || return 1
  [ -n "$external_database" ] || start_postgres || return 1
  has_chromium || { echo "No Chromium after installing it."; return 1; }
  echo "Node $(node --version), npm $(npm --version), PostgreSQL $(ask "$external_database" 'show server_version')"
}

has_chromium() { [ -n "${CHROME_PATH:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
has_chinese_letters() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh family 2>/dev/null | head -n 1)" ]; }
has_postgres() { [ -x "$programs/initdb" ]; }

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
ask() { [ -n "$(psql_program)" ] && PGCONNECT_TIMEOUT=3 "$(psql_program)" -X -w -At "$1" -c "$2" 2>/dev/null; }

# A server of this run's own from Debian's programs, in memory where there is room: a database is a thousand small files, and each test file has one.
# Whoever has no such programs and cannot install them is served by a PostgreSQL 15 that answers and lets us in as a superuser.
start_postgres() {
  local folder port=54815
  folder="$(mktemp -d "$(quick_folder)/grove-ci-XXXXXX")" && cluster="$folder/data"
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  chmod 755 "$folder"
  [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
  as_postgres "$programs/initdb" -D "$cluster" -U grove_ci -A trust -E UTF8 --locale=C.UTF-8 >"$logs/cluster.out" 2>&1 &&
    as_postgres "$programs/pg_ctl" -D "$cluster" -w -l "$folder/log" \
      -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_wal_size=256MB" \
      start >>"$logs/cluster.out" 2>&1 &&
    external_database="postgres://grove_ci@127.0.0.1:$port/postgres" && return 0
  cat "$logs/cluster.out" "$folder/log" 2>/dev/null
  echo "PostgreSQL 15 is installed but does not start in $folder."
  return 1
}

stop_postgres() {
  [ -n "$cluster" ] || return 0
  as_postgres "$programs/pg_ctl" -D "$cluster" -m fast stop >/dev/null 2>&1
  rm -rf "$(dirname "$cluster")"
}

# As many bytes as the databases of two test files at once and the journals take, twice over.
quick_folder() {
  local room
  room="$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)"
  [ -w /dev/shm ] && [ "${room:-0}" -gt $((3 * 1024 * 1024)) ] && echo /dev/shm || echo "${TMPDIR:-/tmp}"
}

# A server does not run as root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

find_database() {
  local url
  for url in "${TEST_DATABASE_URL:-}" "postgres://$(id -un)@127.0.0.1:5432/postgres" "postgres://postgres@127.0.0.1:5432/postgres"; do
    [ -n "$url" ] || continue
    if [ "$(ask "$url" "select rolsuper and current_setting('server_version_num')::int / 10000 = 15 from pg_roles where rolname = current_user")" = t ]; then
      external_database="$url"
      return 0
    fi
  done
  return 1
}
