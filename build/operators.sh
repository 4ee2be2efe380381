# shellcheck shell=bash
# The operators of a demonstration: three on this machine, of whom two act together. In earnest each has his key and his share on a
# machine of his own. Sourced after session.sh. Whoever sources this sets:
#   operator_nsl   the nsl that judges the enclave's documents
#   operators      the folder with their keys and shares

operator_nsl=()
operators=
operator_names=(alice bob carol)

# Makes their keys, and the enclave's configuration that names them. Takes other members of it, each with a comma behind it.
configure_operators() {
  local name members=
  mkdir -p "$operators"
  for name in "${operator_names[@]}"; do
    members+=${members:+,}$("${operator_nsl[@]}" operator key --key "$operators/$name.pem" --name "$name")
  done
  printf '{%s"operators":{"threshold":2,"members":[%s]}}\n' "${1:-}" "$members" >"$operators/config.json"
}

# Takes a command of nsl operator, who gives it, and arguments for it.
as_operator() {
  run "${operator_nsl[@]}" operator "$1" --key "$operators/$2.pem" "${@:3}" "${expected_enclave[@]}"
  expect 0
}

# Waits until the enclave answers, be it only to say that it waits.
await_enclave() {
  local deadline=$((SECONDS + 30))
  until "${nsl[@]}" system ping >/dev/null 2>&1; do
    lives "$enclave_pid" || { show_logs && fail "The enclave ended while it was starting; its log is above."; }
    ((SECONDS < deadline)) || { show_logs && fail "The enclave did not answer for 30 s."; }
    pause 0.05
  done
}

# The beginning of a deployment: the enclave makes its root key, splits it and forgets it; each operator keeps a share.
play_genesis() {
  local name
  say "Two of its three operators ask the enclave for a root key. It makes one, splits it among the three, and forgets it."
  as_operator genesis alice
  as_operator genesis bob
  say "Each of them keeps his share, which is sealed to his key."
  for name in "${operator_names[@]}"; do
    as_operator accept "$name" --share "$operators/$name.share"
  done
}

# What brings the enclave up, at each of its boots. Takes the two who do it.
provide_shares() {
  as_operator provide "$1" --share "$operators/$1.share"
  as_operator provide "$2" --share "$operators/$2.share"
  wait_ready 200 "$gateway_pid" "$enclave_pid"
}
