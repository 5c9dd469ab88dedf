#!/usr/bin/env bash
# make.sh BUILD OUT: compiles the forger's tool against the program's own objects in a build folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1 out=$2
libs=$(tools/libraries.sh)
# shellcheck disable=SC2086
${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -Isrc ${FORGE_FLAGS:-} -o "$out" tests/forger/forge.c \
        -Wl,--whole-archive "$build/libmingjing-parts.a" -Wl,--no-whole-archive $libs -lpthread -lm
