# shellcheck shell=bash
# The part of the session that moves GAS and NEO on the private chain: what a user could type, with the hashes of what went into
# blocks. Sourced after session.sh, function-session.sh, chain.sh; played after play_session, play_return and play_function, with the system and the chain up.
# Whoever sources this sets, as operators.sh says, expected_enclave and operator_nsl: what judges the enclave's documents, and by what.

: "${state:?}" "${answer?}" "${wallet?}" "${address?}" "${chain_magic?}" "${chain_port?}"
expected_enclave=()
operator_nsl=()
neo_account=0xef4073a0f2b305a38ec4050e4d3d28bc40ea63f5
friend=
bank=
sponsor_policy=
user_wallet=
user_address=
user_account=
shop=
last_transaction=
owner_nsl=()
user_nsl=()

# Amounts, in datoshi unless it says NEO.
gas() { printf '%s00000000' "$1"; }

# A member of the JSON in a file, by its path. What is an object comes as JSON.
json() { sqlite3 :memory: "SELECT json_extract(CAST(readfile('$1') AS TEXT), '\$.$2')"; }

# Runs nsl with its answer in a file, as JSON. Takes the file, and the arguments.
keep() {
  local file=$1 shown
  shift
  printf -v shown ' %q' "${nsl[@]}" --json "$@"
  say "  \$${shown} > $file"
  "${nsl[@]}" --json "$@" >"$file" || fail "The session expected exit code 0 here."
  say
}

# Genesis has all GAS and NEO of the chain. Takes the amount, the asset and the receiver; waits until it is there.
give() {
  local hash
  run build/neoxp transfer "$1" "$2" genesis "$3"
  expect 0
  hash=$(grep -oE '0x[0-9a-f]{64}' <<<"$answer") || fail "neo-express names no transaction."
  await_transaction "$hash"
}

# Waits until a command's answer matches, a minute at most, and shows it then. Takes the pattern, and arguments for nsl.
await_answer() {
  local pattern=$1 deadline=$((SECONDS + 60))
  shift
  until "${nsl[@]}" "$@" 2>&1 | grep -qE "$pattern"; do
    ((SECONDS < deadline)) || break
    pause 0.3
  done
  ask "$@"
  expect 0 "$pattern"
}

await_transaction() {
  await_answer '^status: +confirmed$' wallet get-transaction-status --transaction-hash "$1"
  last_transaction=$1
}

# What an address has of an asset, to the last unit.
expect_balance() {
  ask wallet get-balance --address "$1" --assets "$2"
  expect 0 "amount: +$3\$"
}

# The script that moves one NEO from an account to another, in base64, as any library for Neo writes it.
neo_transfer_script() {
  local from to neo script
  from=$(little_endian "$1") to=$(little_endian "$2") neo=$(little_endian "$neo_account")
  script=0b110c14${to}0c14${from}14c01f0c087472616e736665720c14${neo}41627d5b5239
  printf '%b' "$(fold -w 2 <<<"$script" | sed 's/^/\\x/' | tr -d '\n')" | base64 -w 0
}

# A script hash as scripts have it: 0x and reversed, turned round.
little_endian() { fold -w 2 <<<"${1#0x}" | tac | tr -d '\n'; }

play_chain() {
  owner_nsl=("${nsl[@]}")
  play_policy
  play_bank
  play_user
  play_sponsorship
  play_ledger
  play_payout "$friend"
}

play_policy() {
  local id=pay-$wallet hash
  say "a. A private Neo chain runs beside. Its genesis account gives the wallet 100 GAS, and the enclave reads that from the chain."
  give 100 GAS "$address"
  expect_balance "$address" GAS "$(gas 100)"

  say "b. A policy says what the wallet signs: up to 10 GAS a transaction and 20 a day, fees of up to 0.2 GAS each, and nothing else."
  ask wallet set-policy --wallet-id "$wallet" --policy.networks "$chain_magic" \
    --policy.assets "{\"asset\":\"GAS\",\"maxPerTransaction\":\"$(gas 10)\",\"maxPerDay\":\"$(gas 20)\"}" \
    --policy.fees "{\"maxSystemFee\":\"20000000\",\"maxNetworkFee\":\"20000000\",\"maxPerDay\":\"$(gas 1)\"}"
  expect 0 'version: +1$'

  say "c. It sends 1.5 GAS to a friend. The enclave is killed (kill -9) at that moment, and asked the same again when it is back."
  ask wallet create-wallet --name Friend
  expect 0 'walletId: +wal_'
  friend=$(field address)
  ask --request-id "$id" wallet transfer --wallet-id "$wallet" --asset GAS --to "$friend" --amount 150000000
  expect 0 'status: +pending$'
  hash=$(field transactionHash)
  kill_enclave
  start_enclave
  open_enclave
  ask --request-id "$id" wallet transfer --wallet-id "$wallet" --asset GAS --to "$friend" --amount 150000000
  expect 0 "transactionHash: +$hash\$"
  await_transaction "$hash"
  say "   One transaction, one payment."
  expect_balance "$friend" GAS 150000000

  say "d. 50 GAS are more than the policy allows."
  ask wallet transfer --wallet-id "$wallet" --asset GAS --to "$friend" --amount "$(gas 50)"
  expect 1 policyDenied
}

play_bank() {
  say "e. The Gas Bank: an account with an address of its own, whose key the enclave makes. What the chain shows there is credited, once."
  if [[ -e $state/sponsor ]]; then
    read -r bank sponsor_policy <"$state/sponsor"
    ask gasbank get-bank-account --bank-account-id "$bank"
  else
    ask gasbank create-bank-account --name Sponsor
  fi
  expect 0 'bankAccountId: +' 'address: +N'
  bank=$(field bankAccountId)
  give 20 GAS "$(field address)"
  ask gasbank deposit --bank-account-id "$bank" --transaction-hash "$last_transaction"
  expect 0 'status: +confirmed$' "credited: +$(gas 20)\$"
  ask gasbank deposit --bank-account-id "$bank" --transaction-hash "$last_transaction"
  expect 0 'credited: +0$'

  say "f. It pays the fees of others' transactions, where a policy says so: that move NEO, at most 0.5 GAS each, 1 GAS a user, 50 a day."
  if [[ -n $sponsor_policy ]]; then
    ask gasbank list-sponsor-policies --bank-account-id "$bank"
    expect 0 "policyId: +$sponsor_policy\$"
    return
  fi
  ask gasbank create-sponsor-policy --bank-account-id "$bank" --name 'Moving NEO' \
    --contracts "{\"contract\":\"$neo_account\",\"methods\":[\"transfer\"]}" \
    --max-per-transaction 50000000 --max-per-user "$(gas 1)" --max-per-day "$(gas 50)"
  expect 0 'policyId: +'
  sponsor_policy=$(field policyId)
  printf '%s %s\n' "$bank" "$sponsor_policy" >"$state/sponsor"
}

# Another account, with a key and a folder of its own.
play_user() {
  user_nsl=("${owner_nsl[@]:0:${#owner_nsl[@]}-1}" "$state/user")
  say "g. A user, who has an account of her own, 10 NEO, and no GAS. Her wallet sends NEO, and never pays fees."
  nsl=("${user_nsl[@]}")
  if [[ ! -e $state/user/account.json ]]; then
    ask account register --name User
    expect 0 'accountId: +acc_'
  fi
  ask wallet create-wallet --name Mine
  expect 0 'walletId: +wal_'
  user_wallet=$(field walletId) user_address=$(field address) user_account=$(field scriptHash)
  ask wallet set-policy --wallet-id "$user_wallet" --policy.networks "$chain_magic" \
    --policy.assets '{"asset":"NEO","maxPerTransaction":"5","maxPerDay":"5"}'
  expect 0 'version: +1$'
  give 10 NEO "$user_address"
  expect_balance "$user_address" GAS 0
  nsl=("${owner_nsl[@]}")
}

play_sponsorship() {
  local quote=$state/quote.json signed=$state/signed.json script
  say "h. The dApp has a transaction made that moves one NEO of hers, with the bank as the payer of its fees, and sees what it would cost."
  ask wallet create-wallet --name Shop
  expect 0 'walletId: +wal_'
  script=$(neo_transfer_script "$user_account" "$(field scriptHash)")
  shop=$(field address)
  ask gasbank quote-sponsorship --policy-id "$sponsor_policy" --script "$script" --user "$user_address"
  expect 0 'violations: +\[\]$' 'total: +[0-9]+$' 'scopes: +None$' 'scopes: +CalledByEntry$'
  keep "$quote" gasbank quote-sponsorship --policy-id "$sponsor_policy" --script "$script" --user "$user_address"
  json "$quote" context >"$state/unsigned.json"

  say "i. She signs first: her own part, by her own policy. Then the bank signs as the payer, and the enclave sends it until it is in a block."
  nsl=("${user_nsl[@]}")
  keep "$signed" wallet sign-transaction --wallet-id "$user_wallet" --context "@$state/unsigned.json"
  json "$signed" context >"$state/context.json"
  nsl=("${owner_nsl[@]}")
  ask gasbank relay-sponsored --policy-id "$sponsor_policy" --context "@$state/context.json"
  expect 0 'transactionHash: +0x[0-9a-f]{64}$' 'status: +pending$'
  await_transaction "$(field transactionHash)"
  expect_balance "$shop" NEO 1
  expect_balance "$user_address" NEO 9
}

# Waits until nothing of the bank account's is reserved: then the outbox has told what became of the transaction.
until_settled() { await_answer '^reserved: +0$' gasbank get-bank-account --bank-account-id "$bank"; }

play_ledger() {
  local proof=$state/ledger-proof.json id=proof-$bank
  say "j. The ledger has the deposit, the fees that were held, and what the chain burnt; and it agrees with the chain to the datoshi."
  until_settled
  ask gasbank get-ledger --bank-account-id "$bank" --newest-first
  expect 0 'kind: +deposit$' 'kind: +feesSettled$' 'kind: +feesReserved$' "transactionHash: +$last_transaction\$"
  ask gasbank reconcile --bank-account-id "$bank"
  expect 0 'agrees: +true$' 'difference: +0$'

  say "k. A proof of the balance, which nobody has to be asked about: the receipt signs it with the state's head, and the sums lead to its root."
  keep "$proof" --request-id "$id" gasbank get-ledger-proof --bank-account-id "$bank"
  run "${operator_nsl[0]}" --home "$state/home" receipt verify "$state/home/receipts/$id.jws" --ledger-proof "$proof" "${expected_enclave[@]}"
  expect 0 'verified: +true$' 'operation: +gasbank.getLedgerProof$' "balance: +$(json "$proof" balance)\$"
  sed 's/"balance":"\([0-9]*\)"/"balance":"9\1"/' "$proof" >"$proof.changed"
  run "${operator_nsl[0]}" --home "$state/home" receipt verify "$state/home/receipts/$id.jws" --ledger-proof "$proof.changed" "${expected_enclave[@]}"
  expect 4 '^nsl: not trusted: response: '
}

chain_hints() {
  cat <<HINTS
On the private chain (RPC at http://127.0.0.1:$chain_port; its log: .nsl/chain.log), which goes on at the next start:
  build/neoxp transfer 10 GAS genesis $address
  ${nsl[*]} wallet transfer --wallet-id $wallet --asset GAS --to $friend --amount 100000000
  ${nsl[*]} gasbank get-bank-account --bank-account-id $bank
HINTS
}
