#!/usr/bin/env bash
# run.sh: what stands around taking recordings in: the virus scanner (played by clamd.py), the reader that is missing, the key that is missing,
# and what is classified.  Through the program as it is shipped.  MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${MINGJING:-build/mingjing}")
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-recordings.XXXXXX")
passed=0 failed=0 scanner=
unset MINGJING_CLAMD MINGJING_MEDIA MINGJING_BLOB_KEYS MINGJING_BLOBS
export MINGJING_DB=sqlite:$work/site.db
. tests/forger/play.sh

finish() { [ -z "$scanner" ] || kill "$scanner" 2> /dev/null; rm -rf "$work"; }
trap finish EXIT
trap 'exit 143' INT TERM

tell() {        # tell CODE SENTENCE DETAIL
        if [ "$1" -eq 0 ]; then passed=$((passed + 1)); echo "ok - $2"; else failed=$((failed + 1)); echo "not ok - $2"; printf '%s\n' "$3" | cut -c1-300 | sed 's/^/#   /'; fi
}

says() {        # says SENTENCE CODE WORDS COMMAND…
        local sentence=$1 want=$2 words=$3 said code=0
        shift 3
        said=$("$@" 2>&1 < /dev/null) || code=$?
        [ "$code" -eq "$want" ] && [[ "$said" == *$words* ]]
        tell $? "$sentence" "wanted $want and “$words”, got $code: $said"
}

try() { clock=$((clock + 1)); "$program" act "${@:2}" --as "$1" --now "$(at)"; }
inbox() { "$program" view inbox --as "$1" --now "$(at)" --format csv "${@:2}"; }
promise() { act li intake.promise file_name="$1" size="$(stat -c %s "$2")" source=upload; intake=$seq; }

film=packs/daying/demo/video.mp4
make_site
people
act admin user.add login=shen name=沈某 agency=bureau roles=archivist
act li source.register channel=inspection place=示例路 source_facts=巡查 unit=team1
case_id=$seq

# ---- the virus scanner ----

mkfifo "$work/ready"
python3 tests/recordings/clamd.py "$work/clamd" > "$work/ready" &
scanner=$!
read -r -t 30 _ < "$work/ready"
export MINGJING_CLAMD=$work/clamd
more=MALWARE-TEST
{ cat "$film"; printf '\0\0\0\24free%s' "$more"; } > "$work/ill.mp4"
promise ill.mp4 "$work/ill.mp4"
act li intake.receive intake="$intake" file=@"$work/ill.mp4"
says "a film in which the scanner found something is set aside, with its name" 0 "Test.Malware" inbox li state=quarantine
says "it cannot be added" 2 INTAKE_STATE try li recording.add case="$case_id" kind=video recording_title=x intake="$intake" taken_at="$day 08:00" place=x collector=x proves=x
says "nor with a form" 2 RECORDING_STOPPED try li recording.add case="$case_id" kind=video recording_title=x file=@"$work/ill.mp4" taken_at="$day 08:00" place=x collector=x proves=x
promise well.mp4 "$film"
act li intake.receive intake="$intake" file=@"$film"
says "one in which it found nothing is clean" 0 ,clean, inbox li state=inbox
kill "$scanner"; wait "$scanner" 2> /dev/null; scanner=
promise later.mp4 packs/daying/demo/survey.mp4
says "with the scanner away nothing is taken in, and it is said why" 1 病毒扫描服务连不上 try li intake.receive intake="$intake" file=@packs/daying/demo/survey.mp4
unset MINGJING_CLAMD
act li intake.receive intake="$intake" file=@packs/daying/demo/survey.mp4
says "where no scanner is set it counts as unscanned" 0 "later.mp4" inbox li state=inbox

# ---- the reader ----

promise unread.mp4 packs/daying/demo/preserve.mp4
says "with the reader missing nothing is taken in, and it is said why" 1 启动不了 env MINGJING_MEDIA="$work/nowhere" \
        "$program" act intake.receive intake="$intake" file=@packs/daying/demo/preserve.mp4 --as li --now "$(at)"
says "and what was promised still waits" 0 "promised,unread.mp4" inbox li state=promised

# ---- text from a photograph ----

font=$(fc-match -f '%{file}' 'Noto Sans CJK SC')
ffmpeg -nostdin -v error -f lavfi -i color=white:size=1600x400 -frames:v 1 -vf "drawtext=fontfile=$font:text='行政处罚决定书':fontsize=90:x=100:y=60" "$work/page.png"
act li recording.add case="$case_id" kind=photo recording_title=决定书照片 file=@"$work/page.png" taken_at="$day 08:00" place=示例路 collector=李明 proves=送达的文书
page=$seq
act zhao case.assign case="$case_id" officers=li,wang
act li recording.open recording="$page" mode=view purpose=handling
act li recording.text recording="$page" engine=ocr
read_text=$seq
texts() { "$program" view recording_texts --as li --now "$(at)" --format csv "$@"; }
says "a photographed page is read into a draft" 0 行政处罚决定书 texts recording="$page" drafts=yes
found=$(texts q=处罚决定 2>&1 < /dev/null)
[[ "$found" != *行政处罚决定书* ]]; tell $? "a draft that nobody has accepted stands in no search" "$found"
act li recording.text_accept text="$read_text" corrected=行政处罚决定书
says "once a person has accepted it, it is found" 0 行政处罚决定书 texts q=处罚决定

# ---- classified ----

act li recording.add case="$case_id" kind=video recording_title=保密录像 file=@packs/daying/demo/interview.mp4 taken_at="$day 08:00" place=示例路 collector=李明 proves=经过
film_seq=$seq
act zhao case.assign case="$case_id" officers=li,wang
act li recording.open recording="$film_seq" mode=view purpose=handling
act li recording.copy recording="$film_seq" kind=still from=1000
still=$(sqlite3 "$work/site.db" "SELECT digest FROM copy_file WHERE recording_id = $film_seq")
says "without a key nothing is sealed, and nothing is marked" 2 BLOB_KEY try zhao recording.classify case="$case_id" recording="$film_seq" reason=涉及商业秘密
"$program" blobs key "$work/keys" > "$work/key.log" 2>&1 || cat "$work/key.log"
export MINGJING_BLOB_KEYS=$work/keys
says "an officer does not classify" 2 ROLE try wang recording.classify case="$case_id" recording="$film_seq" reason=涉及商业秘密
says "a recording of no case is not there" 2 SUBJECT_UNKNOWN try zhao recording.classify case="$case_id" recording=999 reason=涉及商业秘密
act zhao recording.classify case="$case_id" recording="$film_seq" reason=涉及商业秘密
says "once is enough" 2 ONCE try zhao recording.classify case="$case_id" recording="$film_seq" reason=涉及商业秘密
digest=$(sqlite3 "$work/site.db" "SELECT digest FROM rec_recording WHERE id = $film_seq")
stored=$work/site.db.blobs/sm3/${digest:4:2}/${digest:6}
[ ! -e "$stored" ] && [ -s "$stored.enc" ]; tell $? "in the store there are only sealed bytes" "$(ls -l "$stored"* 2>&1)"
[ -s "$work/site.db.blobs/sm3/${still:4:2}/${still:6}.enc" ] && [ ! -e "$work/site.db.blobs/sm3/${still:4:2}/${still:6}" ]; tell $? "and so are those of the picture taken from it" "$still"
list=$("$program" view recordings case="$case_id" --as wang --now "$(at)" --format csv 2>&1 < /dev/null)
[[ "$list" != *保密录像* ]]; tell $? "to an officer it is not there" "$list"
# Its words stand nowhere an officer of the case can look: time line, its act in the log, papers, forms, dossier.
"$program" serve --listen 127.0.0.1:0 --now "$(at)" > "$work/serve.log" 2>&1 &
served=$!
for _ in $(seq 100); do port=$(sed -n 's/^端口 //p' "$work/serve.log"); [ -n "$port" ] && break; sleep 0.1; done
for login in wang zhao; do curl -s -c "$work/$login" -o /dev/null --data-urlencode login=$login --data-urlencode password=mingjing-demo "http://127.0.0.1:$port/login"; done
look() { curl -s -b "$work/$1" "http://127.0.0.1:$port$2"; }
pages="/desk/case/$case_id?tab=timeline /desk/case/$case_id?tab=materials /desk/case/$case_id?tab=papers /desk/case/$case_id?tab=recordings /desk/journal/$film_seq
        /desk/case/$case_id/dossier /desk/act/recording.classify?subject=$case_id /desk/papers/$case_id/$film_seq/recording_card/document.pdf /desk/object?place=示例路"
for page in $pages; do
        body=$(look wang "$page")
        [ -n "$body" ] && [[ "$body" != *保密录像* ]]; tell $? "an officer does not find it on ${page//[0-9]/N}" "$(grep -o '.\{30\}保密录像.\{30\}' <<< "$body" | head -n 2)"
done
[[ "$(look wang "/desk/case/$case_id?tab=timeline")" == *涉密，内容只对有权知悉的人显示* ]]; tell $? "the time line tells him that something is classified" ""
[[ "$(look zhao "/desk/case/$case_id?tab=timeline")" == *保密录像* && "$(look zhao "/desk/journal/$film_seq")" == *保密录像* ]]; tell $? "the head reads it in the time line and in the log" ""
kill "$served"; wait "$served" 2> /dev/null
says "an archivist, whom the pack entitles, sees it" 0 保密录像 "$program" view recordings case="$case_id" --as shen --now "$(at)" --format csv
says "the duties still count it" 0 inspection.record "$program" view duties case="$case_id" --as wang --now "$(at)" --format csv
says "log and tables agree" 0 "" "$program" rebuild --check
says "the log verifies" 0 "" "$program" journal verify

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
