#!/bin/sh
# Starts @app.name@ on a JDK 25. Maven fills in the names between at-signs.
# LINEWATCH_JAVA names the java to use; LINEWATCH_OPTS adds options to it; LINEWATCH_AOT=off starts
# without what "prepare" has kept.
set -u
# File names may hold any script; a POSIX locale would not read them.
export LC_ALL="${LINEWATCH_LOCALE:-C.UTF-8}"

here=$0
while [ -L "$here" ]; do
  target=$(readlink "$here")
  case $target in /*) here=$target ;; *) here=$(dirname "$here")/$target ;; esac
done
home=$(cd "$(dirname "$here")/.." && pwd -P)

# The file beside a java names its version; to start a java only to ask it takes a tenth of a second.
is_java_25() {
  [ -x "$1" ] || return 1
  release=$(dirname "$(readlink -f "$1")")/../release
  if [ -r "$release" ]; then
    grep -q '^JAVA_VERSION="25' "$release"
  else
    "$1" -version 2>&1 | grep -q 'version "25'
  fi
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
classes="$home/lib/@project.artifactId@-@project.version@.jar:$home/lib/*"
# Few threads allocate native memory: glibc's arena for each would only hold on to what is freed.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"

# What java learned in a rehearsed start (JEP 514): loaded classes, linked and profiled. Made by
# "@app.name@ prepare" where the program can rehearse. Java leaves a cache aside that is of another
# java or of other jars, and starts as without it; it is told not to talk of that.
cache="$home/lib/@app.name@.aot"
if [ "${1:-}" = prepare ] && [ "@app.rehearses@" = yes ]; then
  rm -f "$cache.new"
  # Java tells its whole class path; that is news only when it fails.
  said=$("$java" @app.jvm@ ${LINEWATCH_OPTS:-} -XX:AOTCacheOutput="$cache.new" \
    -Xlog:aot=off -Xlog:cds=off -cp "$classes" @app.main@ rehearse 2>&1) || {
    echo "$said" >&2
    exit 1
  }
  if [ ! -s "$cache.new" ]; then
    echo "@app.name@: java made no cache; starts go on without one" >&2
    exit 1
  fi
  mv -f "$cache.new" "$cache" || exit $?
  echo "@app.name@: prepared; starts use $cache"
  exit 0
fi
learned=
if [ "${LINEWATCH_AOT:-on}" = on ] && [ -r "$cache" ]; then
  learned=yes
fi
exec "$java" @app.jvm@ ${LINEWATCH_OPTS:-} \
  ${learned:+-XX:AOTCache="$cache"} ${learned:+-Xlog:aot=off} ${learned:+-Xlog:cds=off} \
  -cp "$classes" @app.main@ "$@"
