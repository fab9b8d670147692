#!/usr/bin/env bash
# The whole of Linewatch on this machine, with a simulated line and a fault to find. See --help.
set -euo pipefail
# Paths may hold any script; a POSIX locale would not read them.
export LC_ALL=C.UTF-8

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
started_in=$PWD
state=$repository/.linewatch/demo
need_memory_mb=2000
need_disk_mb=1500
download_mb=510

usage() {
  cat <<'HELP'
usage: deploy/demo.sh [--smoke] [--fresh] [--state FOLDER] [--seed N]
       deploy/demo.sh --replay FILE... [--rows N] [--fresh] [--state FOLDER]

  (nothing)        start everything, print one link that logs in; Ctrl-C ends all
  --smoke          walk through the product without a person: no alert without a fault, an alert
                   with one, acknowledge it, change a limit, see it clear; exit code 0 when all came
  --replay FILE... your own CSV recordings through the full path: fit on the first rows, judge the
                   rest, print a table
  --rows N         rows a model is fitted on in a replay (400)
  --state FOLDER   where everything is kept (.linewatch/demo; for replays .linewatch/replay)
  --fresh          start from an empty state
  --seed N         draws the fault and the noise
HELP
}

fail() {
  echo "$1" >&2
  exit "${2:-69}"
}

smoke=no state_given=no
pass=()
files=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --smoke) smoke=yes; pass+=("$1"); shift ;;
    --fresh) pass+=("$1"); shift ;;
    --state) [ $# -ge 2 ] || fail "--state needs a folder" 64; state=$2; state_given=yes; shift 2 ;;
    --seed | --rows) [ $# -ge 2 ] || fail "$1 needs a number" 64; pass+=("$1" "$2"); shift 2 ;;
    --replay)
      shift
      while [ $# -gt 0 ] && [ "${1#--}" = "$1" ]; do files+=("$1"); shift; done
      [ ${#files[@]} -gt 0 ] || fail "--replay needs at least one CSV file" 64 ;;
    *) usage >&2; fail "unknown option: $1" 64 ;;
  esac
done
if [ ${#files[@]} -gt 0 ]; then
  [ "$state_given" = yes ] || state=$repository/.linewatch/replay
  for file in "${files[@]}"; do [ -r "$file" ] || fail "cannot read $file" 66; done
  # A recording is judged on a system that has seen nothing else.
  case " ${pass[*]-} " in *" --fresh "*) ;; *) pass+=(--fresh) ;; esac
  pass+=(--replay "${files[@]}")
elif [ "$smoke" = yes ] && [ "$state_given" = no ]; then
  state=$repository/.linewatch/smoke
fi
case $state in /*) ;; *) state=$started_in/$state ;; esac

number=0
began=0
step() { number=$((number + 1)); printf 'Check %d. %-57s' "$number" "$1"; began=$(date +%s%N); }
ok() { printf '%6.1f s  %s\n' "$(($(($(date +%s%N) - began)) / 100000000))e-1" "${1-}"; }

is_java_25() { [ -x "$1" ] && "$1" -version 2>&1 | grep -q 'version "25'; }

step "JDK 25"
java=
for candidate in "${LINEWATCH_JAVA:-}" "${JAVA25_HOME:-}/bin/java" "${JAVA_HOME:-}/bin/java" \
    /usr/lib/jvm/*25*/bin/java /opt/*jdk*25*/bin/java "$(command -v java || true)"; do
  if is_java_25 "$candidate"; then java=$candidate; break; fi
done
[ -n "$java" ] || fail "
No JDK 25 found in JAVA25_HOME, JAVA_HOME, /usr/lib/jvm or PATH.
Install one (such as Temurin 25 from https://adoptium.net) or set JAVA25_HOME to its folder."
ok "$java"

step "Memory and disk"
memory_mb=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
[ "$memory_mb" -ge "$need_memory_mb" ] || fail "
Only $memory_mb MB of memory are free, the demo needs $need_memory_mb MB. End some programs and start again."
mkdir -p "$state"
disk_mb=$(df -Pm "$state" | awk 'NR == 2 { print $4 }')
[ "$disk_mb" -ge "$need_disk_mb" ] || fail "
Only $disk_mb MB are free where $state lies, the demo needs $need_disk_mb MB. Free some, or choose another folder with --state."
ok "$memory_mb MB of memory, $disk_mb MB of disk free"

programs=(
  edge-agent/target/linewatch-edge/bin/linewatch-edge
  stream-processor/target/linewatch-central/bin/linewatch-central
  model-store/fit/target/linewatch-models/bin/linewatch-models
  deploy/mqtt-broker/target/linewatch-mqtt-broker/bin/linewatch-mqtt-broker
  deploy/standalone/target/linewatch-standalone/bin/linewatch-standalone
)
built=$repository/deploy/standalone/target/demo-built

needs_build() {
  [ -e "$built" ] || return 0
  local program
  for program in "${programs[@]}"; do [ -x "$repository/$program" ] || return 0; done
  local newer
  newer=$(cd "$repository" && find pom.xml domain edge-agent stream-processor model-store deploy \
    -name target -prune -o -path deploy/system-tests -prune -o -path '*/src/test' -prune -o \
    -type f \( -path '*/src/main/*' -o -name pom.xml -o -path 'deploy/launcher/*' \) \
    -newer "$built" -print -quit)
  [ -n "$newer" ]
}

if needs_build; then
  step "Build"
  command -v mvn >/dev/null || fail "
Maven is missing. Install it (apt-get install maven, or https://maven.apache.org), version 3.8 or newer."
  if [ ! -d "${HOME:-/root}/.m2/repository/org/apache/kafka" ]; then
    printf '\n         The first build downloads about %d MB from Maven Central.\n' "$download_mb"
  fi
  stamp=$(mktemp)
  log=$repository/.linewatch/build.log
  mkdir -p "$repository/.linewatch"
  # With the JDK found above also where Maven's own search would miss it.
  if ! (cd "$repository" && JAVA25_HOME=$(cd "$(dirname "$(readlink -f "$java")")/.." && pwd) \
      mvn -q -B -DskipTests package -am \
      -pl edge-agent,stream-processor,model-store/fit,deploy/mqtt-broker,deploy/standalone) \
      >"$log" 2>&1; then
    tail -20 "$log" >&2
    fail "
The build failed; all it said is in $log" 70
  fi
  mkdir -p "$(dirname "$built")"
  mv -f "$stamp" "$built"
  ok
else
  step "Programs are built"
  ok
fi

export LINEWATCH_JAVA=$java LINEWATCH_OPTS="-Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
exec "$repository/deploy/standalone/target/linewatch-standalone/bin/linewatch-standalone" \
  --repository "$repository" --state "$state" ${pass[@]+"${pass[@]}"}
