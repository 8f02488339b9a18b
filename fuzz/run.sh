#!/usr/bin/env bash
# Runs every fuzz target for so many seconds each (default 60).
#
#     fuzz/run.sh [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
export RUSTC_BOOTSTRAP=1 # cargo-fuzz asks for options that stable compilers keep behind this
command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked --quiet
for target in $(cargo fuzz list); do
  mkdir -p "fuzz/corpus/$target"
  cargo fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- -max_total_time="$seconds" -max_len=20000 -timeout=20 -print_final_stats=1
done
