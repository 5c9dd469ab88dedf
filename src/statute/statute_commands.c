/* statute_commands.c - taking in a text, saying from when it holds, saying that it no longer does.
 *
 * The text stands in the act, so that anybody can check what the basis of a decision said; what is cut from it is rows.  Never: changes a
 * text that was taken in.  A wrong copy is corrected by another one for the same day, and both stay readable.
 */
#include "base/hash.h"
#include "blob/blob.h"
#include "org/org.h"
#include "statute/statute_date.h"
#include "statute/statute_inner.h"
#include "statute/statute_text.h"
#include <string.h>

#define KEEPERS "admin|reviewer|editor"

/* ---- import ---- */

static bool text_of(struct ctx *c, const struct args *a, struct bytes *out)
{
        const char *digest = arg_text(a, "file");

        if (arg_given(a, "text") == arg_given(a, "file"))
                return refuse(&c->why, R_ARG_MISSING, "text", "文本和文件给其中一个");
        if (arg_given(a, "text")) {
                *out = (struct bytes){ (const uint8_t *)arg_text(a, "text"), strlen(arg_text(a, "text")) };
                return true;
        }
        if (!c->blobs)
                return fail(&c->why, "没有文件库，读不到 %s", digest);
        return blob_read(c->blobs, c->mem, digest, (int64_t)STATUTE_BYTES_MAX, out, &c->why);
}

static bool import_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        struct statute_text t;
        struct bytes b;
        struct day named = arg_day(a, "promulgated_on");
        const char *clean;
        int line;

        if (!text_of(c, a, &b))
                return false;
        if (!statute_read(&c->why, c->mem, (const char *)b.p, b.n, named, &t, &line) && c->why.code == R_STATUTE_DATE && arg_given(a, "effective_on")) {
                why_clear(&c->why);
                named = arg_day(a, "effective_on");
                statute_read(&c->why, c->mem, (const char *)b.p, b.n, named, &t, &line);
        }
        if (c->why.kind != WHY_NOTHING)
                return false;
        clean = statute_clean(c->mem, (const char *)b.p, b.n);
        request_put(c->mem, r, "content", clean);
        request_put(c->mem, r, "digest", statute_digest(c->mem, clean));
        request_put(c->mem, r, "name", t.name);
        request_put(c->mem, r, "title", t.title);
        request_put(c->mem, r, "promulgated", day_text(c->mem, t.promulgated));
        request_put(c->mem, r, "effective", day_text(c->mem, arg_given(a, "effective_on") ? arg_day(a, "effective_on") : t.effective));
        request_put(c->mem, r, "effective_by", arg_given(a, "effective_on") ? "stated" : t.effective_by);
        request_put(c->mem, r, "change", t.kind);
        return true;
}

static bool not_there(struct ctx *c, const struct args *a, int64_t *replaces)
{
        struct day effective = arg_day(a, "effective");
        int64_t same, id;

        if (!statute__by_digest(c, arg_text(a, "digest"), &same) || !statute__same_day(c, arg_text(a, "name"), effective, 0, &id))
                return false;
        if (same)
                return refuse(&c->why, R_STATUTE_SAME, "digest", "《%s》自 %s 起施行的这份文本", arg_text(a, "title"), day_text(c->mem, effective));
        if (id && !arg_bool(a, "correct"))
                return refuse(&c->why, R_STATUTE_SAME, "text", "《%s》自 %s 起施行的已有一份，文字与这一份不同", arg_text(a, "title"), day_text(c->mem, effective));
        *replaces = id;
        return true;
}

static bool import(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        static const char *const kept[] = { "content", "digest", "name", "title", "promulgated", "effective", "effective_by", "change", "source" };
        int64_t replaces = 0;

        (void)subject;
        if (!not_there(c, a, &replaces))
                return false;
        for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
                draft_put(d, kept[i], arg_text(a, kept[i]));
        if (replaces)
                draft_put_int(d, "replaces", replaces);
        return true;
}

/* ---- from when, and until when ---- */

static bool redate(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct day on = arg_day(a, "effective");
        struct statute_version v;
        int64_t other;

        if (!statute_load(c, subject, &v) || !statute__same_day(c, v.name, on, subject, &other))
                return false;
        if (v.replaced_by)
                return refuse(&c->why, R_STATUTE_STATE, NULL, "这份文本已经由更正的文本替代");
        if (other)
                return refuse(&c->why, R_STATUTE_SAME, "effective", "《%s》自 %s 起施行的已有一份", v.title, day_text(c->mem, on));
        if (day_compare(on, v.promulgated) < 0)
                return refuse(&c->why, R_ARG_RANGE, "effective", "这一版 %s 才公布", day_text(c->mem, v.promulgated));
        draft_put_day(d, "effective", on);
        draft_put(d, "basis", arg_text(a, "basis"));
        return true;
}

static bool repeal(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct day on = arg_day(a, "on");
        struct statute_version v;
        int64_t newest;

        if (!statute_load(c, subject, &v) || !statute__newest(c, v.name, &newest))
                return false;
        if (newest != subject)
                return refuse(&c->why, R_STATUTE_STATE, NULL, "《%s》还有更新的版本，废止登记在最新的一版上", v.title);
        if (day_is(v.repealed))
                return refuse(&c->why, R_STATUTE_STATE, NULL, "《%s》已登记自 %s 起废止", v.title, day_text(c->mem, v.repealed));
        if (day_compare(on, v.effective) < 0)
                return refuse(&c->why, R_ARG_RANGE, "on", "这一版 %s 才施行", day_text(c->mem, v.effective));
        draft_put_day(d, "on", on);
        draft_put(d, "by", arg_text(a, "by"));
        draft_put(d, "title", v.title);
        return true;
}

const struct noun statute_nouns[] = { { .name = "statute", .label = "法律法规", .apart = true } };
const size_t statute_nouns_n = sizeof statute_nouns / sizeof *statute_nouns;

#define R ARG_REQUIRED
#define PREPARED (ARG_REQUIRED | ARG_PREPARED)
static const struct arg import_args[] = {
        { "text", ARG_LONG, 0, "文本", "Markdown：第一行“# 名称”，以后是题注（日期和事由）、<!-- INFO END -->、章节标题和各条。", NULL, 1, 1000000 },
        { "file", ARG_FILE, 0, "文件", "同样格式的 .md 文件，UTF-8。", NULL, 0, 0 },
        { "source", ARG_TEXT, 0, "文本来源", "从哪里取得，如国家法律法规数据库。", NULL, 1, 200 },
        { "promulgated_on", ARG_DAY, 0, "公布日期", "题注里没有的才填。", NULL, 0, 0 },
        { "effective_on", ARG_DAY, 0, "施行日期", "文本里写明的不用填；修正决定另定施行日期的，填这一版的施行日期。", NULL, 0, 0 },
        { "correct", ARG_BOOL, 0, "更正文本", "同一天施行的这一版已收入而文字有误的，用这一份替代；原来的仍可查。", NULL, 0, 0 },
        { "content", ARG_LONG, PREPARED, "文本（规范格式）", "由所给文本得出。", NULL, 1, 1000000 },
        { "digest", ARG_FILE, PREPARED, "指纹", "文本的摘要。", NULL, 0, 0 },
        { "name", ARG_TEXT, PREPARED, "简称", "不带国名的名称。", NULL, 1, 200 },
        { "title", ARG_TEXT, PREPARED, "名称", "文本的标题。", NULL, 1, 200 },
        { "promulgated", ARG_DAY, PREPARED, "公布日期", "由题注得出。", NULL, 0, 0 },
        { "effective", ARG_DAY, PREPARED, "施行日期", "由文本得出。", NULL, 0, 0 },
        { "effective_by", ARG_TEXT, PREPARED, "施行日期从何得知", "文本、题注、推定或者填写。", NULL, 1, 20 },
        { "change", ARG_TEXT, PREPARED, "公布方式", "公布、修订、修正。", NULL, 1, 20 }, ARG_END
};
static const struct arg redate_args[] = {
        { "effective", ARG_DAY, R, "施行日期", "这一版从哪一天起施行。", NULL, 0, 0 },
        { "basis", ARG_LONG, R, "依据", "哪个决定、公告这样规定。", NULL, 2, 500 }, ARG_END
};
static const struct arg repeal_args[] = {
        { "on", ARG_DAY, R, "废止日期", "从这一天起不再有效。", NULL, 0, 0 },
        { "by", ARG_LONG, R, "废止依据", "由哪部法律、哪个决定废止。", NULL, 2, 500 }, ARG_END
};

#define ROW(v, l, h, creates_, args_, fn, apply_, prepare_, gives_) \
        { .verb = v, .label = l, .help = h, .noun = "statute", .creates = creates_, .roles = KEEPERS, .args = args_, .handle = fn, .apply = apply_, \
          .sets = "", .clears = "", .prepare = prepare_, .gives = gives_ }
const struct command statute_commands[] = {
        ROW("statute.import", "导入法律法规", "收入一部法律、法规、规章的一个版本：条、款、项可以引用、比较和检索。", true, import_args, import,
            statute__apply_import, import_prepare, "replaces:number"),
        ROW("statute.effective", "更正施行日期", "文本没有写明、按公布之日推定的，按决定或者公告写明施行日期（立法法第六十一条）。", false, redate_args, redate,
            statute__apply_effective, NULL, ""),
        ROW("statute.repeal", "登记废止", "法律、法规已被废止：从这一天起，以它为依据的清单和规则会提示核对。", false, repeal_args, repeal,
            statute__apply_repeal, NULL, "title"),
};
const size_t statute_commands_n = sizeof statute_commands / sizeof *statute_commands;
