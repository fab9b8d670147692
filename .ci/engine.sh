# Sourced by run: a Docker engine of this run's own, in a folder of its own, gone afterwards. Nothing here may fail the
# run: where there is no engine, $engine_reason says why in one line and the system tests use local processes.
engine_home=
engine_pid=
engine_socket=
engine_reason=
engine_needs_mb=3000
engine_prefix=linewatch-engine

# Installs, starts and tries an engine; succeeds when a container really ran.
engine_start() {
  engine_reason=
  [ "$(id -u)" = 0 ] || { engine_reason="only root may start one"; return 1; }
  engine_folder || return 1
  engine_install || return 1
  local driver
  for driver in overlay2 vfs; do
    if engine_launch "$driver" && engine_smoke; then
      return 0
    fi
    engine_stop "$engine_home"
  done
  return 1
}

# A folder with room; the socket's path must stay short, so nothing deep.
engine_folder() {
  local parent free
  for parent in "${TMPDIR:-/tmp}" /tmp /var/tmp; do
    [ -d "$parent" ] && [ -w "$parent" ] && [ ${#parent} -lt 60 ] || continue
    engine_clean_leftovers "$parent"
    free=$(df -Pm "$parent" 2>/dev/null | awk 'NR == 2 { print $4 }')
    if [ "${free:-0}" -ge $engine_needs_mb ] && engine_home=$(mktemp -d "$parent/$engine_prefix.XXXXXX"); then
      engine_owner $$ >"$engine_home/owner"
      return 0
    fi
  done
  engine_reason="no folder with $engine_needs_mb MB free"
  return 1
}

engine_install() {
  command -v dockerd >/dev/null && return 0
  command -v apt-get >/dev/null || { engine_reason="there is no dockerd and no apt-get"; return 1; }
  # Its own service is not started: it would outlive this run.
  local policy=/usr/sbin/policy-rc.d made=no
  if [ ! -e $policy ] && printf '#!/bin/sh\nexit 101\n' >$policy 2>/dev/null; then chmod +x $policy; made=yes; fi
  # By itself, bounded, and with no way to the caller's output: a package that cannot be installed here must neither end
  # nor hold up the run.
  {
    timeout -k 10 120 apt-get update -qq
    DEBIAN_FRONTEND=noninteractive timeout -k 10 300 \
      apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=60 docker.io
  } >"$engine_home/apt.log" 2>&1 </dev/null || engine_reason="docker.io cannot be installed: $(tail -1 "$engine_home/apt.log")"
  [ $made = no ] || rm -f $policy
  command -v dockerd >/dev/null && return 0
  engine_reason=${engine_reason:-docker.io brought no dockerd}
  return 1
}

engine_launch() {
  local driver=$1 i
  mkdir -p "$engine_home"
  engine_owner $$ >"$engine_home/owner"
  engine_socket=$engine_home/engine.sock
  echo '{}' >"$engine_home/none.json"
  (
    # The daemon keeps nothing of ours open: whoever reads our output would wait for its end.
    for fd in /proc/"$BASHPID"/fd/*; do
      fd=${fd##*/}
      [ "$fd" -le 2 ] || eval "exec $fd>&-"
    done
    unset DOCKER_HOST DOCKER_CONTEXT
    exec setsid dockerd --config-file "$engine_home/none.json" --data-root "$engine_home/data" \
      --exec-root "$engine_home/exec" --pidfile "$engine_home/dockerd.pid" -H "unix://$engine_socket" \
      --iptables=false --ip6tables=false --bridge=none --storage-driver="$driver"
  ) >"$engine_home/dockerd.log" 2>&1 </dev/null &
  engine_pid=$!
  for ((i = 0; i < 60; i++)); do
    if ! kill -0 "$engine_pid" 2>/dev/null; then
      engine_reason="dockerd ($driver) ended: $(engine_last_words)"
      return 1
    fi
    engine_docker 5 version >/dev/null 2>&1 && return 0
    sleep 0.5
  done
  engine_reason="dockerd ($driver) did not answer within 30 s: $(engine_last_words)"
  return 1
}

engine_last_words() {
  grep -v 'level=info' "$engine_home/dockerd.log" 2>/dev/null | tail -1 | cut -c1-300
}

# engine_docker SECONDS ARGUMENTS...: the client, bounded, with no configuration but ours.
engine_docker() {
  local seconds=$1 client=/usr/bin/docker
  shift
  [ -x $client ] || client=docker
  env -u DOCKER_CONTEXT DOCKER_CONFIG="$engine_home/client" timeout -k 5 "$seconds" \
    $client -H "unix://$engine_socket" "$@" </dev/null
}

# All that the system tests ask of an engine: import an image, run on the host's network, freeze, thaw, kill, start again.
engine_smoke() {
  local log=$engine_home/smoke.log name=linewatch-smoke sleeper step
  sleeper=$(command -v sleep)
  # shellcheck disable=SC2046
  tar -chf "$engine_home/smoke.tar" -C / "${sleeper#/}" \
    $(ldd "$sleeper" | grep -o '/[^ ]*' | sed 's#^/##') >"$log" 2>&1 \
    || { engine_reason="the smoke image cannot be packed: $(tail -1 "$log")"; return 1; }
  for step in "import $engine_home/smoke.tar $name" "run -d --name $name --network host $name $sleeper 600" \
      "pause $name" "unpause $name" "kill $name" "start $name" "rm -f $name" "rmi $name"; do
    # shellcheck disable=SC2086
    engine_docker 60 $step >"$log" 2>&1 \
      || { engine_reason="docker ${step%% *} failed: $(tail -1 "$log" | cut -c1-300)"; return 1; }
  done
  rm -f "$engine_home/smoke.tar"
}

engine_answers() { [ -n "$engine_socket" ] && engine_docker 10 version >/dev/null 2>&1; }

# Ends the engine of a folder, with all it started, and removes the folder. Only processes that name the folder.
engine_stop() {
  local home=$1 pid child i
  [ -n "$home" ] && [ -d "$home" ] || return 0
  pid=$(cat "$home/dockerd.pid" 2>/dev/null || true)
  if [ -n "$pid" ] && engine_is_of "$pid" "$home"; then
    kill -TERM "$pid" 2>/dev/null || true
    for ((i = 0; i < 60; i++)); do
      engine_is_of "$pid" "$home" || break
      sleep 0.5
    done
  fi
  # What a killed engine leaves: containerd, its shims, and the containers below these.
  for pid in $(engine_processes "$home"); do
    for child in $(cat /proc/"$pid"/task/"$pid"/children 2>/dev/null || true); do
      case $(engine_command_line "$pid") in *shim*) kill -KILL "$child" 2>/dev/null || true ;; esac
    done
    kill -KILL "$pid" 2>/dev/null || true
  done
  awk -v home="$home/" 'index($2, home) == 1 { print $2 }' /proc/self/mounts | sort -r | while read -r mounted; do
    umount -l "$mounted" 2>/dev/null || true
  done
  for ((i = 0; i < 10; i++)); do
    rm -rf --one-file-system "$home" 2>/dev/null && return 0
    sleep 0.5
  done
  echo "The engine's folder $home could not be removed." >&2
}

engine_command_line() { { cat "/proc/$1/cmdline" | tr '\0' ' '; } 2>/dev/null; }

engine_is_of() { case $(engine_command_line "$1") in *"$2/"*) return 0 ;; *) return 1 ;; esac; }

engine_processes() {
  local process
  for process in /proc/[0-9]*; do
    process=${process#/proc/}
    case $(engine_command_line "$process") in
      dockerd*"$1/"* | */dockerd*"$1/"* | containerd*"$1/"* | */containerd*"$1/"*) echo "$process" ;;
    esac
  done
}

# A process and when it began: its number alone is given to others later.
engine_owner() { echo "$1 $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20)"; }

# Folders of runs that were killed. Of runs that still go on, hands off.
engine_clean_leftovers() {
  local home owner
  for home in "$1/$engine_prefix".*; do
    [ -d "$home" ] && [ -O "$home" ] || continue
    owner=$(cat "$home/owner" 2>/dev/null || true)
    if [ -z "$owner" ] || [ "$(engine_owner "${owner%% *}")" != "$owner" ]; then
      echo "Removing what a killed run left: $home"
      engine_stop "$home"
    fi
  done
}
