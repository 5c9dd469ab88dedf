#!/usr/bin/env bash
# run.sh: the dossier of the worked case from volumes to package.  Volumes are sound PDF and the same when made again; binding refuses what the
# law wants complete; the package, opened from disk in Chromium without network, is good, and every way of spoiling it is found (package.mjs).
# MINGJING: the program.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
program=${MINGJING:-build/mingjing}
passed=0 failed=0
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-dossier.XXXXXX")
trap 'rm -rf "$work"' EXIT
db=sqlite:$work/site.db

check() {       # check SENTENCE COMMAND…: what it prints is shown when it fails
        local sentence=$1 said
        shift
        if said=$("$@" 2>&1); then
                passed=$((passed + 1)); echo "ok - $sentence"
        else
                failed=$((failed + 1)); echo "not ok - $sentence"; head -n 20 <<< "$said" | sed 's/^/#   /'
        fi
}
refused() {     # refused CODE COMMAND…: exit 2 and that code
        local code=$1 said rc=0
        shift
        said=$("$@" 2>&1) || rc=$?
        [ "$rc" -eq 2 ] && [[ "$said" == *"\"$code\""* ]] || { echo "exit $rc: $said"; return 1; }
}
dossier() { "$program" dossier "$case" --as shen --db "$db" "$@"; }
give_up() { echo "$1"; echo "$passed passed, $((failed + 1)) failed"; exit 1; }

for tool in qpdf pdftotext pdfinfo python3 node npm "${CHROMIUM:-chromium}"; do
        command -v "$tool" > /dev/null || give_up "$tool is needed (Debian: apt install qpdf poppler-utils python3 nodejs npm chromium)"
done
if [ ! -e tests/e2e/node_modules/.package-lock.json ] || [ tests/e2e/package-lock.json -nt tests/e2e/node_modules/.package-lock.json ]; then
        (cd tests/e2e && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json) || give_up "the browser's driver cannot be installed"
fi
"$program" story packs/daying/demo/dumping.story --db "$db" --via direct > "$work/story.log" 2>&1 || { tail -n 5 "$work/story.log"; give_up "the story does not run"; }
case=$("$program" view cases --db "$db" --as shen --format csv | sed -n 2p | cut -d, -f1)
[ -n "$case" ] || give_up "there is no case"

# Volumes.
for v in principal secondary; do
        check "the $v volume is made" dossier --format pdf --volume $v --out "$work/$v.pdf"
        check "qpdf finds nothing wrong with the $v volume" qpdf --check "$work/$v.pdf"
        TZ=America/New_York LC_ALL=C dossier --format pdf --volume $v --out "$work/$v.again.pdf"
        check "the $v volume made again elsewhere is the same, byte for byte" cmp "$work/$v.pdf" "$work/$v.again.pdf"
        check "the $v volume is made as OFD" dossier --format ofd --volume $v --out "$work/$v.ofd"
done
check "the cover names the case, the catalogue its papers, in the order of the standard" python3 tests/dossier/order.py "$work/principal.pdf" "$work/secondary.pdf"

# Binding and the package.
check "no package before the dossier is bound" refused NEED "$program" dossier "$case" --as shen --db "$db" --format package --out "$work/no.zip"
check "who has no business with archives cannot bind" refused ROLE "$program" act dossier.bind case="$case" --as feng --db "$db"
check "what only the program can say is refused from people" refused ARG_UNKNOWN "$program" act dossier.bind case="$case" manifest=sm3:00 --as shen --db "$db"
check "the dossier is bound" "$program" act dossier.bind case="$case" note=制卷 --as shen --db "$db"
check "no package before a signed head covers the binding" refused NEED "$program" dossier "$case" --as shen --db "$db" --format package --out "$work/no.zip"
"$program" journal checkpoint --db "$db" > /dev/null
check "the package is made" dossier --format package --out "$work/package.zip"
dossier --format package --out "$work/again.zip"
check "the package made again is the same, byte for byte" cmp "$work/package.zip" "$work/again.zip"
check "the log verifies" "$program" journal verify --db "$db"
mkdir "$work/package" && python3 -m zipfile -e "$work/package.zip" "$work/package"
(cd tests/dossier && node package.mjs "$work/package" "$work") > "$work/browser.log" 2>&1 || true
grep -E '^(ok|not ok|#)' "$work/browser.log" || { head -n 20 "$work/browser.log"; failed=$((failed + 1)); }
passed=$((passed + $(grep -c '^ok' "$work/browser.log"))) failed=$((failed + $(grep -c '^not ok' "$work/browser.log")))
check "the viewer's proof checks agree with the corpus" node tests/dossier/corpus.mjs
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
