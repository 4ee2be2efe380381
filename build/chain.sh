# shellcheck shell=bash
# A private Neo chain of one node on this machine, with a block a second: neo-express. Sourced after local-system.sh. The chain
# lives in $state/chain, as long as the state that remembers its transactions: a later start goes on with it, at another port
# if need be. Its node listens on 127.0.0.1 only, and ends with the script, whatever ends that.

: "${state:?}" "${only_one:?}"
chain_pid=
chain_port=
chain_magic=

# Whether there is to be a chain. CHAIN=private: yes; none: no; unset: where neo-express runs.
wants_chain() {
  case ${CHAIN:-} in
    none) return 1 ;;
    private) ;;
    '')
      [[ -n $(find /usr/lib /usr/lib64 -maxdepth 2 -name libsnappy.so.1 -print -quit 2>/dev/null) ]] || {
        say "Without libsnappy (libsnappy1v5 in Debian) neo-express does not run: there is no private chain."
        return 1
      }
      ;;
    *) fail "CHAIN is private or none." ;;
  esac
}

export NSL_CHAIN=$state/chain # which build/neoxp runs on

# Starts the chain, a new one if there is none, and waits until it answers.
start_chain() {
  local chain=$state/chain deadline=$((SECONDS + 60))
  if [[ ! -e $chain/default.neo-express ]]; then # a name that it finds by itself
    rm -rf "$chain"
    mkdir -p "$chain"
    build/neoxp create >"$state/chain.log" 2>&1 || { show_chain_log && fail "neo-express makes no chain; see above."; }
  fi
  chain_magic=$(sed -n 's/^ *"magic": *\([0-9]*\),$/\1/p' "$chain/default.neo-express")
  # Not neo-express's own 50012, which is among the ports that the kernel gives to whoever dials.
  chain_port=$(free_port 20012)
  sed -i "s/\"tcp-port\": *[0-9]*/\"tcp-port\": 0/; s/\"ws-port\": *[0-9]*/\"ws-port\": 0/; s/\"rpc-port\": *[0-9]*/\"rpc-port\": $chain_port/" \
    "$chain/default.neo-express"
  setpriv --pdeathsig TERM build/neoxp run --seconds-per-block 1 >"$state/chain.log" 2>&1 </dev/null {only_one}>&- &
  chain_pid=$!
  until [[ $(chain_rpc getversion) == *"\"network\":$chain_magic"* ]]; do
    lives "$chain_pid" || { show_chain_log && fail "The private chain does not run; see above. CHAIN=none goes without."; }
    ((SECONDS < deadline)) || { show_chain_log && fail "The private chain did not answer for 60 s; CHAIN=none goes without."; }
    pause 0.1
  done
}

# What the node answers. Takes the method, and parameters as JSON.
chain_rpc() {
  curl -s --max-time 5 --noproxy '*' "http://127.0.0.1:$chain_port" -H 'Content-Type: application/json' \
    -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":[${2:-}]}" || true
}

# The member of the enclave's configuration that names it. In local mode plain HTTP will do, on the same machine.
chain_configuration() {
  printf '"networks":[{"name":"private","magic":%s,"quorum":1,"endpoints":[{"url":"http://127.0.0.1:%s"}]}]' "$chain_magic" "$chain_port"
}

show_chain_log() { tail -n 20 "$state/chain.log" >&2 || true; }

stop_chain() {
  stop_process "$chain_pid" chain
  chain_pid=
}
