#!/bin/sh
# run.sh PROGRAM - both verifiers, the program's own (PROGRAM proof check) and tools/verify/verify.py, over the published corpus.
# Every bundle must get the verdict that cases.tsv gives it, from both.  First verify.py's arithmetic against published examples.
set -eu
program=$(realpath "$1")
cd "$(dirname "$0")"
(cd ../../tools/verify && python3 -B test_verify.py 2>&1) || exit 1
exec python3 -B agree.py "$program"
