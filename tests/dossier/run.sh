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
tests/modules.sh tests/e2e || give_up "the browser's driver cannot be installed"
# The worked case with evidence as people bring it (evidence.py), up to its closing: binding and archiving are done below.
cp -r packs "$work/packs" && python3 tests/dossier/evidence.py "$work/packs/daying/demo" || give_up "the evidence cannot be made"
(cd "$work/packs/daying/demo" && ls -- *.pdf *.png *.jpg *.docx | grep -vE '^(photo.jpg|portrait.png)$' | sort) > "$work/evidence"
while read -r name; do
        echo "li   evidence.add case=\$c evidence_kind=documentary evidence_title=\"$name\" proves=试验 origin=他人提供 officers=li,chen file=@$name"
done < "$work/evidence" > "$work/lines"
sed -e '/^# 归档的是制好的卷/,/^check fact case=$c stage=archived/d' -e '/^tamper/,$d' packs/daying/demo/dumping.story |
        awk -v lines="$work/lines" '/^li   investigation.conclude/ && !done { while ((getline l < lines) > 0) print l; done = 1 } { print }' > "$work/packs/daying/demo/dossier.story"
"$program" story "$work/packs/daying/demo/dossier.story" --packs "$work/packs" --db "$db" --via direct > "$work/story.log" 2>&1 || { tail -n 5 "$work/story.log"; give_up "the story does not run"; }
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
check "evidence stands among the pages of the volume, what cannot be shown lies beside with its reason" python3 tests/dossier/volumes.py "$work/principal.pdf" "$work/principal.ofd" \
        "$work/evidence" tests/ofd/ofd.xsd
check "the cover names the case, the catalogue its papers, in the order of the standard" python3 tests/dossier/order.py "$work/principal.pdf" "$work/secondary.pdf"

# Binding and the package.
archive() { "$program" act case.archive case="$case" retention="$1" volume=2024-处罚-0001 --as shen --db "$db"; }
check "a case is not archived before its dossier is bound" refused DOSSIER_INCOMPLETE archive years30
check "no package before the dossier is bound" refused NEED "$program" dossier "$case" --as shen --db "$db" --format package --out "$work/no.zip"
check "who has no business with archives cannot bind" refused ROLE "$program" act dossier.bind case="$case" --as feng --db "$db"
check "what only the program can say is refused from people" refused ARG_UNKNOWN "$program" act dossier.bind case="$case" manifest=sm3:00 --as shen --db "$db"
# One recording is classified: it is kept apart, and the dossier does not say what is in it.
export MINGJING_BLOB_KEYS=$work/keys
"$program" blobs key "$work/keys" > /dev/null
called() { "$program" view recordings case="$case" --as zhao --db "$db" --format csv | grep "$1" | cut -d, -f1; }
classify() { "$program" act recording.classify case="$case" recording="$(called "$1")" reason=涉及商业秘密 --as zhao --db "$db"; }
unsaid() { ! grep -rlF "$1" "$2" && for f in "$2"/*.pdf "$2"/文书/*.pdf; do ! pdftotext "$f" - | tr -d ' \n' | grep -oF "$1" || return 1; done; }
check "the head classifies a recording" classify 询问全程录像
check "the dossier is bound" "$program" act dossier.bind case="$case" note=制卷 retention=years30 volume=2024-处罚-0001 --as shen --db "$db"
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
check "nothing in the package says what the classified recording is" unsaid 询问全程录像 "$work/package"
check "what is not classified is named" grep -rqlF 勘测全程录像 "$work/package"
check "the volume says that one is kept apart" bash -c "pdftotext '$work/package/正卷.pdf' - | tr -d ' \n' | grep -q 涉密音像资料"
check "the cover says how long it is kept" bash -c "pdftotext '$work/package/正卷.pdf' - | head -n 40 | grep -q 三十年"
check "another time of keeping than on the cover is refused" refused DOSSIER_INCOMPLETE archive years10
check "another recording is classified after the binding" classify 勘测全程录像
check "then the package that names it does not go out any more" refused NEED dossier --format package --out "$work/late.zip"
check "nor is the case archived before it is bound again" refused DOSSIER_INCOMPLETE archive years30
check "it is bound again" "$program" act dossier.bind case="$case" note=定密后重新制卷 retention=years30 volume=2024-处罚-0001 --as shen --db "$db"
check "then it is archived" archive years30
check "the viewer's proof checks agree with the corpus" node tests/dossier/corpus.mjs
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
