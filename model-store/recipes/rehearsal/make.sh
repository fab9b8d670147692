#!/bin/sh
# Makes the model of linewatch-edge's rehearsal: make.sh BIN/linewatch-models OUT.zip
# Three made channels without any meaning, a fixed seed, so that the package has the same digest each time.
set -eu
models=$1
out=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk 'BEGIN {
  srand(1)
  print "time,pressure,temperature,vibration"
  for (i = 0; i < 3000; i++) {
    tenths = i % 600
    printf "2026-01-12T06:%02d:%02d.%d00Z", int(i / 600), int(tenths / 10), tenths % 10
    for (c = 0; c < 3; c++) printf ",%.4f", 12 + 6 * sin(i / 9 + c) + rand()
    print ""
  }
}' > "$work/normal.csv"
"$models" fit --name rehearsal --asset-label "a machine that is nowhere" --store "$work/store" "$work/normal.csv"
rm -f "$out"
(cd "$work/store" && find . -type f | LC_ALL=C sort | zip -q -X -D "$out" -@)
