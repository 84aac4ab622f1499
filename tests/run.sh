#!/usr/bin/env bash
# Every test of the solution, with a PostgreSQL of its own; ends with "N passed, N failed". Called by ./vern test and .ci/run.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
results=$(mktemp -d)
server=""
cleanup() { [ -z "$server" ] || sh tests/postgres.sh stop >/dev/null 2>&1; rm -rf "$results"; }
trap cleanup EXIT

if [ -z "${VERN_TEST_POSTGRES:-}" ]; then
  if VERN_TEST_POSTGRES=$(sh tests/postgres.sh start); then
    server=ours; export VERN_TEST_POSTGRES
  else
    unset VERN_TEST_POSTGRES; echo "tests: no PostgreSQL; the store tests run on SQLite only"
  fi
fi

dotnet build Vern.slnx -c Release -v q --nologo || { echo "0 passed, 1 failed"; exit 1; }

passed=0; failed=0; skipped=0
# The browser tests last: they take longest, and what is broken underneath shows faster elsewhere.
for project in $(ls -d tests/*.Tests | grep -v Browser) tests/Vern.Browser.Tests; do
  name=$(basename "$project")
  [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
  echo "== $name"
  log=$results/$name.log
  dotnet test "$project/$name.csproj" -c Release --no-build --nologo -v q --logger "console;verbosity=minimal" 2>&1 | tee "$log" | grep -vE '^\s*$'
  code=${PIPESTATUS[0]}
  line=$(grep -E 'Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+' "$log" | tail -1)
  if [ -z "$line" ]; then
    # A runner that printed no count has not tested anything: that is a failure, not a pass.
    echo "$name: no test ran"; failed=$((failed + 1)); continue
  fi
  f=$(sed -E 's/.*Failed: +([0-9]+).*/\1/' <<<"$line"); p=$(sed -E 's/.*Passed: +([0-9]+).*/\1/' <<<"$line"); s=$(sed -E 's/.*Skipped: +([0-9]+).*/\1/' <<<"$line")
  passed=$((passed + p)); failed=$((failed + f)); skipped=$((skipped + s))
  [ "$code" -eq 0 ] || [ "$f" -gt 0 ] || failed=$((failed + 1))
done
if [ "${CI:-}" = true ] && [ "$skipped" -gt 0 ]; then
  echo "In CI a skipped test is a failed one: $skipped."; failed=$((failed + skipped)); skipped=0
fi
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
