# shellcheck shell=bash
# The session that `make run` and `make run-eif` play: what a user could type, what comes back, and a check of each answer.
# Sourced after local-system.sh, with the system up. How the enclave is attested depends on what it runs on, so whoever
# sources this sets, before play_session (which is the same everywhere; what a start after it finds is not):
#   attested            the command that attests it, with the registers that it must have
#   unattested          one that refuses it, because nothing that AWS made vouches for it
#   unattested_check    the check that this one names
#   open_enclave        a function that brings an enclave which was started up to serving

: "${enclave_pid?}" "${gateway_pid?}" "${state:?}"
nsl=(out/nsl)
attested=()
unattested=()
unattested_check=
answer=
status=
wallet=
address=

# Shows a command as a user would type it, runs it, shows what it says.
run() {
  local shown
  printf -v shown ' %q' "$@"
  say "  \$${shown}"
  status=0
  answer=$("$@" 2>&1) || status=$?
  printf '%s\n\n' "$answer" | sed 's/^./    &/'
}

# The same with nsl. Takes its arguments.
ask() { run "${nsl[@]}" "$@"; }

# What the answer says of a field.
field() { sed -n "s/^$1: *//p" <<<"$answer"; }

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

sign_and_verify() {
  local message=48656c6c6f2c204e656f21 key signature salt # Hello, Neo!
  ask wallet sign-data --wallet-id "$wallet" --format legacyMessage --encoding hex --data $message
  expect 0 'signature: +' "address: +$address\$"
  key=$(field publicKey) signature=$(field signature) salt=$(field salt)
  ask wallet verify-data --format legacyMessage --encoding hex --data $message --salt "$salt" --public-key "$key" --signature "$signature"
  expect 0 'valid: +true$' "address: +$address\$"
}

kill_enclave() {
  say "  \$ kill -9 $enclave_pid"
  kill -KILL "$enclave_pid"
  wait "$enclave_pid" 2>/dev/null || true
  enclave_pid=
  wait_ready 503 "$gateway_pid"
}

# What the gateway's owner can do to the store. Takes SQL.
store() { sqlite3 -cmd '.timeout 10000' "${store_file:?}" "$1"; }

# Puts back what step 11 altered, also when the session ended in the middle of it.
restore_records() {
  [[ -e $state/kept.db ]] || return 0
  store "ATTACH '$state/kept.db' AS kept; UPDATE record SET value =
    (SELECT value FROM kept.record AS old WHERE old.key = record.key) WHERE key IN (SELECT key FROM kept.record)"
  rm "$state/kept.db"
}

play_session() {
  local signature forged
  signature=$(<build/demo/transfer.signature.hex)
  forged=d${signature:1} # it begins with c

  say "1. A ping goes through the gateway to the enclave and back."
  ask system ping
  expect 0

  say "2. It is attested: a fresh document says which program runs with which configuration, and for which deployment."
  run "${attested[@]}"
  expect 0 'verified: +true$' 'registersCompared: +true$' 'genesisId: +[0-9a-f]{64}$'

  say "3. No hardware of AWS's signed that document, so by itself nsl refuses it."
  run "${unattested[@]}"
  expect 4 "^nsl: not trusted: $unattested_check: "

  say "4. The enclave decodes a signed GAS transfer of Neo N3's main net, and checks its witness."
  ask wallet decode-transaction --encoding hex --transaction @build/demo/transfer.hex --network mainnet
  expect 0 0x23c8a2cf44cd871cee57371fdcd2fc989c70ce8f3211fb116e55d55796c48df8 'symbol: +GAS' 'amount: +1234567890$' \
    'from: +NMBfzaEq2c5zodiNbLPoohVENARMbJim1r' 'to: +NMACuhqEaNAeDSQVipcUPYiJ9TVgVyUxGV' 'status: +valid$'

  say "5. It verifies that transfer's signature by itself."
  ask_about_signature "$signature"
  expect 0 'valid: +true$' 'address: +NMBfzaEq2c5zodiNbLPoohVENARMbJim1r$'

  say "6. It refuses the same signature with its first digit changed."
  ask_about_signature "$forged"
  expect 0 'valid: +false$' 'reason: +signatureMismatch$'

  say "7. You have an account: its key is made in a folder of yours, and nsl stamps what the account may do with it."
  if [[ -e $state/home/account.json ]]; then
    ask account get-account
    expect 0 'accountId: +acc_'
  else
    ask account register --name Me
    expect 0 'accountId: +acc_' 'keyId: +'
  fi

  say "8. A wallet: the enclave makes its key, which never leaves it. It signs a message, and the signature is good."
  ask wallet create-wallet --name Savings
  expect 0 'walletId: +wal_' 'address: +N'
  wallet=$(field walletId)
  address=$(field address)
  sign_and_verify

  say "9. The enclave is killed (kill -9), and the gateway says so: nothing was sent, so nothing has run."
  kill_enclave
  ask system ping
  expect 1 enclaveUnreachable
}

play_return() {
  say "10. The enclave starts again, is given its root key, checks every record that the gateway kept for it, and finds the wallet."
  start_enclave
  open_enclave
  ask wallet get-wallet --wallet-id "$wallet"
  expect 0 "address: +$address\$"
  sign_and_verify

  say "11. The gateway's owner wants another wallet there. He kills the enclave, and alters one byte in each record that a change wrote."
  # Records of 193 bytes are left out: the one that names the newest state is so long, and without it no record is looked at.
  local last changed
  last=$(store 'SELECT max(version) FROM record WHERE length(value) <> 193')
  changed="version > $last AND length(value) <> 193"
  ask wallet update-wallet --wallet-id "$wallet" --name Mine
  expect 0 'name: +Mine$'
  kill_enclave
  store "ATTACH '$state/kept.db' AS kept; CREATE TABLE kept.record AS SELECT key, value FROM record WHERE $changed"
  store "UPDATE record SET value = CAST(substr(value, 1, length(value) - 1)
    || CASE substr(value, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB) WHERE $changed"
  say "  (in SQLite, $(store "SELECT count(*) FROM record WHERE $changed") records)"
  start_enclave
  open_enclave
  ask wallet get-wallet --wallet-id "$wallet"
  expect 1 stateTampered

  say "12. It is seen, and not used. With the bytes as they were, all is there again."
  kill_enclave
  restore_records
  start_enclave
  open_enclave
  ask wallet get-wallet --wallet-id "$wallet"
  expect 0 "address: +$address\$" 'name: +Mine$'
}
