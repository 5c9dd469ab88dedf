story "公布的清单报上级备案：机关、备案号和日期；没有公布的、重复的、日子不对的不行"
# 依据：三项制度方案：清单和规范性文件备案
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-09 10:20
feng list.draft kind=powers origin=pack law=国办发〔2018〕118号 -> list $l
zhao list.record list=$l body=示例县人民政府 number=示备〔2024〕1号 filed_on=2024-09-09 -> refused LIST_STATE says 公布以后
zhao list.publish list=$l effective=2024-09-10 reason=首次公布
li   list.record list=$l body=示例县人民政府 number=示备〔2024〕1号 filed_on=2024-09-09 -> refused ROLE
zhao list.record list=$l body=示例县人民政府 number=示备〔2024〕1号 filed_on=2024-09-08 -> refused ARG_RANGE field=filed_on
zhao list.record list=$l body=示例县人民政府 number=示备〔2024〕1号 filed_on=2024-09-09
zhao list.record list=$l body=示例县人民政府 number=示备〔2024〕2号 filed_on=2024-09-09 -> refused DUPLICATE field=body
end
