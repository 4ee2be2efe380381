#!/usr/bin/env bash
# Fuzzes every target, guided by coverage, so many seconds for all together: run.sh SECONDS [save]. An input that breaks a
# promise, ends the program or hangs it fails the run, and is kept in out/findings. With save, inputs that reach more than
# the corpus did are added to it.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=build/dotnet.sh
. build/dotnet.sh

targets=(frame strictjson envelope stamp transaction script policy context image receipt document hpke share webauthn)
each=$((${1:?usage: run.sh SECONDS [save]} / ${#targets[@]}))
findings=out/findings
built=tests/Fuzz/bin/Release/net10.0
counting=out/fuzz # a copy, in which our assemblies count the branches they take
fuzz=NeoServiceLayer.Tests.Fuzz

dotnet build tests/Fuzz -c Release -v q -nologo -clp:ErrorsOnly
rm -rf "$counting"
mkdir -p out "$findings"
cp -r "$built" "$counting"
"$built/$fuzz" instrument "$counting"/{NeoServiceLayer.{Wire,Protocol,Contracts,Neo,Attestation,Crypto,Enclave.Wallet},image}.dll

status=0
for target in "${targets[@]}"; do
  code=0
  timeout --foreground --kill-after 5 $((each + 60)) "$counting/$fuzz" run "$target" "$((each > 0 ? each : 1))" "tests/Fuzz/corpus/$target" "$findings" "${@:2}" || code=$?
  if ((code > 1)); then "$built/$fuzz" died "$target" "$findings"; fi
  ((code == 0)) || status=1
done
exit $status
