#!/usr/bin/env bash
# run.sh: makes recordings with ffmpeg's test sources, spoils each in one known way (spoil.py) and holds what the program says against
# it; looks into derivatives with ffprobe; reads a photographed page; has speech transcribed by a service of its own (transcriber.py);
# feeds damaged files to the program built with sanitizers.  MINGJING: the program; mingjing-media stands beside it.
# $MEDIA_DAMAGED: damaged copies of each kind of file (default 10).  $MINGJING_SANITIZED: the folder of that build.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
program=${MINGJING:-build/mingjing}
sanitized=${MINGJING_SANITIZED:-build-sanitize}
damaged=${MEDIA_DAMAGED:-10}
passed=0 failed=0 service='' engine=''
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-media.XXXXXX")
finish() { for p in $service $engine; do kill "$p" 2> /dev/null; done; rm -rf "$work"; }
trap finish EXIT
trap 'exit 143' INT TERM

check() {       # check SENTENCE COMMAND…: what it prints is shown when it fails
        local sentence=$1 said
        shift
        if said=$("$@" 2>&1); then
                passed=$((passed + 1)); echo "ok - $sentence"
        else
                failed=$((failed + 1)); echo "not ok - $sentence"; head -n 20 <<< "$said" | cut -c1-600 | sed 's/^/#   /'
        fi
}
give_up() { echo "$1"; echo "$passed passed, $((failed + 1)) failed"; exit 1; }
for tool in ffmpeg ffprobe python3; do command -v "$tool" > /dev/null || give_up "$tool is needed (Debian: apt install ffmpeg python3)"; done

m() { "$program" media "$@"; }
make() { ffmpeg -nostdin -v error -y "$@" || give_up "ffmpeg could not make: ${*: -1}"; }
spoil() { python3 tests/media/spoil.py "$@" || give_up "spoil.py $*"; }

# What a device writes: no names of programs in it, so encoded first and then copied without words.  A key frame every two seconds.
quiet=(-map_metadata -1 -fflags +bitexact)
h264=(-c:v libx264 -preset ultrafast -threads 1 -pix_fmt yuv420p -g 50 -keyint_min 50 -sc_threshold 0 -bsf:v filter_units=remove_types=6)
# video SECONDS FILE [OPTION…]: picture and sound
video() { video_of 640x360 "$@"; }
video_of() {
        make -f lavfi -i "testsrc=size=$1:rate=25:duration=$2" -f lavfi -i "sine=frequency=440:duration=$2" "${h264[@]}" -c:a mp2 -b:a 64k -f mpegts "$work/raw.ts"
        make -i "$work/raw.ts" -c copy "${quiet[@]}" "${@:4}" "$3"
}

# ---- what is good is taken as good ----

# expect FILE KIND FINDING…: exactly these findings, in any order ("-": none), and this kind
expect() {
        local file=$1 kind=$2 said got want
        shift 2
        said=$(m probe "$file") || { echo "$said"; return 1; }
        got=$(python3 -c 'import json, sys
f = json.load(sys.stdin); print(f["kind"], *sorted({x["code"] for x in f["findings"]}) or "-")' <<< "$said")
        want="$kind $(printf '%s\n' "$@" | sort -u | tr '\n' ' ' | sed 's/ $//')"
        [ "$got" = "$want" ] || { echo "wanted: $want"; echo "got:    $got"; echo "$said"; return 1; }
}
has() {         # has FILE FINDING TEXT: it is among them, and its detail or another field holds the text
        m probe "$1" | python3 -c 'import json, sys
f = json.load(sys.stdin); sys.exit(0 if any(x["code"] == sys.argv[1] and sys.argv[2] in json.dumps(x, ensure_ascii=False) for x in f["findings"]) else json.dumps(f, ensure_ascii=False))' "$2" "$3"
}
fact() {        # fact FILE EXPRESSION: a Python expression over the facts f holds
        m probe "$1" | python3 -c 'import json, sys
f = json.load(sys.stdin); sys.exit(0 if eval(sys.argv[1]) else json.dumps(f, ensure_ascii=False))' "$2"
}

good=$work/good.mp4
video 20 "$good"
video 20 "$work/good.ts"
video 8 "$work/good.mkv"
make -f lavfi -i testsrc=size=640x360:rate=25:duration=8 -f lavfi -i sine=duration=8 -c:v mpeg4 -flags:v +bitexact -c:a pcm_s16le "$work/raw.avi"
make -i "$work/raw.avi" -c copy "${quiet[@]}" "$work/good.avi"
make -f lavfi -i sine=frequency=440:duration=10 -ar 16000 "${quiet[@]}" "$work/good.wav"
make -f lavfi -i sine=frequency=440:duration=10 -c:a libmp3lame -write_xing 0 -id3v2_version 0 "${quiet[@]}" "$work/good.mp3"
make -f lavfi -i testsrc=size=1600x1200 -frames:v 1 -q:v 4 "${quiet[@]}" "$work/good.jpg"
make -f lavfi -i testsrc=size=400x300 -frames:v 1 "${quiet[@]}" "$work/good.png"
make -f lavfi -i testsrc=size=400x300 -frames:v 1 "${quiet[@]}" "$work/good.webp"
make -f lavfi -i testsrc=size=400x300 -frames:v 1 "${quiet[@]}" "$work/good.bmp"
check "mkv: FFmpeg leaves its name even if told not to, otherwise nothing" expect "$work/good.mkv" video EDITED
for f in mp4 ts avi; do check "$f: a good recording has no finding" expect "$work/good.$f" video -; done
for f in wav mp3; do check "$f: good sound has no finding" expect "$work/good.$f" audio -; done
for f in jpg png webp bmp; do check "$f: a good photo has no finding" expect "$work/good.$f" photo -; done
check "length, size, rates, channels and key frames of an mp4" fact "$good" \
        'abs(f["length"] - 20000) < 100 and (f["width"], f["height"]) == (640, 360) and f["streams"][0]["rate"] == 25000 and f["streams"][0]["packets"] == 500 and f["streams"][0]["keys"] == 10 and f["streams"][1]["channels"] == 1 and f["complete"] and f["decoded"] == 3'
check "the same of a transport stream" fact "$work/good.ts" 'abs(f["length"] - 20000) < 100 and f["streams"][0]["packets"] == 500 and f["type"] == "video/mp2t"'

# ---- files that are not what they should be ----

: > "$work/empty.mp4"
check "zero bytes" expect "$work/empty.mp4" other EMPTY
spoil cut "$good" "$work/cut.mp4" 0.6
check "an mp4 that was cut has no index" expect "$work/cut.mp4" video TRUNCATED UNREADABLE
make -i "$good" -c copy -movflags +faststart -fflags +bitexact -map_metadata -1 "$work/front.mp4"
spoil cut "$work/front.mp4" "$work/cutfront.mp4" 0.6
check "an mp4 with its index in front that was cut" has "$work/cutfront.mp4" TRUNCATED mdat
spoil box_end "$good" "$work/claims.mp4"
check "a box that claims 100 GB" has "$work/claims.mp4" TRUNCATED 107374
check "a declared size that is not the true one" bash -c "'$program' media probe '$good' --size 107374182400 | grep -q SIZE_OTHER"
for f in wav avi jpg png mkv; do
        spoil cut "$work/good.$f" "$work/cut.$f" 0.7
        check "$f that was cut" has "$work/cut.$f" TRUNCATED ''
done
cp "$work/good.jpg" "$work/photo.mp4"
cp "$good" "$work/video.jpg"
check "a photo with the name of a video" expect "$work/photo.mp4" photo NAME_OTHER
check "a video with the name of a photo" expect "$work/video.jpg" video NAME_OTHER
printf 'PK\3\4 nothing' > "$work/zip.mp4"; printf '<!DOCTYPE html><script>1</script>' > "$work/page.mp4"; printf 'MZ\220\0 program' > "$work/program.jpg"; head -c 5000 /dev/urandom > "$work/noise.mp4"
check "a ZIP with the name of a video" expect "$work/zip.mp4" other NAME_OTHER UNREADABLE
check "a page with the name of a video" expect "$work/page.mp4" other NAME_OTHER UNREADABLE
check "a program with the name of a photo" expect "$work/program.jpg" other NAME_OTHER UNREADABLE
check "noise cannot be read" has "$work/noise.mp4" UNREADABLE ''
for f in mp4 jpg png; do
        for kind in tail_pdf tail_zip tail_exe; do
                spoil $kind "$work/good.$f" "$work/$kind.$f"
                check "$f with something behind it: ${kind#tail_}" has "$work/$kind.$f" FOREIGN ''
        done
        spoil tail_bytes "$work/good.$f" "$work/more.$f"
        check "$f with bytes behind it that are nothing" has "$work/more.$f" TRAILING 1000
done
spoil tail_zip "$work/good.mkv" "$work/zip.mkv"
check "mkv with a ZIP behind it" has "$work/zip.mkv" FOREIGN ZIP
spoil head_html "$work/good.jpg" "$work/html.jpg"
check "a photo with a script in its comment" has "$work/html.jpg" FOREIGN html
check "what must be set aside is not served as what it looks like" fact "$work/html.jpg" 'f["type"] == "application/octet-stream"'
spoil png_bomb - "$work/bomb.png"
check "a PNG of $(stat -c %s "$work/bomb.png") bytes that would unfold to 10 GB" expect "$work/bomb.png" photo BOMB
check "no picture is made of it" bash -c "'$program' media pictures '$work/bomb.png' | grep -q MEDIA_UNREADABLE"
make -f lavfi -i testsrc=size=16000x16000:rate=1:duration=1 -c:v png -compression_level 1 "${quiet[@]}" "$work/bomb.mkv"
check "a video with pictures of 256 million points" has "$work/bomb.mkv" BOMB 16000

# ---- the time line ----

video 10 "$work/a.ts"
video 10 "$work/later.ts" -output_ts_offset 60
video 10 "$work/early.ts" -output_ts_offset 4
cat "$work/a.ts" "$work/later.ts" > "$work/gap.ts"
cat "$work/later.ts" "$work/early.ts" > "$work/back.ts"
check "a stretch cut out: the time stamps jump" expect "$work/gap.ts" video GAP
check "  and where" fact "$work/gap.ts" 'any(x["code"] == "GAP" and abs(x["at"] - 10000) < 200 and abs(x["length"] - 50000) < 200 for x in f["findings"])'
check "a clock that was set back in between" has "$work/back.ts" BACKWARD ''
make -i "$good" -c copy -an -bsf:v "noise=drop='between(n,200,299)'" "${quiet[@]}" "$work/dropped.mkv"
check "pictures dropped from the middle" has "$work/dropped.mkv" GAP ''
spoil stretch "$good" "$work/stretch.mp4"
check "a gap in the index of an mp4" has "$work/stretch.mp4" GAP ''
spoil longer "$good" "$work/longer.mp4"
check "a head that says ten times the time" expect "$work/longer.mp4" video LENGTH_OTHER
make -i "$good" -t 8 -i "$good" -map 0:v -map 1:a -c copy "${quiet[@]}" "$work/mute.mp4"
check "sound that ends before the picture" has "$work/mute.mp4" STREAMS_APART ''

# ---- signs of other programs ----

make -i "$good" -c copy "$work/lavf.mp4"
check "put into a container again by FFmpeg" expect "$work/lavf.mp4" video EDITED
make -i "$good" -c:v libx264 -preset ultrafast -threads 1 -c:a copy "${quiet[@]}" "$work/again.mp4"
check "encoded again by x264, which signs in the picture" expect "$work/again.mp4" video RECODED
make -ss 5 -i "$good" -c copy "${quiet[@]}" "$work/listed.mp4"
check "a beginning that is stored but not shown" has "$work/listed.mp4" EDIT_LIST ''
make -i "$good" -c copy "${quiet[@]}" -metadata encoding_tool="Adobe Premiere Pro 2026" "$work/premiere.mp4"
check "a name of an editor in the description" has "$work/premiere.mp4" EDITED Premiere
video 10 "$work/large.ts"
video_of 320x180 10 "$work/small.ts" -output_ts_offset 10
cat "$work/large.ts" "$work/small.ts" > "$work/mixed.ts"
check "two recordings of different size made one" has "$work/mixed.ts" MIXED ''

# ---- photos: EXIF, true and false ----

spoil exif "$work/good.jpg" "$work/exif.jpg" "2026:11:02 09:30:15|+08:00|39.907361|116.391528|2026:11:02|6"
check "EXIF: time, place, device, which way up" fact "$work/exif.jpg" \
        'f["dated"] and f["zoned"] and f["made"] == 1793583015000 and abs(f["latitude"] - 39907361) < 10 and abs(f["longitude"] - 116391528) < 10 and f["make"] == "Beidou" and f["orientation"] == 6 and (f["width"], f["height"]) == (1200, 1600) and not f["findings"]'
check "its picture stands upright" bash -c "'$program' media pictures '$work/exif.jpg' | grep -q 360×480"
spoil exif "$work/good.jpg" "$work/future.jpg" "2099:01:01 00:00:00|||||"
check "a photo from the future" expect "$work/future.jpg" photo TIME_FALSE
spoil exif "$work/good.jpg" "$work/notime.jpg" "0000:00:00 00:00:00|||||"
check "a time that is none" expect "$work/notime.jpg" photo TIME_FALSE
spoil exif "$work/good.jpg" "$work/gpsday.jpg" "2026:11:02 09:30:15||39.9|116.3|2026:10:20|"
check "a time that differs from the satellites' day" expect "$work/gpsday.jpg" photo TIME_FALSE
spoil exif "$work/good.jpg" "$work/nowhere.jpg" "2026:11:02 09:30:15||139.9|116.3||"
check "a place that is not on earth" expect "$work/nowhere.jpg" photo PLACE_FALSE
make -i "$good" -c copy "${quiet[@]}" -metadata creation_time=2026-11-02T01:30:15Z -metadata location=+39.9074+116.3915/ "$work/placed.mp4"
make -i "$good" -c copy "${quiet[@]}" -metadata software="$(printf '\xd6\xb4\xb7\xa8\xbc\xc7\xc2\xbc\xd2\xc7')" -f matroska "$work/gbk.mkv"
check "a name written in GB 18030 is read" fact "$work/gbk.mkv" '"执法记录仪" in json.dumps(f, ensure_ascii=False)'
check "time and place of a video" fact "$work/placed.mp4" 'f["made"] == 1793583015000 and f["latitude"] == 39907400'

# ---- pictures, waveform ----

check "five pictures over the time, none wider than 480" bash -c "[ \$('$program' media pictures '$good' --count 5 --out '$work/p' | grep -c '480×270') = 5 ] && ffprobe -v error -show_entries stream=width '$work/p-3.jpg' | grep -q width=480"
check "the same pictures every time" bash -c "'$program' media pictures '$good' --count 5 --out '$work/q' > /dev/null && cmp '$work/p-3.jpg' '$work/q-3.jpg'"
make -i "$good" -c copy "${quiet[@]}" -metadata:s:v rotate=90 "$work/turned.mp4"
check "a video held upright is shown upright" bash -c "'$program' media pictures '$work/turned.mp4' --count 1 | grep -q 270×480"
check "  and says so" fact "$work/turned.mp4" 'f["rotation"] in (90, 270) and (f["width"], f["height"]) == (360, 640)'
make -ss 10.48 -i "$good" -frames:v 1 -f rawvideo -pix_fmt gray "$work/still.raw"
m still "$good" --at 10500 --out "$work/still.jpg" > /dev/null; make -i "$work/still.jpg" -f rawvideo -pix_fmt gray "$work/still2.raw"
near() { python3 -c 'import sys
a, b = (open(x, "rb").read() for x in sys.argv[1:3]); d = sum(abs(x - y) for x, y in zip(a, b)) / max(len(a), 1); sys.exit(0 if len(a) == len(b) and d < 6 else f"{len(a)} {len(b)} {d}")' "$1" "$2"; }
check "a still is the picture of that moment" near "$work/still.raw" "$work/still2.raw"
make -f lavfi -i "aevalsrc='if(lt(t,5),0,0.5*sin(440*2*PI*t))':d=10" "${quiet[@]}" "$work/half.wav"
check "the waveform is flat where nobody speaks" bash -c "'$program' media waveform '$work/half.wav' --count 10 | python3 -c 'import json, sys; w = json.load(sys.stdin); sys.exit(0 if max(w[:4]) == 0 and min(w[6:]) > 40 else str(w))'"

# ---- derivatives ----

packets() { ffprobe -v error -select_streams v -show_packets -show_entries packet=data_hash -show_data_hash sha256 "$1" | grep data_hash; }
m clip "$good" --from 5000 --until 9000 --out "$work/clip.mp4" > "$work/clip.txt"
part_of() { packets "$1" > "$work/h1"; packets "$2" > "$work/h2"; python3 -c 'import sys
a, b = (open(x).read().split() for x in sys.argv[1:3]); n = len(b); sys.exit(0 if n == int(sys.argv[3]) and any(a[i:i + n] == b for i in range(len(a))) else f"{n} packets of {len(a)}")' "$work/h1" "$work/h2" "$3"; }
check "a clip's packets are those of the original, byte for byte, one after the other" part_of "$good" "$work/clip.mp4" 150
check "what differs is said" grep -q '取自原件 00:00:04.* 至 00:00:10.*按关键帧取整' "$work/clip.txt"
m clip "$good" --from 5000 --until 9000 --out "$work/clip2.mp4" > /dev/null
check "the same clip is the same bytes" cmp "$work/clip.mp4" "$work/clip2.mp4"
check "a clip plays" bash -c "ffmpeg -v error -xerror -i '$work/clip.mp4' -f null - 2>&1 | grep -c . | grep -qx 0"
check "nothing is written over a file that is there" bash -c "! '$program' media clip '$good' --from 0 --until 1000 --out '$work/clip.mp4' 2> /dev/null"
for f in ts mkv wav; do check "a clip of $f" bash -c "'$program' media clip '$work/good.$f' --from 2000 --until 5000 --out '$work/clip-of.$f' > /dev/null && ffmpeg -v error -xerror -i '$work/clip-of.$f' -f null -"; done
m blur "$good" --region 4000-12000:0,0,5000,5000 --mute --out "$work/blur.mp4" > "$work/blur.txt"
# sharp FILE SECOND: in how many columns of the left upper quarter, and of the right half, anything changes sharply from point to point
sharp() { ffmpeg -nostdin -v error -ss "$2" -i "$1" -frames:v 1 -f rawvideo -pix_fmt gray - | python3 -c 'import sys
b = sys.stdin.buffer.read(); w = 640
columns = lambda x0, x1, y0, y1: sum(any(abs(b[y * w + x] - b[y * w + x + 1]) > 24 for y in range(y0, y1)) for x in range(x0, x1))
print(columns(8, 304, 8, 168), columns(336, 632, 8, 352))'; }
covered() { local a b c d; read -r a b < <(sharp "$good" "$2"); read -r c d < <(sharp "$1" "$2"); echo "sharp columns $a $b, in the copy $c $d"
        [ "$d" -gt $((b / 2)) ] && if [ "$3" = yes ]; then [ "$c" -le $((a / 4)) ]; else [ "$c" -gt $((a / 2)) ]; fi; }
check "a region is unrecognisable while it should be" covered "$work/blur.mp4" 6 yes
check "and not before" covered "$work/blur.mp4" 3 no
check "nor after" covered "$work/blur.mp4" 13 no
check "a muted copy has no sound" bash -c "! ffprobe -v error -show_streams '$work/blur.mp4' | grep -q codec_type=audio"
check "a covered copy says what was done" grep -q '遮盖区域 1：00:00:04.000 至 00:00:12.000' "$work/blur.txt"
m blur "$work/exif.jpg" --region 0-1:0,0,10000,10000 --out "$work/blur.jpg" > /dev/null
check "a covered photo keeps no place and no device" fact "$work/blur.jpg" 'not f["placed"] and not f["dated"] and f["make"] == "" and (f["width"], f["height"]) == (1200, 1600)'

# ---- drafts of text ----

if m text "$work/good.bmp" 2> /dev/null | grep -q ENGINE_MISSING; then
        check "without Tesseract the program says what to install" bash -c "'$program' media text '$work/good.jpg' | grep -q tesseract"
else
        font=$(fc-match -f '%{file}' 'Noto Sans CJK SC')
        make -f lavfi -i color=white:size=1600x400 -frames:v 1 -vf "drawtext=fontfile=$font:text='行政处罚决定书':fontsize=90:x=100:y=60,drawtext=fontfile=$font:text='大鹏新区城市管理和综合执法局':fontsize=70:x=100:y=220" "$work/page.png"
        check "a photographed page is read" bash -c "'$program' media text '$work/page.png' | tee /dev/stderr | grep -q '行政处罚决定书'"
fi
exec 8< <(exec python3 -B tests/media/transcriber.py)
service=$!
read -r -t 20 port <&8 || give_up "the transcription service did not start"
speech() { MINGJING_SPEECH_KEY=${key:-secret} m speech "$work/good.mp3" --service "http://127.0.0.1:$port/v1" "$@"; }
says() { local words=$1 said; shift; said=$("$@" 2>&1); grep -q -- "$words" <<< "$said" || { echo "$said"; return 1; }; }
check "speech comes back with its times" says '^0-1500　请出示身份证件。$' speech
check "a service without times gives the whole" says '请出示身份证件。好的。' speech --model plain
check "a wrong key is said" env key=wrong bash -c "$(declare -f says speech m); work='$work' port=$port program='$program'; says 'HTTP 401' speech"
for kind in broken lying; do check "an answer that is $kind is not taken" says '不合约定' speech --model $kind; done
check "an answer without end is not taken" says '太长' speech --model huge
check "no service is followed to another address" says 'HTTP 302' speech --model elsewhere
check "a video without sound has nothing to transcribe" says MEDIA_UNREADABLE m speech "$work/blur.mp4" --service "http://127.0.0.1:$port/v1"

# A real engine, where it is installed (tools/need.sh speech): it hears words that were spoken.
python=
for p in python3 /usr/bin/python3; do "$p" -c 'import pocketsphinx' 2> /dev/null && python=$p; done
if [ -n "$python" ] && [ -d /usr/share/pocketsphinx/model/en-us ]; then
        make -f lavfi -i "flite=text='one two three four five. please show me your identity card.':voice=slt" "$work/spoken.wav"
        exec 9< <(exec "$python" -B tools/speech.py)
        engine=$!
        read -r -t 60 port <&9 || give_up "tools/speech.py did not start"
        check "a real engine, offline, hears what was said" says 'show me your' m speech "$work/spoken.wav" --service "http://127.0.0.1:$port/v1"
else
        echo "# PocketSphinx is not installed (tools/need.sh speech): the real engine was not tried"
fi

# ---- damaged files ----

mkdir -p "$work/damaged"
seed=0
for f in good.mp4 front.mp4 good.ts good.mkv good.avi good.wav good.mp3 good.jpg exif.jpg good.png good.webp good.bmp; do
        ffmpeg -nostdin -v error -y -t 2 -i "$work/$f" -c copy "$work/short-$f" 2> /dev/null
        case $f in *.jpg|*.png|*.webp|*.bmp|front.mp4) cp "$work/$f" "$work/short-$f" ;; esac
        python3 tests/media/spoil.py mutate "$work/short-$f" "$work/damaged" "$damaged" "$((seed += 1))"
done
# Under the sanitizers if that build is there.
build=$(dirname "$program") flags=()
if [ -x "$sanitized/mingjing-media" ]; then build=$sanitized flags=(-fsanitize=address,undefined -fno-sanitize-recover=undefined); fi
# shellcheck disable=SC2046
${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g "${flags[@]}" -Isrc -o "$work/ask" tests/media/damaged.c "$build/libmingjing-parts.a" \
        $(pkg-config --libs jansson libcrypto libgcrypt libcurl) -lpthread -lm || give_up "damaged.c does not build"
answered() { "$work/ask" "$build/mingjing-media" "$work"/damaged/* > "$work/asked" 2>&1 && ! grep -qE 'Sanitizer|runtime error|bug: must' "$work/asked" && tail -n 1 "$work/asked" || { cat "$work/asked"; return 1; }; }
check "$(find "$work/damaged" -type f | wc -l) damaged files${flags[*]:+, under the sanitizers}: every question gets an answer" answered

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
