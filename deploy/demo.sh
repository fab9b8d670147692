#!/usr/bin/env bash
# The whole of Linewatch on this machine, with a simulated line and a fault to find. See --help.
set -euo pipefail
# Paths may hold any script; a POSIX locale would not read them.
export LC_ALL=C.UTF-8

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
started_in=$PWD
. "$repository/deploy/launcher/steps.sh"
state=$repository/.linewatch/demo
need_memory_mb=2000
need_disk_mb=1500

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

need_java

step "Memory and disk"
memory_mb=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
[ "$memory_mb" -ge "$need_memory_mb" ] || fail "
Only $memory_mb MB of memory are free, the demo needs $need_memory_mb MB. End some programs and start again."
mkdir -p "$state"
disk_mb=$(df -Pm "$state" | awk 'NR == 2 { print $4 }')
[ "$disk_mb" -ge "$need_disk_mb" ] || fail "
Only $disk_mb MB are free where $state lies, the demo needs $need_disk_mb MB. Free some, or choose another folder with --state."
ok "$memory_mb MB of memory, $disk_mb MB of disk free"

need_programs

export LINEWATCH_JAVA=$java LINEWATCH_OPTS="-Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
exec "$repository/deploy/standalone/target/linewatch-standalone/bin/linewatch-standalone" \
  --repository "$repository" --state "$state" ${pass[@]+"${pass[@]}"}
