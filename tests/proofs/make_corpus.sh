#!/bin/sh
# make_corpus.sh - makes the corpus of proofs anew, with new keys.  Only needed when the format changes; the result is committed.
set -eu
cd "$(dirname "$0")/../.."
program=$(mktemp -d)
trap 'rm -rf "$program"' EXIT
base=$(find src/base -name '*.c' ! -name '*test*')
# shellcheck disable=SC2086
${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -fsanitize=address,undefined -Isrc -o "$program/make_corpus" \
        tests/proofs/make_corpus.c tests/proofs/corpus.c src/journal/act.c src/journal/merkle.c src/journal/note.c src/journal/keys.c src/journal/proof.c \
        $base -lgcrypt -lcrypto -ljansson
rm -rf tests/proofs/good tests/proofs/forged
"$program/make_corpus" tests/proofs
