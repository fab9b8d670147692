#!/bin/sh
# Starts @app.name@ on a JDK 25. Maven fills in the names between at-signs.
# LINEWATCH_JAVA names the java to use; LINEWATCH_OPTS adds options to it.
set -u
# File names may hold any script; a POSIX locale would not read them.
export LC_ALL="${LINEWATCH_LOCALE:-C.UTF-8}"

here=$0
while [ -L "$here" ]; do
  target=$(readlink "$here")
  case $target in /*) here=$target ;; *) here=$(dirname "$here")/$target ;; esac
done
home=$(cd "$(dirname "$here")/.." && pwd -P)

is_java_25() {
  [ -x "$1" ] && "$1" -version 2>&1 | grep -q 'version "25'
}

find_java() {
  for candidate in "${LINEWATCH_JAVA:-}" "${JAVA25_HOME:-}/bin/java" "${JAVA_HOME:-}/bin/java" \
      "$(command -v java || true)" /usr/lib/jvm/*25*/bin/java /opt/*jdk*25*/bin/java; do
    if is_java_25 "$candidate"; then
      echo "$candidate"
      return
    fi
  done
}

java=$(find_java)
if [ -z "$java" ]; then
  echo "@app.name@: no JDK 25 found. Install one (such as Temurin 25) or set LINEWATCH_JAVA to its bin/java." >&2
  exit 69
fi
# Our own jar comes first: it replaces one slow class of the MQTT client (docs/adr/0006).
exec "$java" @app.jvm@ ${LINEWATCH_OPTS:-} \
  -cp "$home/lib/@project.artifactId@-@project.version@.jar:$home/lib/*" @app.main@ "$@"
