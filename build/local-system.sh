# shellcheck shell=bash
# An enclave and a gateway on this machine, and the end of both. Sourced after console.sh, from the project's folder.
# `state` must be set: the folder that both keep what they need in. `only_one`, when set, is a lock's descriptor to be kept
# from them. `enclave_endpoint`, when set, is where somebody else starts the enclave, and `enclave_config` its configuration; `store_file`, when
# set, is the gateway's store.

: "${state:?}"
only_one=${only_one:-9}
enclave_endpoint=${enclave_endpoint:-unix:$state/enclave.sock}
enclave_config=
store_file=${store_file:-$state/gateway.db}
admin_port=
port=
enclave_pid=
gateway_pid=

# The first port from the one given upwards that nobody listens on.
free_port() {
  local candidate=$1
  while (exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null; do
    candidate=$((candidate + 1))
  done
  printf '%s' "$candidate"
}

# Whatever ends this script, kill -9 too, these two are asked to end.
tied=(setpriv --pdeathsig TERM)

start_enclave() {
  "${tied[@]}" out/enclave-local --listen "$enclave_endpoint" --state "$state" ${enclave_config:+--config "$enclave_config"} >>"$state/enclave.log" 2>&1 {only_one}>&- &
  enclave_pid=$!
}

start_gateway() {
  port=$(free_port 8080)
  admin_port=$(free_port "$((port < 8081 ? 8081 : port + 1))")
  "${tied[@]}" out/gateway --enclave "$enclave_endpoint" --store "sqlite:$store_file" \
    --urls "http://127.0.0.1:$port" --admin "http://127.0.0.1:$admin_port" >>"$state/gateway.log" 2>&1 {only_one}>&- &
  gateway_pid=$!
}

# Waits until the gateway answers /health/ready with that status; fails when a process that is needed for it is gone.
wait_ready() {
  local wanted=$1 needed=("${@:2}") found pid deadline=$((SECONDS + 30))
  while :; do
    found=$(curl -s -o /dev/null -w '%{http_code}' --max-time 5 "http://127.0.0.1:$admin_port/health/ready" || true)
    [[ $found != "$wanted" ]] || return 0
    for pid in "${needed[@]}"; do
      lives "$pid" || { show_logs && fail "A program ended while it was starting; its log is above."; }
    done
    ((SECONDS < deadline)) || { show_logs && fail "/health/ready answered $found for 30 s, not $wanted."; }
    pause 0.05
  done
}

show_logs() {
  tail -n 40 "$state/enclave.log" "$state/gateway.log" >&2 || true
}

# SIGTERM drains; whoever has not ended after ten seconds is killed, and that is a failure to be told.
stop_process() {
  local pid=$1 name=$2 deadline=$((SECONDS + 10))
  [[ -n $pid ]] || return 0
  kill -TERM "$pid" 2>/dev/null || true
  while lives "$pid"; do
    if ((SECONDS >= deadline)); then
      say "The $name did not end within 10 s of SIGTERM and is killed." >&2
      kill -KILL "$pid" 2>/dev/null || true
      break
    fi
    pause 0.05
  done
  wait "$pid" 2>/dev/null || true
}

stop_system() {
  stop_process "$gateway_pid" gateway
  stop_process "$enclave_pid" enclave
  gateway_pid=
  enclave_pid=
}
