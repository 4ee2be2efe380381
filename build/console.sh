# shellcheck shell=bash
# What the scripts say and how they wait. Sourced; the sourcing script sets -euo pipefail.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export root

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Waits without starting a process: a shell that is ended leaves no sleep behind. Takes seconds, fractions allowed.
pause() {
  [[ -n ${pause_from:-} ]] || exec {pause_from}<> <(:)
  read -r -t "$1" -u "$pause_from" || true
}

# Whether a process runs. One that has ended but was not waited for yet does not: inside a trap, bash waits for none.
# Starts no process: bash forgets a Ctrl-C that comes while it waits for one that ends well.
lives() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null && [[ ${stat##*) } != Z* ]]
}

# The last line that is not empty, without the time that another `watched` put before it.
last_words() { tail -n 9 "$1" | grep -v '^ *$' | tail -n 1 | sed 's/^ *… [0-9]* s: //' | cut -c 1-100; }

# Runs a command with its output in a log; says every 15 seconds how long it takes and what it does.
# On failure shows the log's end. Takes the title, the log, the command.
watched() {
  local title=$1 log=$2 beat status=0 started=$SECONDS
  shift 2
  say "$title"
  mkdir -p "$(dirname "$log")"
  : >"$log"
  # It outlives nobody: Ctrl-C does not reach what runs in the background.
  while pause 15 && lives "$$"; do
    say "  … $((SECONDS - started)) s: $(last_words "$log")"
  done &
  beat=$!
  "$@" >"$log" 2>&1 || status=$?
  kill "$beat" 2>/dev/null || true
  wait "$beat" 2>/dev/null || true
  if ((status != 0)); then
    tail -n 40 "$log" >&2
    say "  failed after $((SECONDS - started)) s; the whole output: ${log#"$root"/}" >&2
    return "$status"
  fi
  say "  done in $((SECONDS - started)) s"
}
