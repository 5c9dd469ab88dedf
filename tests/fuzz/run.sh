#!/usr/bin/env bash
# run.sh [SECONDS [TARGET…]]: fuzzes each target for SECONDS (default $MINGJING_FUZZ_SECONDS or 60), two at a time, from the seeds in corpus/.
# New inputs stay in build-fuzz/corpus.  A crash prints where, and the input in base64.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-${MINGJING_FUZZ_SECONDS:-60}}
[ $# -eq 0 ] || shift
build=${MINGJING_FUZZ_BUILD:-build-fuzz}
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
        for f in tests/fuzz/*.c; do targets+=("$(basename "$f" .c)"); done
fi
clang=$(command -v clang-14 || command -v clang) || { echo "clang is needed: apt-get install clang-14 libclang-rt-14-dev"; echo "0 passed, 1 failed"; exit 1; }

CC=$clang tools/build.sh "$build" -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=false -Dc_args=-fsanitize=fuzzer-no-link > "$build.log" 2>&1 ||
        { tail -n 40 "$build.log"; echo "0 passed, 1 failed"; exit 1; }
rm -f "$build.log"

# The keys of the corpus of proofs, so that seeds open and what is made of them does not.
awk -F '\t' '$1 ~ /^(log|sha)-/ { printf "%s\"%s\"", sep, $2; sep = ", " } BEGIN { printf "#define FUZZ_VKEYS " } END { print "" }' tests/proofs/vkeys.tsv > "$build/vkeys.h"
libs=$(tools/libraries.sh)
for t in "${targets[@]}"; do
        # shellcheck disable=SC2086
        "$clang" -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -Isrc -Itests/fuzz \
                -include "$build/vkeys.h" -o "$build/fuzz-$t" "tests/fuzz/$t.c" -Wl,--whole-archive "$build/libmingjing-parts.a" -Wl,--no-whole-archive $libs -lpthread -lm ||
                { echo "0 passed, 1 failed"; exit 1; }
done

# With 0 seconds: the seeds and the same inputs every time, so that what passes once passes again: twenty thousand, or two thousand where one
# input costs a signature's verification.  scope: 50 pairs of a user and a question in each input; hunted, it is a program of its own (below).
how() {
        local runs=20000
        case "$1" in pdf|ofd) runs=2000 ;; scope) runs=400 ;; esac
        if [ "$seconds" -gt 0 ]; then echo "-max_total_time=$seconds"; else echo "-runs=$runs -seed=1"; fi
}

# A million pairs of a user and a question, the same every time, on the program as it is built for use: what counts here is rows, not memory.
million() {
        tools/build.sh build > "$build/scope.log" 2>&1 || return 1
        # shellcheck disable=SC2086
        "$clang" -std=gnu17 -D_GNU_SOURCE -DSCOPE_ALONE -Wall -Wextra -Werror -O2 -g -Isrc -Itests/fuzz -o "$build/scope-alone" tests/fuzz/scope.c \
                build/libmingjing-parts.a $libs -lpthread -lm >> "$build/scope.log" 2>&1 && timeout 600 "$build/scope-alone" 20000 >> "$build/scope.log" 2>&1
}

# one TARGET: its log and, if it fell, the input.
one() {
        if [ "$1" = scope ] && [ "$seconds" -gt 0 ]; then million; return; fi
        local t=$1 more=()
        mkdir -p "$build/corpus/$t" "tests/fuzz/corpus/$t"
        case "$t" in
        proof) more+=(tests/proofs/good) ;;
        yaml)  mkdir -p "$build/packs"; for f in tests/packs/broken/*/*.yaml; do cp "$f" "$build/packs/$(basename "$(dirname "$f")")-$(basename "$f")"; done; more+=("$build/packs") ;;
        story) mkdir -p "$build/stories"; cp packs/*/demo/*.story tests/stories/*.story "$build/stories/" 2> /dev/null; more+=("$build/stories") ;;
        esac
        # shellcheck disable=SC2046
        ASAN_OPTIONS=detect_stack_use_after_return=1 "$build/fuzz-$t" $(how "$t") -max_len=8192 -timeout=60 -rss_limit_mb=3000 -print_final_stats=1 -verbosity=1 \
                -use_value_profile=1 -artifact_prefix="$build/fell-$t-" "$build/corpus/$t" "tests/fuzz/corpus/$t" "${more[@]}" > "$build/$t.log" 2>&1 < /dev/null
}

passed=0 failed=0
report() {      # report TARGET RC
        local runs fell
        runs=$(sed -nE 's/^stat::number_of_executed_units: *([0-9]+)/\1/p' "$build/$1.log")
        [ "$1" != scope ] || runs="${runs:-?} times 50 pairs,"
        if [ "$2" -eq 0 ]; then
                passed=$((passed + 1)); echo "ok - $1: ${runs:-?} inputs in $seconds s"
                return
        fi
        failed=$((failed + 1)); echo "not ok - $1 fell:"
        grep -nE '^SUMMARY|ERROR: |runtime error|bug: must|^    #[0-9]+ ' "$build/$1.log" | head -n 25 | sed 's/^/#   /'
        fell=$(ls -t "$build/fell-$1-"* 2> /dev/null | head -n 1)
        [ -z "$fell" ] || { echo "#   input $fell:"; base64 "$fell" | head -n 40 | sed 's/^/#   /'; }
}

for ((i = 0; i < ${#targets[@]}; i += 2)); do
        one "${targets[i]}" & first=$!
        second=
        if [ -n "${targets[i + 1]:-}" ]; then one "${targets[i + 1]}" & second=$!; fi
        wait "$first"; report "${targets[i]}" $?
        if [ -n "$second" ]; then wait "$second"; report "${targets[i + 1]}" $?; fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
