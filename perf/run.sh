#!/usr/bin/env bash
# Measures the binaries in out/ beside their baselines and prints the tables; perf/README.md says how to read them.
#   perf/run.sh [--quick] [--grpc] [--check] [--no-micro]
# --quick a minute; --grpc gRPC too; --check fails when a budget is missed; --no-micro leaves BenchmarkDotNet out.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/console.sh
. build/console.sh
# shellcheck source=build/dotnet.sh
. build/dotnet.sh

micro=true grpc=false flags=()
for argument in "$@"; do
    case $argument in
        --quick) micro=false flags+=("$argument") ;;
        --grpc) grpc=true flags+=("$argument") ;;
        --check) flags+=("$argument") ;;
        --no-micro) micro=false ;;
        *) sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done

if [ ! -x out/enclave-local ]; then
    echo "perf: there is no out/enclave-local; make build makes it." >&2
    exit 2
fi

publish() {
    watched "Publishing $1" "out/log/${1//\//-}.log" dotnet publish "$1" -c Release -o "$2" -v m -nologo
}

mkdir -p out/perf
for program in pingpong load httpload; do
    sources=("perf/Native/$program.c" perf/Native/stream.c)
    [ $program = pingpong ] || sources+=(perf/Native/samples.c)
    gcc -O2 -Wall -Wextra -Werror -pthread -o out/perf/$program "${sources[@]}"
done
publish perf/Load out/perf
publish perf/BareKestrel out/perf
if $grpc; then publish perf/Grpc out/perf/grpc; fi

result=0
out/perf/nsl-perf out perf/budgets.json "${flags[@]}" || result=$?
if $micro; then
    echo
    dotnet run -c Release --project perf/Micro
fi
exit $result
