#!/usr/bin/env bash
# What Linewatch costs and what it survives, measured on the packaged programs. See --help.
set -euo pipefail
export LC_ALL=C.UTF-8

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$repository/deploy/launcher/steps.sh"

need_java
need_programs

# Folders in arguments are where the caller stands; state goes under .linewatch/bench.
export LINEWATCH_JAVA=$java LINEWATCH_OPTS="${LINEWATCH_OPTS:--Xmx1g -XX:+UseSerialGC}"
export LINEWATCH_REPOSITORY=$repository
exec "$repository/deploy/bench/target/linewatch-bench/bin/linewatch-bench" "${@:---help}"
