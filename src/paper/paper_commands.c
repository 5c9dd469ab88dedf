/* paper_commands.c - what people do with papers: make one that no verb makes, seal, sign, sign on a screen, refuse to sign, void its
 * number; and give agencies and officers their keys.  The slow half is in paper_sign.c; here nothing is composed or signed. */
#include "law/facts.h"
#include "paper/paper_inner.h"
#include <string.h>

#define R ARG_REQUIRED

/* ---- asked for by the pack ---- */

static const struct { const char *type; enum arg_type arg; int64_t min, max; } ask_types[] = {
        { "text", ARG_TEXT, 1, 200 }, { "long", ARG_LONG, 1, 20000 }, { "day", ARG_DAY, 0, 0 }, { "money", ARG_MONEY, 0, 0 },
        { "points", ARG_POINTS, 0, 0 }, { "people", ARG_LOGINS, 0, 0 },
};

static void ask_arg(const struct paper_ask *ask, struct arg *out)
{
        for (size_t i = 0; i < sizeof ask_types / sizeof *ask_types; i++)
                if (!strcmp(ask_types[i].type, ask->type))
                        *out = (struct arg){ .name = ask->id, .type = ask_types[i].arg, .flags = ask->required ? R : 0, .label = ask->label,
                                             .help = ask->help, .min = ask_types[i].min, .max = ask_types[i].max };
}

static const char *pair_of(const struct pair *pairs, size_t n, const char *name)
{
        for (size_t i = 0; i < n; i++)
                if (!strcmp(pairs[i].name, name))
                        return pairs[i].value;
        return "";
}

/* paper.make asks for what the chosen template asks for. */
static const struct command *make_widen(struct arena *mem, const struct command *row, const struct pair *pairs, size_t n)
{
        const struct pack *pack = org_pack();
        const struct pack_paper *p = pack ? pack_paper(pack, text_trim(mem, pair_of(pairs, n, "paper"))) : NULL;
        struct command *k;
        struct arg *args;

        if (!p || !p->n_asks)
                return row;
        k = arena_copy(mem, row, sizeof *row);
        args = TAKE_N(mem, struct arg, p->n_asks + 2);
        args[0] = row->args[0];
        for (size_t i = 0; i < p->n_asks; i++)
                ask_arg(&p->asks[i], &args[i + 1]);
        k->args = args;
        k->label = text_make(mem, "制作%s", p->name);
        return k;
}

/* ---- handlers ---- */

static void put_args(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!(a->command->args[i].flags & ARG_SECRET))
                        draft_put(d, a->command->args[i].name, a->values[i]);
}

static bool make(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_paper *p = pack_paper(c->pack, arg_text(a, "paper"));
        const char *procedure = facts_of(c)->standing.procedure;

        if (!p || p->from.n)
                return refuse(&c->why, R_ARG_CHOICE, "paper", "%s由其他动作自动制作", p ? p->name : arg_text(a, "paper"));
        if (p->procedures.n && !names_have(&p->procedures, procedure))
                return refuse(&c->why, R_NEED, "paper", "%s不用于这个程序", p->name);
        if (!paper__limits(c, p, a, subject))
                return false;
        put_args(d, a);
        draft_put(d, "paper_name", p->name);
        return true;
}

struct since { const char *paper; int64_t of, after; bool moved, voided; };

static bool since_each(void *to, const struct act *a)
{
        struct since *s = to;

        if (!text_starts(a->verb, "paper.") || act_int(a, "of") != s->of || strcmp(act_text(a, "paper"), s->paper))
                return true;
        s->voided = s->voided || !strcmp(a->verb, "paper.void");
        s->moved = s->moved || a->seq > s->after;
        return true;
}

/* Has anybody signed, sealed or voided it since `seen`?  Nothing at all done on the case since then answers it without reading. */
static bool unmoved(struct ctx *c, const struct args *a, int64_t subject, int64_t seen)
{
        struct since s = { .paper = arg_text(a, "paper"), .of = arg_int(a, "of"), .after = seen };

        if (facts_of(c)->last_seq == seen)
                return true;
        if (!acts_on(c, (struct subject){ "case", subject }, since_each, &s))
                return false;
        return !s.moved || refuse(&c->why, R_PAPER_STALE, "paper", "这份文书刚刚又有人签名、盖章或者作废");
}

/* Does that act make that paper in this case? */
static bool there(struct ctx *c, const struct args *a, int64_t subject)
{
        const char *id = arg_text(a, "paper"), *procedure = facts_of(c)->standing.procedure;
        const struct pack_paper *p;
        const struct pack *pack;
        struct act act;

        if (!act_load(c, arg_int(a, "of"), &act) || !org_pack_at(c, act.seq, &pack))
                return false;
        if (!strcmp(act.subject.noun, "case") && act.subject.id == subject) {
                if (!strcmp(act.verb, "paper.make") && !strcmp(act_text(&act, "paper"), id))
                        return true;
                for (size_t i = 0; (p = pack_paper_of(pack, act.verb, procedure, i)); i++)
                        if (!strcmp(p->id, id))
                                return true;
        }
        return refuse(&c->why, R_SUBJECT_UNKNOWN, "paper", "日志第 %lld 条没有文书 %s", (long long)act.seq, utf8_head(c->mem, id, 40));
}

/* Signed and sealed: prepare() did the work on what it saw; here only that it still holds. */
static bool signed_paper(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        if (!there(c, a, subject) || !unmoved(c, a, subject, arg_int(a, "seen")))
                return false;
        put_args(d, a);
        return true;
}

static bool not_voided(struct ctx *c, const struct args *a, int64_t subject)
{
        struct since s = { .paper = arg_text(a, "paper"), .of = arg_int(a, "of"), .after = INT64_MAX };

        return acts_on(c, (struct subject){ "case", subject }, since_each, &s) &&
               (!s.voided || refuse(&c->why, R_ONCE, "paper", "这份文书已经作废"));
}

static bool refused(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        if (!there(c, a, subject) || !not_voided(c, a, subject))
                return false;
        put_args(d, a);
        draft_put(d, "signs", arg_text(a, "as"));
        return true;
}

static bool void_number(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_paper *p;
        const struct pack *pack;
        struct act act;

        if (!there(c, a, subject) || !not_voided(c, a, subject) || !act_load(c, arg_int(a, "of"), &act) || !org_pack_at(c, act.seq, &pack))
                return false;
        p = pack_paper(pack, arg_text(a, "paper"));
        if (!p || !*paper__number(&act, p))
                return refuse(&c->why, R_NEED, "paper", "这份文书没有文号");
        put_args(d, a);
        draft_put(d, "voided_number", paper__number(&act, p));
        return true;
}

static bool key_given(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)c; (void)subject;
        put_args(d, a);
        return true;
}

static bool apply_nothing(struct db_write *w, const struct act *a)
{
        (void)w; (void)a;
        return true;
}

/* ---- the table ---- */

#define THE_PAPER \
        { "of", ARG_INT, R | ARG_GIVEN, "日志编号", "制作文书的那个动作。", NULL, 0, INT64_MAX }, \
        { "paper", ARG_TEXT, R | ARG_GIVEN, "文书代码", "策略包中的代码。", NULL, 1, 60 }
#define BY_SYSTEM ARG_PREPARED
#define PREPARED_FILES \
        { "paper_name", ARG_TEXT, R | BY_SYSTEM, "文书", "由系统填写。", NULL, 1, 200 }, \
        { "file", ARG_FILE, R | BY_SYSTEM, "签章后的文书", "由系统生成。", NULL, 0, 0 }, \
        { "ofd", ARG_FILE, BY_SYSTEM, "签章后的文书（OFD）", "由系统生成。", NULL, 0, 0 }, \
        { "unsigned", ARG_FILE, R | BY_SYSTEM, "签章前的摘要", "由系统生成。", NULL, 0, 0 }, \
        { "seen", ARG_INT, R | BY_SYSTEM | ARG_GIVEN, "所见的最新动作", "由系统填写。", NULL, 0, INT64_MAX }, \
        { "signs", ARG_CHOICES, R | BY_SYSTEM, "身份", "由系统填写。", SIGNS, 0, 0 }, \
        { "signer", ARG_TEXT, R | BY_SYSTEM, "签名人", "由系统填写。", NULL, 1, 200 }
#define SIGNS "officers=执法人员|unit_leader=承办机构负责人|head=机关负责人|party=当事人|witness=见证人|reviewer=法制审核人员|host=听证主持人|" \
              "attendees=参加人|seal=印章"
#define AS "party=当事人|witness=见证人|attendees=参加人"

static const struct arg make_args[] = { { "paper", ARG_CODE, R, "文书", "由经办人制作的文书；选定后按文书填写。", "papers", 0, 0 }, ARG_END };
static const struct arg seal_args[] = { THE_PAPER, PREPARED_FILES, ARG_END };
static const struct arg drawn_args[] = {
        THE_PAPER, { "as", ARG_CHOICE, R, "身份", "签名人是谁。", AS, 0, 0 },
        { "name", ARG_TEXT, R, "姓名", "签名人的姓名，与证件一致。", NULL, 1, 40 },
        { "drawn", ARG_FILE, R, "手写签名", "在屏幕上签的名字（PNG）。", NULL, 0, 0 },
        { "shown", ARG_TEXT, R | ARG_GIVEN, "所示文书的摘要", "签名时屏幕上显示的文书。", NULL, 1, 100 }, PREPARED_FILES, ARG_END
};
static const struct arg refused_args[] = {
        THE_PAPER, { "as", ARG_CHOICE, R, "身份", "拒绝签名的是谁。", AS, 0, 0 },
        { "name", ARG_TEXT, R, "姓名", "拒绝签名的人。", NULL, 1, 40 },
        { "reason", ARG_LONG, R, "情况", "拒绝的经过和理由。", NULL, 1, 2000 },
        { "witnesses", ARG_TEXT, R, "见证人", "在场见证人的姓名、单位；没有见证人的写明录音录像。", NULL, 1, 200 },
        { "recordings", ARG_REFS, 0, "音像资料", "记录拒签过程的音像资料。", "recording.add", 0, 0 }, ARG_END
};
static const struct arg void_args[] = { THE_PAPER, { "reason", ARG_LONG, R, "作废原因", "文号不再使用，原因写入号簿。", NULL, 1, 2000 }, ARG_END };

#define KEY_HOLDER \
        { "agency", ARG_CODE, 0, "机关", "机关印章；与人员二者取一。", "agencies", 0, 0 }, \
        { "login", ARG_LOGIN, 0, "人员", "人员签名；与机关二者取一。", NULL, 0, 0 }
#define CERTIFICATE { "certificate", ARG_LONG, R | BY_SYSTEM, "证书", "公开的证书（PEM）；私钥不离开密钥文件夹。", NULL, 1, 20000 }
static const struct arg key_args[] = {
        KEY_HOLDER, { "kind", ARG_CHOICE, 0, "算法", "不填即为国密 SM2。", "sm2=SM2|ecdsa=ECDSA P-256|rsa=RSA 3072", 0, 0 }, CERTIFICATE, ARG_END
};
static const struct arg import_args[] = {
        KEY_HOLDER, { "p12", ARG_LONG, R | ARG_SECRET, "证书文件", "PKCS#12 文件的 base64 文字；由电子认证服务机构签发。", NULL, 1, 20000 },
        { "password", ARG_TEXT, R | ARG_SECRET, "证书密码", "只用于导入，不保存。", NULL, 1, 200 }, CERTIFICATE, ARG_END
};

#define ON_CASE(v, l, h, args_, fn, prepare_) \
        { .verb = v, .label = l, .help = h, .noun = "case", .roles = "", .args = args_, .handle = fn, .apply = paper__apply_files, .sets = "", .clears = "", \
          .prepare = prepare_ }
#define KEY(v, l, h, args_, prepare_) \
        { .verb = v, .label = l, .help = h, .noun = "key", .creates = true, .roles = "admin", .args = args_, .handle = key_given, \
          .apply = apply_nothing, .sets = "", .clears = "", .prepare = prepare_ }

const struct command paper_commands[] = {
        { .verb = "paper.make", .label = "制作文书", .help = "制作办案中需要的其他文书；编号、格式由策略包规定。", .noun = "case", .roles = "",
          .args = make_args, .handle = make, .apply = apply_nothing, .sets = "", .clears = "", .widen = make_widen },
        ON_CASE("paper.seal", "加盖印章", "以机关的证书加盖电子印章（电子签名法第十四条；国办发〔2018〕118号）。", seal_args, signed_paper, paper__prepare_seal),
        ON_CASE("paper.sign", "电子签名", "以本人的证书签名（电子签名法第十三条、第十四条）。", seal_args, signed_paper, paper__prepare_sign),
        ON_CASE("paper.sign_party", "屏幕签名", "当事人、见证人在屏幕上签名，与所示文书绑定（电子签名法第十三条）。", drawn_args, signed_paper, paper__prepare_drawn),
        ON_CASE("paper.refused", "拒绝签名", "拒绝签名的，写明情况并有见证人（行政处罚法第五十五条；民事诉讼法第八十九条）。", refused_args, refused, NULL),
        ON_CASE("paper.void", "文号作废", "作废的文号不再使用，写明原因，号簿上不留空号。", void_args, void_number, NULL),
        KEY("key.make", "制发证书", "为机关或者人员制发签名证书。", key_args, paper__prepare_key),
        KEY("key.import", "导入证书", "导入电子认证服务机构签发的证书。", import_args, paper__prepare_import),
};
const size_t paper_commands_n = sizeof paper_commands / sizeof *paper_commands;
