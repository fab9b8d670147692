# Sourced by demo.sh and bench.sh: numbered steps, a JDK 25, programs that are built.
# Wants $repository; need_java sets $java.
download_mb=510

fail() {
  echo "$1" >&2
  exit "${2:-69}"
}

number=0
began=0
step() { number=$((number + 1)); printf 'Check %d. %-57s' "$number" "$1"; began=$(date +%s%N); }
ok() { printf '%6.1f s  %s\n' "$(($(($(date +%s%N) - began)) / 100000000))e-1" "${1-}"; }

is_java_25() { [ -x "$1" ] && "$1" -version 2>&1 | grep -q 'version "25'; }

need_java() {
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
}

programs=(
  edge-agent/target/linewatch-edge/bin/linewatch-edge
  stream-processor/target/linewatch-central/bin/linewatch-central
  model-store/fit/target/linewatch-models/bin/linewatch-models
  deploy/mqtt-broker/target/linewatch-mqtt-broker/bin/linewatch-mqtt-broker
  deploy/standalone/target/linewatch-standalone/bin/linewatch-standalone
  deploy/bench/target/linewatch-bench/bin/linewatch-bench
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

need_programs() {
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
        -pl edge-agent,stream-processor,model-store/fit,deploy/mqtt-broker,deploy/standalone,deploy/bench) \
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
}
