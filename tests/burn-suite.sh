#!/bin/sh
# Runs Burn's own backend tests against the Ascend backend, in f32 and in f16.
#
#   git clone --depth 1 --branch v0.21.0 https://github.com/tracel-ai/burn DIR
#   tests/burn-suite.sh DIR [TEST-FILTER...]
#
# Burn's tests are copied into a package under target/, never into this repository. They run on the device of ASCEND_HOME_PATH, or on
# the CANN simulator where that is not set. Without a filter, the results of all tests are written to tests/burn-suite/f32.txt and f16.txt.
set -eu
[ $# -ge 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2; }
root=$(cd "$(dirname "$0")/.." && pwd)
burn=$(cd "$1" && pwd)/crates/burn-backend-tests
shift
[ -f "$burn/tests/tensor.rs" ] || { echo "error: $burn has no tests/tensor.rs; hint: DIR is a checkout of Burn's tag v0.21.0" >&2; exit 2; }
target=${CARGO_TARGET_DIR:-$root/target}
package=$target/burn-suite
rm -rf "$package/tests" "$package/src"
mkdir -p "$package/src" "$package/tests"
cp -r "$burn/tests/tensor" "$burn/tests/common" "$burn/tests/tensor.rs" "$burn/tests/tensor_f16.rs" "$package/tests/"
cp "$burn/src/lib.rs" "$package/src/"
cat > "$package/Cargo.toml" <<EOF
[package]
name = "burn-suite"
version = "0.0.0"
edition = "2024"

[workspace]

[features]
default = ["std", "flex"]
std = []
flex = []
quantization = []
distributed = []
fusion = []
cube = []
vulkan = []
cuda = []
rocm = []
metal = []

[dependencies]
inkstone-ascend = { path = "$root/host/ascend" }
burn-tensor = { version = "=0.21.0", default-features = false, features = ["std"] }
burn-tensor-testgen = "=0.21.0"
num-traits = "0.2"
serial_test = "3"
rand = "0.10"

[dev-dependencies]
ctor = "0.10.1"

[profile.dev]
opt-level = 1
debug = false

[profile.dev.package."*"]
opt-level = 3
EOF
# The one change: whose backend it is.
sed -e 's/pub type TestBackend = .*/pub type TestBackend = inkstone_ascend::Ascend;/' \
    -e 's/burn_dispatch::DispatchDevice::default()/inkstone_ascend::AscendDevice::default()/' \
    "$burn/tests/common/backend.rs" > "$package/tests/common/backend.rs"
if [ -z "${ASCEND_HOME_PATH:-}" ]; then
    (cd "$root" && cargo run --quiet --package cann-sim -- install "$package/cann" --cann 8.5)
    export ASCEND_HOME_PATH="$package/cann"
fi
cd "$package"
export CARGO_TARGET_DIR="$package/target"
status=0
for test in tensor tensor_f16; do
    cargo test --test $test -- "$@" > "$package/$test.log" 2>&1 || status=$?
    grep -E '^test result' "$package/$test.log" || tail -40 "$package/$test.log"
    if [ $# -eq 0 ] && grep -q '^test result' "$package/$test.log"; then
        mkdir -p "$root/tests/burn-suite"
        case $test in tensor) name=f32 ;; *) name=f16 ;; esac
        sed -nE 's/^test (.*) \.\.\. (ok|FAILED|ignored).*/\2 \1/p' "$package/$test.log" | LC_ALL=C sort -k2 > "$root/tests/burn-suite/$name.txt"
    fi
done
exit $status
