/* exchange_open.c - open data: published records as CSV, JSON, JSON Lines and XLSX, per year, all, or what changed since an act.
 *
 * Written row by row into a file, so that a million rows take no more memory than ten.  The same log gives the same bytes: a file carries the
 * signed head it was made under, and NAME.digest tells what it must hash to.
 * Must never write more of a withdrawn record than number, state and day.
 */
#include "exchange/open.h"
#include "base/hash.h"
#include "exchange/exchange_inner.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

const struct open_column open_columns[] = {
        { "id", "编号", CELL_INT, "记录在本平台的编号，不变", true },
        { "number", "决定文号", CELL_TEXT, "", true },
        { "state", "状态", CELL_TEXT, "shown 公示中；withdrawn 已撤下；ended 公示期届满。后两种只有编号、文号、状态、撤下日期和日志编号", true },
        { "withdrawn_on", "撤下日期", CELL_DAY, "公示中的为空", true },
        { "kind", "种类", CELL_TEXT, "penalty 行政处罚；permit 行政许可", false },
        { "agency", "机关代码", CELL_TEXT, "本平台的代码", false },
        { "agency_name", "执法机关", CELL_TEXT, "", false },
        { "agency_code", "统一社会信用代码", CELL_TEXT, "执法机关的", false },
        { "title", "标题", CELL_TEXT, "", false },
        { "party", "行政相对人", CELL_TEXT, "自然人的姓名已遮盖", false },
        { "party_kind", "相对人类别", CELL_TEXT, "citizen 自然人；其他为法人或者其他组织", false },
        { "cause", "案由（许可事项）", CELL_TEXT, "", false },
        { "item", "事项编码", CELL_TEXT, "权责清单中的编码", false },
        { "basis", "依据", CELL_TEXT, "", false },
        { "result", "结果", CELL_TEXT, "", false },
        { "fine", "罚款", CELL_MONEY, "元；没有罚款的为空", false },
        { "decided_on", "作出日期", CELL_DAY, "", false },
        { "released_on", "公示日期", CELL_DAY, "", false },
        { "url", "网页", CELL_TEXT, "", false },
        { "act", "日志编号", CELL_INT, "公示（撤下的为撤下）写在存证日志第几条，可以凭它取证明", true },
        { .name = NULL }
};

/* ---- a cell ---- */

static const char *cell_of(struct arena *mem, const struct pack *pack, const struct record *r, const struct open_column *k)
{
        const struct publication *p = r->p;

        if (!p->shown && !k->stays)
                return NULL;
        if (!strcmp(k->name, "id"))
                return text_make(mem, "%lld", (long long)p->id);
        if (!strcmp(k->name, "state"))
                return p->shown ? "shown" : p->ended ? "ended" : "withdrawn";
        if (!strcmp(k->name, "fine"))
                return p->fine < 0 ? NULL : text_make(mem, "%lld", (long long)p->fine);
        return exchange__word(mem, pack, r, k->name);
}

static bool row_write(struct open_data *o, const struct record *r)
{
        const char *cells[OPEN_COLUMNS_MAX] = { NULL };

        arena_reset(o->row);
        for (size_t i = 0; open_columns[i].name; i++)
                cells[i] = cell_of(o->row, o->c->pack, r, &open_columns[i]);
        o->rows++;
        return o->format->row(o, cells);
}

static bool each(void *to, const struct publication *p)
{
        struct open_data *o = to;

        return row_write(o, &(struct record){ .p = p, .change = "", .base = o->base, .act = p->shown ? p->release_seq : p->withdraw_seq });
}

/* Everything that happened since an act, oldest first; each record as it is now, once for each time it changed. */
#define BATCH 500
static bool changes_write(struct open_data *o, int64_t since)
{
        struct arena *mem = arena_new();
        struct ctx c = *o->c;
        struct publication_changes l = { .n = BATCH };
        struct publication p;
        bool ok = true;

        c.mem = mem;
        while (ok && l.n == BATCH) {
                arena_reset(mem);
                ok = publication_changes(&c, since, BATCH, &l);
                for (size_t i = 0; ok && i < l.n; i++) {
                        since = l.at[i].seq;
                        ok = publication_load(&c, l.at[i].id, &p) &&
                             row_write(o, &(struct record){ .p = &p, .change = l.at[i].what, .base = o->base, .act = l.at[i].seq });
                }
        }
        if (!ok && o->c->why.kind == WHY_NOTHING) {
                o->c->why.kind = c.why.kind;
                o->c->why.code = c.why.code;
                fail(&o->c->why, "读公示记录出错");
        }
        arena_free(mem);
        return ok;
}

/* ---- a file ---- */

/* "decisions-2026.csv", "decisions.xlsx", "changes.jsonl", any of them with ".digest". */
struct asked { int year; bool changes, digest; const struct open_format *format; const char *file; int64_t since; };

static bool name_parse(struct ctx *c, const char *name, struct asked *out)
{
        struct asked a = { .since = -1 };
        size_t n = strlen(name);
        const char *dot;
        int64_t year;

        a.digest = n > 7 && !strcmp(name + n - 7, ".digest");
        a.file = text_copy_n(c->mem, name, a.digest ? n - 7 : n);
        dot = strrchr(a.file, '.');
        a.format = dot ? open_format(dot + 1) : NULL;
        if (!a.format)
                return false;
        name = text_copy_n(c->mem, a.file, (size_t)(dot - a.file));
        a.changes = !strcmp(name, "changes");
        if (text_starts(name, "decisions-") && strlen(name) == 14 && text_int(name + 10, 1950, 2199, &year))
                a.year = (int)year;
        else if (!a.changes && strcmp(name, "decisions"))
                return false;
        *out = a;
        return true;
}

static bool rows_write(struct open_data *o, const struct asked *a)
{
        struct publication_range range = { .from = DAY_NONE, .to = DAY_NONE };

        if (a->changes)
                return changes_write(o, a->since);
        if (a->year) {
                range.from = day_make(a->year, 1, 1);
                range.to = day_make(a->year, 12, 31);
        }
        return publications_each(o->c, &range, each, o);
}

bool open_write(struct ctx *c, const char *name, int64_t since, int fd)
{
        struct open_data o = { .c = c, .row = arena_new(), .fd = fd };
        struct asked a;
        bool ok = false;

        if (name_parse(c, name, &a)) {
                a.since = since;
                o.name = a.file;
                o.format = a.format;
                ok = exchange__base(c, &o.base) && exchange__head(c, &o.head) && o.format->begin(&o);
                ok = ok && rows_write(&o, &a);
                ok = o.format->end(&o, ok) && ok;
        } else {
                refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有开放数据文件“%s”", utf8_head(c->mem, name, 60));
        }
        arena_free(o.row);
        return ok;
}

/* ---- over HTTP ---- */

static bool digests_of(struct ctx *c, int fd, struct hash out[HASH__MAX], int64_t *size)
{
        struct hasher *h[HASH__MAX] = { hasher_new(HASH_SM3), hasher_new(HASH_SHA256) };
        char piece[65536];
        ssize_t n;

        *size = 0;
        while ((n = pread(fd, piece, sizeof piece, *size)) > 0) {
                hasher_add(h[HASH_SM3], piece, (size_t)n);
                hasher_add(h[HASH_SHA256], piece, (size_t)n);
                *size += n;
        }
        out[HASH_SM3] = hasher_done(h[HASH_SM3]);
        out[HASH_SHA256] = hasher_done(h[HASH_SHA256]);
        return n == 0 || fail(&c->why, "读临时文件出错：%s", strerror(errno));
}

/* In place of the file: its digests, its size, the head it was made under. */
static bool digest_write(struct ctx *c, const struct asked *a, int fd)
{
        struct hash h[HASH__MAX];
        struct open_head head;
        const char *text;
        int64_t size;

        if (!digests_of(c, fd, h, &size) || !exchange__head(c, &head))
                return false;
        text = text_make(c->mem, "file %s\nbytes %lld\nsm3 %s\nsha256 %s\nlog-size %lld\nlog-root %s\nlog-at %s\n", a->file, (long long)size,
                         hex_text(c->mem, h[HASH_SM3].b, 32), hex_text(c->mem, h[HASH_SHA256].b, 32), (long long)head.size, head.root, head.at);
        if (ftruncate(fd, 0) || pwrite(fd, text, strlen(text), 0) != (ssize_t)strlen(text))
                return fail(&c->why, "写临时文件出错：%s", strerror(errno));
        return true;
}

static bool columns_write(struct ctx *c, int fd)
{
        struct json *j = json_new(c->mem);
        const char *text;

        json_open(j, '[');
        for (size_t i = 0; open_columns[i].name; i++) {
                json_open(j, '{');
                json_pair(j, "name", open_columns[i].name);
                json_pair(j, "label", open_columns[i].label);
                json_pair(j, "type", open_type_name(open_columns[i].type));
                json_pair(j, "note", open_columns[i].note);
                json_key(j, "when_withdrawn");
                json_bool(j, open_columns[i].stays);
                json_close(j, '}');
        }
        json_close(j, ']');
        text = json_done(j);
        return pwrite(fd, text, strlen(text), 0) == (ssize_t)strlen(text) || fail(&c->why, "写临时文件出错：%s", strerror(errno));
}

bool exchange__open_file(struct ctx *c, const struct page_in *in, struct public_out *out)
{
        const char *since = page_query(in, "since");
        struct open_head head;
        struct asked a;

        if (!strcmp(in->args[0], "columns.json")) {
                out->type = "application/json; charset=utf-8";
                return columns_write(c, out->fd);
        }
        if (!name_parse(c, in->args[0], &a) || !exchange__head(c, &head))
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有开放数据文件“%s”", utf8_head(c->mem, in->args[0], 60));
        if (*since && (!a.changes || !text_int(since, -1, INT64_MAX, &a.since)))
                return refuse(&c->why, R_ARG_TYPE, "since", "since 是存证日志的编号，只用于 changes 文件");
        if (!open_write(c, a.file, a.since, out->fd) || (a.digest && !digest_write(c, &a, out->fd)))
                return false;
        out->type = a.digest ? "text/plain; charset=utf-8" : a.format->type;
        out->name = a.digest ? NULL : a.file;
        public_header(out, "X-Mingjing-Log", text_make(c->mem, "size=%lld; root=%s", (long long)head.size, head.root));
        return true;
}
