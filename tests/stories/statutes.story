story "法律法规：导入、更正、施行日期、废止；同一天只有一份文本，谁都可以查"
# 依据：立法法 61；国办发〔2018〕118号 二（四）
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-09 10:20

# ---- 谁可以；什么样的文本不行 ----
li    statute.import text="# 示例管理条例\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 甲。\n第二条 本条例自2020年3月1日起施行。" -> refused ROLE
admin statute.import source=某处 -> refused ARG_MISSING field=text
admin statute.import text="# 示例管理条例\n2020年1月2日 公布\n<!-- INFO END -->" -> refused STATUTE_TEXT says 没有条文
admin statute.import text="# 示例管理条例\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 甲。\n第一条 乙。" -> refused STATUTE_TEXT says 重复
admin statute.import text="# 示例管理条例\n<!-- INFO END -->\n第一条 甲。" -> refused STATUTE_DATE
admin statute.import text="没有标题的一段话" -> refused STATUTE_TEXT says 标题
admin statute.import file=@../../packs/daying/demo/photo.jpg -> refused STATUTE_TEXT says UTF-8

# ---- 收入；再来一次什么也不变；同一天的另一份只能是更正 ----
admin statute.import text="# 示例管理条例\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 甲。\n第二条 处<script>alert(1)</script>一百元以下罚款：\n（一）乙；\n（二）丙。\n前款规定，依照《中华人民共和国行政处罚法》第五十七条第一款办理。\n第三条 本条例自2020年3月1日起施行。" source=示例 -> statute $v1
qian  statute.import text="# 示例管理条例\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 甲。\n第二条 处<script>alert(1)</script>一百元以下罚款：\n（一）乙；\n（二）丙。\n前款规定，依照《中华人民共和国行政处罚法》第五十七条第一款办理。\n第三条 本条例自2020年3月1日起施行。" -> refused STATUTE_SAME
qian  statute.import text="# 示例管理条例\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 甲乙。\n第二条 处一百元以下罚款。\n第三条 本条例自2020年3月1日起施行。" -> refused STATUTE_SAME says 文字与这一份不同
check view statute_articles name=示例管理条例 where text=（一）乙； is number=2 paragraph=1 item=1
check view statute_articles name=示例管理条例 where paragraph=2 is number=2
check view statutes q=示例管理 where title=示例管理条例 is promulgated=2020-01-02 effective=2020-03-01 articles=3

# ---- 新的版本：以前的那一天仍是以前的文字 ----
feng  statute.import text="# 示例管理条例\n2020年1月2日 公布\n2024年6月1日 第一次修正\n<!-- INFO END -->\n第一条 甲。\n第二条 处二百元以下罚款。\n第二条之一 丁。\n第三条 本条例自2020年3月1日起施行。" -> statute $v2
check view statute_articles name=示例管理条例 where number=2-1 is text=丁。
check view statute_articles name=示例管理条例 on=2024-05-31 where number=2-1 is absent
check view statutes q=示例管理 where title=示例管理条例 is effective=2024-06-01 effective_by=按公布之日推定
li    statute.effective statute=$v2 effective=2024-07-01 basis=修正决定第二条 -> refused ROLE
admin statute.effective statute=$v2 effective=2024-05-01 basis=修正决定第二条 -> refused ARG_RANGE field=effective
admin statute.effective statute=$v1 effective=2024-06-01 basis=试一试 -> refused STATUTE_SAME
admin statute.effective statute=$v2 effective=2024-07-01 basis=修正决定第二条
check view statute_articles name=示例管理条例 on=2024-06-30 where number=2-1 is absent
check view statute_search q=丁 on=2024-07-01 where title=示例管理条例 is number=2-1
check view statute_search q=丁 on=2024-06-30 where title=示例管理条例 is absent

# ---- 更正的文本替代原来的；废止 ----
admin statute.import text="# 示例管理条例\n2020年1月2日 公布\n2024年6月1日 第一次修正\n<!-- INFO END -->\n第一条 甲。\n第二条 处二百元以下罚款。\n第二条之一 丁戊。\n第三条 本条例自2020年3月1日起施行。" effective_on=2024-07-01 correct=true -> statute $v3
admin statute.effective statute=$v2 effective=2024-08-01 basis=试一试 -> refused STATUTE_STATE says 更正
check view statute_articles name=示例管理条例 where number=2-1 is text=丁戊。
admin statute.repeal statute=$v1 on=2024-10-01 by=示例决定 -> refused STATUTE_STATE says 更新的版本
admin statute.repeal statute=$v3 on=2024-06-01 by=示例决定 -> refused ARG_RANGE field=on
li    statute.repeal statute=$v3 on=2024-10-01 by=示例决定 -> refused ROLE
admin statute.repeal statute=$v3 on=2024-10-01 by=示例决定
admin statute.repeal statute=$v3 on=2024-10-01 by=示例决定 -> refused STATUTE_STATE says 已登记
check view statute_search q=戊 on=2024-09-30 where title=示例管理条例 is number=2-1
check view statute_search q=戊 on=2024-10-01 where title=示例管理条例 is absent
end
