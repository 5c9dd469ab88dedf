/* complaint_file.c - a report comes in: from the portal by anybody, or taken down by whoever answers the telephone, opens the letter, meets
 * the visitor (行政处罚法 75: 公民有权申诉或者检举).  Also what came with it: looked at before the act, never shown as what it claims to be.
 *
 * Must never: keep name or telephone of somebody who chose to stay unnamed; take a file for harmless because nobody could look at it.
 */
#include "base/secret_code.h"
#include "blob/blob.h"
#include "complaint/complaint_inner.h"
#include <string.h>
#include <unistd.h>

QUERY(number_last, "SELECT last FROM ask_number WHERE series = $1");

#define PLACE_MIN 4             /* characters: "路边" says nothing */
#define FILE_MAX_BYTES ((int64_t)10 << 20)

static struct complaint_hooks hooks;

void complaint_bind(const struct complaint_hooks *h) { hooks = *h; }

/* ---- numbers, promises, codes: shared with questions ---- */

bool complaint__number_put(struct ctx *c, const char *prefix, struct draft *d)
{
        const char *day = text_replace(c->mem, day_text(c->mem, day_of(c->now)), "-", "");
        const char *series = text_make(c->mem, "%s%s", prefix, day);
        int64_t last;

        if (!db_one_int(c->db, &c->why, &number_last, ARGS(T(series)), 0, &last))
                return false;
        draft_put(d, "number", text_make(c->mem, "%s-%04lld", series, (long long)last + 1));
        draft_put(d, "series", series);
        draft_put_int(d, "n", last + 1);
        return true;
}

void complaint__promise_put(struct ctx *c, const char *step, const char *kind, struct draft *d)
{
        const struct pack_promise *p = pack_promise(c->pack, step, kind);
        struct due due;

        if (!p)
                return;
        due = clock_due(c->pack->calendar, &p->rule, c->now);
        draft_put(d, text_make(c->mem, "%s_label", step), p->label);
        draft_put(d, text_make(c->mem, "%s_rule", step), clock_explain(c->mem, c->pack->calendar, &p->rule, c->now).summary);
        draft_put(d, text_make(c->mem, "%s_unit", step), clock_unit_name(p->rule.unit));
        draft_put_int(d, text_make(c->mem, "%s_warn", step), p->warn);
        if (due.determined)
                draft_put_day(d, text_make(c->mem, "%s_due", step), due.day);
}

void complaint__code_put(struct ctx *c, struct request *r)
{
        const char *code = secret_code_new(c->mem, r->secret);

        request_put(c->mem, r, "code_digest", secret_code_digest(c->mem, code));
        request_show(c->mem, r, "code", code);
}

/* ---- what came with it ---- */

/* Why it is kept apart; "" if it may be shown to those who have the report in hand. */
static const char *file_finding(struct arena *mem, const struct media_facts *f, const char *scan)
{
        if (*scan && strcmp(scan, "clean"))
                return text_make(mem, "病毒扫描发现：%s", utf8_head(mem, scan, 80));
        for (size_t i = 0; i < f->n_findings; i++)
                if (media_finding_weight(f->findings[i].code) == MEDIA_STOP)
                        return media_finding_words(f->findings[i].code);
        return f->kind == MEDIA_OTHER ? "不是照片、录像或者录音" : "";
}

static bool file_scanned(struct ctx *c, int fd, const char **scan)
{
        *scan = "";
        return !hooks.scan || hooks.scan(fd, c->mem, scan, &c->why);
}

static bool file_look(struct ctx *c, const char *digest, const char **look)
{
        struct media_facts f = { .kind = MEDIA_OTHER, .type = "application/octet-stream" };
        struct media_hint hint = { .size = -1 };
        const char *scan = "", *finding;
        int fd = c->blobs ? blob_open(c->blobs, digest, &c->why) : -1;
        bool ok;

        if (!c->blobs)
                return fail(&c->why, "没有打开存放文件的文件夹");
        if (fd < 0)
                return false;
        ok = (!hooks.media || media_probe(hooks.media, c->mem, fd, &hint, &f, &c->why)) && file_scanned(c, fd, &scan);
        close(fd);
        if (!ok)
                return false;
        finding = file_finding(c->mem, &f, scan);
        *look = text_make(c->mem, "%s|%s|%s", f.type, *finding ? "quarantine" : "ok", finding);
        return true;
}

static bool file_small(struct ctx *c, const char *name, const char *digest)
{
        int64_t size = 0;

        if (c->blobs && blob_has(c->blobs, digest, &size) && size > FILE_MAX_BYTES)
                return refuse(&c->why, R_BODY_TOO_LARGE, name, "每个附件最多 %lld MB", (long long)(FILE_MAX_BYTES >> 20));
        return true;
}

bool complaint__prepare_file(struct ctx *c, const struct args *a, struct request *r)
{
        const char *look = NULL;

        for (int n = 1; n <= FILES_MAX; n++) {
                const char *name = text_make(c->mem, "file_%d", n), *digest = arg_text(a, name);

                if (!*digest)
                        continue;
                if (!file_small(c, name, digest) || !file_look(c, digest, &look))
                        return false;
                request_put(c->mem, r, text_make(c->mem, "file_%d_look", n), look);
        }
        complaint__code_put(c, r);
        return true;
}

/* ---- taking it in ---- */

static bool is_public(const struct ctx *c)
{
        return *c->who->login == '@';
}

static bool phone_fits(const char *s)
{
        size_t digits = 0;

        for (; *s; s++) {
                if (*s >= '0' && *s <= '9')
                        digits++;
                else if (!strchr("+- ()", *s))
                        return false;
        }
        return digits >= 5 && digits <= 20;
}

static bool reporter_right(struct ctx *c, const struct args *a)
{
        if (strcmp(arg_text(a, "identity"), "named"))
                return true;
        if (!arg_given(a, "reporter_name"))
                return refuse(&c->why, R_ARG_MISSING, "reporter_name", "选了实名，请写姓名；不愿意写的，选“匿名”");
        if (!arg_given(a, "reporter_phone"))
                return refuse(&c->why, R_ARG_MISSING, "reporter_phone", "选了实名，请写能联系到您的电话");
        return phone_fits(arg_text(a, "reporter_phone")) || refuse(&c->why, R_ARG_TYPE, "reporter_phone", "电话应是 5 至 20 位数字");
}

static bool where_right(struct ctx *c, const struct args *a)
{
        if (strcmp(arg_text(a, "kind"), "violation"))
                return true;
        if (!arg_given(a, "place"))
                return refuse(&c->why, R_ARG_MISSING, "place", "反映违法行为的，写明事情发生在哪里");
        return utf8_length(arg_text(a, "place")) >= PLACE_MIN ||
               refuse(&c->why, R_ARG_RANGE, "place", "只写了“%s”，无法确定由哪个单位处理。请写到街道、村组或者门牌", arg_text(a, "place"));
}

/* Personal fields of somebody unnamed are not put into the act: what is not there cannot leak. */
static void args_put(struct ctx *c, const struct args *a, struct draft *d)
{
        bool unnamed = !strcmp(arg_text(a, "identity"), "anonymous");

        for (size_t i = 0; a->command->args[i].name; i++) {
                const char *name = a->command->args[i].name;

                if (!text_in(name, "channel|agency", '|') && !(unnamed && text_starts(name, "reporter_")))
                        draft_put(d, name, a->values[i]);
        }
        draft_put(d, "channel", is_public(c) || !arg_given(a, "channel") ? "web" : arg_text(a, "channel"));
}

bool complaint__do_file(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool own = !is_public(c);
        const char *agency = arg_given(a, "agency") ? arg_text(a, "agency") : own ? c->who->agency : c->pack->n_agencies ? c->pack->agencies[0].id : "";
        const char *desk = pack_complaint_desk(c->pack, agency);

        (void)subject;
        if (!args_known(c, a) || !where_right(c, a) || !reporter_right(c, a))
                return false;
        if (own && (!arg_given(a, "channel") || !strcmp(arg_text(a, "channel"), "web")))
                return refuse(&c->why, R_ARG_CHOICE, "channel", "代为登记的，写明是电话、来信、来访还是转来");
        args_put(c, a, out);
        draft_put(out, "first_agency", agency);
        draft_put(out, "first_unit", own && !strcmp(agency, c->who->agency) && !*desk ? c->who->unit : desk);
        draft_put(out, "owner", own && !strcmp(agency, c->who->agency) ? c->who->login : NULL);
        draft_put(out, "state", "new");
        complaint__promise_put(c, "accept", arg_text(a, "kind"), out);
        return complaint__number_put(c, "TS", out);
}

/* ---- who may open what came with it ---- */

/* What a browser may show by itself.  Everything else, SVG and HTML above all, is only handed over as a file. */
static const char *shown_type(const char *type)
{
        return text_in(type, "image/jpeg|image/png|image/webp|image/gif", '|') || text_starts(type, "video/") || text_starts(type, "audio/")
                ? type : "application/octet-stream";
}

bool complaint_file(struct ctx *c, const char *digest, const char **type, const char **name)
{
        struct complaint k;
        struct ask_file f;
        int64_t id;
        bool found;

        if (!complaint__by_digest(c, digest, &f, &id, &found))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, NULL);
        if (!complaint__load(c, id, &k) || !complaint__may_see(c, &k))
                return false;
        if (!strcmp(f.state, "quarantine"))
                return refuse(&c->why, R_ATTACHMENT, NULL, "%s的附件 %lld：%s", k.number, (long long)f.n, f.finding);
        *type = !strcmp(f.state, "ok") ? shown_type(f.type) : "application/octet-stream";
        *name = text_make(c->mem, "%s 附件 %lld", k.number, (long long)f.n);
        return true;
}

bool complaint_only_others(struct ctx *c, const char *digest, bool *only)
{
        struct complaint k;
        struct ask_file f;
        int64_t id;
        bool found;

        if (!complaint__by_digest(c, digest, &f, &id, &found) || (found && !complaint__load(c, id, &k)))
                return false;
        *only = found && !complaint__sees(c, &k);
        return true;
}

bool complaint__release(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct ask_files l;

        if (!complaint__files(c, subject, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                if (l.at[i].n != arg_int(a, "file"))
                        continue;
                if (strcmp(l.at[i].state, "quarantine"))
                        return refuse(&c->why, R_ONCE, "file", "附件 %lld 没有隔离", (long long)l.at[i].n);
                draft_put(out, "file", arg_text(a, "file"));
                draft_put(out, "reason", arg_text(a, "reason"));
                return true;
        }
        return refuse(&c->why, R_ARG_CHOICE, "file", "没有第 %s 个附件", arg_text(a, "file"));
}

/* ---- arguments ---- */

#define R ARG_REQUIRED
#define FILE_ARG(n) { "file_" #n, ARG_FILE, 0, "附件 " #n, "照片、录像、录音，每个不超过 10 MB。", NULL, 0, 0 }
#define LOOK_ARG(n) { "file_" #n "_look", ARG_TEXT, ARG_PREPARED, "附件 " #n " 的检查", "系统收件时看过的内容类型。", NULL, 1, 400 }

const struct arg complaint__file_args[] = {
        { "kind", ARG_CHOICE, R, "反映什么", "违法行为，如乱倒垃圾、违建、油烟、噪声；执法人员，如不亮证、乱收费；不作为，反映过没有人处理。",
          "violation=违法行为|officer=执法人员|inaction=不作为", 0, 0 },
        { "facts", ARG_LONG, R, "事情经过", "什么时间、谁、做了什么。", NULL, 5, 5000 },
        { "place", ARG_TEXT, 0, "事情发生在哪里", "反映违法行为的必填，写到街道、村组或者门牌。", NULL, 1, 200 },
        { "about", ARG_TEXT, ARG_PERSONAL, "反映的是谁", "知道的单位、个人、车牌或者执法证件号码。", NULL, 1, 200 },
        { "happened", ARG_DAY, ARG_PAST, "哪一天", "记得的填写。", NULL, 0, 0 },
        { "agency", ARG_CODE, 0, "向哪个机关反映", "不清楚的不填，由收到的单位负责转交。", "agencies", 0, 0 },
        { "channel", ARG_CHOICE, 0, "来源", "代为登记的必填。", "web=网上|phone=电话|letter=来信|visit=来访|hotline=12345 热线|handed=其他机关转来", 0, 0 },
        { "identity", ARG_CHOICE, R, "实名还是匿名", "实名的，会把结果告诉您；匿名的，不保存姓名和电话，仍可以凭查询码看结果。", "named=实名|anonymous=匿名", 0, 0 },
        { "reporter_name", ARG_TEXT, ARG_PERSONAL, "姓名", "只给办理的人看，不会告诉被反映的人。", NULL, 1, 40 },
        { "reporter_phone", ARG_TEXT, ARG_PERSONAL, "电话", "能联系到您的电话。", NULL, 5, 30 },
        { "reporter_address", ARG_TEXT, ARG_PERSONAL, "联系地址", "需要书面答复的填写。", NULL, 1, 200 },
        FILE_ARG(1), FILE_ARG(2), FILE_ARG(3), FILE_ARG(4), FILE_ARG(5),
        { "code_digest", ARG_TEXT, ARG_PREPARED, "查询码的指纹", "系统生成，查询码本身不保存。", NULL, 1, 80 },
        LOOK_ARG(1), LOOK_ARG(2), LOOK_ARG(3), LOOK_ARG(4), LOOK_ARG(5), ARG_END
};
const struct arg complaint__release_args[] = {
        { "file", ARG_INT, R, "第几个附件", "隔离的附件的序号。", NULL, 1, FILES_MAX },
        { "reason", ARG_LONG, R, "理由", "为什么需要打开；放行以后只能作为文件保存，不在网页里显示。", NULL, 2, 500 }, ARG_END
};
