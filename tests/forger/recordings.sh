# recordings.sh - sourced by run.sh: the pages of the forger's book about recordings.  A film is in a case, lawfully; then it is swapped,
# its labels are edited, and it is cut shorter, ever more cleverly.  The store is a folder beside the site.

# recorded: goes on with a copy of the lawful site: a film in the case, and a head over it.
recorded() {
        fresh
        export MINGJING_BLOBS=$work/recorded.blobs
        rm -rf "$MINGJING_BLOBS"
        clock=300
        act li recording.add case=$case_id kind=video recording_title=现场录像 file=@packs/daying/demo/survey.mp4 taken_at="$day 08:50" \
                place=江南路口 collector=李明 device=DSJ-7 proves=抛撒的过程
        film_seq=$seq
        film=$(sql "SELECT digest FROM rec_recording WHERE id = $film_seq")
        stored=$MINGJING_BLOBS/sm3/${film:4:2}/${film:6}
        [ -f "$stored" ] || { echo "the film is not where it should be: $stored" >&2; exit 1; }
        sign > "$work/recorded.note" || exit 1
        copy forged recorded
        rm -rf "$work/recorded.copy"
        cp -r "$MINGJING_BLOBS" "$work/recorded.copy"
}

again() {       # the lawful site with its film, untouched
        copy recorded forged; use forged
        rm -rf "$MINGJING_BLOBS"
        cp -r "$work/recorded.copy" "$MINGJING_BLOBS"
}

put() { chmod u+w "$stored"; cp "$1" "$stored"; }       # other bytes under the film's name

# named SENTENCE WORDS COMMAND…: the command must not end well and must say WORDS.
named() {
        local sentence=$1 words=$2 said code=0
        shift 2
        said=$("$@" 2>&1 < /dev/null) || code=$?
        if [ "$code" -ne 0 ] && [[ "$said" == *$words* ]]; then tell yes "$sentence" "$(grep -m 2 -F "$words" <<< "$said")"; else tell no "$sentence" "wanted “$words”, exit $code: $said"; fi
}

doctor() { "$program" doctor; }
reread() { "$program" blobs check --deep; }

book_recordings() {
        local other=packs/daying/demo/interview.mp4 short=$work/short.mp4 digest
        recorded
        passes "a site with a film verifies" verify
        passes "its tables are those of its log" check
        passes "its film is what the act says" reread

        put "$other"
        named "a film swapped for another under its name is named by the doctor" "内容被改动过" doctor
        named "and by re-reading the store" "$film" reread
        rm -f "$stored".seg
        named "also with its segment list thrown away" "内容被改动过" doctor
        again
        digest=sm3:$(printf '%064d' 7)
        sql "UPDATE rec_recording SET digest = '$digest' WHERE id = $film_seq"
        caught "a row that points to another film is named" "（digest）现为“${digest:0:20}" check
        forge both "$film_seq" file "$digest"; rebuild
        caught "with the act made to fit, the signed head says it" "历史被改写过" verify

        again; sql "UPDATE rec_recording SET taken_at = '2024-09-01T00:50:00.000Z' WHERE id = $film_seq"
        caught "a film dated a day earlier is named" "（taken_at）现为“2024-09-01" check
        again; sql "UPDATE rec_recording SET place = '别处', collector = '王芳' WHERE id = $film_seq"
        caught "another place is named" "（place）现为“别处”" check
        caught "and another collector" "（collector）现为“王芳”" check
        again; sql "UPDATE rec_recording SET findings = '' , media = '{}' WHERE id = $film_seq"
        caught "what was read in the file, edited, is named" "（media）现为“{}”" check
        again; forge fields "$film_seq" device DSJ-8
        caught "another device in the act is named" "第 $film_seq 条（recording.add）：内容与动作文本不符" verify
        again; forge both "$film_seq" proves 别的
        forge retree; rebuild
        caught "labels edited with everything made to fit fall to the signed head" "历史被改写过" verify

        again
        rm -f "$short"
        "$program" media clip packs/daying/demo/survey.mp4 --from 0 --until 1200000 --out "$short" > /dev/null || exit 1
        put "$short"; rm -f "$stored".seg
        named "a film cut shorter under its old name is named" "内容被改动过" doctor
        again; sql "UPDATE rec_recording SET length = 1200000 WHERE id = $film_seq"
        caught "a shorter length in the table is named" "（length）现为“1200000”，按日志应为“4200000”" check
        again; forge both "$film_seq" length 1200000; forge retree; rebuild
        caught "a shorter length in the act falls to the signed head" "历史被改写过" verify
        again; rm "$stored"
        named "a film taken out of the store is missed" "不见了" doctor
        unset MINGJING_BLOBS
}
