#!/usr/bin/env bash
# run.sh: a docking station's folder made with ffmpeg's test sources: names matched to device, holder and case, times corrected by the device's
# clock; a gap, an overlap, a clock set back, a missing and a cut file each flagged; odd names and path tricks; killed with SIGKILL again and
# again, every file in exactly once; files that are still being written; bulk import.  MINGJING: the program (default build/mingjing); on
# PostgreSQL too where $MINGJING_TEST_PG names one.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
watcher=
part=dock; . tests/lib.sh
leave() { [ -z "$watcher" ] || kill -9 "$watcher" 2> /dev/null; }
export XDG_STATE_HOME=$work/state
unset MINGJING_KEYS MINGJING_CLAMD MINGJING_BLOBS MINGJING_DB
for tool in ffmpeg python3 sqlite3; do command -v "$tool" > /dev/null || give_up "$tool is needed (Debian: apt install ffmpeg python3 sqlite3)"; done

now=(--now "2020-03-12 09:00")
video() {       # video FILE SECONDS MARK: each mark is other content
        ffmpeg -nostdin -v error -y -f lavfi -i "testsrc=duration=$2:size=64x48:rate=10" -f lavfi -i "sine=$((200 + $3)):duration=$2" \
                -metadata comment="$3" -pix_fmt yuv420p -g 10 "$1" || give_up "ffmpeg could not make $1"
}
site() {        # site URL: with people, devices, holders, a case with an inspection
        "$program" story tests/dock/site.story --db "$1" --via direct --blobs "$work/blobs.$2" > "$work/site.log" 2>&1 || { cat "$work/site.log"; give_up "no site"; }
}
dock() { "$program" dock "$1" --db "$url" --as bai --once --interval 1 --blobs "$blobs" "${now[@]}" "${@:2}"; }
view() { "$program" view "$@" --db "$url" --as li --format json "${now[@]}"; }
# field FILE NAME: of the report of that file; files VIEW…: the same from a view
field() { python3 -c '
import json, sys
rows = [json.loads(l) for l in open(sys.argv[1]) if l.startswith("{\"outcome\"")]
print(*[r.get(sys.argv[3], "") for r in rows if r["path"] == sys.argv[2]], sep="\n")' "$report" "$1" "$2"; }
says() { local got; got=$(field "$1" "$2"); [ "$got" = "$3" ] || { echo "$1: $2 is “$got”, not “$3”"; return 1; }; }
has() { local got; got=$(field "$1" "$2"); [[ ",$got," == *",$3,"* ]] || { echo "$1: $2 is “$got”, without $3"; return 1; }; }
lacks() { local got; got=$(field "$1" "$2"); [[ ",$got," != *",$3,"* ]] || { echo "$1: $2 is “$got”, with $3"; return 1; }; }
asked() { sqlite3 -cmd '.timeout 20000' "$work/a.db" "$1"; }
acts() { asked "SELECT count(*) FROM journal_act WHERE verb = '$1'"; }

# ---- a day of two recorders ------------------------------------------------------------------------------------------------------------
in=$work/in day=$work/in/DSJ-0217/20200311
mkdir -p "$day" "$in/DSJ-0300/20200311"
video "$work/4.mp4" 4 1
video "$day/090310_0001.mp4" 4 1        # by its own clock, which is three minutes fast
video "$day/090314_0002.mp4" 4 2        # goes straight on
video "$day/090340_0003.mp4" 4 3        # 22 seconds later: a gap
video "$day/090341_0004.mp4" 4 4        # begins before 0003 has ended
video "$day/080000_0005.mp4" 4 5        # the clock was set back
video "$day/080004_0007.mp4" 4 6        # 0006 is not there
video "$work/whole.mp4" 4 7
head -c "$(($(stat -c %s "$work/whole.mp4") / 2))" "$work/whole.mp4" > "$day/080008_0008.mp4"   # cut
video "$in/DSJ-0300/20200311/090500_0001.mp4" 4 8
video "$in/DSJ-0300/20200311/120000_0002.mp4" 4 9
printf '# clock of the devices\nDSJ-0217,2020-03-12 08:33:00,2020-03-12 08:30:00\nNO-SUCH,2020-03-12 08:33:00,2020-03-12 08:30:00\nrubbish\n' > "$in/clock.csv"

url=sqlite:$work/a.db blobs=$work/blobs.a report=$work/report.a
site "$url" a
dock "$in" > "$report" 2> "$work/errors"
rc=$?
that "what cannot be taken makes the call end with 2" [ "$rc" -eq 2 ]
that "a clock of an unknown device and a line that is none are told" grep -q "NO-SUCH" "$work/errors"
that "… and the third line too" grep -q "rubbish" "$work/errors"
first=DSJ-0217/20200311/090310_0001.mp4
that "the device is the one in the name" says "$first" device DSJ-0217
that "the collector is who held it" says "$first" collector yang
that "the other recorder's is its own holder" says DSJ-0300/20200311/090500_0001.mp4 collector pu
that "the time is corrected by the device's clock" says "$first" made 2020-03-11T01:00:10.000Z
that "a device whose clock was never read is believed" says DSJ-0300/20200311/090500_0001.mp4 made 2020-03-11T01:05:00.000Z
case_id=$(asked "SELECT id FROM case_file")
that "the case is the one in whose inspection he was then" says "$first" case "$case_id"
that "… but not for who was not in it" says DSJ-0300/20200311/090500_0001.mp4 case ""
that "pieces that go on are not flagged" lacks DSJ-0217/20200311/090314_0002.mp4 findings APART
that "a gap is flagged" has DSJ-0217/20200311/090340_0003.mp4 findings APART
that "an overlap is flagged" has DSJ-0217/20200311/090341_0004.mp4 findings OVERLAP
that "a clock set back is flagged" has DSJ-0217/20200311/080000_0005.mp4 findings BACKWARD
that "a missing number is flagged" has DSJ-0217/20200311/080004_0007.mp4 findings MISSING
that "a cut file is set aside" says DSJ-0217/20200311/080008_0008.mp4 quarantine True
that "a pause of hours is none of these" lacks DSJ-0300/20200311/120000_0002.mp4 findings APART
dock "$in" > "$work/again" 2>&1
that "a second call takes nothing" bash -c "! grep -q '\"outcome\"' '$work/again'"
rm -f "$blobs"/dock-*.seen
dock "$in" > "$work/again" 2>&1
that "without its notes it knows every file by its content" [ "$(grep -c '"outcome":"already"' "$work/again")" -eq 9 ]
that "nothing was announced or received twice" [ "$(acts intake.promise)/$(acts intake.receive)" = 9/9 ]
that "the clock was noted once" [ "$(acts device.clock)" -eq 1 ]

# ---- what comes late changes what was said ---------------------------------------------------------------------------------------------
video "$day/080002_0006.mp4" 1 10
dock "$in" > "$work/late" 2>&1
that "when the missing file comes, the flag goes" python3 - "$(view dock_files device=DSJ-0217)" <<'P'
import json, sys
rows = {r["file_name"]: r for r in json.loads(sys.argv[1])["rows"]}
assert "MISSING" not in (rows["080004_0007.mp4"]["findings"] or ""), rows["080004_0007.mp4"]
P
that "a copy of a file under another name is no second recording" bash -c "cp '$day/090310_0001.mp4' '$day/100000_0009.mp4'; true"
dock "$in" > "$work/copy" 2>&1
that "… it is known" grep -q '"outcome":"already","path":"DSJ-0217/20200311/100000_0009.mp4"' "$work/copy"

# ---- odd names and tricks ----------------------------------------------------------------------------------------------------------------
odd=$work/odd
mkdir -p "$odd/a b" "$odd/DSJ-0217/20200311" "$work/outside"
for i in 1 2 3 4 5 6 7 8; do video "$work/odd$i.mp4" 1 $((20 + i)); done
cp "$work/odd1.mp4" "$odd/a b/现场 录像.mp4"
cp "$work/odd2.mp4" "$odd/$(printf '\317\326\263\241.mp4')"
cp "$work/odd3.mp4" "$odd/$(printf 'line\nfeed.mp4')"
cp "$work/odd4.mp4" "$odd/$(printf 'a\342\200\256gpj.mp4')"
cp "$work/odd5.mp4" "$odd/a..mp4"
cp "$work/odd6.mp4" "$odd/$(printf 'n%.0s' {1..251}).mp4"
cp "$work/odd7.mp4" "$odd/--db=x.mp4"
cp "$work/odd8.mp4" "$odd/DSJ-0217/20200311/0903_x.mp4"
: > "$odd/empty.mp4"
echo secret > "$work/outside/secret.mp4"
ln -s "$work/outside/secret.mp4" "$odd/link.mp4"
ln -s "$work/outside" "$odd/linked"
mkfifo "$odd/pipe.mp4"
echo part > "$odd/.copying.mp4"
report=$work/report.odd
dock "$odd" > "$report" 2> "$work/errors"
that "every odd name comes in" [ "$(grep -c '"outcome":"taken"' "$report")" -eq 9 ]
that "GB 18030 is read" grep -q '"file_name":"现场.mp4"' "$report"
that "a line feed does not break the report" grep -q '"file_name":"line_feed.mp4"' "$report"
that "a turned name is straightened" grep -q '"file_name":"a_gpj.mp4"' "$report"
that "an empty file is set aside" says empty.mp4 quarantine True
that "links, pipes and hidden files are passed over and counted" grep -q "链接 4$" "$work/errors"
that "nothing outside the folder was read" bash -c "! grep -rq secret '$blobs/sm3'"

# ---- killed in the middle ------------------------------------------------------------------------------------------------------------------
many=$work/many/DSJ-0300/20200311
mkdir -p "$many"
for i in $(seq -w 1 20); do video "$many/1300${i}_00$i.mp4" 1 $((100 + 10#$i)); done
before=$(acts intake.promise) kills=0
for target in 1 2 5 9 10 14 21 30; do
        dock "$work/many" > "$work/killed.$target" 2>&1 &
        pid=$!
        from=$(($(acts intake.promise) + $(acts intake.receive)))
        while kill -0 "$pid" 2> /dev/null && [ $(($(acts intake.promise) + $(acts intake.receive) - from)) -lt "$((target % 7 + 1))" ]; do :; done
        kill -9 "$pid" 2> /dev/null && kills=$((kills + 1))
        wait "$pid" 2> /dev/null
done
dock "$work/many" > "$work/last" 2>&1
that "it was killed in the middle, more than once ($kills)" [ "$kills" -ge 3 ]
that "and in the end every file is in exactly once" [ "$(asked "SELECT count(*), count(DISTINCT digest) FROM rec_intake WHERE device = 'DSJ-0300' AND state = 'inbox'")" = "22|22" ]
that "announced once each" [ "$(($(acts intake.promise) - before))" -eq 20 ]
that "none is left waiting" [ "$(asked "SELECT count(*) FROM rec_intake WHERE state = 'promised'")" -eq 0 ]
that "each was compared with its neighbours" [ "$(asked "SELECT count(*) FROM dock_file WHERE device = 'DSJ-0300'")" -eq 22 ]

# ---- announced, then given up by somebody, and brought again ------------------------------------------------------------------------------
mkdir -p "$work/anew/DSJ-0300/20200311"
video "$work/anew/DSJ-0300/20200311/140000_0090.mp4" 1 140
"$program" import "$work/anew" --db "$url" --as nobody --blobs "$blobs" "${now[@]}" --format json > "$work/anew.1" 2> /dev/null
that "a stranger brings nothing in" grep -q '"code":"ACTOR_UNKNOWN"' "$work/anew.1"
digest=$(python3 -c 'import hashlib,sys; print("sm3:" + hashlib.new("sm3", open(sys.argv[1], "rb").read()).hexdigest())' "$work/anew/DSJ-0300/20200311/140000_0090.mp4")
promised=$("$program" act intake.promise file_name=140000_0090.mp4 size="$(stat -c %s "$work/anew/DSJ-0300/20200311/140000_0090.mp4")" digest="$digest" source=dock \
        device=DSJ-0300 collector=pu --key "dock:bai:${digest#sm3:}:1" --db "$url" --as bai "${now[@]}" | sed -nE 's/.*"id":([0-9]+).*/\1/p')
that "what was announced is given up" "$program" act intake.discard intake="$promised" reason=没有传来 --db "$url" --as bai "${now[@]}"
dock "$work/anew" > "$work/anew.2" 2>&1
that "brought again it comes in all the same" grep -q '"outcome":"taken"' "$work/anew.2"

# ---- watching ------------------------------------------------------------------------------------------------------------------------------
live=$work/live/DSJ-0300/20200311
mkdir -p "$live"
for i in 1 2 3; do video "$work/live$i.mp4" 1 $((150 + i)); done
mkfifo "$work/lines" "$work/began"
"$program" dock "$work/live" --db "$url" --as bai --interval 3600 --blobs "$blobs" "${now[@]}" > "$work/lines" 2> "$work/began" &
watcher=$!
exec 4< "$work/lines" 6< "$work/began"
IFS= read -r -t 60 line <&6
that "it says when it watches" grep -q "看守" <<< "$line"
exec 5> "$live/150000_0101.mp4"                                 # begun, not finished
head -c 3000 "$work/live1.mp4" >&5
mkdir "$work/live/later" && cp "$work/live2.mp4" "$work/live/later/x.part" && mv "$work/live/later/x.part" "$live/150100_0102.mp4"
IFS= read -r -t 60 line <&4
that "a file that was moved in is taken at once, one that is being written is not" grep -q '"path":"DSJ-0300/20200311/150100_0102.mp4"' <<< "$line"
tail -c +3001 "$work/live1.mp4" >&5
exec 5>&-
IFS= read -r -t 60 line <&4
that "when it is closed it is taken, whole" grep -q "\"path\":\"DSJ-0300/20200311/150000_0101.mp4\".*\"size\":$(stat -c %s "$work/live1.mp4")," <<< "$line"
that "meanwhile another process acts on the same site" "$program" act device.clock device="$(asked "SELECT id FROM equip_device WHERE code = 'DSJ-0217'")" \
        "shown=2020-03-12 08:59:00" "real=2020-03-12 08:58:00" --db "$url" --as bai "${now[@]}"
mkdir -p "$work/live/new/folder"
cp "$work/live3.mp4" "$work/live/new/folder/y.mp4"
IFS= read -r -t 60 line <&4
that "so is one in a folder that was made later" grep -q '"path":"new/folder/y.mp4"' <<< "$line"
kill -TERM "$watcher"
wait "$watcher"
that "told to stop, it stops well" [ $? -eq 0 ]
watcher=

# ---- import ---------------------------------------------------------------------------------------------------------------------------------
mkdir -p "$work/disk/sub"
video "$work/disk/a.mp4" 1 201
video "$work/disk/sub/b.mp4" 1 202
import() { "$program" import "$@" --db "$url" --as bai --blobs "$blobs" "${now[@]}"; }
that "a folder is imported with its subfolders, for a case" bash -c "$(declare -f import); program='$program' url='$url' blobs='$blobs'; now=(--now '2020-03-12 09:00')
        import '$work/disk' --case $case_id --batch 硬盘一 --format json | grep -c '\"outcome\":\"taken\".*\"case\":$case_id,' | grep -qx 2"
import "$work/disk" > "$work/import.2" 2> /dev/null
that "again: what is in is said to be" [ "$?/$(grep -c '^已有' "$work/import.2")" = 0/2 ]
import "$work/disk/a.mp4" "$work/nothing.mp4" > /dev/null 2>&1
that "a file that is not there fails" [ $? -eq 1 ]
import "$work/disk" --case 999999 --format json > "$work/import.3" 2>&1
that "what is in already is not asked for its case" [ $? -eq 0 ]
video "$work/c.mp4" 1 203
import "$work/c.mp4" --case 999999 > "$work/import.4" 2>&1
that "a case that is not there is refused" [ $? -eq 2 ]
that "the batch stands in the inbox" [ "$(asked "SELECT count(*) FROM rec_intake WHERE batch = '硬盘一' AND source = 'import'")" -eq 2 ]

# ---- the log ----------------------------------------------------------------------------------------------------------------------------------
that "the journal verifies" "$program" journal verify --db "$url"
that "the tables follow from it" "$program" rebuild --check --db "$url"

if [ -n "${MINGJING_TEST_PG:-}" ]; then
        url=$MINGJING_TEST_PG blobs=$work/blobs.pg report=$work/report.pg engine=PostgreSQL
        site "$url" pg
        dock "$in" > "$report" 2> "$work/errors"
        that "the same time" says "$first" made 2020-03-11T01:00:10.000Z
        that "the same case" bash -c "[ -n '$(field "$first" case)' ]"
        that "the same flags" has DSJ-0217/20200311/090341_0004.mp4 findings OVERLAP
        that "the tables follow from the journal" "$program" rebuild --check --db "$url"
fi
finished
