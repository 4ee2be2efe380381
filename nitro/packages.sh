# shellcheck shell=bash
# Debian packages that are fetched and unpacked under ~/.cache/nsl, and never installed: sources, and programs of another
# suite. Sourced after console.sh. apt checks signatures and hashes as always; its lists of other suites are kept apart
# from the machine's own.

: "${root:?}"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/nsl
export cache

# The mirror that this machine's own apt takes Debian from.
debian_mirror() {
  local mirror
  # shellcheck disable=SC2016 # it is apt that expands it
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
  [[ -n $mirror ]] || fail "This machine's apt has no mirror of Debian; run apt-get update?"
  printf '%s' "$mirror"
}

# apt-get for one suite, with lists and cache of its own. Takes the suite, then apt-get's arguments.
# The machine's proxies and credentials count; `machine` as suite means the machine's own sources and lists.
apt_of() {
  local suite=$1 place=$cache/apt/$1 options=(-q -y -o Dpkg::Use-Pty=0)
  shift
  ((EUID != 0)) || options+=(-o APT::Sandbox::User=root)
  if [[ $suite != machine ]]; then
    mkdir -p "$place/lists/partial" "$place/archives/partial"
    printf '%s [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s '"$suite main\n" \
      deb "$(debian_mirror)" deb-src "$(debian_mirror)" >"$place/sources.list"
    options+=(-o Dir::Etc::sourcelist="$place/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$place/lists"
      -o Dir::Cache="$place" -o Acquire::Languages=none)
  fi
  apt-get "${options[@]}" "$@"
}

# Reads a suite's lists unless they are younger than a day.
refresh_lists() {
  [[ $1 != machine ]] || return 0
  [[ -z $(find "$cache/apt/$1/lists" -maxdepth 1 -name '*_Sources*' -mtime -1 -print -quit 2>/dev/null) ]] || return 0
  watched "Reading the lists of Debian $1" "$root/out/log/apt-$1.log" apt_of "$1" update
}

# What a suite offers of a package, as "FILE HASH", the hash as apt's lists have it. Empty when it offers none.
offered() {
  apt_of "$1" download --print-uris "$2" 2>/dev/null | sed -n "s/^'.*' \\([^ ]*\\) [0-9]* \\(.*\\)/\\1 \\2/p"
}

# Fetches a package's file, without installing it, into a folder. Takes suite, package, folder.
fetch_package() (
  cd "$3" && apt_of "$1" download "$2"
)
