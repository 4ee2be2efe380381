# shellcheck shell=bash
# Images of containers, built by Debian's buildah on bases that are made here, and what is in them run as Docker would. For
# a script that runs as root and has namespaces of its own. Sourced after console.sh; `work` must be set: a folder to be
# removed afterwards.

: "${work:?}"
user=10001 # the Dockerfiles'
export user
started=

builder() { buildah --root "$work/storage" --runroot "$work/run" --storage-driver vfs "$@"; }

# Takes the Dockerfile, the image's name, and what else it is to be built with.
build_image() {
  local file=$1 name=$2
  shift 2
  TMPDIR=$work/tmp watched "Building the image $name" "out/log/container-$name.log" \
    builder bud --isolation chroot --pull=never --layers --format docker -f "$file" -t "$name" "$@" .
}

image_of_folder() {
  local container
  container=$(builder from scratch) && builder copy --quiet "$container" "$1" / >/dev/null &&
    builder commit --quiet "$container" "$2" >/dev/null && builder rm "$container" >/dev/null
}

# The folders that any Debian has, and root.
skeleton() {
  local folder
  mkdir -p "$1"/{dev,etc,proc,root,run,sys,tmp,usr/{bin,lib,lib64,sbin},var/lib}
  chmod 1777 "$1/tmp"
  for folder in bin lib lib64 sbin; do ln -s "usr/$folder" "$1/$folder"; done
  printf 'root:x:0:0:root:/root:/bin/bash\n' >"$1/etc/passwd"
  printf 'root:x:0:\n' >"$1/etc/group"
}

# What Debian's slim image has of what the Dockerfiles use: the C library, a shell and its tools. No OpenSSL, no curl.
slim_debian() {
  local file
  skeleton "$1"
  dpkg -L libc6 dash bash libtinfo6 coreutils libacl1 libattr1 libgmp10 libselinux1 libpcre2-8-0 |
    grep '^/' | grep -vE '^/usr/share/(doc|man|locale|info|lintian)/' |
    while read -r file; do [[ -d $file && ! -L $file ]] || printf '%s\n' "${file#/}"; done |
    tar -c -C / -T - | tar -x -C "$1"
}

# The bases `bare`, for a stage that gets this machine's /usr, and `slim`; and a folder for the stage `sdk`.
# Chained, because bash stops at no failing line where the outcome is looked at, as `watched` does.
make_bases() {
  skeleton "$work/bare" && slim_debian "$work/slim" &&
    image_of_folder "$work/bare" bare && image_of_folder "$work/slim" slim &&
    mkdir -p "$work/sdk/usr/share/dotnet" "$work/tmp" &&
    mount --bind "$(dirname "$(readlink -f "$(command -v dotnet)")")" "$work/sdk/usr/share/dotnet"
}

# A new container's file system. Takes the image.
files_of() { builder mount "$(builder from --pull-never "$1")"; }

# A field of an image's configuration; the same of a list, an entry a line.
field_of() { builder inspect --type image --format "{{.Docker.Config.$2}}" "$1"; }
list_of() { builder inspect --type image --format "{{range .Docker.Config.$2}}{{println .}}{{end}}" "$1" | sed '/^$/d'; }

# Runs a command in a container's files as its user, with the image's environment, and with what `own` has unshare give it.
inside() {
  local image=$1 files=$2 environment
  shift 2
  mapfile -t environment < <(list_of "$image" Env)
  # shellcheck disable=SC2016 # expanded by the shell inside
  exec unshare --mount "${own[@]}" bash -euc '
    mount -t proc proc "$0/proc"
    mount --rbind /dev "$0/dev"
    exec chroot --userspec="$1" --groups= "$0" /usr/bin/env -i HOME=/ "${@:2}"' "$files" "$user:$user" "${environment[@]}" "$@"
}
own=()
as_first_process=(--pid --fork --kill-child)
export as_first_process

# The process that another one started, while it runs; nothing when there is none.
child_of() {
  local folder stat state parent
  for folder in /proc/[0-9]*; do
    { read -r stat <"$folder/stat"; } 2>/dev/null || continue
    read -r state parent _ <<<"${stat##*) }"
    if [[ $parent == "$1" && $state != Z ]]; then printf '%s' "${folder#/proc/}" && return; fi
  done
}

# Runs what an image starts, in the background; $started is to be waited for. Takes image, files, log, arguments.
start() {
  local image=$1 files=$2 log=$3 command
  shift 3
  mapfile -t command < <(list_of "$image" Entrypoint)
  (inside "$image" "$files" "${command[@]}" "$@") >"$log" 2>&1 &
  started=$!
}

# The process of what was started that Docker would signal: with --pid, unshare is its parent.
first_process() {
  if ((${#own[@]} > 0)); then child_of "$started"; else printf '%s' "$started"; fi
}

# Waits until what the image asks for its health says yes, 30 s at most. Takes image, files, log.
healthy() {
  local command deadline=$((SECONDS + 30)) own=()
  mapfile -t command < <(list_of "$1" Healthcheck.Test | sed '1{/^CMD$/d}')
  until (inside "$1" "$2" "${command[@]}") 2>/dev/null; do
    lives "$started" || { cat "$3" >&2 && fail "What $1 started has ended; its output is above."; }
    ((SECONDS < deadline)) || { cat "$3" >&2 && fail "$1 was not healthy within 30 s; its output is above."; }
    pause 0.1
  done
}

# The processes with a name, of this script's namespace.
processes_named() {
  local folder name
  for folder in /proc/[0-9]*; do
    { read -r name <"$folder/comm"; } 2>/dev/null || continue
    if [[ $name == "$1" ]]; then printf '%s\n' "${folder#/proc/}"; fi
  done
}

# Waits for the end of what was started. Takes the exit code that is expected, and the log.
ended_with() {
  local status=0
  wait "$started" || status=$?
  ((status == $1)) || { cat "$2" >&2 && fail "It ended with $status and not with $1; its output is above."; }
  [[ -z $(processes_named gateway)$(processes_named enclave-local) ]] || fail "It ended, and left programs running."
}
