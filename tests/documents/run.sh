#!/usr/bin/env bash
# run.sh: every document of the story of Daying (packs/daying/demo/dumping.story), looked at with programs that others wrote: its text must be
# that of expected/ACT-TEMPLATE.txt, its bytes the same when made again, its structure sound.  Then it is sealed, signed, refused, voided, and a
# changed file is found out; last, numbers: no gap and no double though many ask at once and the server is killed in the middle.
#   --keep     writes the expected texts and layouts anew; look at the difference before it is committed
# MINGJING: the program.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
top=$PWD
program=$(realpath "${MINGJING:-build/mingjing}")
passed=0 failed=0
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-documents.XXXXXX")
trap 'rm -rf "$work"' EXIT
export MINGJING_DB=sqlite:$work/site.db
now="2025-02-01 09:00"

check() {       # check SENTENCE COMMAND…: what it prints is shown when it fails
        local sentence=$1 said
        shift
        if said=$("$@" 2>&1); then
                passed=$((passed + 1)); echo "ok - $sentence"
        else
                failed=$((failed + 1)); echo "not ok - $sentence"; head -n 20 <<< "$said" | sed 's/^/#   /'
        fi
}
give_up() { echo "$1"; echo "$passed passed, $((failed + 1)) failed"; exit 1; }
for tool in qpdf pdftotext jq python3 node "${CHROMIUM:-chromium}"; do command -v "$tool" > /dev/null || give_up "$tool is needed (Debian: apt install qpdf poppler-utils jq python3 nodejs npm chromium)"; done

grep -v '^tamper\|^check\|^end$' packs/daying/demo/dumping.story > "$work/dy.story"
cp -r packs "$work/packs" && cp "$work/dy.story" "$work/packs/daying/demo/dy.story"
"$program" story "$work/packs/daying/demo/dy.story" --via direct --packs packs > "$work/told" 2>&1 || { tail -5 "$work/told"; give_up "the story cannot be told"; }
case_id=$("$program" view cases --as li --format json | jq -r '.rows[0].id')
list() { "$program" view papers "case=$case_id" --as li --now "$now" --format json; }
list | jq -r '.rows[] | "\(.seq) \(.id)"' > "$work/papers"
[ "$(wc -l < "$work/papers")" -ge 30 ] || give_up "the case has only $(wc -l < "$work/papers") papers"

# ---- every document ----
paper() { "$program" paper "$case_id" "$1" "$2" --as li --now "$now" --format "$3" --out "$4"; }
# Where lines break is the typesetter's affair (tests/papers): here words count, not white space.
# The foot of the page is looked at there too.
plain() { sed 's/\f//g' | grep -vE '^(扫码核验|案件 [0-9]+ · 日志第 [0-9]+ 条|第 [0-9]+ 页 *共 [0-9]+ 页)$' | tr -d ' \n\t'; }
same_text() {   # same_text PDF EXPECTED
        [ "${keep:-}" != yes ] || pdftotext -raw "$1" - | sed 's/\f/\n/g' > "$2"
        [ -e "$2" ] || { echo "$2 is not there (--keep writes it)"; return 1; }
        [ "$(pdftotext -raw "$1" - | plain)" = "$(plain < "$2")" ] || { diff <(pdftotext -raw "$1" - | sed 's/\f/\n/g') "$2"; false; }
}
sound() { qpdf --check "$1" > "$work/said" 2>&1 && grep -q 'No syntax or stream encoding errors' "$work/said" || { cat "$work/said"; false; }; }
unzipped() { python3 -c 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); sys.exit(bool(z.testzip()) or "OFD.xml" not in z.namelist())' "$1"; }
small() { [ "$(stat -c %s "$2")" -le $((3 * $(stat -c %s "$1"))) ]; }
[ "${1:-}" != --keep ] || { keep=yes; rm -f tests/documents/expected/*; }
while read -r seq id; do
        file=$work/$seq-$id
        check "$seq $id is made" paper "$seq" "$id" pdf "$file.pdf"
        check "$seq $id says what it should" same_text "$file.pdf" "tests/documents/expected/$seq-$id.txt"
        check "$seq $id stands where it should" python3 tests/documents/layout.py "$file.pdf" "tests/documents/expected/$seq-$id.layout" ${keep:+keep}
        paper "$seq" "$id" pdf "$file.again.pdf"
        check "$seq $id: the same bytes when made again, and sound" cmp "$file.pdf" "$file.again.pdf"
        check "$seq $id: qpdf finds no fault" sound "$file.pdf"
        paper "$seq" "$id" ofd "$file.ofd"
        check "$seq $id: as OFD, a whole package" unzipped "$file.ofd"
        check "$seq $id: the OFD is at most three times the PDF" small "$file.pdf" "$file.ofd"
done < "$work/papers"
expected_all() { diff <(sed 's/ /-/; h; s/$/.txt/p; g; s/$/.layout/' "$work/papers" | LC_ALL=C sort) <(ls tests/documents/expected | LC_ALL=C sort); }
check "no expected text is left over" expected_all

# ---- signing ----
act() { "$program" act "$@" --now "$now"; }
refused() { local code=$1; shift; local said; said=$(act "$@"); [[ $said == *"\"$code\""* ]] || { echo "$said"; false; }; }
decision=$(awk '$2 == "decision" { print $1 }' "$work/papers") interview=$(awk '$2 == "interview" { print $1 }' "$work/papers")
inspection=$(awk '$2 == "inspection" { print $1; exit }' "$work/papers") notice=$(awk '$2 == "hearing_notice" { print $1 }' "$work/papers")
resolved=$(awk '$2 == "preserve_result" { print $1; exit }' "$work/papers")
check "without a key nothing is sealed" refused KEY_MISSING paper.seal "case=$case_id" "of=$decision" paper=decision --as li
check "the agency gets a key" act key.make agency=bureau --as admin
for who in li chen; do check "$who gets a key" act key.make login=$who --as admin; done
check "only the administrator gives keys" refused ROLE key.make login=li --as li
check "what only the system knows is not taken from people" refused ARG_UNKNOWN paper.seal "case=$case_id" "of=$decision" paper=decision seen=5 --as li
check "the decision is sealed" act paper.seal "case=$case_id" "of=$decision" paper=decision --as li
check "once" refused PAPER_SEALED paper.seal "case=$case_id" "of=$decision" paper=decision --as li
check "who has no step in it brings no seal about" refused ROLE paper.seal "case=$case_id" "of=$notice" paper=hearing_notice --as qian
again() {       # the same key twice: the first answer again, though it is sealed by now
        local first second
        first=$(act paper.seal "case=$case_id" "of=$resolved" paper=preserve_result --as li --key seal-1) && second=$(act paper.seal "case=$case_id" \
                "of=$resolved" paper=preserve_result --as li --key seal-1) && [ "$(jq .seq <<< "$first")" = "$(jq .seq <<< "$second")" ] &&
                [ "$(jq .repeated <<< "$second")" = true ] || { echo "$first $second"; false; }
}
check "the same key seals once and answers twice" again
check "a record is not sealed" refused NEED paper.seal "case=$case_id" "of=$interview" paper=interview --as li
check "an officer of the case signs" act paper.sign "case=$case_id" "of=$interview" paper=interview --as li
check "once" refused ONCE paper.sign "case=$case_id" "of=$interview" paper=interview --as li
check "the other one too" act paper.sign "case=$case_id" "of=$interview" paper=interview --as chen
check "nobody else" refused SCOPE paper.sign "case=$case_id" "of=$interview" paper=interview --as ma
check "a paper that is not there is not signed" refused SUBJECT_UNKNOWN paper.sign "case=$case_id" "of=$interview" paper=decision --as li
missing() { list | jq -r ".rows[] | select(.seq == $1 and .id == \"$2\") | .missing"; }
left() { [ "$(missing "$1" "$2")" = "$3" ] || { echo "left: $(missing "$1" "$2")"; false; }; }
check "nothing is missing on the decision" left "$decision" decision ''
check "the party is missing on the record" left "$interview" interview 当事人
check "a refusal to sign stands for the signature" act paper.refused "case=$case_id" "of=$interview" paper=interview as=party name=郑卫东 reason=拒绝签名 \
        witnesses=社区工作人员甲某 --as li
check "nothing is missing on the record then" left "$interview" interview ''

# ---- on a screen: bound to what was shown ----
python3 - "$work/drawn.png" << 'P'
import struct, sys, zlib
def chunk(t, d): return struct.pack('>I', len(d)) + t + d + struct.pack('>I', zlib.crc32(t + d))
rows = b''.join(b'\0' + bytes(255 if abs(x - y) > 2 else 0 for x in range(60)) for y in range(30))
open(sys.argv[1], 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 60, 30, 8, 0, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
P
sm3() { openssl dgst -sm3 -r "$1" | cut -d' ' -f1; }
check "what was not shown is not signed" refused PAPER_STALE paper.sign_party "case=$case_id" "of=$inspection" paper=inspection as=party name=郑卫东 \
        "drawn=@$work/drawn.png" "shown=sm3:$(sm3 "$work/drawn.png")" --as li
check "a signature is a picture" refused FILE_TYPE paper.sign_party "case=$case_id" "of=$inspection" paper=inspection as=party name=郑卫东 \
        "drawn=@$work/told" "shown=sm3:$(sm3 "$work/$inspection-inspection.pdf")" --as li
check "the party signs on the screen" act paper.sign_party "case=$case_id" "of=$inspection" paper=inspection as=party name=郑卫东 \
        "drawn=@$work/drawn.png" "shown=sm3:$(sm3 "$work/$inspection-inspection.pdf")" --as li
check "then the officer, over it" act paper.sign "case=$case_id" "of=$inspection" paper=inspection --as li
check "after that no hand is added" refused PAPER_SEALED paper.sign_party "case=$case_id" "of=$inspection" paper=inspection as=party name=郑卫东 \
        "drawn=@$work/drawn.png" "shown=sm3:$(sm3 "$work/$inspection-inspection.pdf")" --as li

# ---- voiding ----
check "a number is voided with its reason" act paper.void "case=$case_id" "of=$notice" paper=hearing_notice reason=打印错误，另行制作 --as sun
check "a paper without a number has none to void" refused NEED paper.void "case=$case_id" "of=$interview" paper=interview reason=无号 --as sun
check "once" refused ONCE paper.void "case=$case_id" "of=$notice" paper=hearing_notice reason=再次 --as sun
in_book() { "$program" view numbers voided=true --as sun --now "$now" --format csv | grep -q '英综执罚告〔2024〕1号.*打印错误，另行制作'; }
check "the book of numbers says why" in_book
check "what is void is not sealed" refused PAPER_STALE paper.seal "case=$case_id" "of=$notice" paper=hearing_notice --as li

# ---- signed first, sealed in between, signed again: one file, every signature holds; the seal is drawn once ----
kept=$(awk '$2 == "preserve" { print $1; exit }' "$work/papers")
for who in agency=bureau login=li login=chen; do act key.make $who kind=rsa --as admin > /dev/null; done    # pdfsig cannot read SM2
check "an officer signs a notice that is not sealed yet" act paper.sign "case=$case_id" "of=$kept" paper=preserve --as li
paper "$kept" preserve signed "$work/signed-1.pdf"
check "the agency seals what the officer signed" act paper.seal "case=$case_id" "of=$kept" paper=preserve --as li
paper "$kept" preserve signed "$work/signed-2.pdf"
check "the other officer signs what is sealed" act paper.sign "case=$case_id" "of=$kept" paper=preserve --as chen
paper "$kept" preserve signed "$work/signed-3.pdf"; paper "$kept" preserve signed-ofd "$work/signed-3.ofd"; paper "$kept" preserve ofd "$work/unsigned.ofd"
grows() { cmp -n "$(stat -c %s "$work/signed-1.pdf")" "$work/signed-1.pdf" "$work/signed-2.pdf" && cmp -n "$(stat -c %s "$work/signed-2.pdf")" "$work/signed-2.pdf" "$work/signed-3.pdf"; }
check "each is an update behind the one before" grows
all_hold() { local said; said=$("$program" paper verify "$1") && [ "$(grep -c '^有效' <<< "$said")" -eq 3 ] || { echo "$said"; false; }; }
check "all three hold in the PDF" all_hold "$work/signed-3.pdf"
check "all three hold in the OFD" all_hold "$work/signed-3.ofd"
check "qpdf reads it" sound "$work/signed-3.pdf"
by_others() { local said; said=$(pdfsig -nocert "$1"); [ "$(grep -c 'Signature is Valid' <<< "$said")" -eq 3 ] && grep -q 'Total document signed' <<< "$said" || { echo "$said"; false; }; }
check "pdfsig finds all three valid" by_others "$work/signed-3.pdf"
check "the seal is seen in the PDF where it was free before, and drawn once in the OFD" python3 tests/documents/seal.py "$work/signed-1.pdf" "$work/signed-2.pdf" "$work/signed-3.ofd"

# ---- verifying ----
verify() { "$program" paper verify "$1"; }
rejects() { local said; said=$(verify "$1") && return 1; [[ $said == *"\"$2\""* ]] || { echo "$said"; false; }; }
paper "$decision" decision signed "$work/sealed.pdf"
check "the seal holds, and the log knows the file" verify "$work/sealed.pdf"
check "qpdf reads the sealed file" sound "$work/sealed.pdf"
python3 - "$work/sealed.pdf" "$work/changed.pdf" << 'P'
import sys
b = bytearray(open(sys.argv[1], 'rb').read()); b[3000] ^= 1; open(sys.argv[2], 'wb').write(b)
P
check "one bit changed is found out" rejects "$work/changed.pdf" SIGNATURE
cp "$work/$decision-decision.pdf" "$work/plain.pdf"
check "a file without a signature is not good" rejects "$work/plain.pdf" SIGNATURE
check "a file of another kind is refused" rejects "$work/told" FILE_TYPE
check "the tables are what the log says" "$program" rebuild --check
check "the log verifies" "$program" journal verify

# ---- a paper that people make, with what the pack asks for ----
check "what the pack asks for must be there" refused ARG_MISSING paper.make "case=$case_id" paper=interview_notice --as li
check "what it does not ask for is not taken" refused ARG_UNKNOWN paper.make "case=$case_id" paper=seizure nonsense=1 --as li
check "papers that acts make are not made by hand" refused ARG_CHOICE paper.make "case=$case_id" paper=decision --as li

# ---- in a browser, on a copy of the site: signed, downloaded, printed, previewed, verified ----
"$program" serve --db "$MINGJING_DB" --listen 127.0.0.1:0 --now 2025-02-02T09:00 > "$work/serve.log" 2>&1 &
served=$!
trap 'kill "$served" 2> /dev/null; wait "$served" 2> /dev/null; rm -rf "$work"' EXIT
for _ in $(seq 100); do
        base=$(grep -o 'http://127.0.0.1:[0-9]*' "$work/serve.log" | head -n 1)
        [ -n "$base" ] && break
        kill -0 "$served" 2> /dev/null || break
        sleep 0.1
done
tests/modules.sh tests/e2e || give_up "npm ci failed"
node tests/documents/browser.mjs "$base" "$case_id" "${DOCUMENTS_SHOTS:-$work/shots}" > "$work/browser.log" 2>&1
grep -v ' passed, ' "$work/browser.log"
read -r p f < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$work/browser.log" | tail -n 1; echo "0 1")
passed=$((passed + p)) failed=$((failed + f))
kill "$served"; wait "$served" 2> /dev/null
check "after all that the tables are what the log says" "$program" rebuild --check

# ---- a pack adopted later changes nothing that was made before ----
cp packs/daying/papers.yaml "$work/packs/daying/papers.yaml"
printf '  filing: { name: 立案审批表（新版） }\n' >> "$work/packs/daying/papers.yaml"
adopted() { "$program" pack adopt "$work/packs/daying" --as admin --now "2025-02-03 09:00"; }
check "a new pack is adopted" adopted
filing=$(awk '$2 == "filing" { print $1 }' "$work/papers")
now="2025-02-03 10:00" paper "$filing" filing pdf "$work/filing-later.pdf"
check "the filing approval made before it keeps its bytes" cmp "$work/$filing-filing.pdf" "$work/filing-later.pdf"

# ---- a mandatory field that stays empty refuses the act, by its name; the same act with it makes the paper ----
sed 's/^papers:.*/&\n  filing: { needs: [party.name, party.person, act.opinion] }/' packs/daying/papers.yaml > "$work/packs/daying/papers.yaml"
grep -q 'filing: { needs' "$work/packs/daying/papers.yaml" || printf '\npapers:\n  filing: { needs: [party.name, party.person, act.opinion] }\n' >> "$work/packs/daying/papers.yaml"
cat > "$work/packs/daying/demo/empty.story" << 'S'
story "必填栏目"
pack daying
include staff.story
at 2024-10-08 09:00
zhou source.register channel=hotline place=示范路 source_facts=某事 party=示例公司 item=GF-111-4 unit=team1 -> case $c
zhao case.file case=$c item=GF-111-4 party_kind=body party=示例公司 officers=li,chen party_person=甲某 -> refused PAPER_FIELD_EMPTY field=opinion
zhao case.file case=$c item=GF-111-4 party_kind=body party=示例公司 officers=li,chen opinion=同意 -> refused PAPER_FIELD_EMPTY says 法定代表人（party.person）
check fact case=$c number=""
zhao case.file case=$c item=GF-111-4 party_kind=body party=示例公司 officers=li,chen opinion=同意 party_person=甲某
check fact case=$c number=英综执立〔2024〕1号
S
told_empty() { "$program" story "$work/packs/daying/demo/empty.story" --db "sqlite:$work/empty.db" --via direct --packs "$work/packs"; }
check "a mandatory field left empty refuses the act, and no number is lost" told_empty

# ---- numbers ----
check "no number is skipped or given twice, though many ask and the server is killed" python3 tests/documents/numbers.py "$program" "$top/packs" "$work"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
