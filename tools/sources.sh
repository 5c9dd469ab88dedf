#!/bin/sh
# Lists the files of one kind, sorted, relative to the top: program (C of the library), media (C of mingjing-media), pdf (C of mingjing-pdf), test (C of the test binary),
# embed (text that travels in the program).
set -eu
cd "$(dirname "$0")/.."
case "$1" in
program) find src -name '*.c' ! -name '*_test.c' ! -path src/base/test_main.c ! -path src/cli/main.c ! -path 'src/*/worker/*' ;;
media)   find src/media/worker -name '*.c' ;;
pdf)     find src/typeset/worker -name '*.c' ;;
test)    find src \( -name '*_test.c' -o -path src/base/test_main.c \) ;;
embed)   find src packs/national tools/verify -name '*.sql' -o -name workdays.csv -o -name verify.py ;;
*)       echo "sources.sh: program, media, pdf, test or embed, not '$1'" >&2; exit 1 ;;
esac | LC_ALL=C sort
