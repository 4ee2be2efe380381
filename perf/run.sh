#!/usr/bin/env bash
# Measures the binaries in out/ beside their baselines and prints the tables; perf/README.md says how to read them.
#   perf/run.sh [--quick] [--grpc] [--state] [--sealed] [--chain] [--functions] [--check] [--no-micro] | --records [COUNT]
# --quick a minute or two; --grpc gRPC too; --state neither wire nor HTTP; --sealed only what is sealed and receipted; --chain only
# what makes and relays transactions; --functions only what runs users' code; --check fails when a budget is missed; --no-micro leaves
# BenchmarkDotNet out; --records instead of all that: starts on 1,000,000 sealed records, or COUNT.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/console.sh
. build/console.sh
# shellcheck source=build/dotnet.sh
. build/dotnet.sh

micro=true grpc=false records='' flags=()
if [[ ${1:-} = --records && ${2:-1000000} =~ ^[1-9][0-9]*$ && $# -le 2 ]]; then
    records=${2:-1000000}
    set --
fi
for argument in "$@"; do
    case $argument in
        --quick) micro=false flags+=("$argument") ;;
        --grpc) grpc=true flags+=("$argument") ;;
        --state | --sealed | --chain | --functions) micro=false flags+=("$argument") ;;
        --check) flags+=("$argument") ;;
        --no-micro) micro=false ;;
        *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
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
native() {
    local program=$1 source sources=()
    for source in "$@"; do sources+=("perf/Native/$source.c"); done
    gcc -O2 -Wall -Wextra -Werror -pthread -o "out/perf/$program" "${sources[@]}" perf/Native/stream.c \
        -Wl,--as-needed -lsqlite3 -lcrypto
}

native pingpong answers
native load samples
native httpload http samples
native httpreplay http samples
native commits store samples
native reads store samples
native stored store
native hpke samples
publish perf/Load out/perf
if [ -n "$records" ]; then
    exec out/perf/nsl-perf records out perf/budgets.json "$records"
fi
publish perf/BareKestrel out/perf
if $grpc; then publish perf/Grpc out/perf/grpc; fi

result=0
out/perf/nsl-perf out perf/budgets.json "${flags[@]}" || result=$?
if $micro; then
    echo
    dotnet run -c Release --project perf/Micro
fi
exit $result
