#!/usr/bin/env bash
# Turns a fresh checkout into the example repository, for .github/workflows/smoke.yml. Leaves no node_modules behind, so
# that the actions install their engines as they do for users.
set -euo pipefail
cd "$(dirname "$0")/.."
npm ci --ignore-scripts --no-audit --no-fund
mkdir -p data models
cp node_modules/vega-datasets/data/flights-3m.parquet data/
rm -rf node_modules
cp -r examples/flight-delay/contracts examples/flight-delay/proofmark.yml .
cp examples/flight-delay/baseline.onnx models/baseline.onnx
cp examples/flight-delay/better.onnx models/candidate.onnx
# A key pair for this run only.
private="$RUNNER_TEMP/model-signing.key"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$private"
openssl pkey -in "$private" -pubout -out model-signing.pem
while IFS= read -r line; do echo "::add-mask::$line"; done <"$private"
{
  echo "key<<END"
  cat "$private"
  echo "END"
} >>"$GITHUB_OUTPUT"
