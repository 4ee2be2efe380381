# shellcheck shell=bash
# Plays what docs/operations.md prints in its `sh` blocks: line by line, as it stands there, in one shell and in one folder. What the lines call on a
# parent instance is here in functions of the same names. Sourced after operators.sh; `store_file` must be set, to a file in a folder `store` of the state's.
# Whoever sources this sets:
#   work            the folder: with the operators' keys, nsl.pcrs.json and, once it is asked for, next.eif with its next.pcrs.json
#   judging_nsl     the nsl that judges this enclave's documents, by its whole path, and what it needs beside --pcrs
#   take_image      a function that has the next start take next.eif
#   started         a function that is called when the enclave has started

: "${root:?}" "${state:?}" "${enclave_pid?}" "${gateway_pid?}" "${port?}"
work=
judging_nsl=()

# The commands below a heading.
printed_below() {
  awk -v wanted="### $1" '/^#+ / { here = ($0 == wanted) } /^```/ { inside = ($0 == "```sh"); next } here && inside && NF' docs/operations.md
}

# Runs them. Takes the heading. What the last of them said is in $state/said.
play_printed() {
  local line lines
  mapfile -t lines < <(printed_below "$1")
  ((${#lines[@]} > 0)) || fail "docs/operations.md has no commands below \"$1\"."
  say "docs/operations.md: $1"
  for line in "${lines[@]}"; do
    say "  \$ $line"
    cd "$work" || exit
    # In this shell: a line may set a variable for a later one, or start a program.
    eval "${line//https:\/\/nsl.example/http://127.0.0.1:$port}" >"$state/said" 2>&1 || {
      cat "$state/said" >&2
      fail "docs/operations.md's command fails: $line"
    }
    cd "$root" || exit
    sed 's/^./    &/' "$state/said"
  done
  say
}

# shellcheck disable=SC2317 # called by what is printed, as the next one is
nsl() {
  local needed=()
  [[ " $* " != *' --pcrs '* ]] || needed=("${judging_nsl[@]:1}")
  "${judging_nsl[0]}" "$@" "${needed[@]}"
}

# shellcheck disable=SC2317
sudo() {
  local status=0
  cd "$root" || exit
  case "$*" in
    'systemctl stop nsl-enclave') stop_parent ;;
    'systemctl start nsl-enclave') start_parent ;;
    'systemctl restart nsl-enclave') stop_parent && start_parent ;;
    'install -m 644 next.eif /opt/nsl/nsl.eif') take_image ;;
    *) on_parent "$@" ;;
  esac || status=$?
  cd "$work" || exit
  return "$status"
}

# The parent's folders are here others, and everything has one owner. No word has a space.
# shellcheck disable=SC2317
on_parent() {
  local line=" $* " words
  line=${line// -o nsl -g nsl / }
  line=${line//\/opt\/nsl\//$root/out/}
  read -ra words <<<"${line//\/var\/lib\/nsl\//$state/}"
  "${words[@]}"
}

# As the units do: the gateway goes with the enclave, which nitro-cli ends without asking it.
stop_parent() {
  stop_process "$gateway_pid" gateway
  kill -KILL "$enclave_pid"
  wait "$enclave_pid" 2>/dev/null || true
  gateway_pid='' enclave_pid=''
}

start_parent() {
  start_enclave
  start_gateway
  export NSL_URL=http://127.0.0.1:$port
  await_enclave
  started
}
