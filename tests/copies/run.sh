#!/usr/bin/env bash
# run.sh: what is made from recordings, with media of ffmpeg's test sources: a clip whose packets are the original's and lie in the segments that
# the act names (proof.py); a still that is the picture of its moment; covered regions that cannot be read; texts that are drafts until a person
# takes them; and what is refused.  MINGJING: the program.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
service='' site=''
part=copies
. tests/lib.sh
leave() { for p in $service $site; do kill "$p" 2> /dev/null; done; }
db=sqlite:$work/site.db

for tool in ffmpeg ffprobe python3; do command -v "$tool" > /dev/null || give_up "$tool is needed (Debian: apt install ffmpeg python3)"; done
make() { ffmpeg -nostdin -v error -y "$@" || give_up "ffmpeg could not make: ${*: -1}"; }
now=$((600))    # minutes after midnight of the day: every act a little later
act() {         # act LOGIN VERB name=value…: the act's number
        now=$((now + 1)); echo $now > "$work/now"
        "$program" act "$2" "${@:3}" --as "$1" --db "$db" --now "2024-09-03 $(printf '%02d:%02d' $((now / 60)) $((now % 60)))"
}
number() { python3 -c 'import json, sys; print(json.load(sys.stdin)["seq"])'; }
refused() {     # refused CODE LOGIN VERB name=value…: exit 2 and that code
        local code=$1 said rc=0
        shift
        said=$(act "$@" 2>&1) || rc=$?
        [ "$rc" -eq 2 ] && [[ "$said" == *"\"$code\""* ]] || { echo "exit $rc: $said"; return 1; }
}
view() { "$program" view "$@" --db "$db" --format json; }
column() { python3 -c 'import json, sys; print(json.load(sys.stdin)["rows"][0][sys.argv[1]])' "$1"; }
# fetch DIGEST FILE: out of the store, as it lies there
fetch() { cp "$work/site.db.blobs/sm3/${1:4:2}/${1:6}" "$2"; }

"$program" story tests/copies/site.story --db "$db" --via direct > "$work/story.log" 2>&1 || { tail -n 5 "$work/story.log"; give_up "the story does not run"; }
case=$(view cases --as li | column id)

# A recording of several segments: a fine pattern that moves, with sound.  A key frame every two seconds.
h264=(-c:v libx264 -preset ultrafast -threads 1 -pix_fmt yuv420p -g 50 -keyint_min 50 -sc_threshold 0)
make -f lavfi -i "testsrc2=size=1280x720:rate=25:duration=24" -f lavfi -i "sine=frequency=440:duration=24" "${h264[@]}" -b:v 8M -minrate 8M -maxrate 8M -bufsize 4M \
        -x264-params nal-hrd=cbr -c:a aac -shortest "$work/video.mp4"
make -f lavfi -i "testsrc=size=640x360:rate=25:duration=12" -f lavfi -i "sine=frequency=440:duration=12" "${h264[@]}" -c:a aac -shortest "$work/small.mp4"
make -f lavfi -i "testsrc=size=1600x1200" -frames:v 1 -q:v 3 "$work/photo.jpg"
add() { act li recording.add case="$case" kind="$1" recording_title="$2" file=@"$3" taken_at="2024-09-03 08:$4" place=示例路1号 collector=李立夏 device=记录仪07 proves=现场 | number; }
video=$(add video 长录像 "$work/video.mp4" 10); small=$(add video 短录像 "$work/small.mp4" 20); photo=$(add photo 照片 "$work/photo.jpg" 30)
[ -n "$video" ] && [ -n "$small" ] && [ -n "$photo" ] || give_up "the recordings were not taken in"

that "nothing is made of what was not opened" refused OPENING li recording.copy recording="$video" kind=clip from=0:07 until=0:11
for r in $video $small $photo; do act li recording.open recording="$r" mode=view purpose=handling > /dev/null; done

# ---- a clip ----

clip=$(act li recording.copy recording="$video" kind=clip from=0:07 until=0:11 | number)
view recording_copies recording="$video" --as li > "$work/copies.json"
fetch "$(column digest < "$work/copies.json")" "$work/clip.mp4"
that "a clip is taken from the key frame before to the key frame after" bash -c "[ $(column from < "$work/copies.json") = 0:06 ] && ffprobe -v error -show_entries format=duration -of csv=p=0 '$work/clip.mp4' | grep -qE '^6\.'"
packets() { ffprobe -v error -select_streams v -show_packets -show_entries packet=data_hash -show_data_hash sha256 "$1" | grep data_hash; }
part_of() { packets "$1" > "$work/h1"; packets "$2" > "$work/h2"; python3 -c 'import sys
a, b = (open(x).read().split() for x in sys.argv[1:3]); n = len(b); sys.exit(0 if n == int(sys.argv[3]) and any(a[i:i + n] == b for i in range(len(a))) else f"{n} packets of {len(a)}")' "$work/h1" "$work/h2" "$3"; }
that "its packets are the original's, one after the other" part_of "$work/video.mp4" "$work/clip.mp4" 150
that "what differs is said" grep -q '数据包逐一照抄，没有重新编码' "$work/copies.json"
root=$("$program" journal prove "$video" --db "$db" --disclose segments | grep -oE '[0-9a-f]{64}' | grep -F "$(view copy_proof copy="$clip" --as li | column root)" | head -n 1)
view copy_proof copy="$clip" --as li > "$work/proof.json"
that "its bytes lie in the segments that the act names, under the root in the act of the original" python3 tests/copies/proof.py "$work/video.mp4" "$work/clip.mp4" "$work/proof.json" "$root"
that "those are not all segments" python3 -c 'import json, os, sys; n = len(json.load(open(sys.argv[1]))["rows"]); sys.exit(0 if 0 < n < os.path.getsize(sys.argv[2]) / (4 << 20) else f"{n}")' "$work/proof.json" "$work/video.mp4"
spoilt() { python3 -c 'import sys; b = bytearray(open(sys.argv[1], "rb").read()); at = len(b) // 2; b[at] ^= 1; open(sys.argv[2], "wb").write(b)' "$1" "$2"; }
spoilt "$work/clip.mp4" "$work/forged.mp4"
that "a clip with one byte changed is not proven" bash -c "! python3 tests/copies/proof.py '$work/video.mp4' '$work/forged.mp4' '$work/proof.json' $root 2> /dev/null"
act li recording.copy recording="$video" kind=clip from=0:07 until=0:11 > /dev/null
that "the same clip again is the same bytes" bash -c "[ \$('$program' view recording_copies recording=$video --as li --db $db --format csv | grep -oE 'sm3:[0-9a-f]{64}' | sort -u | wc -l) = 1 ]"

# ---- a still ----

act li recording.copy recording="$video" kind=still from=10.5s > /dev/null
view recording_copies recording="$video" --as li > "$work/copies.json"
fetch "$(column digest < "$work/copies.json")" "$work/still.jpg"
make -ss 10.48 -i "$work/video.mp4" -frames:v 1 -f rawvideo -pix_fmt gray "$work/still.raw"
make -i "$work/still.jpg" -f rawvideo -pix_fmt gray "$work/still2.raw"
near() { python3 -c 'import sys
a, b = (open(x, "rb").read() for x in sys.argv[1:3]); d = sum(abs(x - y) for x, y in zip(a[::7], b[::7])) / max(len(a) / 7, 1); sys.exit(0 if len(a) == len(b) and d < 6 else f"{len(a)} {len(b)} {d}")' "$1" "$2"; }
that "a still is the picture of its moment" near "$work/still.raw" "$work/still2.raw"
that "and says that it was coded anew" grep -q '重新编码为 JPEG，1280×720' "$work/copies.json"

# ---- covered regions ----

act li recording.copy recording="$small" kind=blur regions="4000-8000:0,0,5000,5000" mute=true purpose=公开 > /dev/null
view recording_copies recording="$small" --as li > "$work/copies.json"
fetch "$(column digest < "$work/copies.json")" "$work/blur.mp4"
# left FILE SECOND: of the left upper quarter, how far the points lie from the mean of the square they are in (90 by 90: what a region becomes)
left() { ffmpeg -nostdin -v error -ss "$2" -i "$1" -frames:v 1 -f rawvideo -pix_fmt gray - | python3 -c 'import sys
b = sys.stdin.buffer.read(); w = 640; total = count = 0
for y0 in (0, 45, 90, 135):
    for x0 in range(0, 315, 45):
        p = [b[y * w + x] for y in range(y0 + 4, y0 + 41) for x in range(x0 + 4, x0 + 41)]; mean = sum(p) / len(p)
        total += sum(abs(v - mean) for v in p); count += len(p)
print(round(total / count))'; }
unreadable() { local before after; before=$(left "$work/small.mp4" "$1"); after=$(left "$work/blur.mp4" "$1"); echo "away from the mean: $before, in the copy $after"
        if [ "$2" = yes ]; then [ "$after" -le $((before / 5)) ]; else [ "$after" -gt $((before * 3 / 4)) ]; fi; }
that "a covered region is a few squares of their mean colour" unreadable 6 yes
that "  not before" unreadable 2 no
that "  nor after" unreadable 10 no
that "a muted copy has no sound" bash -c "! ffprobe -v error -show_streams '$work/blur.mp4' | grep -q codec_type=audio"
that "the regions are said, and that the sound is gone" bash -c "grep -q '遮盖区域 1：00:00:04.000 至 00:00:08.000' '$work/copies.json' && grep -q '去掉了声音' '$work/copies.json'"
act li recording.copy recording="$small" kind=blur regions="0-4000:0,0,2000,2000-8000,8000,2000,2000" > /dev/null
that "a region that moves is said with where it goes" bash -c "'$program' view recording_copies recording=$small --as li --db $db --format json | grep -q '移动到 (8000, 8000)'"
act li recording.copy recording="$photo" kind=blur regions="0,0,10000,10000" > /dev/null
that "a photo is covered" bash -c "'$program' view recording_copies recording=$photo --as li --db $db --format json | grep -q image/jpeg"

# ---- refused ----

copy="li recording.copy recording=$small"
that "a region outside the picture" refused MEDIA_RANGE $copy kind=blur regions="0-1000:9000,0,2000,100"
that "a region after the end" refused MEDIA_RANGE $copy kind=blur regions="90000-91000:0,0,100,100"
that "a region that is none" refused ARG_TYPE $copy kind=blur regions="all of it"
that "more regions than a form has lines" refused ARG_TYPE $copy kind=blur regions="$(for i in $(seq 101); do echo "0-1000:$i,0,100,100"; done)"
that "a clip beyond the end" refused MEDIA_RANGE $copy kind=clip from=0:05 until=9:00
that "a clip backwards" refused MEDIA_RANGE $copy kind=clip from=0:05 until=0:04
that "a clip of a photo" refused ARG_CHOICE li recording.copy recording="$photo" kind=clip from=0 until=1
that "somebody without the post" refused ROLE he recording.copy recording="$small" kind=clip from=0 until=0:02
that "somebody of another unit" refused SCOPE ma recording.copy recording="$small" kind=clip from=0 until=0:02
that "what only the program can say" refused ARG_UNKNOWN $copy kind=clip from=0 until=0:02 changes='[]'
mv "$work/site.db.blobs" "$work/away" && mkdir "$work/site.db.blobs"
that "an original that is not in the store" refused SUBJECT_UNKNOWN $copy kind=clip from=0 until=0:02
rm -rf "$work/site.db.blobs" && mv "$work/away" "$work/site.db.blobs"

# ---- texts ----

unset MINGJING_SPEECH MINGJING_SPEECH_KEY MINGJING_SPEECH_MODEL
that "without a service the program says that none is set" refused ENGINE_MISSING li recording.text recording="$small" engine=speech
exec 8< <(exec python3 -B tests/media/transcriber.py)
service=$!
read -r -t 20 port <&8 || give_up "the transcription service did not start"
export MINGJING_SPEECH=http://127.0.0.1:$port/v1 MINGJING_SPEECH_KEY=secret
text=$(act li recording.text recording="$small" engine=speech | number)
found() { view recording_texts "$@" --as li | grep -c '请出示身份证件'; }
that "what was said comes as a draft with its times" bash -c "'$program' view recording_texts q=身份证件 drafts=true --as li --db $db --format json | grep -q '0:00　请出示身份证件。'"
that "a draft is not found" [ "$(found q=身份证件)" = 0 ]
act chen recording.text_accept text="$text" corrected="0:00　请出示身份证件。" > /dev/null
that "what a person took is found" [ "$(found q=身份证件)" = 1 ]
that "a text is judged once" refused ONCE chen recording.text_reject text="$text" reason=重复
that "a wrong answer of the service makes no draft" env MINGJING_SPEECH_MODEL=broken bash -c "'$program' act recording.text recording=$small engine=speech --as li --db $db --now '2024-09-03 11:30' 2>&1 | grep -q 不合约定"
that "  and nothing was written" [ "$(view recording_texts recording="$small" drafts=true --as li | grep -c '"state":"draft"')" = 0 ]
that "a photo has no sound" refused ARG_CHOICE li recording.text recording="$photo" engine=speech

# ---- in a browser ----

act li recording.mark recording="$video" at=0:05 label=出示证件 > /dev/null
"$program" serve --db "$db" --listen 127.0.0.1:0 --now "2024-09-03 21:00" > "$work/serve.log" 2>&1 &
site=$!
for _ in $(seq 100); do grep -q ^http "$work/serve.log" && break; sleep 0.1; done
if command -v "${CHROMIUM:-chromium}" > /dev/null && tests/modules.sh tests/e2e > "$work/player.log" 2>&1; then
        timeout 300 node tests/copies/player.mjs "$(grep -m 1 ^http "$work/serve.log")" "$video" "$small" ${MINGJING_PICTURES:-} > "$work/player.log" 2>&1 || echo "not ok - the browser's walk ended early" >> "$work/player.log"
        grep -E '^(ok|not ok|#)' "$work/player.log"
        passed=$((passed + $(grep -c '^ok' "$work/player.log"))) failed=$((failed + $(grep -c '^not ok' "$work/player.log")))
        if grep -q '^not ok' "$work/player.log"; then tail -n 8 "$work/player.log"; fi
else
        echo "not ok - the player was not tried: chromium and the modules of tests/e2e are needed"
        cat "$work/player.log"
        failed=$((failed + 1))
fi
kill "$site"; wait "$site" 2> /dev/null; site=

# ---- classified ----

export MINGJING_BLOB_KEYS=$work/blobkeys
"$program" blobs key "$MINGJING_BLOB_KEYS" > /dev/null
now=$((22 * 60))
act zhao recording.classify case="$case" recording="$photo" reason=涉及国家秘密 > /dev/null
that "what is classified is not there for an officer" refused SUBJECT_UNKNOWN li recording.copy recording="$photo" kind=blur regions="0,0,100,100"
asked=$(act shen retrieval.ask recording="$photo" mode=view purpose=supervision words=核对 wanted=2024-09-05 | number)
act zhao retrieval.approve retrieval="$asked" until=2024-09-05 > /dev/null
act shen recording.open recording="$photo" mode=view purpose=supervision > /dev/null
copy=$(act shen recording.copy recording="$photo" kind=blur regions="1000,1000,5000,5000" | number)
view recording_copies recording="$photo" --as shen > "$work/copies.json"
digest=$(column digest < "$work/copies.json") sealed=$work/site.db.blobs/sm3/
that "its copy is stored sealed, and only so" bash -c "[ -n '$copy' ] && [ -f '$sealed${digest:4:2}/${digest:6}.enc' ] && [ ! -e '$sealed${digest:4:2}/${digest:6}' ]"

that "the journal is whole" "$program" journal verify --db "$db"
that "and a rebuild gives the same tables" "$program" rebuild --check --db "$db"

finished
