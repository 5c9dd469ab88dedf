#!/usr/bin/env bash
# run.sh PROGRAM - runs both verifiers, the program's own (PROGRAM proof check) and tools/verify/verify.py, over the published corpus.
# Every bundle must get the verdict that cases.tsv gives it, from both.  Prints what disagrees and a count; exit 1 if anything does.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")"
verify=../../tools/verify/verify.py
declare -A vkey
while IFS=$'\t' read -r name text; do
        vkey[$name]=$text
done < vkeys.tsv

# Exit codes: 0 accepted; the program refuses with 2, verify.py with 1; anything else is a crash, not a verdict.
verdict() {
        local no=$1 code=0
        shift
        "$@" > /dev/null 2>&1 || code=$?
        case $code in
        0) echo good ;;
        "$no") echo forged ;;
        *) echo "crashed($code)" ;;
        esac
}

cases=0
wrong=0
while IFS=$'\t' read -r want file names; do
        keys=()
        for name in $names; do
                keys+=(--key "${vkey[$name]}")
        done
        ours=$(verdict 2 "$program" proof check "$file" "${keys[@]}")
        theirs=$(verdict 1 python3 -B "$verify" "$file" "${keys[@]}")
        cases=$((cases + 1))
        if [ "$ours" != "$want" ] || [ "$theirs" != "$want" ]; then
                wrong=$((wrong + 1))
                echo "$file: wanted $want, program says $ours, verify.py says $theirs"
        fi
done < cases.tsv
files=$(find good forged -name '*.json' | wc -l)
if [ "$files" != "$cases" ]; then
        wrong=$((wrong + 1))
        echo "$files bundles, but $cases in cases.tsv"
fi
echo "$cases bundles, two verifiers, $wrong disagreements"
[ "$wrong" = 0 ]
