#!/usr/bin/env bash
# make.sh BUILD OUT: compiles the forger's tool against the program's own objects in a build folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1 out=$2
libs=$(pkg-config --libs libmicrohttpd sqlite3 libpq libcrypto libsodium jansson libfyaml libgcrypt libcurl libqrencode \
        pangocairo pangofc fontconfig harfbuzz harfbuzz-subset libqpdf libzip libxml-2.0 xlsxwriter)
# shellcheck disable=SC2086
${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -Isrc ${FORGE_FLAGS:-} -o "$out" tests/forger/forge.c \
        -Wl,--whole-archive "$build/libmingjing-parts.a" -Wl,--no-whole-archive $libs -lpthread -lm
