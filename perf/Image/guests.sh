# shellcheck shell=bash
# Guests to measure, each beside a parent of its own, as nitro/qemu/boot makes them. Sourced after console.sh; whoever
# sources this sets $work, a folder, and in image[SIDE] the image of each side, and calls stop_guests at the end.

: "${work:?}"
declare -A image=() machine=()
times=()    # heartbeat, listening, first answer, in ms from the start of QEMU
computed=   # what QEMU had computed by then, in ms
patience=60 # for a boot, in seconds

stop_guest() {
  [[ -n ${machine[$1]:-} ]] || return 0
  kill -TERM "${machine[$1]}" 2>/dev/null || true
  wait "${machine[$1]}" 2>/dev/null || true
  machine[$1]=
}

stop_guests() {
  local side
  for side in "${!machine[@]}"; do stop_guest "$side"; done
}

# Boots a side's image with so much memory. With a command, ends as it ends; without one, stays up.
begin_guest() {
  local side=$1 memory=$2
  shift 2
  rm -rf "${work:?}/$side"
  STATE=$work/$side MEMORY=$memory nitro/qemu/boot "${image[$side]}" "$@" >"$work/$side.log" 2>&1 &
  machine[$side]=$!
}

has_answered() { grep -q '^First answer after ' "$work/$1.log"; }

# A kernel that panics waits for half a minute before it ends the machine.
has_panicked() { grep -qs 'Kernel panic' "$work/$1/enclave.log"; }

# Waits for a side's first answer; fails when there will be none.
await_answer() {
  local side=$1 deadline=$((SECONDS + patience))
  until has_answered "$side"; do
    if ! lives "${machine[$side]}" || has_panicked "$side" || ((SECONDS >= deadline)); then
      has_answered "$side" && break
      stop_guest "$side"
      return 1
    fi
    pause 0.2
  done
  mapfile -t times < <(sed -n 's/^[A-Z].* after \([0-9]*\) ms\.$/\1/p' "$work/$side.log")
  ((${#times[@]} == 3))
}

# One boot, up to its first answer.
boots() {
  local ticks
  # shellcheck disable=SC2016 # expanded by the shell inside
  begin_guest "$1" "$2" bash -c 'cut -d " " -f 14,15 "/proc/$(<"$1")/stat" >"$2"' - "$work/$1/enclave.pid" "$work/$1.ticks"
  await_answer "$1" || return 1
  wait "${machine[$1]}" || return 1
  machine[$1]=
  read -r -a ticks <"$work/$1.ticks"
  # shellcheck disable=SC2034 # read by who sources this
  computed=$(((ticks[0] + ticks[1]) * 1000 / $(getconf CLK_TCK)))
}

# Stays up.
start_guest() {
  begin_guest "$1" "$2"
  await_answer "$1" || { tail -n 30 "$work/$1.log" >&2 && fail "The guest did not boot; its log is above."; }
}

end_point() { printf 'hybrid:%s/%s/enclave.sock:5000' "$work" "$1"; }
