#!/usr/bin/env bash
# Fuzzes every target, so many seconds for all together: run.sh SECONDS. Inputs that break a promise are kept in out/findings.
set -euo pipefail
cd "$(dirname "$0")/../.."

targets=(frame strictjson envelope transaction script context)
each=$((${1:?usage: run.sh SECONDS} / ${#targets[@]}))
program=tests/Fuzz/bin/Release/net10.0/NeoServiceLayer.Tests.Fuzz
[[ -x $program ]] || dotnet build tests/Fuzz -c Release -v q -nologo
status=0
for target in "${targets[@]}"; do
  "$program" "$target" "$((each > 0 ? each : 1))" "tests/Fuzz/corpus/$target" out/findings || status=1
done
exit $status
