# lib.sh - sourced by the run.sh of a part: the program, a folder that goes when the part ends, and the counting, once for all of them.
#   part=NAME; . tests/lib.sh        at the top of the checkout; sets $program (MINGJING, default build/mingjing), $work, $passed, $failed
#   serve LOG TENTHS OPTION…         a server on a free port of loopback; sets $port.  serve_end ends it, the end of the part as well
#   leave() { … }                    redefined by a part that started something else: ends it
#   $engine                          stands before each sentence when it is not empty

program=$(realpath "${MINGJING:-build/mingjing}")
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-$part.XXXXXX")
passed=0 failed=0 engine='' lib_server='' port=''

leave() { :; }
lib_end() { leave; serve_end; rm -rf "$work"; }
trap lib_end EXIT
trap 'exit 143' INT TERM

serve() {       # false when it ended or has not named its port after so many tenths of a second; what it says lies in LOG
        local log=$1 tenths=$2
        shift 2
        : > "$log"
        "$program" serve --listen 127.0.0.1:0 "$@" > "$log" 2>&1 &
        lib_server=$!
        for _ in $(seq "$tenths"); do
                port=$(sed -n 's/^端口 *\([0-9]*\).*/\1/p' "$log")
                [ -z "$port" ] || return 0
                kill -0 "$lib_server" 2> /dev/null || return 1
                sleep 0.1
        done
        return 1
}
serve_end() {
        [ -z "$lib_server" ] || { kill "$lib_server" 2> /dev/null; wait "$lib_server" 2> /dev/null; }
        lib_server=
}

held() { passed=$((passed + 1)); echo "ok - ${engine:+$engine: }$1"; }
broke() {       # broke SENTENCE [FILE…]: what they say is shown
        failed=$((failed + 1)); echo "not ok - ${engine:+$engine: }$1"
        shift
        [ $# -eq 0 ] || cat "$@" 2> /dev/null | tail -n 60 | cut -c1-600 | sed 's/^/#   /'
}
tell() { if [ "$1" -eq 0 ]; then held "$2"; else broke "${@:2}"; fi; }         # tell RC SENTENCE [FILE…]
that() {        # that SENTENCE COMMAND…: it must succeed; what it prints is shown when it does not
        local sentence=$1
        shift
        if "$@" > "$work/that.out" 2>&1; then held "$sentence"; else broke "$sentence" "$work/that.out"; fi
}
is() {          # is SENTENCE GOT PATTERN: a pattern as in [[ … == … ]]
        if [[ $2 == $3 ]]; then held "$1"; else broke "$1" <(printf 'got: %s\n' "$2"); fi
}
counted() {     # counted FILE: its "ok" and "not ok" lines are ours
        cat "$1"
        passed=$((passed + $(grep -c '^ok' "$1"))) failed=$((failed + $(grep -c '^not ok' "$1")))
}
give_up() { echo "$1"; echo "$passed passed, $((failed + 1)) failed"; exit 1; }
finished() { echo "$passed passed, $failed failed"; [ "$failed" -eq 0 ]; }      # the last line of a part
