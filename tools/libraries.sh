#!/usr/bin/env bash
# libraries.sh: what a compiler needs besides build/libmingjing-parts.a to link a program of the tests or benchmarks; the names stand in meson.build.
set -euo pipefail
cd "$(dirname "$0")/.."
names=$(sed -n "/^deps = /,/^endforeach/p" meson.build | grep -oE "'[a-zA-Z0-9.-]+'" | tr -d "'" | grep -v -E '^(threads|m)$')
# shellcheck disable=SC2086
pkg-config --cflags --libs $names
