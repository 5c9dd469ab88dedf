#!/usr/bin/env bash
# run.sh: Debian's sqlmap, wapiti and nikto (fetched from non-free, nikto.sh) against the portal of a demo site of our
# own, on loopback; they must find nothing.  First each must find the holes of weak.py, or its silence would mean nothing.
# MINGJING_SCAN=short (./test): about a minute; otherwise (./test --scan) deeper and longer.  MINGJING: the program (default build/mingjing).
# Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=scan
. tests/lib.sh

export PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8 XDG_STATE_HOME="$work/state" HOME="$work/home"
unset MINGJING_DB MINGJING_KEYS MINGJING_BLOBS MINGJING_PACKS
mkdir -p "$HOME"
if [ "${MINGJING_SCAN:-long}" = short ]; then
        techniques=BE level=1 depth=2 seconds=25 modules=xss,sql,file,crlf,redirect,csp,http_headers,cookieflags
else
        techniques=BEUST level=2 depth=4 seconds=240 modules=xss,sql,blindsql,file,exec,crlf,redirect,permanentxss,xxe,htaccess,backup,methods,csp,http_headers,cookieflags
fi
for tool in sqlmap wapiti; do command -v "$tool" > /dev/null || give_up "not ok - $tool is not installed (tools/need.sh scan)"; done

weak='' served=''
leave() {
        [ -z "$weak" ] || kill "$weak" 2> /dev/null
        [ -z "$served" ] || kill "$served" 2> /dev/null
        wait $weak $served 2> /dev/null
}

# port FILE PATTERN: the number that the server prints, once it is there.
port() {
        local n=''
        while [ -z "$n" ] && kill -0 "$3" 2> /dev/null; do n=$(sed -nE "s/^$2([0-9]+)$/\1/p" "$1" | head -n 1); read -rt 0.1 <> <(:) || :; done
        echo "$n"
}

# What the tools say they found, one a line.
sqlmap_found() {        # sqlmap_found NAME ARGUMENTS…
        local out=$work/sqlmap-$1
        shift
        timeout -k 5 400 sqlmap "$@" --batch --disable-coloring --flush-session --level "$level" --risk 1 --technique "$techniques" --output-dir "$out" --results-file "$out.csv" \
                --threads 2 --timeout 20 --retries 1 > "$out.log" 2>&1 < /dev/null
        grep -qE 'ending @' "$out.log" || echo "sqlmap did not come to its end: $(tail -n 1 "$out.log")"
        grep -qE "testing (connection|URL)" "$out.log" || echo "sqlmap asked nothing"
        [ ! -f "$out.csv" ] || sed 1d "$out.csv" | grep -vE '^[^,]*,,,,' | sed '/^$/d'
        grep -E "is vulnerable|identified the following injection" "$out.log"
        return 0
}
wapiti_found() {        # wapiti_found NAME URL [ARGUMENTS…]
        local out=$work/wapiti-$1 url=$2
        shift 2
        timeout -k 5 $((seconds * 2 + 60)) wapiti -u "$url" --scope folder -m "$modules" -d "$depth" --max-links-per-page 40 --max-files-per-dir 12 --max-scan-time "$seconds" \
                --max-attack-time "$seconds" --flush-session --store-session "$out.session" -f json -o "$out.json" --no-bugreport -t 20 --verify-ssl 0 "$@" > "$out.log" 2>&1 < /dev/null
        python3 tests/scan/wapiti.py "$out.json" "$out.log"
}

# What it lists as found, without its notes: which headers and methods there are, that robots.txt can be read, that an ETag holds hexadecimal digits
# (ours is a hash).  Some of its tests of 2001 run "id" and look for "uid" in the answer, which "/guides" holds: they count if the answer holds "uid=".
nikto_found() {         # nikto_found NAME URL
        local out=$work/nikto-$1
        # shellcheck disable=SC2086
        timeout -k 5 $((seconds * 2 + 60)) $nikto -h "$2" -maxtime "$((seconds * 2))s" -nointeractive -ask no -Format csv -output "$out.csv" > "$out.log" 2>&1 < /dev/null
        grep -qE '[1-9][0-9]{2,} items checked' "$out.log" || echo "nikto did not come to its end: $(tail -n 1 "$out.log")"
        grep 'OSVDB-' "$out.csv" | grep -vE '"Server leaks inodes via ETags|"Uncommon header .(x-frame|referrer|x-content-type|content-security)|"robots.txt..? contains|"Allowed HTTP Methods: GET, HEAD "' |
                while IFS= read -r line; do
                        page=$(awk -F'","' '{ print $5 }' <<< "$line")
                        case $line in *"command execution"* | *"commands to be issued"*) curl -sg --max-time 20 "$2$page" | grep -q 'uid=' || continue ;; esac
                        printf '%s\n' "$line"
                done
}
nikto=$(tests/scan/nikto.sh build/nikto 2> "$work/nikto.why") || { nikto=; echo "# nikto was not to be had and does not run: $(tail -n 1 "$work/nikto.why")"; }

# ---- the tools can see ----
python3 tests/scan/weak.py > "$work/weak.port" 2> /dev/null < /dev/null &
weak=$!
p=$(port "$work/weak.port" '' "$weak")
is "sqlmap finds the hole of a server that has one" "$(sqlmap_found weak -u "http://127.0.0.1:$p/item?id=1")" '*injection*'
[ -z "$nikto" ] || is "nikto finds them too" "$(nikto_found weak "http://127.0.0.1:$p")" '*/phpinfo.php*'
is "wapiti finds the holes of that server" "$(wapiti_found weak "http://127.0.0.1:$p/")" '*SQL Injection*Cross Site Scripting*'

# ---- and see nothing on the portal ----
"$program" story packs/daying/demo/publicity.story --db "sqlite:$work/site.db" --via direct --blobs "$work/blobs" > "$work/story.log" 2>&1 < /dev/null ||
        give_up "not ok - the site was not made: $(tail -n 2 "$work/story.log")"
"$program" serve --db "sqlite:$work/site.db" --blobs "$work/blobs" --listen 127.0.0.1:0 --now "2026-11-20 10:00" --asks 1000000 --behind-tls > "$work/serve.log" 2>&1 < /dev/null &
served=$!
p=$(port "$work/serve.log" '端口 ' "$served")
[ -n "$p" ] || give_up "not ok - the site did not start"
at=http://127.0.0.1:$p
nothing() { if [ -z "$2" ]; then held "$1"; else broke "$1" <(printf '%s\n' "$2"); fi; }

printf '%s\n' "$at/search?q=示例&agency=bureau&kind=penalty" "$at/api/views/publications?q=示例&limit=5" > "$work/pages"
[ "$techniques" = BE ] || printf '%s\n' "$at/api/views/questions?limit=5" "$at/verify?x=1" "$at/display?size=lg&back=/" >> "$work/pages"
nothing "sqlmap finds nothing in the search and its data" "$(sqlmap_found pages -m "$work/pages")"
nothing "sqlmap finds nothing in the lookup by number and code" "$(sqlmap_found follow -u "$at/follow" --data 'number=TS20261120-0001&code=0123-4567-89AB-CDEF')"
nothing "sqlmap finds nothing in the progress of cases" "$(sqlmap_found progress -u "$at/progress" --data 'number=1&code=0123-4567-89AB-CDEF')"
nothing "wapiti finds nothing on the portal" "$(wapiti_found portal "$at/")"
asked=$(python3 tests/scan/wapiti.py --asked "$work/wapiti-portal.session")
that "wapiti went through the portal's pages ($asked)" test "$asked" -ge 12
[ -z "$nikto" ] || nothing "nikto finds nothing on the portal" "$(nikto_found portal "$at")"
that "the site is still well" curl -fsS "$at/health"
kill "$served"; wait "$served" 2> /dev/null; served=
that "the journal verifies after all of it" "$program" journal verify --db "sqlite:$work/site.db"
finished
