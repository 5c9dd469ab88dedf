#!/usr/bin/env bash
# bench/run.sh [PART…]: measures and prints one table: figure | ours | what the machine or the peer does in the same run | ratio | target.
# Parts: acts pg verify append portal desk papers dossier blobs uploads recordings media search scope statutes clocks release backup sheets phone (all of them when none is named).  Ten to fifteen minutes and 5 GB of disk; nothing fails
# because a machine is slow.  Ours and the peer take turns, round by round; medians are printed, ratios are medians of ratios.
#   BENCH_SCALE=10   a tenth of the work, for a quick look
#   BENCH_KEEP=DIR   the part search makes its records in DIR, keeps them, and uses them again when they are there (a full path)
set -euo pipefail
cd "$(dirname "$0")/.."
top=$PWD build=$PWD/build/bench work=$PWD/build/bench/work
scale=${BENCH_SCALE:-1} rounds=${BENCH_ROUNDS:-5} callers=64
parts=${*:-acts pg verify append portal desk papers dossier blobs uploads recordings media search scope statutes clocks release backup sheets phone}
program=$build/mingjing pids=()

# ---- building ----

build_all() {
        tools/need.sh build web bench
        tools/web.sh
        mkdir -p "$build"
        local how=()
        [ ! -f "$build/build.ninja" ] || how=(--reconfigure)
        meson setup "${how[@]}" "$build" > "$build/setup.log" 2>&1 || { cat "$build/setup.log"; exit 1; }
        ninja -C "$build" mingjing mingjing-media mingjing-pdf > "$build/build.log" 2>&1 || { cat "$build/build.log"; exit 1; }
        local flags=(-std=gnu17 -O2 -g -D_GNU_SOURCE -Wall -Wextra -Werror -Isrc -Ibench)
        local libraries
        libraries=$(tools/libraries.sh)
        for x in acts synth cases papers media search scope clocks exchange sheets; do
                gcc "${flags[@]}" -o "$build/$x" "bench/$x.c" bench/bench.c "$build/libmingjing-parts.a" $libraries -lpthread -lm
        done
        gcc "${flags[@]}" -o "$build/blobs" bench/blobs.c "$build/libmingjing-parts.a" $(pkg-config --cflags --libs libcrypto libgcrypt jansson libcurl libxml-2.0) -lpthread -lm
        gcc "${flags[@]}" -o "$build/journal_hash" bench/journal_hash.c "$build/libmingjing-parts.a" $libraries -lpthread -lm
        gcc "${flags[@]}" -o "$build/raw_insert" bench/raw_insert.c $(pkg-config --cflags --libs sqlite3 libpq) -lpthread
        gcc "${flags[@]}" -o "$build/measure" bench/measure.c
}

# ---- small tools ----

say() { printf '%s\n' "$*" >&2; }
value() { awk -v n="$2" '$1 == n { print $2; exit }' "$1"; }    # value FILE NAME
median() { printf '%s\n' "$@" | sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
calc() { awk "BEGIN { printf \"${2:-%.2f}\", $1 }"; }
round() { calc "$1" '%.0f'; }
percent() { calc "$1 * 100" '%.0f %%'; }
row() { printf '%s|%s|%s|%s|%s\n' "$@" >> "$work/table"; }
fresh() { rm -rf "$@"; }

answers() { for _ in $(seq 100); do (exec 3<> "/dev/tcp/127.0.0.1/$1") 2>/dev/null && return; sleep 0.1; done; return 1; }
started() { pids+=("$1"); }
ended() { kill "$1" 2>/dev/null || true; wait "$1" 2>/dev/null || true; }
tidy() {
        for p in "${pids[@]}"; do ended "$p"; done
        [ ! -d "$work/pg" ] || tools/pg.sh stop "$work/pg" || true
        rm -rf "$work"
}

cpu_ms() { awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) * 1000 / hz }' "/proc/$1/stat"; }   # of a process so far

# "1.23ms", "4.5s", "678us" -> milliseconds; requests per second; answers that were no page.
wrk_read() {
        awk '/^ *99%/ { v = $2; print "p99_ms", v ~ /us$/ ? v / 1000 : v ~ /ms$/ ? v + 0 : v * 1000 }
             /^ *50%/ { v = $2; print "p50_ms", v ~ /us$/ ? v / 1000 : v ~ /ms$/ ? v + 0 : v * 1000 }
             /^Requests\/sec/ { print "req_per_second", $2 } / requests in / { print "answered", $1 } /Non-2xx/ { print "refused", $NF }'
}

# ---- durable acts ----

# rates URL-OF-OURS FILE PREPARE PEER…: takes turns; leaves ours, theirs, ratios
acts_part() {
        local name=$1 url=$2 acts=$3 ours=() theirs=() ratios=() p99=() cpu=() rcpu=() bytes=0
        for r in $(seq "$rounds"); do
                say "$name, round $r of $rounds"
                "${name}_clean"
                "$build/acts" "$url" packs/daying --acts "$acts" --callers "$callers" > "$work/out"
                bytes=$(value "$work/out" bytes)
                ours+=("$(value "$work/out" acts_per_second)") p99+=("$(value "$work/out" p99_ms)") cpu+=("$(value "$work/out" cpu_us_per_act)")
                "${name}_clean"
                "${name}_peer" "$acts" "$bytes" > "$work/out"
                theirs+=("$(value "$work/out" rows_per_second)") rcpu+=("$(value "$work/out" cpu_us_per_row)")
                ratios+=("$(calc "${ours[-1]} / ${theirs[-1]}" %.3f)")
        done
        "${name}_clean"
        row "durable acts/s, 64 callers, $name" "$(round "$(median "${ours[@]}")") (p99 $(median "${p99[@]}") ms)" \
            "$(round "$(median "${theirs[@]}")") bare inserts of $bytes B" "$(percent "$(median "${ratios[@]}")")" ">= 50 %"
        row "  the same, us of a core for an act, our process" "$(median "${cpu[@]}")" "$(median "${rcpu[@]}") for a row" "-" "-"
}

SQLite_clean() { fresh "$work"/acts.db* "$work"/raw.db*; }
SQLite_peer() { "$build/raw_insert" sqlite "$work/raw.db" --rows "$1" --callers "$callers" --bytes "$2"; }
part_acts() { acts_part SQLite "sqlite:$work/acts.db" $((40000 / scale)); }

PostgreSQL_clean() { psql -q "$pg" -c 'SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public' < /dev/null; fresh "$work"/*.keys; }
PostgreSQL_peer() { "$build/raw_insert" postgres "$pg" --rows "$1" --group "$callers" --bytes "$2"; }
part_pg() {
        say "starting a private PostgreSQL"
        pg=$(tools/pg.sh start "$work/pg")
        MINGJING_KEYS=$work/pg.keys acts_part PostgreSQL "$pg" $((20000 / scale))
        tools/pg.sh stop "$work/pg"
        rm -rf "$work/pg"
}

# ---- workbooks ----

part_sheets() {
        local n=$((1000000 / scale)) ours=() theirs=() ratios=() read=() walked=() import=() rss=0
        for r in $(seq 3); do
                say "workbooks, round $r of 3"
                "$build/sheets" ours "$work/ours.xlsx" "$n" > "$work/out"; ours+=("$(value "$work/out" seconds)"); rss=$(value "$work/out" rss_mb)
                "$build/sheets" bare "$work/bare.xlsx" "$n" > "$work/out"; theirs+=("$(value "$work/out" seconds)")
                ratios+=("$(calc "${theirs[-1]} / ${ours[-1]}" %.3f)")
                "$build/sheets" read "$work/ours.xlsx" > "$work/out"; read+=("$(value "$work/out" seconds)")
                "$build/sheets" walk "$work/ours.xlsx" > "$work/out" 2> /dev/null; walked+=("$(value "$work/out" seconds)")
                import+=("$(calc "${walked[-1]} / ${read[-1]}" %.3f)")
        done
        rm -f "$work"/*.xlsx
        row "export of $n rows as a workbook, s" "$(median "${ours[@]}") ($rss MB)" "$(median "${theirs[@]}") libxlsxwriter alone" "$(percent "$(median "${ratios[@]}")")" ">= 80 %, < 50 MB"
        row "reading and checking it, s" "$(median "${read[@]}")" "$(median "${walked[@]}") libzip and xmlReader alone" "$(percent "$(median "${import[@]}")")" ">= 50 %"
}

# ---- long logs ----

logs_make() {
        [ ! -f "$work/log6.db" ] || return 0
        say "making logs of 10^4, 10^5 and 10^6 acts, and a tree of 10^7 leaves"
        "$build/synth" "sqlite:$work/log4.db" packs/daying --acts $((10000 / scale)) > /dev/null
        "$build/synth" "sqlite:$work/log5.db" packs/daying --acts $((100000 / scale)) > /dev/null
        "$build/synth" "sqlite:$work/log6.db" packs/daying --acts $((1000000 / scale)) > /dev/null
        "$build/synth" "sqlite:$work/log7.db" packs/daying --leaves $((10000000 / scale)) > /dev/null
}

verify_row() {  # verify_row NAME FILE ACTS LIMIT
        local rates=() ratios=() walls=() rss=() anon=()
        for r in $(seq 3); do
                say "journal verify of $1 acts, round $r of 3"
                "$build/journal_hash" 100000 > "$work/out"
                local limit rate
                limit=$(value "$work/out" sm3_acts_per_second)
                "$build/measure" run "$program" journal verify --db "sqlite:$2" > "$work/out" 2> "$work/words" || { cat "$work/words" >&2; exit 1; }
                rate=$(calc "$3 / $(value "$work/out" cpu_s)" %.0f)
                rates+=("$rate") walls+=("$(calc "$3 / $(value "$work/out" wall_s)" %.0f)") limits+=("$limit")
                ratios+=("$(calc "$rate / $limit" %.3f)")
                rss+=("$(value "$work/out" peak_rss_kb)") anon+=("$(value "$work/out" peak_anon_kb)")
        done
        row "journal verify, $1 acts of 8 fields, per second of a core" "$(median "${rates[@]}") ($(median "${walls[@]}")/s by the clock)" \
            "$(median "${limits[@]}") hashed only" "$(percent "$(median "${ratios[@]}")")" ">= 100,000/s"
        row "  memory at its highest (VmHWM; without mapped files)" \
            "$(calc "$(median "${rss[@]}") / 1024" %.0f) MB; $(calc "$(median "${anon[@]}") / 1024" %.1f) MB" "-" "-" "flat"
}

part_verify() {
        local limits=()
        logs_make
        verify_row 10^5 "$work/log5.db" $((100000 / scale))
        verify_row 10^6 "$work/log6.db" $((1000000 / scale))
}

part_append() {
        local n cpu4=() cpu6=() cpu7=() r6=() r7=() rate4=() rate6=() rate7=()
        logs_make
        for r in $(seq "$rounds"); do
                say "appending to 10^4, 10^6 and 10^7 leaves, round $r of $rounds"
                for n in 4 6 7; do
                        "$build/acts" "sqlite:$work/log$n.db" - --acts $((5000 / scale)) --callers "$callers" > "$work/out$n"
                done
                cpu4+=("$(value "$work/out4" cpu_us_per_act)") cpu6+=("$(value "$work/out6" cpu_us_per_act)") cpu7+=("$(value "$work/out7" cpu_us_per_act)")
                rate4+=("$(value "$work/out4" acts_per_second)") rate6+=("$(value "$work/out6" acts_per_second)") rate7+=("$(value "$work/out7" acts_per_second)")
                r6+=("$(calc "${cpu6[-1]} / ${cpu4[-1]}" %.3f)") r7+=("$(calc "${cpu7[-1]} / ${cpu4[-1]}" %.3f)")
        done
        row "one more act at 10^6 leaves, us of a core" "$(median "${cpu6[@]}") ($(median "${rate6[@]}") acts/s)" \
            "$(median "${cpu4[@]}") ($(median "${rate4[@]}") acts/s) at 10^4" "$(calc "$(median "${r6[@]}")")" "flat"
        row "one more act at 10^7 leaves (tiles only), us of a core" "$(median "${cpu7[@]}") ($(median "${rate7[@]}") acts/s)" \
            "$(median "${cpu4[@]}") ($(median "${rate4[@]}") acts/s) at 10^4" "$(calc "$(median "${r7[@]}")")" "flat"
        rm -f "$work"/log*.db*
}

# ---- a decision on the portal against nginx ----

nginx_conf() {  # nginx_conf PORT PATH: the same body and the same headers, from a file
        {
                echo "daemon off; master_process off; pid $work/nginx.pid; error_log $work/nginx.log crit;"
                echo "events { worker_connections 4096; use epoll; }"
                echo "http { access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000; etag off; gzip off; max_ranges 0;"
                echo "  open_file_cache max=100; open_file_cache_valid 600s; default_type 'text/html; charset=utf-8';"
                for d in client_body proxy fastcgi uwsgi scgi; do echo "  ${d}_temp_path $work/nginx.$d;"; done
                echo "  server { listen 127.0.0.1:$1; server_tokens off; root $work/nginx;"
                tr -d '\r' < "$work/headers" | awk -F': ' 'NR > 1 && $2 != "" && $1 !~ /^(Date|Content-Length|Content-Type|Connection|Last-Modified)$/ {
                        v = substr($0, length($1) + 3); gsub(/\\/, "\\\\", v); gsub(/"/, "\\\"", v); printf "    add_header %s \"%s\";\n", $1, v }'
                echo "    location = $2 { try_files /page =404; } } }"
        } > "$work/nginx.conf"
        # A file has a date, and nginx would say so: our answer does not.
        sed -i 's/    location =/    add_header Last-Modified "";\n    location =/' "$work/nginx.conf"
}

part_portal() {
        local site=sqlite:$work/demo.db port pid path
        say "making a demo site with released decisions"
        "$program" init --db "$site" --pack packs/daying > /dev/null
        "$program" demo --db "$site" --cases 40 --seed 1 > /dev/null 2> "$work/words" || { cat "$work/words" >&2; exit 1; }
        port=$(tools/port.sh)
        taskset -c 0 "$program" serve --db "$site" --listen "127.0.0.1:$port" --threads 1 > /dev/null & pid=$!
        started $pid; answers "$port"
        path=$(curl -s "http://127.0.0.1:$port/search" | grep -o '/decision/[0-9]*' | head -n 1)
        portal_page "a decision on the portal" "$path" "$port" "$pid"
        portal_page "the portal's home" / "$port" "$pid"
        ended $pid
}

portal_page() { # portal_page NAME PATH PORT SERVER: beside nginx with the same bytes
        local name=$1 path=$2 port=$3 pid=$4 nport ours=() theirs=() ratios=() p99=() np99=() cpu=() ncpu=() cratios=() npid
        mkdir -p "$work/nginx"
        curl -s -D "$work/headers" -o "$work/nginx/page" "http://127.0.0.1:$port$path"
        nport=$(tools/port.sh)
        nginx_conf "$nport" "$path"
        chmod 711 "$work"; chmod -R a+rX "$work/nginx"
        taskset -c 0 nginx -p "$work" -c "$work/nginx.conf" & npid=$!
        started $npid; answers "$nport"
        same_answer "$port" "$nport" "$path"
        for r in $(seq "$rounds"); do
                say "portal page $path, round $r of $rounds"
                portal_load "$pid" "http://127.0.0.1:$port$path" > "$work/out"
                portal_load "$npid" "http://127.0.0.1:$nport$path" > "$work/nout"
                ours+=("$(value "$work/out" req_per_second)") theirs+=("$(value "$work/nout" req_per_second)")
                p99+=("$(value "$work/out" p99_ms)") np99+=("$(value "$work/nout" p99_ms)")
                ratios+=("$(calc "${ours[-1]} / ${theirs[-1]}" %.3f)")
                cpu+=("$(value "$work/out" per_cpu_second)") ncpu+=("$(value "$work/nout" per_cpu_second)")
                cratios+=("$(calc "${cpu[-1]} / ${ncpu[-1]}" %.3f)")
        done
        ended $npid
        row "$name ($(stat -c %s "$work/nginx/page") B), req/s of one core" "$(round "$(median "${ours[@]}")") (p99 $(median "${p99[@]}") ms)" \
            "$(round "$(median "${theirs[@]}")") nginx (p99 $(median "${np99[@]}") ms)" "$(percent "$(median "${ratios[@]}")")" ">= 90 %"
        row "  the same, answers per CPU-second of the server" "$(round "$(median "${cpu[@]}")")" "$(round "$(median "${ncpu[@]}")") nginx" \
            "$(percent "$(median "${cratios[@]}")")" ">= 90 %"
}

portal_load() { # portal_load SERVER URL
        local before
        before=$(cpu_ms "$1")
        taskset -c 1 wrk -t1 -c64 -d"${BENCH_SECONDS:-4}s" --latency "$2" | wrk_read > "$work/load"
        cat "$work/load"
        echo "per_cpu_second $(calc "$(value "$work/load" answered) * 1000 / ($(cpu_ms "$1") - $before)" %.0f)"
}

# Both must send the same; only Server and Date may differ.
same_answer() {
        for p in "$1" "$2"; do
                curl -s -D - "http://127.0.0.1:$p$3" | tr -d '\r' | grep -avE '^(Date|Server|Connection):' | sort > "$work/answer.$p"
        done
        cmp -s "$work/answer.$1" "$work/answer.$2" || { say "nginx does not answer as we do:"; diff -a "$work/answer.$1" "$work/answer.$2" >&2 | head; exit 1; }
}

# ---- the desk with 100,000 cases; starting with them ----

part_desk() {
        local n=$((100000 / scale)) site=sqlite:$work/cases.db port ms=() rss=() anon=() pid who c
        say "making $n cases through the commands (some minutes)"
        "$build/cases" "$site" packs/daying --cases "$n" --ids "$work/all.ids" > "$work/cases.out"
        awk 'NR % 50 == 1' "$work/all.ids" > "$work/officer.ids"       # what officer1 may see
        cp "$work/all.ids" "$work/head.ids"
        for r in $(seq "$rounds"); do
                say "starting, round $r of $rounds"
                port=$(tools/port.sh)
                "$build/measure" start "$port" / "$program" serve --db "$site" --listen "127.0.0.1:$port" > "$work/out" 2> "$work/words"
                ms+=("$(value "$work/out" first_answer_ms)") rss+=("$(value "$work/out" rss_kb)") anon+=("$(value "$work/out" anon_kb)")
        done
        row "start until the first page is answered, $n cases" "$(round "$(median "${ms[@]}")") ms" "-" "-" "< 300 ms"
        row "memory at rest after ten pages, $n cases (without mapped files)" \
            "$(calc "$(median "${rss[@]}") / 1024" %.0f) MB ($(calc "$(median "${anon[@]}") / 1024" %.0f) MB)" "-" "-" "< 60 MB"
        port=$(tools/port.sh)
        "$program" serve --db "$site" --listen "127.0.0.1:$port" > /dev/null & pid=$!
        started $pid; answers "$port"
        for who in officer head; do for c in 1 8; do desk_row "$who" "$c" "$n" "http://127.0.0.1:$port" "$pid"; done; done
        row "memory after these pages (without mapped files)" \
            "$(awk '/^VmRSS/ { printf "%.0f MB", $2 / 1024 }' /proc/$pid/status) ($(awk '/^RssAnon/ { printf "%.0f MB", $2 / 1024 }' /proc/$pid/status))" "-" "-" "-"
        ended $pid
        rm -rf "$work"/cases.db*
}

desk_row() {    # desk_row WHO CONNECTIONS CASES URL SERVER
        local p99=() p50=() cpu=() before
        for r in $(seq 3); do
                say "case page, $1, $2 at once, round $r of 3"
                before=$(cpu_ms "$5")
                wrk -t1 -c"$2" -d"${BENCH_SECONDS:-4}s" --latency -s bench/cases.lua "$4" -- "$work/$1.ids" "$(value "$work/cases.out" "$1")" | wrk_read > "$work/out"
                [ -z "$(value "$work/out" refused)" ] || say "  $(value "$work/out" refused) answers were no page"
                p99+=("$(value "$work/out" p99_ms)") p50+=("$(value "$work/out" p50_ms)")
                cpu+=("$(calc "($(cpu_ms "$5") - $before) / $(value "$work/out" answered)")")
        done
        row "page of a random case of $3, $1, $2 at once, p99" "$(median "${p99[@]}") ms (median $(median "${p50[@]}") ms; $(median "${cpu[@]}") ms of a core)" "-" "-" "< 20 ms"
}

# ---- papers: pages per second of a core ----

part_papers() {
        tools/need.sh peers || say "LibreOffice and WeasyPrint could not be installed: what is missing is not measured"
        papers_row "a letter of 3 pages, the usual faces" ""
        papers_row "  all in LXGW WenKai (TrueType)" "LXGW WenKai"
        papers_row "  all in Noto Serif CJK SC (CFF)" "Noto Serif CJK SC"
        "$build/papers" html > "$work/letter.html"
        writers_row "LibreOffice headless, the same letter as HTML" soffice libreoffice_letters
        writers_row "WeasyPrint, the same letter as HTML" weasyprint weasyprint_letters
        "$build/papers" memory $((10000 / scale)) > "$work/out"
        row "memory after $((10000 / scale)) letters" "$(calc "$(value "$work/out" resident_kb_late) / 1024" %.1f) MB" \
            "$(calc "$(value "$work/out" resident_kb_early) / 1024" %.1f) MB after a tenth of them" \
            "$(calc "$(value "$work/out" resident_kb_late) / $(value "$work/out" resident_kb_early)")" "flat"
}

papers_row() {  # papers_row NAME FACE
        local ours=() theirs=() ratios=() bytes theirbytes
        for r in $(seq "$rounds"); do
                say "letters${2:+ in $2}, round $r of $rounds"
                "$build/papers" ours "${BENCH_SECONDS:-4}" ${2:+"$2"} > "$work/out"
                "$build/papers" bare "${BENCH_SECONDS:-4}" ${2:+"$2"} > "$work/nout"
                ours+=("$(value "$work/out" pages_per_second)") theirs+=("$(value "$work/nout" pages_per_second)")
                ratios+=("$(calc "${ours[-1]} / ${theirs[-1]}" %.3f)")
        done
        bytes=$(value "$work/out" bytes) theirbytes=$(value "$work/nout" bytes)
        row "$1, pages/s of a core" "$(round "$(median "${ours[@]}")") ($((bytes / 1024)) KB)" "$(round "$(median "${theirs[@]}")") bare Pango and Cairo ($((theirbytes / 1024)) KB)" \
            "$(percent "$(median "${ratios[@]}")")" ">= 90 %"
}

# Both read HTML; five letters in one process, so that starting it weighs less.  Seconds of CPU, as for ours.
libreoffice_letters() { soffice "-env:UserInstallation=file://$work/office" --headless --convert-to pdf --outdir "$1" "$1"/*.html; }
weasyprint_letters() { $(sed -n '1s/^#!//p' "$(command -v weasyprint)") -c 'import sys, weasyprint
for f in sys.argv[1:]: weasyprint.HTML(f).write_pdf(f[:-5] + ".pdf")' "$1"/*.html; }

writers_row() { # writers_row NAME PROGRAM FUNCTION
        local TIMEFORMAT='%U %S' seconds pages ours
        if ! command -v "$2" > /dev/null; then
                row "$1" "-" "not installed, not measured" "-" "-"
                return
        fi
        say "$1"
        fresh "$work/letters"
        mkdir -p "$work/letters"
        for i in 1 2 3 4 5; do cp "$work/letter.html" "$work/letters/$i.html"; done
        { time "$3" "$work/letters" > "$work/words" 2>&1; } 2> "$work/took" || { cat "$work/words" >&2; return 1; }
        seconds=$(awk 'END { print $1 + $2 }' "$work/took")
        pages=$(for i in 1 2 3 4 5; do pdfinfo "$work/letters/$i.pdf"; done | awk '/^Pages/ { n += $2 } END { print n }')
        "$build/papers" ours "${BENCH_SECONDS:-4}" > "$work/out"
        ours=$(value "$work/out" pages_per_second)
        row "$1, pages/s of a core" "$(round "$ours")" "$(calc "$pages / $seconds") ($(($(stat -c %s "$work/letters/1.pdf") / 1024)) KB)" \
            "$(calc "$ours * $seconds / $pages" '%.0f times')" "-"
}

# ---- a dossier of 300 pages ----

# A case with many long interviews, told as a story.
dossier_story() {
        local answer n
        answer=$(for n in $(seq 18); do printf '问：第%d个问题，请说明当天的情况。答：当天我在现场，看到车辆进出，没有留意具体的时间和数量。' "$n"; done)
        cat <<S
story "一个很厚的案卷"
pack daying
include ../../../../packs/daying/demo/staff.story
at 2024-10-08 09:00
li   source.register channel=inspection place=示例路9号 source_facts=巡查发现 -> case \$c
zhao case.file case=\$c item=DQ-118-1 party_kind=body party=演示餐饮管理有限公司 party_id=91510923000000035L officers=li,chen
li   recording.add case=\$c kind=video recording_title=询问全程录像 file=@../../../../packs/daying/demo/video.mp4 taken_at="2024-10-08 08:30" place=询问室 collector=李立夏 proves=询问 -> act \$r
S
        for n in $(seq "$1"); do
                echo "li interview.record case=\$c officers=li,chen interviewee=演某$n relation=证人 started=\"2024-10-08 08:30\" ended=\"2024-10-08 08:50\" place=询问室" \
                     "certificates_shown=true rights_told=true content=\"$answer\" signed=signed recordings=\$r"
        done
        echo end
}

dossier_row() { # dossier_row NAME FILE LIMIT ARGUMENTS…
        local name=$1 file=$2 limit=$3 began ended took=()
        shift 3
        for r in 1 2 3; do
                say "$name, round $r of 3"
                began=$(date +%s%N)
                "$program" "$@" --db "sqlite:$work/dossier.db" > "$work/words" 2>&1 || { cat "$work/words" >&2; return 1; }
                ended=$(date +%s%N)
                took+=("$(calc "($ended - $began) / 1e9")")
        done
        row "$name" "$(median "${took[@]}") s ($(($(stat -c %s "$file") / 1024)) KB)" "-" "-" "$limit"
}

part_dossier() {
        local pages
        mkdir -p "$work/dossier"
        dossier_story $((150 / scale)) > "$work/dossier/thick.story"
        say "a case with $((150 / scale)) interviews"
        "$program" story "$work/dossier/thick.story" --db "sqlite:$work/dossier.db" --via direct > "$work/words" 2>&1 || { tail -n 5 "$work/words" >&2; return 1; }
        local id
        id=$("$program" view cases --db "sqlite:$work/dossier.db" --as shen --format csv | sed -n 2p | cut -d, -f1)
        "$program" dossier "$id" --as shen --db "sqlite:$work/dossier.db" --format pdf --out "$work/thick.pdf"
        pages=$(pdfinfo "$work/thick.pdf" | awk '/^Pages/ { print $2 }')
        dossier_row "dossier of $pages pages as PDF, program start included" "$work/thick.pdf" "< 10 s" dossier "$id" --as shen --format pdf --out "$work/thick.pdf"
        dossier_row "  the same as OFD" "$work/thick.ofd" "<= 3 times the PDF" dossier "$id" --as shen --format ofd --out "$work/thick.ofd"
}

# ---- recordings: taking in, re-reading ----

part_blobs() {
        local mb=$((1000 / scale)) ours=() hash=() raw=() ratios=() rss=() cpu=() fast=() deep=() read=() fratios=() dratios=() dir=$work/blobs limit
        for r in $(seq "$rounds"); do
                say "an upload of $mb MB, round $r of $rounds"
                "$build/blobs" intake "$dir" "$mb" > "$work/out"
                fresh "$dir"
                "$build/blobs" hash "$mb" > "$work/hash.out"
                "$build/blobs" write "$dir" "$mb" > "$work/raw.out"
                ours+=("$(value "$work/out" mb_per_second)") rss+=("$(value "$work/out" peak_rss_kb)") cpu+=("$(value "$work/out" cpu_s)")
                hash+=("$(value "$work/hash.out" mb_per_second)") raw+=("$(value "$work/raw.out" mb_per_second)")
                limit=$(printf '%s\n' "${hash[-1]}" "${raw[-1]}" | sort -g | head -n 1)
                ratios+=("$(calc "${ours[-1]} / $limit" %.3f)")
        done
        row "an upload of $mb MB, hashed, in segments, on disk, MB/s" "$(round "$(median "${ours[@]}")")" \
            "SM3 $(round "$(median "${hash[@]}")"), disk write $(round "$(median "${raw[@]}")")" "$(percent "$(median "${ratios[@]}")")" ">= 80 % of the slower"
        row "  memory of the whole process; CPU seconds" "$(calc "$(median "${rss[@]}") / 1024" %.0f) MB; $(median "${cpu[@]}") s" "-" "-" "< 20 MB"
        "$build/blobs" fill "$dir" 8 $((mb / 8)) > /dev/null
        for r in $(seq "$rounds"); do
                say "re-reading a store of $mb MB, round $r of $rounds"
                "$build/blobs" read "$dir" > "$work/raw.out"
                "$build/blobs" scrub "$dir" fast > "$work/out"
                "$build/blobs" scrub "$dir" deep > "$work/deep.out"
                read+=("$(value "$work/raw.out" mb_per_second)") fast+=("$(value "$work/out" mb_per_second)") deep+=("$(value "$work/deep.out" mb_per_second)")
                fratios+=("$(calc "${fast[-1]} / ${read[-1]}" %.3f)") dratios+=("$(calc "${deep[-1]} / ${read[-1]}" %.3f)")
        done
        row "scrub by segments (SHA-256), 8 files, MB/s" "$(round "$(median "${fast[@]}")")" "$(round "$(median "${read[@]}")") read only" \
            "$(percent "$(median "${fratios[@]}")")" ">= 80 %"
        row "  deep, the digests (SM3) too" "$(round "$(median "${deep[@]}")")" "$(round "$(median "${read[@]}")") read only" "$(percent "$(median "${dratios[@]}")")" "-"
        fresh "$dir"
}

# ---- uploads by tus: one as fast as it goes, then fifty at once beside the desk ----

part_uploads() {
        local mb=$((1000 / scale)) port pid at token ours=() theirs=() ratios=() p99=() p50=() before hash disk
        (export program MINGJING_DB=sqlite:$work/up.db MINGJING_PACKS=packs; . tests/forger/play.sh; clock=0 real_clock=yes; make_site; people) < /dev/null > "$work/out" 2>&1
        port=$(tools/port.sh)
        "$program" serve --db "sqlite:$work/up.db" --listen "127.0.0.1:$port" > /dev/null & pid=$!
        started $pid; answers "$port"
        at=http://127.0.0.1:$port
        token=$(curl -sS -H 'Content-Type: application/json' -d '{"login":"li","password":"mingjing-demo"}' "$at/api/login" | sed -nE 's/.*"token":"([^"]+)".*/\1/p')
        head -c $((mb * 1000000)) /dev/urandom > "$work/film"
        before=$(awk '/^VmRSS/ { print $2 }' /proc/$pid/status)
        for r in $(seq "$rounds"); do
                say "an upload of $mb MB, round $r of $rounds"
                ours+=("$(upload_takes "$at" "$token" "$work/film")")
                hash=$(takes openssl dgst -sm3 "$work/film") disk=$(takes dd "if=$work/film" "of=$work/copy" bs=1M conv=fsync status=none)
                theirs+=("$(calc "(($hash > $disk) ? $hash : $disk)" %.3f)") ratios+=("$(calc "${theirs[-1]} / ${ours[-1]}" %.3f)")
        done
        row "one upload of $mb MB, MB/s" "$(calc "$mb / $(median "${ours[@]}")" %.0f)" "$(calc "$mb / $(median "${theirs[@]}")" %.0f) slower of SM3 and disk" "$(percent "$(median "${ratios[@]}")")" ">= 80 %"
        row "  memory that it took" "$(awk -v was="$before" '/^VmRSS/ { printf "%.0f MB", ($2 - was) / 1024 }' /proc/$pid/status)" "-" "-" "< 20 MB"
        head -c $((100000000 / scale)) "$work/film" > "$work/short"
        for r in 1 2 3; do
                say "fifty uploads at once beside the desk, round $r of 3"      # their clients give way: they would be elsewhere
                local all=() i
                for i in $(seq 50); do nice -n 10 bash -c "$(declare -f upload_takes takes calc); upload_takes \"\$@\"" - "$at" "$token" "$work/short" > /dev/null 2>&1 & all+=($!); done
                wrk -t1 -c4 -d"${BENCH_SECONDS:-4}s" --latency -H "Authorization: Bearer $token" "$at/desk" | wrk_read > "$work/out"
                p99+=("$(value "$work/out" p99_ms)") p50+=("$(value "$work/out" p50_ms)")
                wait "${all[@]}"
        done
        row "the desk beside 50 uploads, 4 at once, p99" "$(median "${p99[@]}") ms (median $(median "${p50[@]}") ms)" "-" "-" "< 100 ms"
        ended $pid
        fresh "$work"/up.db* "$work/film" "$work/copy" "$work/short"
}

takes() { local start; start=$(date +%s%N); "$@" > /dev/null; calc "($(date +%s%N) - $start) / 1e9" %.3f; }

# Seconds from the first byte to the answer that all of them are safe.  A part of a concatenation: no act, nothing is read in it.
upload_takes() { # upload_takes SITE TOKEN FILE
        local head=(-sS -H "Authorization: Bearer $2" -H 'Tus-Resumable: 1.0.0') place
        place=$(curl "${head[@]}" -i -X POST -H "Upload-Length: $(stat -c %s "$3")" -H 'Upload-Concat: partial' "$1/api/uploads" | tr -d '\r' | sed -n 's/^Location: //p')
        takes curl "${head[@]}" -X PATCH -H 'Upload-Offset: 0' -H 'Content-Type: application/offset+octet-stream' -H 'Expect:' -T "$3" "$1$place"
        curl "${head[@]}" -X DELETE "$1$place"
}

# ---- recordings: a page with five hundred of them; anywhere in a film of 2 GB ----

recordings_story() { # a story beside photos/ and film.mp4, for names in a story start from where it lies
        echo 'story "五百份音像资料的一个案件"'
        echo 'pack daying'
        echo 'include ../../../packs/daying/demo/staff.story'
        echo 'at 2024-09-09 10:00'
        echo 'zhou source.register channel=hotline place=示例路1号 source_facts=略 unit=team1 party=示例建筑有限公司 item=GF-111-4 -> case $c'
        echo 'zhao case.assign case=$c officers=li,chen'
        for f in "$work"/photos/*.jpg; do
                echo "li recording.add case=\$c kind=photo recording_title=现场$(basename "$f" .jpg) file=@photos/$(basename "$f") taken_at=\"2024-09-09 08:00\" place=示例路1号 collector=李立夏 proves=现场"
        done
        echo "li recording.add case=\$c kind=video recording_title=全程 file=@film.mp4 taken_at=\"2024-09-09 08:00\" place=示例路1号 collector=李立夏 proves=现场"
        echo end
}

part_recordings() {
        local n=$((500 / scale)) port pid at token ids film size seek=() slow=()
        say "making $n photos and a film of $((2000 / scale)) MB"
        mkdir -p "$work/photos"
        ffmpeg -v error -nostdin -f lavfi -i testsrc2=size=160x120:rate=25 -frames:v "$n" "$work/photos/%03d.jpg"
        ffmpeg -v error -nostdin -f lavfi -i testsrc2=size=1280x720:rate=25 -t 20 -vf noise=alls=40:allf=t -c:v libx264 -preset ultrafast -b:v 20M -g 50 "$work/piece.mp4"
        ffmpeg -v error -nostdin -stream_loop $((2000000000 / scale / $(stat -c %s "$work/piece.mp4"))) -i "$work/piece.mp4" -c copy -movflags +faststart "$work/film.mp4"
        recordings_story > "$work/many.story"
        "$program" story "$work/many.story" --db "sqlite:$work/rec.db" --via direct < /dev/null > "$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
        port=$(tools/port.sh)
        "$program" serve --db "sqlite:$work/rec.db" --listen "127.0.0.1:$port" --now 2024-09-10T10:00 > /dev/null & pid=$!
        started $pid; answers "$port"
        at=http://127.0.0.1:$port
        token=$(curl -sS -H 'Content-Type: application/json' -d '{"login":"li","password":"mingjing-demo"}' "$at/api/login" | sed -nE 's/.*"token":"([^"]+)".*/\1/p')
        ids=$("$program" view cases --db "sqlite:$work/rec.db" --as li --format csv < /dev/null | sed -n 2p | cut -d, -f1)
        many_row "the case page with $((n + 1)) recordings" "$at/desk/case/$ids?tab=recordings" "$token"
        many_row "everything about one party, $((n + 1)) recordings" "$at/desk/object?party=%E7%A4%BA%E4%BE%8B%E5%BB%BA%E7%AD%91%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8" "$token"
        film=$("$program" view recordings "case=$ids" --db "sqlite:$work/rec.db" --as li --format csv < /dev/null | grep ,video, | cut -d, -f1)
        curl -sS -f -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d "{\"recording\":\"$film\",\"mode\":\"view\",\"purpose\":\"handling\"}" "$at/api/acts/recording.open" > /dev/null
        size=$(stat -c %s "$work/film.mp4")
        for i in $(seq 60); do seek+=("$(curl -sS -f -o /dev/null -w '%{time_total}' -H "Authorization: Bearer $token" -r "$((size / 61 * i))-$((size / 61 * i + 999999))" "$at/desk/recording/$film/file")"); done
        slow=$(printf '%s\n' "${seek[@]}" | sort -g | tail -n 1)
        row "1 MB from anywhere in a film of $((size / 1000000)) MB" "$(calc "$(median "${seek[@]}") * 1000" %.1f) ms (slowest $(calc "$slow * 1000" %.1f) ms)" "-" "-" "< 200 ms"
        ended $pid
        fresh "$work"/rec.db* "$work/photos" "$work/film.mp4" "$work/piece.mp4"
}

many_row() {    # many_row NAME ADDRESS TOKEN
        say "$1"
        wrk -t1 -c1 -d"${BENCH_SECONDS:-4}s" --latency -H "Authorization: Bearer $3" "$2" | wrk_read > "$work/out"
        [ -z "$(value "$work/out" refused)" ] || { say "  $(value "$work/out" refused) answers were no page"; exit 1; }
        row "$1, p99" "$(value "$work/out" p99_ms) ms (median $(value "$work/out" p50_ms) ms)" "-" "-" "< 100 ms"
}

# ---- recordings: a look in the jailed worker beside the command line tools ----

part_media() {
        if ! command -v ffmpeg > /dev/null; then
                row "looks at a recording" "-" "ffmpeg is not installed, not measured" "-" "-"
                return
        fi
        say "making a recording of a minute"
        ffmpeg -nostdin -v error -y -f lavfi -i testsrc2=size=1280x720:rate=25:duration=60 -f lavfi -i sine=duration=60 -c:v libx264 -preset veryfast -pix_fmt yuv420p -g 50 -c:a aac "$work/minute.mp4"
        media_row "facts and findings of a minute of 720p" probe ffprobe_takes ffprobe
        media_row "  a picture of it, 320 wide, as JPEG" thumbnail ffmpeg_takes ffmpeg
        media_row "  its waveform" waveform ffmpeg_sound_takes ffmpeg
        rm -f "$work/minute.mp4"
}

# Only starting and answering; the same file is in memory for both.
ffprobe_takes() { ffprobe -v error -show_format -show_streams "$work/minute.mp4"; }
ffmpeg_takes() { ffmpeg -nostdin -v error -y -ss 30 -skip_frame nokey -i "$work/minute.mp4" -frames:v 1 -vf scale=320:-1 "$work/picture.jpg"; }
ffmpeg_sound_takes() { ffmpeg -nostdin -v error -y -i "$work/minute.mp4" -vn -ac 1 -ar 16000 -f s16le "$work/sound.raw"; }

media_row() {   # media_row NAME WHAT FUNCTION PEER
        local ours=() slow=() theirs=() ratios=() start
        for r in $(seq "$rounds"); do
                say "${1# *}, round $r of $rounds"
                MINGJING_MEDIA=$build/mingjing-media "$build/media" "$2" "$work/minute.mp4" $((100 / scale > 4 ? 100 / scale : 5)) > "$work/out"
                start=$(date +%s%N)
                for i in 1 2 3; do "$3" > /dev/null; done
                ours+=("$(value "$work/out" ms)") slow+=("$(value "$work/out" slowest_ms)")
                theirs+=("$(calc "($(date +%s%N) - $start) / 3000000")") ratios+=("$(calc "${theirs[-1]} / ${ours[-1]}" %.3f)")
        done
        row "$1" "$(median "${ours[@]}") ms (slowest $(median "${slow[@]}") ms)" "$(round "$(median "${theirs[@]}")") ms $4" "$(calc "$(median "${ratios[@]}")" '%.0f times')" "-"
}

# ---- a million published records ----

kept() { [ -n "${BENCH_KEEP:-}" ] && [ "$(cat "$1" 2> /dev/null)" = "$2" ]; }    # kept MADE RECORDS

part_search() {
        local n=$((1000000 / scale)) pg at=${BENCH_KEEP:-$work}
        mkdir -p "$at"
        kept "$at/found.made" "$n" || fresh "$at"/found.*
        kept "$at/pg.made" "$n" || fresh "$at/pg" "$at/pg.made"
        search_rows SQLite "sqlite:$at/found.db" "$n" "< 5 ms" "$at/found.made"
        exchange_rows "sqlite:$at/found.db" "$n"
        row "  the file, for a record" "$(calc "$(stat -c %s "$at/found.db") / $n" %.0f) B" "-" "-" "-"
        [ -n "${BENCH_KEEP:-}" ] || fresh "$at"/found.*
        pg=$(tools/pg.sh start "$at/pg" shared_buffers=1GB)
        MINGJING_KEYS=$at/found.keys search_rows PostgreSQL "$pg" "$n" "< 50 ms" "$at/pg.made"
        tools/pg.sh stop "$at/pg"
        [ -n "${BENCH_KEEP:-}" ] || rm -rf "$at/pg" "$at/pg.made"
}

exchange_rows() {       # exchange_rows URL RECORDS: what leaves the portal, over the same records
        "$build/exchange" data "$1" > "$work/out"
        "$build/exchange" bare "$2" >> "$work/out"
        "$build/exchange" feed "$1" --queries 500 >> "$work/out"
        local ours bare
        ours=$(value "$work/out" xlsx) bare=$(value "$work/out" bare_xlsx)
        row "open data of $2 records, XLSX" "$ours rows/s" "$bare rows/s, libxlsxwriter alone" "$(calc "$ours / $bare")" "-"
        row "open data, CSV and JSON Lines" "$(value "$work/out" csv) and $(value "$work/out" jsonl) rows/s" "-" "-" "-"
        row "open data, peak of memory of all three" "$(value "$work/out" peak_mib) MB" "-" "-" "does not grow with the records"
        row "a page of the feed, anywhere in it, p99" "$(value "$work/out" feed_p99_ms) ms" "-" "-" "-"
}

search_rows() { # search_rows ENGINE URL RECORDS LIMIT MADE: the file MADE says that these records were made and kept
        local kind
        if ! kept "$5" "$3"; then
                say "$3 published records into $1 (some minutes)"
                "$build/search" make "$2" packs/daying --records "$3" > "$work/out"
                row "$3 published records into $1, records/s" "$(value "$work/out" records_per_second)" "-" "-" "-"
                echo "$3" > "$5"
        fi
        find "${5%.made}"* -type f -size +1M -exec cat {} + > /dev/null         # what a server that is asked all day has in memory
        "$build/search" ask "$2" --queries $((1000 / scale > 100 ? 1000 / scale : 100)) > "$work/out" 2> "$work/words" || { cat "$work/words" >&2; exit 1; }
        for kind in newest word character phrase and without filtered amount number; do
                row "search on $1: $kind, p99" "$(value "$work/out" ${kind}_p99_ms) ms (median $(value "$work/out" ${kind}_p50_ms) ms; $(value "$work/out" \
                    ${kind}_p99_cpu_ms) ms of our core)" "-" "-" "$4"
        done
}

part_statutes() {   # the limit is the journal's: so many acts in groups; ten seconds are wanted whatever the machine
        local laws=${MINGJING_LAWS:-../shared/data/laws} from took
        [ -d "$laws" ] || laws=packs/daying/demo/laws
        fresh "$work"/statutes.*
        "$program" init --db "sqlite:$work/statutes.db" --pack packs/daying > /dev/null
        from=$(date +%s.%N)
        "$program" statute import "$laws" --as admin --db "sqlite:$work/statutes.db" > "$work/out" 2>&1 || true
        took=$(calc "$(date +%s.%N) - $from")
        row "statutes imported: $(find "$laws" -name '*.md' | wc -l) files" "$took s" "-" "-" "< 10 s"
}

part_clocks() {
        "$build/clocks" packs/daying --clocks 100000 > "$work/out"
        row "100,000 clocks, every rule of the pack" "$(value "$work/out" clocks_s) s" "-" "-" "< 1 s"
}

# ---- from the release to the portal ----

part_release() {
        local site=sqlite:$work/release.db port pid at token case start ms=() home=()
        ln -sfn "$PWD/packs/daying" "$work/daying"
        bash tests/exchange/make_site.sh 9 daying | sed '/publish.release case=$c[2-9]/d' > "$work/release.story"
        "$program" story "$work/release.story" --db "$site" --via direct --blobs "$work/release.blobs" > "$work/words" 2>&1 || { cat "$work/words" >&2; exit 1; }
        port=$(tools/port.sh)
        "$program" serve --db "$site" --blobs "$work/release.blobs" --listen "127.0.0.1:$port" --now 2024-11-21T17:00 > /dev/null & pid=$!
        started $pid; answers "$port"
        at=http://127.0.0.1:$port
        token=$(curl -sS -H 'Content-Type: application/json' -d '{"login":"feng","password":"mingjing-demo"}' "$at/api/login" | sed -nE 's/.*"token":"([^"]+)".*/\1/p')
        for case in $("$program" view cases --db "$site" --as zhao --format csv < /dev/null | tail -n +2 | cut -d, -f1 | sort -n | tail -n +2); do
                curl -sS "$at/" "$at/search" > "$work/seen"
                start=$(date +%s%N)
                curl -sS -f -o /dev/null -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d "{\"subject\":$case}" "$at/api/acts/publish.release"
                until curl -s "$at/search" | grep -q "\"/decision/$case\""; do :; done
                ms+=("$(calc "($(date +%s%N) - $start) / 1000000")")
                until curl -s "$at/" | grep -q "\"/decision/$case\""; do :; done
                home+=("$(calc "($(date +%s%N) - $start) / 1000000")")
        done
        ended $pid
        row "released until the search finds it / the home page shows it" "$(median "${ms[@]}") / $(median "${home[@]}") ms" "-" "-" "< 2 s"
        fresh "$work"/release.db* "$work/release.blobs"
}

# ---- a backup while the site serves and writes ----

# The same bytes read and written, nothing else: what the disk does by itself.
backup_raw() { find "$work/backup.db" "$work/backup.db.blobs" -type f -exec cat {} + | dd of="$work/raw" bs=4M iflag=fullblock conv=fsync status=none; }

part_backup() {
        local site=sqlite:$work/backup.db port pid at token user load start bytes mb ours=() theirs=() ratios=() hashed=() quiet busy
        say "making a site of at least $((2000 / scale)) MB"
        "$build/synth" "$site" packs/daying --acts $((250000 / scale)) > "$work/out"
        "$build/blobs" fill "$work/backup.db.blobs" 64 $((1700 / scale / 64 + 1)) > "$work/out"
        printf 'a word for the bench\n' > "$work/word"
        user=$(sqlite3 "$work/backup.db" "SELECT id FROM org_user WHERE login = 'officer1'")
        "$program" act user.password "user=$user" password=@"$work/word" --as admin --db "$site" > "$work/out" 2>&1 < /dev/null || { cat "$work/out" >&2; exit 1; }
        port=$(tools/port.sh)
        "$program" serve --db "$site" --listen "127.0.0.1:$port" > /dev/null & pid=$!
        started $pid; answers "$port"
        at=http://127.0.0.1:$port
        token=$(curl -sS -H 'Content-Type: application/json' -d '{"login":"officer1","password":"a word for the bench"}' "$at/api/login" | sed -nE 's/.*"token":"([^"]+)".*/\1/p')
        wrk -t1 -c8 -d"${BENCH_SECONDS:-4}s" --latency -s bench/writes.lua "$at" -- "$token" | wrk_read > "$work/quiet"
        [ -z "$(value "$work/quiet" refused)" ] || { say "  $(value "$work/quiet" refused) acts were refused"; exit 1; }
        wrk -t1 -c8 -d1h --latency -s bench/writes.lua "$at" -- "$token" > "$work/load" & load=$!
        started $load
        for r in $(seq 3); do
                say "a backup beside $(round "$(value "$work/quiet" req_per_second)") acts/s, round $r of 3"
                start=$(date +%s%N)
                "$program" backup --db "$site" --to "$work/backups" > "$work/out" 2> "$work/words" < /dev/null || { cat "$work/words" "$work/out" >&2; exit 1; }
                ours+=("$(calc "($(date +%s%N) - $start) / 1000000000")")
                bytes=$(du -sb "$work/backups" | cut -f1) mb=$(calc "$bytes / 1000000" %.1f)
                fresh "$work/backups"
                start=$(date +%s%N)
                backup_raw
                theirs+=("$(calc "($(date +%s%N) - $start) / 1000000000")")
                fresh "$work/raw"
                ratios+=("$(calc "${theirs[-1]} / ${ours[-1]}" %.3f)")
        done
        kill -INT $load; wait $load || true
        wrk_read < "$work/load" > "$work/busy"
        ended $pid
        quiet=$(value "$work/quiet" req_per_second) busy=$(value "$work/busy" req_per_second)
        row "backup of $(round "$mb") MB beside a server that writes, MB/s" "$(calc "$mb / $(median "${ours[@]}")" %.0f)" "$(calc "$mb / $(median "${theirs[@]}")" %.0f) read and written only" \
            "$(percent "$(median "${ratios[@]}")")" ">= 50 %"
        row "  acts/s meanwhile, 8 callers (p99)" "$(round "$busy") ($(value "$work/busy" p99_ms) ms)" "$(round "$quiet") ($(value "$work/quiet" p99_ms) ms) before it" "$(percent "$(calc "$busy / $quiet" %.3f)")" "-"
        fresh "$work"/backup.db* "$work/backups"
}

# ---- what the permission check and the data scope add to the ledger ----

# A pack of 20 agencies with 10 units each, the first above the others.
scope_pack() {
        cp -r packs "$work/packs"
        mkdir -p "$work/packs/bench"
        awk 'BEGIN { print "name: bench\nextends: national\nversion: 0.1.0\ntitle: 示例市\njurisdiction: 示例市\nportal: 示例市公示平台\nagencies:"
                for (a = 0; a < 20; a++) print "  agency" a ": { name: 示例" a "局, short: 示例" a "局, uscc: \"115109230000000197\", region: \"510923\", superior: 示例市人民政府, court: 示例市人民法院 }"
                print "units:"
                for (a = 0; a < 20; a++) for (u = 0; u < 10; u++) print "  a" a "-unit" u ": { name: 示例" a "局" u "队, agency: agency" a (u ? ", above: a" a "-unit0" : "") " }"
                print "review: { body: 本机关法制机构, paper: 法制审核意见书 }" }' > "$work/packs/bench/pack.yaml"
}

# scope_rows ENGINE: a line for each kind of user beside the same page unscoped (all cases, nothing asked), and one beside a copy that holds only
# the rows that this user sees: what finding them among the others costs.
scope_rows() {
        local who ours bare all
        all=$(value "$work/out" jurisdiction_bare_p50)
        for who in jurisdiction agency below unit custom; do
                ours=$(value "$work/out" "${who}_p50") bare=$(value "$work/out" "${who}_bare_p50")
                row "first page and total of the ledger, $(value "$work/out" "${who}_cases") of $n cases, $1: scope $who" "$ours ms" \
                    "$all ms unscoped" "$(calc "100 * ($ours / $all - 1)" '%+.1f %%')" "< +5 %"
                [ "$who" = jurisdiction ] ||
                        row "  the same beside a ledger of these rows alone" "$ours ms" "$bare ms" "$(calc "100 * ($ours / $bare - 1)" '%+.0f %%')" "-"
        done
        row "who it is, what he may, how far he sees (the check alone), $1" "$(value "$work/out" check_p50_us) µs" "-" "-" "-"
}

part_scope() {
        local n=$((1000000 / scale)) url
        scope_pack
        say "writing $n cases of 200 units, then lists for five kinds of users, on SQLite"
        "$build/scope" rows "sqlite:$work/scope.db" "$work/packs/bench" --cases "$n"
        "$build/scope" measure "sqlite:$work/scope.db" --rounds $((20 * rounds)) > "$work/out"
        scope_rows SQLite
        rm -rf "$work"/scope.db*
        say "the same on PostgreSQL"
        url=$(tools/pg.sh start "$work/pg")
        export MINGJING_KEYS=$work/pg.keys
        "$build/scope" rows "$url" "$work/packs/bench" --cases "$n"
        psql -q "$url" -c VACUUM < /dev/null    # as the server does by itself within a minute or two
        "$build/scope" measure "$url" --rounds $((20 * rounds)) > "$work/out"
        scope_rows PostgreSQL
        unset MINGJING_KEYS
        tools/pg.sh stop "$work/pg"
        rm -rf "$work/pg" "$work/packs"
}

# ---- what a phone sees of it ----

part_phone() {
        local site=sqlite:$work/phone.db port pid decision path fcp weight
        if ! command -v chromium > /dev/null || [ ! -d tests/e2e/node_modules ]; then
                row "first contentful paint on a phone" "-" "no chromium or tests/e2e/node_modules, not measured" "-" "-"
                return
        fi
        "$program" init --db "$site" --pack packs/daying > /dev/null
        "$program" demo --db "$site" --cases 40 --seed 1 > /dev/null 2> "$work/words" || { cat "$work/words" >&2; exit 1; }
        port=$(tools/port.sh)
        "$program" serve --db "$site" --listen "127.0.0.1:$port" > /dev/null & pid=$!
        started $pid; answers "$port"
        decision=$(curl -s "http://127.0.0.1:$port/search" | grep -o '/decision/[0-9]*' | head -n 1)
        node bench/phone.mjs "http://127.0.0.1:$port" / /search "/search?q=%E5%9E%83%E5%9C%BE" "$decision" /agencies /lists /officers /verify /about > "$work/out"
        while read -r path fcp weight; do
                row "a phone (Slow 4G, a quarter of a core): $path" "$fcp ms to the first paint; $weight KB" "-" "-" "< 1 s; < 150 KB"
        done < "$work/out"
        ended $pid
}

# ---- the table ----

table_print() {
        awk -F'|' '{ for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > wide[i]) wide[i] = length($i) } n = NR }
             END { for (r = 1; r <= n; r++) { for (i = 1; i <= 5; i++) printf "%-" wide[i] "s%s", cell[r, i], i < 5 ? "  " : "\n"
                   if (r == 1) { for (i = 1; i <= 5; i++) { for (k = 0; k < wide[i]; k++) printf "-"; printf "%s", i < 5 ? "  " : "\n" } } } }' "$work/table"
}

build_all
rm -rf "$work"
mkdir -p "$work"
trap tidy EXIT
row figure ours "machine or peer, same run" ratio target
for part in $parts; do "part_$part"; done
printf '\n%s cores, %s of memory, load %s\n\n' "$(nproc)" "$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)" "$(cut -d' ' -f1 /proc/loadavg)"
table_print
