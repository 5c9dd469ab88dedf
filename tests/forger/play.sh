# play.sh - sourced: makes a site and plays a short, lawful case in it up to publication.  Needs $program; the database is $MINGJING_DB.
# The forger, the crash test and the race test all begin here.

day=2024-09-02
clock=0         # minutes since nine o'clock of $day

# at: the next moment of the play, one minute later than the last.
at() { printf '%sT%02d:%02d:00+08:00' "$day" $((9 + clock / 60)) $((clock % 60)); }

# act WHO VERB NAME=VALUE…: does it and leaves the act's number in $seq; stops the test when it is refused.
act() {
        local who=$1 answer
        shift
        clock=$((clock + 1))
        if [ "${real_clock:-no}" = yes ]; then
                answer=$("$program" act "$@" --as "$who" < /dev/null 2>&1)
        else
                answer=$("$program" act "$@" --as "$who" --now "$(at)" < /dev/null 2>&1)
        fi || { echo "the play was refused: $* -> $answer" >&2; exit 1; }
        seq=$(sed -nE 's/^\{"seq":([0-9]+).*/\1/p' <<< "$answer")
}

make_site() { "$program" init --pack packs/daying --now "$(at)" > /dev/null; }

# people: two certified officers, a head, an editor who is neither.
people() {
        local login
        act admin user.add login=li name=李明 agency=bureau unit=team1 roles=officer,team_leader password=mingjing-demo
        act admin user.add login=wang name=王芳 agency=bureau unit=team1 roles=officer password=mingjing-demo
        act admin user.add login=zhao name=赵强 agency=bureau roles=head password=mingjing-demo
        act admin user.add login=sun name=孙丽 agency=bureau unit=policy roles=editor,reviewer password=mingjing-demo
        for login in li wang; do
                act admin certificate.issue login=$login number=川J09010$login kinds=综合行政执法 area=大英县 since=2024-01-01 until=2029-12-31
        done
}

# A penalty on the spot, from what was seen to what the public reads.  Leaves the case in $case_id.
on_the_spot() {
        act li source.register channel=inspection place=蓬莱镇江南路口 source_facts="巡查发现沿途丢弃生活垃圾" procedure=summary
        case_id=$seq
        act li case.assign case=$case_id officers=li,wang
        act li evidence.add case=$case_id evidence_kind=party evidence_title=当事人陈述 proves=丢弃垃圾
        act li summary.inform case=$case_id officers=li,wang certificates_shown=yes content="拟罚款一百五十元，告知事实、理由、依据和权利" defence=无
        decide_from=$seq
        act li summary.decide case=$case_id item=GF-111-1 party_kind=citizen party=周小川 officers=li,wang penalties=fine fine=150 \
                found_facts="周小川在江南路口随意抛撒生活垃圾"
        decide_seq=$seq
}

published() {
        act wang publish.prepare case=$case_id
        act sun publish.release case=$case_id
}
