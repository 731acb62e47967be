#!/bin/sh
# Writes the C bindings of the four worlds anew, which projects get as they are. To be run after each change of wit/0.1.0.
# Needs: cargo install wit-bindgen-cli --version 0.63.0 --locked --no-default-features -F c
set -eu
cd "$(dirname "$0")"
[ "$(wit-bindgen --version)" = "wit-bindgen-cli 0.63.0" ] || { echo "wit-bindgen 0.63.0 is needed" >&2; exit 1; }
for kind in image document tensor_metric text_metric; do
  world=$(echo $kind | tr _ -)-plugin
  wit-bindgen c ../../../wit/0.1.0 --world "$world" --rename-world plugin --out-dir $kind/bindings > /dev/null
done
