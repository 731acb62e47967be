#!/bin/sh
# Sets up a Rust compiler that builds wasm32 targets, where rustup's cannot be had: unpacks Debian's compiler and its library sources into a
# folder of the user's cache, without root and without installing anything. Prints the path of the compiler on stdout, the rest on stderr:
#
#   rustc=$(plugins/tools/wasm-sdk.sh) &&
#   RUSTC=$rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-component-ld \
#     cargo build --release --target wasm32-unknown-unknown -Z build-std=std,panic_abort
#
# wasm-component-ld and rust-lld, which Debian does not have, lie in every rustup toolchain: $(rustc --print sysroot)/lib/rustlib/<host>/bin.
# `cargo xtask plugins` does all this by itself. Tried on Debian 12 (rustc-web); elsewhere any packaged compiler that is new enough is taken.
#
# WASM_SDK names another folder (default: ~/.cache/inkstone/wasm-sdk). A second run only prints what is there; to get a newer compiler,
# delete the folder.
set -eu

say() { echo "wasm-sdk: $*" >&2; }
die() {
  say "$*"
  exit 1
}
have() { command -v "$1" > /dev/null 2>&1; }

# The least free space, in MB: packages, package lists and the unpacked files together.
space=1500
advice="install a wasm target with 'rustup target add wasm32-unknown-unknown' instead"

here=$(cd "$(dirname "$0")" && pwd)
least=$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' "$here/../Cargo.toml" | head -n 1)
[ -n "$least" ] || die "$here/../Cargo.toml names no rust-version"
[ -n "${WASM_SDK:-}${XDG_CACHE_HOME:-}${HOME:-}" ] || die "neither WASM_SDK nor HOME is set"
sdk=${WASM_SDK:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/inkstone/wasm-sdk}
case $sdk in /*) ;; *) sdk=$PWD/$sdk ;; esac

# Prints what is there; fails when the compiler does not run.
report() {
  version=$("$sdk/bin/rustc" --version) || die "$sdk/bin/rustc does not run: delete $sdk and try again"
  say "$version, from $(tr '\n' ' ' < "$sdk/packages")in $sdk"
  echo "$sdk/bin/rustc"
}

# `packages` is written last, so a folder that has it is complete.
if [ -f "$sdk/packages" ]; then
  report
  exit
fi
[ -f /etc/debian_version ] || die "this is not Debian or a relative of it: $advice"
for tool in apt-get apt-cache dpkg dpkg-deb md5sum sha256sum tar flock find; do
  have "$tool" || die "$tool is missing: $advice"
done
mkdir -p "$(dirname "$sdk")" || die "cannot create $(dirname "$sdk")"

# One at a time: who comes second finds the work done.
exec 9> "$sdk.lock"
flock 9
if [ -f "$sdk/packages" ]; then
  report
  exit
fi
[ ! -e "$sdk" ] || die "$sdk exists and was not made by this script: delete it, or set WASM_SDK to another folder"

free=$(df -Pk "$(dirname "$sdk")" | awk 'NR == 2 { print int($4 / 1024) }')
[ "$free" -ge "$space" ] || die "$(dirname "$sdk") has $free MB left and $space are needed: make room, or set WASM_SDK to another folder"

new=$sdk.new.$$
trap 'rm -rf "$new"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$new/apt/lists/partial" "$new/apt/cache/archives/partial" "$new/debs"

# Package lists of our own: the system's may be absent (fresh containers) or older than what the mirror still has.
# apt must not change to a user who cannot write here.
apt() {
  tool=$1
  shift
  "$tool" -q -o "Dir::State::Lists=$new/apt/lists" -o "Dir::Cache=$new/apt/cache" -o "APT::Sandbox::User=$(id -un)" "$@" 9>&-
}
say "reading the package lists"
apt apt-get update > "$new/apt/log" 2>&1 || {
  cat "$new/apt/log" >&2
  die "apt-get update failed: is there a network?"
}

# The first packaged compiler that is new enough, with its sources.
compiler=
seen=
for name in rustc-web rustc $(apt apt-cache search --names-only '^rustc-[0-9.]+$' | cut -d ' ' -f 1 | sort -rV); do
  version=$(apt apt-cache policy "$name" | sed -n 's/^ *Candidate: *//p')
  case $version in '' | '(none)') continue ;; esac
  seen="$seen $name=$version"
  if dpkg --compare-versions "$version" ge "$least"; then
    compiler=$name
    sources=rust${name#rustc}-src
    break
  fi
done
if [ -z "$compiler" ]; then
  grep -E '^(W|E):' "$new/apt/log" >&2 || true
  [ -n "$seen" ] || die "the package lists have no Rust compiler: is there a network, and does /etc/apt name Debian's main and security archives?"
  die "no packaged compiler is $least or newer (there are$seen): $advice"
fi

# Only what the compiler itself is made of: its linker for the host is the system's.
libraries=$(apt apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances "$compiler" |
  grep -E '^(libstd-rust|libllvm)' | sort -u)
say "downloading $compiler $version"
# shellcheck disable=SC2086 # a list of names
(cd "$new/debs" && apt apt-get download "$compiler" "$sources" $libraries > ../apt/log 2>&1) || {
  cat "$new/apt/log" >&2
  die "the packages could not be downloaded"
}

for deb in "$new"/debs/*.deb; do
  name=$(dpkg-deb --field "$deb" Package)
  version=$(dpkg-deb --field "$deb" Version)
  # Against the signed package lists.
  sum=$(apt apt-cache show "$name=$version" | sed -n 's/^SHA256: *//p' | head -n 1)
  echo "$sum  $deb" | sha256sum --check --status || die "$name $version is not what the package list describes"
  dpkg-deb --extract "$deb" "$new" 2> "$new/apt/log" || {
    tail -n 3 "$new/apt/log" >&2
    die "$name cannot be unpacked into $new: is the disk full?"
  }
  # Against the package's own list: everything arrived.
  dpkg-deb --ctrl-tarfile "$deb" | tar -xO ./md5sums > "$new/apt/md5sums"
  (cd "$new" && md5sum --check --quiet apt/md5sums >&2) || die "$name was not unpacked whole: is the disk full?"
  echo "$name=$version" >> "$new/apt/packages"
done

# A wrapper, so that the libraries' folder is no concern of the caller's. In bash: sh drops variables whose names it could not set, such
# as the paths of programs with a hyphen that cargo hands to the compiler.
real=$(find "$new/usr" -path '*/bin/rustc' | head -n 1)
driver=$(find "$new/usr" -name 'librustc_driver*.so' | head -n 1)
[ -n "$real" ] && [ -n "$driver" ] || die "$compiler has no rustc where it is looked for"
llvm=$(find "$new/usr" -name 'libLLVM*.so*' | head -n 1)
below() { dirname "${1#"$new"/}"; }
mkdir "$new/bin"
cat > "$new/bin/rustc" << END
#!/bin/bash
sdk=\${0%/bin/rustc}
export LD_LIBRARY_PATH="\$sdk/$(below "$driver"):\$sdk/$(below "${llvm:-$driver}")\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
exec "\$sdk/${real#"$new"/}" "\$@"
END
chmod +x "$new/bin/rustc"
"$new/bin/rustc" --version > /dev/null || die "the compiler does not run"
library=$("$new/bin/rustc" --print sysroot)/lib/rustlib/src/rust/library
[ -f "$library/std/src/lib.rs" ] || die "$sources has no library sources where they are looked for: $library"

mv "$new/apt/packages" "$new/packages.new"
rm -rf "$new/apt" "$new/debs"
mv "$new" "$sdk"
mv "$sdk/packages.new" "$sdk/packages"
report
