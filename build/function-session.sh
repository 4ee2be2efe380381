# shellcheck shell=bash
# The part of the session about functions: users' JavaScript in the enclave. play_function goes without a chain, play_payout needs it and
# the wallet with the policy of chain-session.sh. Sourced after session.sh, and before chain-session.sh.

: "${state:?}" "${answer?}" "${wallet?}" "${address?}"
function=
execution=
output_hash=

# Executes the function. Takes its parameters, and patterns of the answer.
execute() {
  ask function execute-function --function-id "$function" --parameters "$1"
  expect 0 "${@:2}"
  execution=$(field executionId)
}

play_function() {
  local visits again
  say "13. A function: users' JavaScript in the enclave, in a process of its own that holds no key and may only ask. First here, on this machine."
  run out/nsl function dev build/demo/visits.js --parameters '{"visitor":"Ada"}'
  expect 0 'Hello, Ada!' 'statements'

  say "14. It is deployed. Its source hash, which nsl reckons itself, is what secrets and wallets are granted to."
  ask function deploy build/demo/visits.js --name visits --timeout-ms 1000
  expect 0 'sourceHash: +[0-9a-f]{64}$' "codeHash: +$(sha256sum <build/demo/visits.js | cut -d ' ' -f 1)\$"
  function=$(field functionId)
  execute '{"visitor":"Ada"}' 'status: +succeeded$' 'Hello, Ada!' 'statements: +[0-9]+$'
  visits=$(sed -n 's/^ *visits: *//p' <<<"$answer")
  output_hash=$(field outputHash)

  say "15. All that came to that run from outside was recorded: run again over the record, it comes to the same, to the last random digit."
  ask function replay-execution --execution-id "$execution"
  expect 0 'match: +true$' "outputHash: +$output_hash\$"

  say "16. One that never ends is stopped, and hurts nobody; what the function stored is as the last good run left it."
  execute '{"visitor":"Mallory","spin":true}' 'status: +failed$' 'code: +(timeout|statementLimit)$'
  execute '{"visitor":"Grace"}' 'status: +succeeded$'
  again=$(sed -n 's/^ *visits: *//p' <<<"$answer")
  ((again == visits + 1)) || fail "The session expected visit $((visits + 1)) here, and it was $again."
}

# Takes what the payout's receiver is.
play_payout() {
  local friend=$1 payees=$state/payees.json period="{\"period\":\"January, $wallet\"}"
  printf '[{"to":"%s","amount":"10000000"},{"to":"%s","amount":"5000000000"}]\n' "$friend" "$friend" >"$payees"
  say "l. A function pays from the wallet: it has to be granted to this very source, and the wallet's policy holds for it too."
  ask function deploy examples/functions/scheduled-payout.js --name payout --wallet treasury="$wallet" --env PAYEES="@$payees"
  expect 0 'toGrant' "nsl wallet grant-wallet --wallet-id $wallet "
  function=$(field functionId)
  execute "$period" 'status: +failed$'
  ask wallet grant-wallet --wallet-id "$wallet" --function-id "$function" --source-hash "$(hash_of_payout "$payees")"
  expect 0
  execute "$period" 'status: +succeeded$' 'refused: +policyDenied$' 'transactionHash: +0x[0-9a-f]{64}$'
  await_transaction "$(grep -oE '0x[0-9a-f]{64}' <<<"$answer" | head -n 1)"

  say "m. Asked for the same period again, it pays nothing again."
  execute "$period" 'status: +succeeded$' 'repeated: +true$'
}

# The source hash, reckoned without asking anybody.
hash_of_payout() {
  out/nsl --json function hash examples/functions/scheduled-payout.js --wallet treasury="$wallet" --env PAYEES="@$1" |
    grep -o '"sourceHash":"[0-9a-f]*"' | cut -d '"' -f 4
}
