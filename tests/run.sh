#!/usr/bin/env bash
# Every test of the solution, with a PostgreSQL of its own; ends with "N passed, N failed". Called by ./vern test and .ci/run.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# Tests end before what is counted for a faster second compilation is of use.
export DOTNET_TieredPGO=0
# Tests make and drop thousands of small databases and folders: in memory where there is room for them, in little more than half the time.
memory=/dev/shm
[ -w "$memory" ] && [ "$(df --output=avail -BG "$memory" 2>/dev/null | tail -1 | tr -dc 0-9)" -ge 4 ] || memory=${TMPDIR:-/tmp}
results=$(mktemp -d "$memory/vern-tests-XXXXXX")
export TMPDIR=$results/files; mkdir "$TMPDIR"; chmod 711 "$results" "$TMPDIR" # the database server goes through it, under another name
server=""
cleanup() { [ -z "$server" ] || sh tests/postgres.sh stop >/dev/null 2>&1; rm -rf "$results"; }
trap cleanup EXIT

if [ -z "${VERN_TEST_POSTGRES:-}" ]; then
  export VERN_TEST_POSTGRES_HOME=$memory/vern-test-postgres-$(id -u)-$$ # its own: another run on this machine has another
  if VERN_TEST_POSTGRES=$(sh tests/postgres.sh start); then
    server=ours; export VERN_TEST_POSTGRES
  else
    unset VERN_TEST_POSTGRES; echo "tests: no PostgreSQL; the store tests run on SQLite only"
  fi
fi

# With a compiler that all projects share, and no other build: one that has built an earlier state of the pages may take them for faulty.
built=0; dotnet build Vern.slnx -c Release -v q --nologo -p:UseSharedCompilation=true -p:SharedCompilationId=vern-$$ || built=1
pkill -f "pipename:vern-$$" 2>/dev/null || true
[ $built = 0 ] || { echo "0 passed, 1 failed"; exit 1; }

# Tests start the program some two hundred times: as ./vern runs it, compiled ahead.
if dotnet build deploy/ahead-of-time -t:CompileAhead -v q --nologo >/dev/null 2>&1; then export VERN_TEST_PROGRAM=$root/artifacts/vern/vern.dll; fi

# One project's tests; what they say is printed whole when they end, and their counts are kept for the sum.
run_project() {
  local name log code line
  name=$(basename "$1"); log=$results/$name.log
  dotnet test "$1/$name.csproj" -c Release --no-build --nologo -v q --logger "console;verbosity=minimal" >"$log" 2>&1; code=$?
  line=$(grep -E 'Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+' "$log" | tail -1)
  {
    flock 9
    echo "== $name"
    grep -vE '^\s*$' "$log"
    if [ -z "$line" ]; then
      # A runner that printed no count has not tested anything: that is a failure, not a pass.
      echo "$name: no test ran"; echo "0 1 0" >"$results/$name.count"
    else
      f=$(sed -E 's/.*Failed: +([0-9]+).*/\1/' <<<"$line"); p=$(sed -E 's/.*Passed: +([0-9]+).*/\1/' <<<"$line"); s=$(sed -E 's/.*Skipped: +([0-9]+).*/\1/' <<<"$line")
      [ "$code" -eq 0 ] || [ "$f" -gt 0 ] || f=1
      echo "$p $f $s" >"$results/$name.count"
    fi
  } 9>"$results/printing"
}

wanted() { [ $# -eq 1 ] || [[ " ${*:2} " == *" $1 "* ]]; }

# Three lanes: the browser tests wait for a browser, the ledger's and the faults' for the disk and for processes. Store tests give way to the other two, which wait for programs to start. A project in no lane of its own is in the last.
lane() { local way=$1; shift; renice -n "$way" $BASHPID >/dev/null 2>&1; for project in "$@"; do if wanted "$(basename "$project")" "${asked[@]}"; then run_project "$project"; fi; done; }
asked=("$@")
lane 0 tests/Vern.Browser.Tests &
lane 3 tests/Vern.Persons.Tests tests/Vern.Material.Tests tests/Vern.Ledger.Tests tests/Vern.Disclosure.Tests &
lane 0 tests/Vern.Tests tests/Vern.Linkage.Tests tests/Vern.Fingerprints.Tests $(ls -d tests/*.Tests | grep -vE '/Vern\.((Browser|Linkage|Fingerprints|Persons|Material|Ledger|Disclosure)\.)?Tests$') &
wait

passed=0; failed=0; skipped=0
for project in $(ls -d tests/*.Tests); do
  name=$(basename "$project")
  wanted "$name" "$@" || continue
  # A lane that died has no count: a failure, not a pass.
  [ -f "$results/$name.count" ] || { echo "$name: no count"; failed=$((failed + 1)); continue; }
  read -r p f s <"$results/$name.count"
  passed=$((passed + p)); failed=$((failed + f)); skipped=$((skipped + s))
done
if [ "${CI:-}" = true ] && [ "$skipped" -gt 0 ]; then
  echo "In CI a skipped test is a failed one: $skipped."; failed=$((failed + skipped)); skipped=0
fi
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
