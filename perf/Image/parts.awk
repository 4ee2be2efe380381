# Whose bytes the sections of a program are. Reads, in this order: whose the symbols of native libraries are (symbol, owner),
# sections (name, address, size; those that have bytes in the file, and .hydrated, which is in memory alone), and the
# symbols by address, as nm -n -S -t d prints them. Prints owner, bytes, and for .hydrated a third word, tab-separated.
#   - A symbol without a size, as the compiler of managed code makes them, ends where the next begins.
#   - What lies between two symbols of one owner is that owner's: alignment, and what has no name of its own. Not so in .rodata,
#     where the linker puts the literals of all together.
#   - What is left has no symbol: it is its section's.

# The compiler puts what a thing is before the name of whose it is.
function bare(name) {
  sub(/^_ZTV[0-9]+/, "", name)
  while (sub(/^(_lsda[0-9]+|_associatedData_|unbox_|__InterfaceDispatchMap_|__InterfaceDispatchCell_|__writableData|__Array<|<Boxed>|<unbox>|__)/, "", name)) { }
  return name
}

function managed_owner(name) {
  name = bare(name)
  if (match(name, /^NeoServiceLayer_(Enclave_)?[A-Za-z]+/)) {
    name = substr(name, 17, RLENGTH - 16)
    sub(/_/, "/", name)
    return "ours: " name
  }
  if (name ~ /^enclave_/) { return "ours: Enclave/Nitro" }
  if (name ~ /^BouncyCastle_/) { return "BouncyCastle" }
  if (name ~ /^S_P_CoreLib_/) { return ".NET: System.Private.CoreLib" }
  if (name ~ /^System_Text_Json_/) { return ".NET: System.Text.Json" }
  if (name ~ /^System_Security_Cryptography_/) { return ".NET: System.Security.Cryptography" }
  if (name ~ /^(S_P|System|Microsoft)_/) { return ".NET: other managed libraries" }
  return "managed, of no library: stubs that the compiler made"
}

# A name that two libraries have is its neighbour's.
function native_owner(name) {
  if (name in library && library[name] != "?") { neighbour = library[name] }
  return neighbour
}

function owner_of(name, section) {
  if (section ~ /^(__managedcode|__unbox|\.dotnet_eh_table|\.hydrated)$/) { return managed_owner(name) }
  if (name == "__dehydrated_data") { return "managed, of no library: types and literals, packed" }
  if (name ~ /^(__embedded_[a-z]+|__[A-Za-z_]+_(map|hashtable|instantiations|references|table)|__nativelayoutinfo|__[A-Za-z]+Map|_stacktrace_[A-Za-z_]+|_StaticsInfoHashtableNode|g_compilerEmbedded.*)$/) {
    return "managed, of no library: metadata and maps"
  }
  return name ~ /(NeoServiceLayer|BouncyCastle|S_P|System)_/ ? managed_owner(name) : native_owner(name)
}

function add(owner, bytes) {
  if (bytes <= 0) { return }
  if (name_of[current] == ".hydrated") { hydrated[owner] += bytes; return }
  total[owner] += bytes
  counted[current] += bytes
}

# The symbol before had no size, so it ends here; else this symbol may have what lies between.
function reach(at, owner) {
  if (at <= covered) { return }
  if (open != "") { add(open, at - covered) } else if (owner != "" && owner == last && (at - covered < 64 || name_of[current] != ".rodata")) { add(owner, at - covered) }
  covered = at
  open = ""
}

function enter(section) {
  if (current > 0) { reach(from[current] + size[current], "") }
  current = section
  covered = from[current]
  open = last = ""
  neighbour = "native, of no library known"
}

FILENAME == ARGV[1] {
  if ($1 in library && library[$1] != $2) { library[$1] = "?" } else { library[$1] = $2 }
  next
}

FILENAME == ARGV[2] {
  sections++
  name_of[sections] = $1
  from[sections] = $2 + 0
  size[sections] = $3 + 0
  next
}

NF < 3 { next }

{
  at = $1 + 0
  bytes = NF > 3 ? $2 + 0 : 0
  name = NF > 3 ? $4 : $3
  if (name ~ /^__(start|stop)_/) { next }
  if (current == 0) { enter(1) }
  while (at >= from[current] + size[current] && current < sections) { enter(current + 1) }
  if (at < covered && at + bytes <= covered || at < from[current] || at >= from[current] + size[current]) { next }
  owner = owner_of(name, name_of[current])
  reach(at, owner)
  last = owner
  if (bytes > 0) {
    add(owner, at + bytes - covered)
    covered = at + bytes
    open = ""
  } else {
    open = owner
  }
}

END {
  reach(from[current] + size[current], "")
  for (section = 1; section <= sections; section++) {
    if (name_of[section] != ".hydrated" && size[section] > counted[section]) {
      printf "section %s\t%d\n", name_of[section], size[section] - counted[section]
    }
  }
  for (owner in total) { printf "%s\t%d\n", owner, total[owner] }
  for (owner in hydrated) { printf "%s\t%d\thydrated\n", owner, hydrated[owner] }
}
