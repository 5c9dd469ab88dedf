/* story_check.c - what must be true at a point of a story.
 *
 *   check view NAME [param=value…] [as LOGIN] [where column=value…] is column=value… | is count=N | is absent
 *   check view NAME … -> refused CODE
 *   check fact case=N name=value…             elements of one thing, from the view named like it
 *   check clock due --from … = 2024-09-25     any words of `mingjing clock`, then the first line it must print
 *   check page PATH [as LOGIN] [status=N] shows WORDS… hides WORDS…    only where there are pages (http)
 *   check proof ACT [disclose NAME…]          a bundle is made and holds under the site's keys
 *   check verify | check rebuild              the journal and the tables
 *   check verify fails | check rebuild names TABLE      after something was changed behind the program's back
 */
#include "base/file.h"
#include "cli/story.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- cells ---- */

/* A cell as a person writes it: times local, money in yuan as well as in fen. */
static bool cell_is(struct teller *t, const char *cell, const char *want)
{
        struct instant a, b;
        int64_t fen;

        if (!strcmp(cell, want))
                return true;
        if (strlen(cell) == 24 && cell[10] == 'T' && instant_parse(cell, &a) && instant_parse_local(want, &b))
                return a.ms == b.ms || (strlen(want) == 16 && !strncmp(instant_local(t->mem, a), want, 16));
        return strchr(want, '.') && money_parse(want, &fen) && !strcmp(text_make(t->mem, "%lld", (long long)fen), cell);
}

static const char *cell_text(struct teller *t, json_t *row, const char *column)
{
        json_t *v = json_object_get(row, column);

        if (!v)
                return NULL;
        if (json_is_string(v))
                return json_string_value(v);
        if (json_is_integer(v))
                return text_make(t->mem, "%lld", (long long)json_integer_value(v));
        return json_is_true(v) ? "true" : json_is_false(v) ? "false" : "";
}

/* ---- check view ---- */

struct view_check {
        const char *name, *as;
        struct pair params[32], where[16], want[64];
        size_t n_params, n_where, n_want;
        bool absent, pairs;
        int64_t count;                  /* -1: not asked */
};

static bool pair_read(struct teller *t, const char *word, struct pair *list, size_t room, size_t *n)
{
        const char *equals = strchr(word, '='), *value = equals ? teller_fill(t, equals + 1) : NULL;

        if (!equals || *n == room)
                told_wrong(t, "“%s”应写成 名称=内容", word);
        if (!equals || !value || *n == room)
                return false;
        list[(*n)++] = (struct pair){ text_copy_n(t->mem, word, (size_t)(equals - word)), value };
        return true;
}

static bool view_word(struct teller *t, struct view_check *v, const char *word, int part)
{
        if (part == 0)
                return pair_read(t, word, v->params, 32, &v->n_params);
        if (part == 1)
                return pair_read(t, word, v->where, 16, &v->n_where);
        if (!strcmp(word, "absent"))
                return v->absent = true;
        if (text_starts(word, "count="))
                return text_int(word + 6, 0, INT64_MAX, &v->count);
        return pair_read(t, word, v->want, 64, &v->n_want);
}

static bool view_words(struct teller *t, const struct line *l, struct view_check *v)
{
        int part = 0;

        for (size_t i = 1; i < l->n; i++)
                if (!strcmp(l->words[i], "as") && i + 1 < l->n)
                        v->as = l->words[++i];
                else if (!strcmp(l->words[i], "where"))
                        part = 1;
                else if (!strcmp(l->words[i], "is"))
                        part = 2;
                else if (!view_word(t, v, l->words[i], part))
                        return false;
        return true;
}

static bool row_fits(struct teller *t, json_t *row, const struct view_check *v)
{
        for (size_t i = 0; i < v->n_where; i++) {
                const char *cell = cell_text(t, row, v->where[i].name);

                if (!cell || !cell_is(t, cell, v->where[i].value))
                        return false;
        }
        return true;
}

static void row_compare(struct teller *t, json_t *row, const struct view_check *v)
{
        for (size_t i = 0; i < v->n_want; i++) {
                const char *cell = cell_text(t, row, v->want[i].name);

                if (!cell)
                        told_wrong(t, "视图 %s 没有列 %s", v->name, v->want[i].name);
                else if (!cell_is(t, cell, v->want[i].value))
                        told_wrong(t, "%s：应为“%s”，实际是“%s”", v->want[i].name, v->want[i].value, cell);
        }
}

/* The rows there are, shortened, for the words of a failure. */
static const char *rows_text(struct teller *t, json_t *rows)
{
        size_t n = json_dumpb(rows, NULL, 0, JSON_COMPACT);
        char *text = arena_take(t->mem, n + 1);

        json_dumpb(rows, text, n, JSON_COMPACT);
        return utf8_head(t->mem, text, 600);
}

static void table_compare(struct teller *t, json_t *table, const struct view_check *v)
{
        json_t *rows = json_object_get(table, "rows"), *row, *found = NULL;
        int64_t n = 0;
        size_t i;

        json_array_foreach(rows, i, row)
                if (row_fits(t, row, v)) {
                        found = found ? found : row;
                        n++;
                }
        if (v->count >= 0 && n != v->count)
                told_wrong(t, "视图 %s：应有 %lld 行，实际 %lld 行", v->name, (long long)v->count, (long long)n);
        if (v->absent && n)
                told_wrong(t, "视图 %s：不应有这样的行，实际有 %lld 行", v->name, (long long)n);
        if (!v->n_want)
                return;
        if (found)
                row_compare(t, found, v);
        else
                told_wrong(t, "视图 %s 没有符合条件的行：%s", v->name, rows_text(t, rows));
}

/* A view of one thing lists its elements as name and value. */
static void pairs_compare(struct teller *t, json_t *table, const struct view_check *v)
{
        json_t *rows = json_object_get(table, "rows"), *row;
        size_t i;

        for (size_t k = 0; k < v->n_want; k++) {
                const char *value = "";

                json_array_foreach(rows, i, row)
                        if (text_same(cell_text(t, row, "name"), v->want[k].name))
                                value = cell_text(t, row, "value");
                if (!cell_is(t, value, v->want[k].value))
                        told_wrong(t, "%s：应为“%s”，实际是“%s”", v->want[k].name, v->want[k].value, value);
        }
}

static bool view_ask(struct teller *t, const struct line *l, struct view_check *v)
{
        struct did d = { .words = "" };
        json_t *table = NULL;

        if (!t->way->view(t, v->as, v->name, v->params, v->n_params, &d, &table))
                return false;
        if (l->expect.code && !(d.code && text_in(d.code, l->expect.code, '|')))
                told_wrong(t, "视图 %s 应以 %s 拒绝，实际：%s %s", v->name, l->expect.code, d.code ? d.code : "看到了", d.words);
        else if (!l->expect.code && d.kind != DID_DONE)
                told_wrong(t, "视图 %s：%s %s", v->name, d.code ? d.code : "", d.words);
        else if (!l->expect.code && v->pairs)
                pairs_compare(t, table, v);
        else if (!l->expect.code)
                table_compare(t, table, v);
        json_decref(table);
        return true;
}

static bool check_view(struct teller *t, const struct line *l)
{
        struct view_check v = { .name = l->n ? l->words[0] : "", .as = t->last_who, .count = -1 };

        if (!view_words(t, l, &v))
                return true;
        if (text_same(v.as, "public"))
                v.as = NULL;
        return view_ask(t, l, &v);
}

static bool check_fact(struct teller *t, const struct line *l)
{
        struct view_check v = { .as = t->last_who, .count = -1, .pairs = true };

        for (size_t i = 0; i < l->n; i++)
                if (!strcmp(l->words[i], "as") && i + 1 < l->n)
                        v.as = l->words[++i];
                else if (!view_word(t, &v, l->words[i], v.n_params ? 2 : 0))
                        return true;
        v.name = v.n_params ? v.params[0].name : "";
        return view_ask(t, l, &v);
}

/* ---- the program's own tools ---- */

static bool tool(struct teller *t, const char *const *words, bool errors_too, int *code, const char **said)
{
        return program_run(t->x, words, errors_too, code, said);
}

static bool check_clock(struct teller *t, const struct line *l)
{
        const char *words[60] = { "clock" }, *said, *want = "";
        size_t n = 1;
        int code;

        for (size_t i = 0; i < l->n && n + 1 < 60; i++)
                if (!strcmp(l->words[i], "=") && i + 1 < l->n)
                        want = l->words[++i];
                else
                        words[n++] = l->words[i];
        if (!tool(t, words, true, &code, &said))
                return false;
        if (code || strncmp(said, want, strlen(want)) || (said[strlen(want)] && said[strlen(want)] != '\n'))
                told_wrong(t, "期限应为 %s，实际：%s", want, said);
        return true;
}

static bool check_verify(struct teller *t, const struct line *l)
{
        const char *words[] = { "journal", "verify", "--db", t->url, NULL }, *said;
        bool should_fail = l->n && !strcmp(l->words[0], "fails");
        int code;

        if (!tool(t, words, true, &code, &said))
                return false;
        if (should_fail ? code != EXIT_REFUSED || !strstr(said, "JOURNAL_BROKEN") : code != EXIT_DONE)
                told_wrong(t, "存证核验：%s", said);
        return true;
}

static bool check_rebuild(struct teller *t, const struct line *l)
{
        const char *words[] = { "rebuild", "--check", "--db", t->url, NULL }, *said;
        const char *table = l->n > 1 && !strcmp(l->words[0], "names") ? l->words[1] : NULL;
        int code;

        if (!tool(t, words, true, &code, &said))
                return false;
        if (!table && code != EXIT_DONE)
                told_wrong(t, "重建比对：%s", said);
        if (table && (code != EXIT_REFUSED || !strstr(said, "TABLES_DIFFER") || !strstr(said, table)))
                told_wrong(t, "重建比对应指出 %s，实际：%s", table, said);
        return true;
}

/* A stranger's check: the bundle in a file, the keys from elsewhere. */
static bool proof_holds(struct teller *t, const char *bundle, const char *keys)
{
        char path[] = "/tmp/mingjing-proof-XXXXXX";
        const char *words[16] = { "proof", "check", path }, *said;
        int fd = mkstemp(path), code;
        size_t n, w = 3, size = strlen(bundle);
        char **lines = text_split(t->mem, text_trim(t->mem, keys), '\n', &n);
        bool ok;

        if (fd < 0)
                return fail(&t->x->why, "临时文件：%s", strerror(errno));
        for (size_t i = 0; i < n && w + 2 < 16; i++) {
                words[w++] = "--key";
                words[w++] = lines[i];
        }
        ok = write_all(fd, bundle, size) || fail(&t->x->why, "临时文件：%s", strerror(errno));
        close(fd);
        ok = ok && tool(t, words, true, &code, &said);
        unlink(path);
        if (ok && code)
                told_wrong(t, "证明没有通过核验：%s", said);
        return ok;
}

/* Makes the bundle of an act, showing only some fields, and checks it with the site's own keys. */
static bool check_proof(struct teller *t, const struct line *l)
{
        const char *words[60] = { "journal", "prove", l->n ? teller_fill(t, l->words[0]) : NULL, "--db", t->url }, *said, *keys;
        size_t n = 5;
        int code;

        if (!words[2])
                return true;
        for (size_t i = 1; i < l->n && n + 2 < 60; i++) {
                words[n++] = "--disclose";
                words[n++] = l->words[i];
        }
        if (!tool(t, words, false, &code, &said))
                return false;
        if (code)
                return told_wrong(t, "证明没有出具：%s", said), true;
        if (!tool(t, (const char *[]){ "journal", "vkey", "--db", t->url, NULL }, false, &code, &keys))
                return false;
        return proof_holds(t, said, keys);
}

/* ---- pages ---- */

static bool check_page(struct teller *t, const struct line *l)
{
        const char *path = l->n ? teller_fill(t, l->words[0]) : NULL, *as = NULL, *body = "", *how = "";
        int64_t want = 200;
        int status = 0;

        if (!path || !t->way->page)
                return true;
        for (size_t i = 1; i < l->n; i++)
                if (!strcmp(l->words[i], "as") && i + 1 < l->n)
                        as = l->words[++i];
                else if (text_starts(l->words[i], "status="))
                        text_int(l->words[i] + 7, 100, 599, &want);
        if (!t->way->page(t, as, path, &status, &body))
                return false;
        if (status != want)
                told_wrong(t, "%s：应答 %d，应为 %d", path, status, (int)want);
        for (size_t i = 1; i < l->n; i++) {
                const char *w = l->words[i];

                if (text_in(w, "shows|hides", '|'))
                        how = w;
                else if (!strcmp(w, "as"))
                        i++;
                else if (*how == 's' && !strstr(body, w))
                        told_wrong(t, "%s 上应有“%s”", path, w);
                else if (*how == 'h' && strstr(body, w))
                        told_wrong(t, "%s 上不应有“%s”", path, w);
        }
        return true;
}

void story_check(struct teller *t, const struct line *l)
{
        static const struct { const char *name; bool (*run)(struct teller *t, const struct line *l); } kinds[] = {
                { "view", check_view }, { "fact", check_fact }, { "clock", check_clock }, { "page", check_page },
                { "proof", check_proof }, { "verify", check_verify }, { "rebuild", check_rebuild },
        };

        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                if (!strcmp(kinds[i].name, l->verb)) {
                        if (!kinds[i].run(t, l)) {
                                told_wrong(t, "%s", t->x->why.detail ? t->x->why.detail : "没有成功");
                                why_clear(&t->x->why);
                        }
                        return;
                }
        told_wrong(t, "不认识 check %s", l->verb);
}
