/* case_args.h - private: arguments that several verbs of a case share, written once. */
#ifndef CASE_ARGS_H
#define CASE_ARGS_H

#define PENALTIES "warning=警告|criticism=通报批评|fine=罚款|confiscate_gains=没收违法所得|confiscate_goods=没收非法财物|" \
                  "suspend_permit=暂扣许可证件|lower_grade=降低资质等级|revoke_permit=吊销许可证件|restrict_business=限制开展生产经营活动|" \
                  "stop_production=责令停产停业|close=责令关闭|bar=限制从业|detention=行政拘留|other=法律、行政法规规定的其他行政处罚"
#define PARTY_KINDS "citizen=公民|body=法人或者其他组织|sole_trader=个体工商户"
#define SERVICE_METHODS "direct=直接送达|leave=留置送达|post=邮寄送达|public_notice=公告送达|electronic=电子送达|entrust=委托送达"
#define CIRCUMSTANCES "normal=一般|lighter=从轻|mitigated=减轻|heavier=从重"
#define TAGS "public_interest=涉及重大公共利益|social_risk=可能造成重大社会影响或者引发社会风险|major_rights=直接关系当事人或者第三人重大权益|" \
             "complex=案情疑难复杂、涉及多个法律关系|endangers=涉及公民生命健康安全、金融安全且有危害后果"

/* Where the published benchmark has grades for the item; the case's own grade where nothing is given. */
#define ARGS_GRADE \
        { "grade", ARG_TEXT, 0, "裁量阶次", "公布的裁量基准有阶次的必须选择；不填即为调查终结报告所选。", NULL, 1, 30 }, \
        { "deviation", ARG_LONG, 0, "偏离裁量基准的理由", "数额不在所选阶次幅度内的必须写明，并由法制审核把关（国办发〔2022〕27号）。", NULL, 4, 1000 }
#define ARGS_GRADE_FACTS \
        { "grade_base", ARG_MONEY, 0, "裁量基数（元）", "阶次按违法所得、货值金额等的倍数或者比例计算的填写。", NULL, 1, INT64_C(100000000000000) }, \
        { "grade_units", ARG_TEXT, 0, "裁量数量", "阶次按面积、数量计算的填写，最多两位小数。", NULL, 1, 20 }

#define ARG_OFFICERS { "officers", ARG_LOGINS, ARG_REQUIRED, "执法人员", "两名以上，均持有效执法证件（行政处罚法第四十二条）。", NULL, 0, 0 }
#define ARGS_RECORDINGS \
        { "recordings", ARG_REFS, 0, "音像资料", "已入卷的音像资料编号；清单要求的环节必须有。", "recording.add", 0, 0 }, \
        { "waiver_reason", ARG_LONG, 0, "不录音录像的理由", "只有清单允许的环节可以，须由机构负责人签批。", NULL, 1, 500 }, \
        { "waiver_by", ARG_LOGIN, 0, "签批人", "机构负责人。", NULL, 0, 0 }
#define ARGS_PARTY(required) \
        { "party_kind", ARG_CHOICE, required, "当事人类别", "法人按统一社会信用代码登记，公民按公民身份号码登记。", PARTY_KINDS, 0, 0 }, \
        { "party", ARG_TEXT, required, "当事人", "姓名或者名称，与证件、执照一致。", NULL, 1, 100 }, \
        { "party_id", ARG_TEXT, ARG_PERSONAL, "证件号码", "公民身份号码或者统一社会信用代码，校验位会被核验。", NULL, 1, 18 }, \
        { "party_person", ARG_TEXT, ARG_PERSONAL, "法定代表人", "法人或者其他组织填写。", NULL, 1, 40 }, \
        { "party_address", ARG_TEXT, ARG_PERSONAL, "住所", "送达文书使用。", NULL, 1, 200 }, \
        { "party_phone", ARG_TEXT, ARG_PERSONAL, "联系电话", "送达文书使用。", NULL, 5, 30 }

#endif
