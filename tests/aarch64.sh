#!/bin/sh
# Type-checks the whole workspace, tests and benches included, for aarch64 Linux: nothing is linked or run.
#
#   apt install gcc-aarch64-linux-gnu
#   tests/aarch64.sh
#
# Uses rustup's standard library for that target where it is installed (`rustup target add aarch64-unknown-linux-gnu`); else the
# library is checked too, from the sources that plugins/tools/wasm-sdk.sh sets up.
set -eu
cd "$(dirname "$0")/.."
target=aarch64-unknown-linux-gnu
command -v aarch64-linux-gnu-gcc > /dev/null || { echo "error: no aarch64-linux-gnu-gcc, which zstd's C code is compiled with; hint: apt install gcc-aarch64-linux-gnu" >&2; exit 2; }
export CC_aarch64_unknown_linux_gnu=aarch64-linux-gnu-gcc
std=
if [ ! -d "$(rustc --print sysroot)/lib/rustlib/$target" ]; then
  RUSTC=$(plugins/tools/wasm-sdk.sh)
  export RUSTC RUSTC_BOOTSTRAP=1
  std="-Z build-std"
fi
# Another compiler and other profiles: apart from what `cargo build` keeps.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-target}/$target"
# Procedural macros and build scripts run but once.
exec cargo check --workspace --all-targets --locked --target "$target" $std \
  --config 'profile.dev.package."*".opt-level=0' --config profile.dev.debug=0 "$@"
