#!/bin/sh
# A throw-away PostgreSQL for the tests: `tests/postgres.sh start` prints its connection string, `tests/postgres.sh stop` ends it and removes
# its files. It listens on a socket in a folder of its own and on no network address, so nothing else can meet it.
#   VERN_TEST_POSTGRES=$(tests/postgres.sh start); export VERN_TEST_POSTGRES; …; tests/postgres.sh stop
set -eu
home=${VERN_TEST_POSTGRES_HOME:-/tmp/vern-test-postgres-$(id -u)}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v postgres 2>/dev/null || echo /none/postgres)")
[ -x "$bin/initdb" ] || { echo "tests/postgres.sh: no PostgreSQL server is installed (Debian: apt-get install postgresql)" >&2; exit 2; }

# PostgreSQL refuses to run as root.
as_server() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

case ${1:-} in
  start)
    # One that runs is left running: whoever uses it would lose it.
    if [ -d "$home/data" ] && as_server "$bin/pg_ctl" -D "$home/data" -s status >/dev/null 2>&1; then echo "Host=$home;Username=vern;Database=postgres"; exit 0; fi
    rm -rf "$home"
    mkdir -m 700 "$home"
    [ "$(id -u)" != 0 ] || chown postgres "$home"
    cd /
    as_server "$bin/initdb" -D "$home/data" -U vern -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    as_server "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w -s \
      -o "-c listen_addresses='' -k $home -c fsync=off -c full_page_writes=off -c max_connections=200 -c autovacuum=off" start >/dev/null
    echo "Host=$home;Username=vern;Database=postgres"
    ;;
  stop)
    cd /
    [ ! -d "$home/data" ] || as_server "$bin/pg_ctl" -D "$home/data" -m immediate -s stop || true
    rm -rf "$home"
    ;;
  *) echo "usage: tests/postgres.sh start|stop" >&2; exit 2 ;;
esac
