# shellcheck shell=bash
# The session that `make run` plays: what a user could type, what comes back, and a check of each answer.
# Sourced after local-system.sh, with the system up.

: "${enclave_pid?}" "${gateway_pid?}"
nsl=(out/nsl)
answer=
status=

# Shows a command as a user would type it, runs it, shows what it says. Takes the arguments of nsl.
ask() {
  local shown
  printf -v shown ' %q' "${nsl[@]}" "$@"
  say "  \$${shown}"
  status=0
  answer=$("${nsl[@]}" "$@" 2>&1) || status=$?
  printf '%s\n\n' "$answer" | sed 's/^./    &/'
}

# Takes the exit code that nsl must have had, then extended regular expressions that its answer must match.
expect() {
  local code=$1 pattern
  shift
  ((status == code)) || fail "The session expected exit code $code here, and nsl gave $status."
  for pattern in "$@"; do
    grep -qE "$pattern" <<<"$answer" || fail "The session expected an answer here that matches: $pattern"
  done
}

ask_about_signature() {
  ask wallet verify-data --format raw --encoding hex --data @build/demo/transfer.signed-data.hex \
    --public-key @build/demo/transfer.public-key.hex --signature "$1"
}

play_session() {
  local signature forged
  signature=$(<build/demo/transfer.signature.hex)
  forged=d${signature:1} # it begins with c

  say "1. A ping goes through the gateway to the enclave and back."
  ask system ping
  expect 0

  say "2. The enclave decodes a signed GAS transfer of Neo N3's main net, and checks its witness."
  ask wallet decode-transaction --encoding hex --transaction @build/demo/transfer.hex --network mainnet
  expect 0 0x23c8a2cf44cd871cee57371fdcd2fc989c70ce8f3211fb116e55d55796c48df8 'symbol: +GAS' 'amount: +1234567890$' \
    'from: +NMBfzaEq2c5zodiNbLPoohVENARMbJim1r' 'to: +NMACuhqEaNAeDSQVipcUPYiJ9TVgVyUxGV' 'status: +valid$'

  say "3. It verifies that transfer's signature by itself."
  ask_about_signature "$signature"
  expect 0 'valid: +true$' 'address: +NMBfzaEq2c5zodiNbLPoohVENARMbJim1r$'

  say "4. It refuses the same signature with its first digit changed."
  ask_about_signature "$forged"
  expect 0 'valid: +false$' 'reason: +signatureMismatch$'

  say "5. The enclave is killed (kill -9), and the gateway says so: nothing was sent, so nothing has run."
  say "  \$ kill -9 $enclave_pid"
  kill -KILL "$enclave_pid"
  wait "$enclave_pid" 2>/dev/null || true
  enclave_pid=
  wait_ready 503 "$gateway_pid"
  ask system ping
  expect 1 enclaveUnreachable

  say "6. The enclave starts again, and the gateway finds it by itself."
  start_enclave
  wait_ready 200 "$gateway_pid" "$enclave_pid"
  ask system ping
  expect 0
}
