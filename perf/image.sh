#!/usr/bin/env bash
# Measures the image in QEMU's nitro-enclave machine, beside a guest of the same kernel in which a C program does nothing but
# answer; perf/README.md says how to read it. Leaves nothing running.
#   perf/image.sh [--quick] [--check] [IMAGE.eif]
# --quick a minute or two; --check fails when a budget of perf/image-budgets.json is missed. The image is out/nsl.eif, if not said.
#   QEMU, KERNEL   as for nitro/qemu/boot
set -euo pipefail
start=$PWD
cd "$(dirname "$0")/.."
# shellcheck source=build/console.sh
. build/console.sh

boots=7 rounds=5 seconds=1 step=4 check=false file=$root/out/nsl.eif
for argument in "$@"; do
  case $argument in
    --quick) boots=3 rounds=2 seconds=0.5 step=16 ;;
    --check) check=true ;;
    -*) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
    *) file=$(cd "$start" && realpath -- "$argument") ;;
  esac
done
[[ -f $file && -x out/image && -x out/enclave ]] || fail "There is no $file, or no out/image and out/enclave; make eif makes them."

work=$(mktemp -d -t nsl-perf.XXXXXX)
# shellcheck source=perf/Image/guests.sh
. perf/Image/guests.sh
trap 'stop_guests; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

QEMU=${QEMU:-$(nitro/qemu/build)}
KERNEL=${KERNEL:-$(nitro/kernel/build)}
export QEMU KERNEL
nitro/qemu/vsock >/dev/null 2>&1

native() {
  local program=$1 source sources=()
  for source in "$@"; do sources+=("perf/Native/$source.c"); done
  gcc -O2 -Wall -Wextra -Werror -o "$work/$program" "${sources[@]}" perf/Native/stream.c
}

# The baseline: the image's own kernel and command line, and a program that mounts nothing.
make_baseline() {
  out/image extract "$file" --output "$work/parts" >/dev/null
  gcc -O2 -Wall -Wextra -Werror -static -s -o "$work/init" perf/Image/init.c perf/Native/{answers,stream}.c
  cp perf/Image/baseline.list "$work/"
  out/image build --kernel "$work/parts/kernel" --cmdline-file "$work/parts/cmdline" \
    --compressed-ramdisk "$work/baseline.list" --output "$work/baseline.eif" >/dev/null
  image=([ours]=$file [c]=$work/baseline.eif)
}

# Of the numbers on standard input, one a line.
median() { sort -n | awk '{ n[NR] = $1 } END { print NR % 2 ? n[(NR + 1) / 2] : (n[NR / 2] + n[NR / 2 + 1]) / 2 }'; }

# Line by line, of two files.
ratios() { paste "$1" "$2" | awk '{ print $1 / $2 }'; }

# One row: what, then two files with a number for each round, ours and C's, and the unit.
compare() {
  printf '%-40s%12s%12s %-5s%8.2f\n' "$1" "$(median <"$2")" "$(median <"$3")" "$4" "$(ratios "$2" "$3" | median)"
}

head_of_table() { printf '%-40s%12s%12s %-5s%8s\n' "$1" ours "C init" '' ratio; }

weigh_boots() {
  local round side i names=(heartbeat listening 'first answer' 'computed by QEMU until then')
  for ((round = 0; round < boots; round++)); do
    for side in ours c; do
      boots "$side" 512M || { tail -n 30 "$work/$side.log" >&2 && fail "A boot gave no answer; its log is above."; }
      times+=("$computed")
      for i in "${!names[@]}"; do printf '%s\n' "${times[i]}" >>"$work/boot.$i.$side"; done
    done
  done
  head_of_table "Boot, from QEMU's start; $boots each"
  for i in "${!names[@]}"; do compare "${names[i]}" "$work/boot.$i.ours" "$work/boot.$i.c" ms; done
  say "First answer: $(paste "$work/boot.2.ours" "$work/boot.2.c" | awk '{ print $1 - $2 }' | median) ms more than the baseline."
  first_answer=$(ratios "$work/boot.2.ours" "$work/boot.2.c" | median)
  # What does not answer in several times that, with less memory, does not boot.
  patience=$(awk -v ms="$(median <"$work/boot.2.ours")" 'BEGIN { print int(10 + ms / 200) }')
}

# The smallest memory, in MiB and to a step, with which a side still answers.
smallest_of() {
  local side=$1 fails=16 answers=128 middle
  while ((answers - fails > step)); do
    middle=$(((answers + fails) / 2 / step * step))
    ((middle > fails)) || middle=$((fails + step))
    if boots "$side" "${middle}M"; then answers=$middle; else fails=$middle; fi
  done
  printf '%s\n' "$answers"
}

weigh_memory() {
  smallest_of ours >"$work/memory.ours"
  smallest_of c >"$work/memory.c"
  head_of_table "Memory, in steps of $step MiB"
  compare 'smallest that boots and answers a ping' "$work/memory.ours" "$work/memory.c" MiB
}

resident() { "$work/ask" "$(end_point ours)" system getMetrics | sed -n 's/.*"residentBytes":\([0-9]*\).*/\1/p' | awk '{ printf "%.1f MB", $1 / 1e6 }'; }

field() { sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p"; }

# Both sides with so many in flight and so many bytes, alternating; a file for each figure and side.
rounds_of() {
  local in_flight=$1 payload=$2 round side figure said
  for ((round = 0; round < rounds; round++)); do
    for side in ours c; do
      said=$("$work/load" "$(end_point "$side")" "$in_flight" "$payload" "$seconds")
      for figure in p50Us p99Us perSecond requestBytes responseBytes; do
        field "$figure" <<<"$said" >>"$work/load.$in_flight.$payload.$figure.$side"
      done
    done
  done
}

# Both must have sent the same bytes; an answer of ours has the time in it, whose zeros at the end are left out.
same_bytes() {
  local at=$work/load.$1.$2 longer
  longer=$(paste "$at.responseBytes.ours" "$at.responseBytes.c" | awk '{ print ($1 - $2) ^ 2 }' | sort -n | tail -n 1)
  ((longer <= 64)) || fail "The baseline's answers are $(awk -v square="$longer" 'BEGIN { print sqrt(square) }') bytes longer or shorter than ours: perf/Image/init.c must say what ours are."
}

weigh_round_trips() {
  local shape in_flight payload at
  head_of_table "system.ping over VSOCK; $rounds rounds each"
  for shape in '1 64' '1 1024' '1 65536' '64 64'; do
    read -r in_flight payload <<<"$shape"
    rounds_of "$in_flight" "$payload"
    same_bytes "$in_flight" "$payload"
    at=$work/load.$in_flight.$payload
    compare "$payload B, $in_flight in flight: p50" "$at.p50Us.ours" "$at.p50Us.c" µs
    compare "$payload B, $in_flight in flight: p99" "$at.p99Us.ours" "$at.p99Us.c" µs
    ((in_flight == 1)) || compare "$payload B, $in_flight in flight" "$at.perSecond.ours" "$at.perSecond.c" /s
  done
}

weigh_guests() {
  local idle pinged
  start_guest ours 512M
  idle=$(resident)
  start_guest c 512M
  weigh_round_trips
  pinged=$(resident)
  "$work/load" "$(end_point ours)" 8 1000000 3 >/dev/null
  say
  say "Resident memory of the enclave in its guest: $idle idle, $pinged after the pings above, $(resident) after 3 s of 1 MB frames, 8 in flight."
  stop_guests
}

# A line for each budget, and in the end whether all are met.
budgets() {
  awk -v eif="$(awk -v bytes="$(stat -c %s "$file")" 'BEGIN { print bytes / 1e6 }')" -v boot="$first_answer" \
    -v memory="$(<"$work/memory.ours")" '
    BEGIN { value["eif"] = eif; value["boot"] = boot; value["memory"] = memory }
    /"what":/ {
      match($0, /"what": "[^"]*"/); what = substr($0, RSTART + 9, RLENGTH - 10)
      match($0, /"of": "[^"]*"/); of = substr($0, RSTART + 7, RLENGTH - 8)
      match($0, /"atMost": [0-9.]*/); most = substr($0, RSTART + 10, RLENGTH - 10) + 0
      met = value[of] <= most
      missed += !met
      printf "%-52s%12.2f   at most %-8s%s\n", what, value[of], most, met ? "met" : "missed"
    }
    END { exit missed > 0 }
  ' perf/image-budgets.json
}

native load samples
native ask
make_baseline
perf/Image/parts "$file"
say
say "What follows is QEMU without KVM (TCG), on $(nproc) processors under a load of $(cut -d ' ' -f 1 /proc/loadavg): read the ratios."
say
weigh_boots
say
weigh_memory
say
weigh_guests
say
budgets || ! $check || exit 1
