story "大英：清单所列依据修改、废止以后，清单页、视图和待办都提示要核对；没有变的不提示"
# 国办发〔2018〕118号 二（四）：动态调整
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-09 10:00
admin statute.import text="# 示例管理条例\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 甲。\n第二条 处一百元以下罚款。\n第三条 没有变的一条。\n第四条 本条例自2020年3月1日起施行。" source=示例 -> statute $v1
admin statute.import text="# 示例办法\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 甲。\n第二条 本办法自2020年3月1日起施行。" source=示例 -> statute $w
feng list.draft kind=supervision origin=given law="处罚法 75" rows="监督方式,受理单位,联系方式,受理时间,依据\n一,某股,12345,工作日,示例管理条例 第二条\n二,某股,12345,工作日,示例管理条例 第三条\n三,某股,12345,工作日,示例办法 第一条\n四,某股,12345,工作日,示例管理条例 第九条\n五,某股,12345,工作日,没有导入的条例 第九条" -> list $l
zhao list.publish list=$l effective=2024-09-09 reason=首次公布
check view list_basis as feng where row=一 is absent
check view list_basis as feng where row=四 is what=没有这一条
at 2024-10-08 10:00
admin statute.import text="# 示例管理条例\n2024年9月20日 修订\n<!-- INFO END -->\n第一条 甲。\n第二条 处五百元以下罚款。\n第三条 没有变的一条。\n第四条 本条例自2024年10月1日起施行。" source=示例 -> statute $v2
admin statute.repeal statute=$w on=2024-10-01 by=示例决定
check view list_basis as feng where row=一 is what="2024-10-01 起施行的版本改了这一条" basis="示例管理条例 第二条"
check view list_basis as feng where row=二 is absent
check view list_basis as feng where row=三 is what="自 2024-10-01 起废止"
check view list_basis as feng where row=五 is absent
check view list_basis_count as feng where id=$l is changed=3
check view list_basis as li -> refused ROLE
check page /desk/list/$l as feng shows 依据有变化：3 "2024-10-01 起施行的版本改了这一条" /laws/
check page /desk/todo as feng shows 清单依据 "3 处依据"
check page /list/bureau/supervision shows /laws/
end
