story "玉溪水利：法制审核委员会两届任期，公职律师参与审核"
# 本局方案 二（三）1；处罚法 58
pack yuxi-water
include staff.story
include staff-committee.story
at 2025-03-04 09:00
luo  body.appoint login=shi seat=secretary since=2026-01-01 until=2027-01-01 -> refused DUPLICATE field=login
luo  body.appoint login=zhu seat=member since=2027-03-01 until=2032-03-01 -> refused ARG_RANGE field=until says 2032-02-29
check view body_members as luo is count=5
check view body_members on=2024-12-31 as luo is count=4
check view body_members on=2024-12-31 as luo where login=shi is until=2025-02-28
check view body_members all=true as luo is count=9
check view body_members as luo where login=zhu is state=ok:在任 exam=演法资2012云0203（2012-03-20）
check view bodies as luo where agency=water is body=法制审核委员会 way=会议表决 needed=1 reviewers=5 missing=0
check view meetings as luo is count=0
check page /desk/bodies as luo shows 法制审核委员会 拓澄江 三分之二
check page /desk/meetings as luo shows 召集会议
end
