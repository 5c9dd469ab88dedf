#!/usr/bin/env bash
# run.sh: what was confirmed to go is removed from the store and nothing else is: not what another case, a piece of evidence or a fresh upload
# needs; stopped in the middle and begun again; the log, the tables and the doctor find the site sound afterwards.  Then a classified recording:
# for those not entitled it is in no list and under no address.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=custody; . tests/lib.sh
export MINGJING_DB=sqlite:$work/site.db MINGJING_BLOBS=$work/blobs MINGJING_PACKS=packs
out=$work/out

view() { "$program" view "$@" --format json --now "2034-11-02 10:00" < /dev/null; }
digest_of() { python3 -c 'import json,sys; print(next(r["digest"] for r in json.load(sys.stdin)["rows"] if sys.argv[1] in r["title"]))' "$1"; }
stored() { [ -e "$work/blobs/sm3/${1:4:2}/${1:6}" ]; }

"$program" story tests/custody/site.story --db "$MINGJING_DB" --via direct --blobs "$MINGJING_BLOBS" > "$out" 2>&1 < /dev/null
tell $? "the story of a list is told up to its confirmation" "$out"
view tombstones --as shen > "$work/gone.json"
own=$(digest_of 只在本案的录像 < "$work/gone.json"); shared=$(digest_of 两个案件都有的录像 < "$work/gone.json")
photo=$(digest_of 另案作为书证的照片 < "$work/gone.json"); intake=$(digest_of interview.mp4 < "$work/gone.json")
stored "$own" && stored "$shared" && stored "$photo" && stored "$intake"; tell $? "after the act the bytes are still there" "$out"
"$program" doctor > "$out" 2>&1 < /dev/null; tell $? "and the doctor finds all well before the job" "$out"

"$program" custody dispose > "$out" 2>&1 < /dev/null && grep -q '删除 0 个' "$out" && stored "$own"; tell $? "what was put within a day stays: it could be an upload on its way" "$out"
"$program" custody dispose --days 0 --dry > "$out" 2>&1 < /dev/null && grep -q "$own" "$out" && grep -q "$intake" "$out" && ! grep -qE "$shared|$photo" "$out" && stored "$own"
tell $? "--dry names what would go, and leaves it" "$out"
pictures=$(grep -c '按销毁清单' "$out")

# killed at any moment: one file gone, the rest not; a job that was cut off leaves nothing that the next one minds
rm -f "$work/blobs/sm3/${own:4:2}/${own:6}"*
"$program" custody dispose --days 0 > "$out" 2>&1 < /dev/null; rc=$?
[ $rc -eq 0 ] && ! stored "$intake" && ! stored "$own"; tell $? "begun again after half of it, it does the rest" "$out"
stored "$shared"; tell $? "the film that another case has too stays" "$out"
stored "$photo"; tell $? "the photo that is evidence elsewhere stays" "$out"
[ "$pictures" -gt 2 ]; tell $? "the small pictures and waveforms of what goes, go too ($pictures files)" "$out"
"$program" custody dispose --days 0 > "$out" 2>&1 < /dev/null && grep -q '删除 0 个' "$out"; tell $? "once more: nothing left to do" "$out"
for i in 1 2 3 4 5 6; do
        "$program" custody dispose --days 0 > /dev/null 2>&1 < /dev/null & pid=$!
        kill -9 "$pid" 2> /dev/null; wait "$pid" 2> /dev/null
done
stored "$shared" && stored "$photo"; tell $? "killed at once, six times: what is needed is there" "$out"
"$program" doctor > "$out" 2>&1 < /dev/null; tell $? "the doctor does not call disposed content missing" "$out"
"$program" journal verify > "$out" 2>&1 < /dev/null; tell $? "the log verifies" "$out"
"$program" rebuild --check > "$out" 2>&1 < /dev/null; tell $? "the tables are those of the log" "$out"
rm -f "$work/blobs/sm3/${shared:4:2}/${shared:6}"
"$program" doctor > "$out" 2>&1 < /dev/null; [ $? -eq 1 ] && grep -q "$shared" "$out"; tell $? "but misses the film that the open case still needs" "$out"
cp packs/daying/demo/video.mp4 "$work/blobs/sm3/${shared:4:2}/${shared:6}"
"$program" custody dispose --days 99999 > "$out" 2>&1 < /dev/null; [ $? -eq 2 ] && grep -q ARG_RANGE "$out"; tell $? "a number of days out of range is refused" "$out"
"$program" custody > "$out" 2>&1 < /dev/null; [ $? -eq 2 ]; tell $? "and so is no word at all" "$out"

# ---- the store is read again and again ----
job() { "$program" job run "$1" --now "2034-11-01 10:00" < /dev/null > "$out" 2>&1; }
job store_check; tell $? "a round through the store is read by itself" "$out"
view store_checks --as shen > "$out"; grep -q '一轮读完，没有损坏' "$out"; tell $? "and stands in the log when it has come to its end" "$out"
printf x | dd of="$work/blobs/sm3/${shared:4:2}/${shared:6}" bs=1 seek=100 conv=notrunc 2> /dev/null
"$program" job run store_check --now "2034-11-02 10:00" < /dev/null > "$out" 2>&1; tell $? "the next round reads on after rot" "$out"
view store_checks --as shen > "$out"; grep -q '损坏 1 个' "$out" && grep -q "$shared" "$out"; tell $? "one changed byte is found and the file named" "$out"
cp packs/daying/demo/video.mp4 "$work/blobs/sm3/${shared:4:2}/${shared:6}"
"$program" act store.checked files=1 bytes=1 bad=0 whole=yes --as shen --now "2034-11-02 10:00" < /dev/null > "$out" 2>&1; [ $? -eq 2 ] && grep -q ROLE "$out"; tell $? "nobody says so in the system's place" "$out"

# ---- classified ----
export MINGJING_BLOB_KEYS=$work/keys
"$program" blobs key "$work/keys" > "$out" 2>&1 < /dev/null; tell $? "a key for sealed content is made" "$out"
act() { "$program" act "$@" --now "2034-11-02 10:00" < /dev/null > "$out" 2>&1; }
read -r case other < <(view recording_views --as jian | python3 -c 'import json,sys; r=json.load(sys.stdin)["rows"][0]; print(r["case"], r["recording"])')
act recording.classify "case=$case" "recording=$other" reason=涉及国家秘密 --as zhao; tell $? "the head classifies a recording" "$out"
view recordings "case=$case" --as li > "$out"; ! grep -q "\"id\":$other" "$out"; tell $? "the officer of the case no longer finds it in the list" "$out"
view recordings "case=$case" --as zhao > "$out"; grep -q "\"id\":$other" "$out"; tell $? "the head does" "$out"
"$program" view recordings "case=$case" --as li --format csv --now "2034-11-02 10:00" < /dev/null > "$out"; ! grep -q 同一段录像 "$out"; tell $? "nor in an export" "$out"
act recording.open "recording=$other" mode=view purpose=handling --as li; [ $? -eq 2 ] && grep -q SUBJECT_UNKNOWN "$out"; tell $? "he cannot open it: to him it is not there" "$out"
act retrieval.ask "recording=$other" mode=view purpose=handling words=核对 wanted=2034-11-05 --as li; [ $? -eq 2 ] && grep -q SUBJECT_UNKNOWN "$out"; tell $? "nor ask for it" "$out"
view recording_views --as jian > "$out"; ! grep -q "\"recording\":$other" "$out"; tell $? "who looked at it is told to nobody without the right" "$out"
view recording_views --as zhao > "$out"; grep -q "\"recording\":$other" "$out"; tell $? "and to those who have it" "$out"
act recording.open "recording=$other" mode=view purpose=handling --as zhao; tell $? "the head opens it" "$out"
"$program" rebuild --check > "$out" 2>&1 < /dev/null; tell $? "the tables are those of the log" "$out"

finished
