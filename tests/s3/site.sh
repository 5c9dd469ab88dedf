#!/usr/bin/env bash
# site.sh PROGRAM STORE DIR: a whole site whose files live in STORE (an s3:// address): a form uploads, the file is served in ranges, an
# orphan is found and swept, everything is copied to a folder and back and compared.  Prints "ok - …" and "not ok - …" lines.
set -uo pipefail
program=$1 store=$2 dir=$3
export MINGJING_DB=sqlite:$dir/site.db MINGJING_BLOBS=$store MINGJING_PACKS=packs
. tests/forger/play.sh
clock=0 real_clock=yes server=
finish() { [ -z "$server" ] || { kill "$server"; wait "$server"; } 2> /dev/null; }
trap finish EXIT

tell() { if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; [ -z "${3:-}" ] || tail -n 30 "$3" | sed 's/^/#   /'; fi; }
call() { curl --noproxy '*' -sS -m 60 "$@"; }

make_site > "$dir/made" 2>&1 && people >> "$dir/made" 2>&1; tell $? "a site is made" "$dir/made"
mkfifo "$dir/said"
"$program" serve --listen 127.0.0.1:0 > "$dir/said" 2> "$dir/serve.err" &
server=$!
exec 8< "$dir/said"
while read -r -t 60 line <&8; do case "$line" in "端口 "*) at=http://127.0.0.1:${line#端口 }; break ;; esac; done
token=$(call -H 'Content-Type: application/json' -d '{"login":"li","password":"mingjing-demo"}' "$at/api/login" | sed -nE 's/.*"token":"([^"]+)".*/\1/p')
me=(-H "Authorization: Bearer $token")
# a recording of 9 000 001 bytes: a short film with a box behind it that players skip
film=packs/daying/demo/video.mp4
more=$((9000001 - $(stat -c %s "$film") - 8))
{ cat "$film"; printf "$(printf '%08x' $((more + 8)) | sed 's/../\\x&/g')free"; seq 9000000 | head -c "$more"; } > "$dir/one" 2> "$dir/seq"
head -c 100000 /dev/urandom > "$dir/two"
digest() { call "${me[@]}" -H 'Content-Type: application/octet-stream' --data-binary "@$1" "$at/api/blobs" | sed -nE 's/.*"digest":"([^"]+)".*/\1/p'; }
one=$(digest "$dir/one"); orphan=$(digest "$dir/two")
[[ $one == sm3:* && $orphan == sm3:* ]]; tell $? "files go up through the web" "$dir/serve.err"
case=$(call "${me[@]}" -H 'Content-Type: application/json' -d '{"key":"s3-1","channel":"hotline","place":"井陉路1号","source_facts":"举报"}' "$at/api/acts/source.register" |
        sed -nE 's/.*"id":([0-9]+).*/\1/p')
call "${me[@]}" -H 'Content-Type: application/json' -d "{\"subject\":$case,\"officers\":[\"li\",\"wang\"]}" "$at/api/acts/case.assign" > "$dir/assigned"
call "${me[@]}" -H 'Content-Type: application/json' "$at/api/acts/recording.add" \
        -d "{\"subject\":$case,\"kind\":\"video\",\"recording_title\":\"现场录像\",\"file\":\"$one\",\"taken_at\":\"2026-11-01 09:00\",\"place\":\"井陉路1号\",\"collector\":\"李明\",\"proves\":\"现场\"}" > "$dir/evidence" 2>&1
grep -q '"seq"' "$dir/evidence"; tell $? "an act names one of them" "$dir/evidence"
film_id=$(sed -nE 's/.*"seq":([0-9]+).*/\1/p' "$dir/evidence")
call "${me[@]}" -o /dev/null -w '%{http_code}' "$at/api/blobs/$one" > "$dir/code"; [ "$(cat "$dir/code")" = 403 ]; tell $? "nobody has it before it was opened with a purpose" "$dir/code"
call "${me[@]}" -H 'Content-Type: application/json' -d "{\"recording\":$film_id,\"mode\":\"view\",\"purpose\":\"handling\"}" "$at/api/acts/recording.open" > "$dir/opened" 2>&1
grep -q '"seq"' "$dir/opened"; tell $? "the officer opens it" "$dir/opened"
call "${me[@]}" -r 4000000-8500000 -o "$dir/part" -w '%{http_code}' "$at/desk/recording/$film_id/file" > "$dir/code"
[ "$(cat "$dir/code")" = 206 ] && cmp -s "$dir/part" <(tail -c +4000001 "$dir/one" | head -c 4500001); tell $? "a range of it comes back right" "$dir/code"
kill "$server"; wait "$server"; tell $? "the server ends well"; server=

"$program" doctor --days 0 > "$dir/doctor" 2>&1; rc=$?
[ $rc -eq 0 ] && grep -q '没有任何动作引用.*1 个，100000 字节' "$dir/doctor"; tell $? "doctor finds the orphan and leaves it" "$dir/doctor"
"$program" blobs sweep --days 0 > "$dir/sweep" 2>&1 && grep -q "$orphan" "$dir/sweep"; tell $? "sweep names it" "$dir/sweep"
"$program" doctor --fix > "$dir/doctor" 2>&1 && grep -q '没有无人引用的文件' "$dir/doctor"; tell $? "doctor --fix leaves what is younger than a week" "$dir/doctor"
"$program" doctor --fix --days 0 > "$dir/doctor" 2>&1 && grep -q '已删除：1 个' "$dir/doctor"; tell $? "doctor --fix --days 0 removes it" "$dir/doctor"
"$program" doctor --fix --days 0 > "$dir/doctor" 2>&1 && grep -q '没有无人引用的文件' "$dir/doctor" && grep -q '内容与指纹一致：[2-9] 个' "$dir/doctor"
tell $? "and nothing else" "$dir/doctor"
"$program" blobs check --deep > "$dir/check" 2>&1 && grep -q '重读 [2-9] 个，.*损坏 0 个' "$dir/check"; tell $? "check reads it all and finds it well" "$dir/check"
"$program" blobs copy --to "$dir/backup" > "$dir/copy" 2>&1 && grep -q '复制并核对 [2-9] 个，.*有问题 0 个' "$dir/copy"; tell $? "copied to a folder and compared" "$dir/copy"
file=$dir/backup/sm3/${one:4:2}/${one:6}
cmp -s "$file" "$dir/one"; tell $? "which holds the very bytes"
chmod 640 "$file" && printf X | dd of="$file" bs=1 seek=5000000 conv=notrunc 2> /dev/null
MINGJING_BLOBS= "$program" blobs check --blobs "$dir/backup" > "$dir/check" 2>&1; [ $? -eq 1 ] && grep -q '第 2 段' "$dir/check"
tell $? "rot in the copy is found, and in which segment" "$dir/check"
"$program" backup --to "$dir/backups" > "$dir/kept" 2>&1; tell $? "a backup fetches its files" "$dir/kept"
vkey=$("$program" journal vkey | head -n 1) back=${store/\/site\?/\/back?}
back_to() { "$program" restore "$dir/backups" --db "sqlite:$dir/$1.db" --blobs "$back" --key "$vkey" > "$dir/back" 2>&1; }
back_to back; tell $? "which is restored straight to the service" "$dir/back"
MINGJING_DB=sqlite:$dir/back.db MINGJING_BLOBS=$back "$program" blobs check --deep > "$dir/check" 2>&1 && grep -q '重读 [2-9] 个，.*损坏 0 个' "$dir/check"; tell $? "and read back whole" "$dir/check"
back_to again; [ $? -eq 2 ] && grep -q RESTORE_PLACE "$dir/back" && [ ! -e "$dir/again.db" ]; tell $? "but never where anything is" "$dir/back"
[ -z "$(grep -aiE 'testing|test:tester' "$dir/site.db" "$dir"/*.err "$dir"/doctor)" ]; tell $? "no credential stands in the journal or in what was said"
