#!/bin/sh
# Builds the examples into a folder: build.sh OUT [rust|python|js|c ...], all languages by default.
#
# Each OUT/LANGUAGE.wasm is made by the language's own tools. python3, npm and cargo must be there; what they need comes from their package registries and is
# kept in TOOLS (OUT/tools by default). Exits with 3 when a language was skipped because its tools cannot be had, and with 1 when a build failed.
set -eu

[ $# -ge 1 ] || { echo "usage: $0 OUT [rust|python|js|c ...]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- rust python js c
mkdir -p "${TOOLS:-$out/tools}"
tools=$(cd "${TOOLS:-$out/tools}" && pwd)
log=$out/build.log
: > "$log"
skipped=0
failed=0

have() { command -v "$1" > /dev/null 2>&1; }

skip() {
  echo "$language: skipped: $*" >&2
  skipped=1
}

# Runs a step with its output in the log; shows the log's end when the step fails.
step() {
  echo "+ $*" >> "$log"
  "$@" >> "$log" 2>&1 && return
  echo "$language: failed: $*" >&2
  tail -n 20 "$log" >&2
  failed=1
  return 1
}

# Installs the packages of a requirements file into a virtual environment. Its failure is a reason to skip.
python_tools() {
  have python3 || { skip "there is no python3"; return 1; }
  [ -x "$tools/python/bin/pip" ] || python3 -m venv "$tools/python" >> "$log" 2>&1 || { skip "python3 -m venv does not work (Debian: python3-venv)"; return 1; }
  "$tools/python/bin/pip" install --quiet -r "$1" >> "$log" 2>&1 || { skip "pip cannot install $(tr '\n' ' ' < "$1")"; return 1; }
}

build_python() {
  python_tools "$here/python/requirements.txt" || return 0
  (cd "$here/python" && step "$tools/python/bin/componentize-py" -d ../../../wit/0.1.0 -w text-metric-plugin componentize app -o "$out/python.wasm")
}

build_c() {
  template=$here/../templates/c
  python_tools "$template/requirements.txt" || return 0
  step "$tools/python/bin/python" -m ziglang cc --target=wasm32-wasi -mexec-model=reactor -O2 -Wall -Wextra -Wno-unused-parameter -Werror \
    -Wl,--strip-debug "-I$template" "-I$template/image" "$here/c/plugin.c" "$template/settings.c" "$template/image/bindings/plugin.c" \
    "$template/image/bindings/plugin_component_type.o" -o "$tools/c-core.wasm" &&
    step "$tools/python/bin/wasm-tools" component new "$tools/c-core.wasm" -o "$out/c.wasm"
}

build_js() {
  have npm || { skip "there is no npm"; return 0; }
  mkdir -p "$tools/js"
  cp "$here/js/package.json" "$tools/js/"
  npm install --prefix "$tools/js" --no-audit --no-fund >> "$log" 2>&1 || { skip "npm cannot install componentize-qjs"; return 0; }
  (cd "$here/js" && step "$tools/js/node_modules/.bin/componentize-qjs" --wit ../../../wit/0.1.0 --world document-plugin --js plugin.js --sync --output "$out/js.wasm")
}

# rustup's targets where they are installed, else the compiler of plugins/tools/wasm-sdk.sh with a standard library built here.
build_rust() {
  have cargo || { skip "there is no cargo"; return 0; }
  target=
  for candidate in wasm32-wasip2 wasm32-unknown-unknown; do
    [ -n "$target" ] || [ ! -d "$(rustc --print sysroot)/lib/rustlib/$candidate/lib" ] || target=$candidate
  done
  built=${CARGO_TARGET_DIR:-$tools/rust}
  if [ -n "$target" ]; then
    (cd "$here/rust" && step cargo build --release --target "$target" --target-dir "$built") || return 1
  else
    target=wasm32-unknown-unknown
    bin=$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin
    compiler=$("$here/../tools/wasm-sdk.sh" 2>> "$log") || { skip "no wasm target: rustup target add wasm32-wasip2"; return 0; }
    (cd "$here/rust" && step env PATH="$bin:$PATH" RUSTC="$compiler" RUSTC_BOOTSTRAP=1 \
      cargo build --release --target "$target" --target-dir "$built" -Z build-std=std,panic_abort) || return 1
  fi
  step cp "$built/$target/release/near_ties.wasm" "$out/rust.wasm"
}

for language in "$@"; do
  case $language in
    rust | python | js | c)
      rm -f "$out/$language.wasm"
      "build_$language" || failed=1
      [ ! -f "$out/$language.wasm" ] || echo "$language: $out/$language.wasm"
      ;;
    *) echo "there is no example in $language" >&2; exit 2 ;;
  esac
done
[ "$failed" = 0 ] || exit 1
[ "$skipped" = 0 ] || exit 3
