/* pack_yaml.c - YAML into a tree of nodes with positions; merging of an overlay over its base.
 *
 * libfyaml reads the events; everything that could make a small file grow (anchors, aliases) or that packs do not need (tags, several
 * documents) is refused at its position.  Lines and columns are 1-based, columns count characters.
 */
#include "law/pack_yaml.h"
#include <libfyaml.h>
#include <string.h>

#define DEPTH_MAX 16
#define ENTRIES_MAX 4096
#define FINDINGS_MAX 200

/* ---- findings ---- */

void finding_add(struct findings *f, bool error, struct pack_at at, const char *fmt, ...)
{
        struct finding *new;
        va_list ap;

        f->errors += error;
        if (f->n >= FINDINGS_MAX)
                return;
        if (!(f->n & (f->n - 1)))       /* doubles at every power of two */
                f->at = arena_grow(f->mem, f->at, f->n * sizeof *f->at, (f->n ? 2 * f->n : 1) * sizeof *f->at);
        new = &f->at[f->n++];
        *new = (struct finding){ .error = error, .pos = at };
        if (at.file)
                new->pos.file = text_copy(f->mem, at.file);
        va_start(ap, fmt);
        new->text = text_make_v(f->mem, fmt, ap);
        va_end(ap);
}

char *finding_text(struct arena *a, const struct finding *f)
{
        const char *what = f->error ? "error" : "warning";

        if (!f->pos.file)
                return text_make(a, "%s: %s", what, f->text);
        if (!f->pos.line)
                return text_make(a, "%s: %s: %s", f->pos.file, what, f->text);
        return text_make(a, "%s:%d:%d: %s: %s", f->pos.file, f->pos.line, f->pos.column, what, f->text);
}

/* ---- nodes ---- */

const char *node_kind_name(const struct node *n)
{
        static const char *const names[] = { "空值", "文字", "列表", "映射" };

        return names[n->kind];
}

const struct node_entry *node_entry(const struct node *map, const char *key)
{
        for (size_t i = 0; map && map->kind == NODE_MAP && i < map->n; i++)
                if (!strcmp(map->entries[i].key, key))
                        return &map->entries[i];
        return NULL;
}

struct node *node_get(const struct node *map, const char *key)
{
        const struct node_entry *e = node_entry(map, key);

        return e ? e->value : NULL;
}

struct pack_at node_at(struct arena *mem, const struct node *text, size_t offset)
{
        struct pack_at at = text->at;

        for (size_t i = 0; text->literal && i < offset; i++)
                at.line += text->text[i] == '\n';
        if (text->straight)
                at.column += !text->plain + (int)utf8_length(text_copy_n(mem, text->text, offset));
        return at;
}

static void node_add(struct arena *mem, struct node *to, struct node_entry e)
{
        if (to->n == to->room) {
                size_t room = to->room ? 2 * to->room : 8;

                to->entries = arena_grow(mem, to->entries, to->n * sizeof e, room * sizeof e);
                to->room = room;
        }
        to->entries[to->n++] = e;
}

/* ---- what no text may contain ---- */

static size_t character_width(unsigned char lead)
{
        return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* The first character that may not stand there: broken UTF-8, controls, bidirectional marks. */
static bool characters_checked(const char *file, const char *s, size_t n, struct findings *found)
{
        struct pack_at at = { file, 1, 1 };

        for (size_t i = 0, w; i < n; i += w, at.column++) {
                const char *wrong;

                w = character_width((unsigned char)s[i]);
                if (w > n - i)
                        w = n - i;
                wrong = text_check(s + i, w);
                if (wrong) {
                        finding_add(found, true, at, "%s", wrong);
                        return false;
                }
                if (s[i] == '\n')
                        at = (struct pack_at){ file, at.line + 1, 0 };
        }
        return true;
}

/* CR LF as LF: files that were edited on Windows. */
static char *line_ends_folded(struct arena *mem, const char *s, size_t *n)
{
        char *out = arena_take(mem, *n + 1);
        size_t k = 0;

        for (size_t i = 0; i < *n; i++)
                if (!(s[i] == '\r' && i + 1 < *n && s[i + 1] == '\n'))
                        out[k++] = s[i];
        *n = k;
        return out;
}

/* ---- events to nodes ---- */

struct yaml {
        struct arena *mem;
        struct findings *found;
        const char *file;
        struct fy_parser *parser;
        struct pack_at last;            /* where we are, for events without a mark */
};

static struct pack_at event_at(struct yaml *y, struct fy_event *e)
{
        const struct fy_mark *m = fy_event_start_mark(e);

        if (m)
                y->last = (struct pack_at){ y->file, m->line + 1, m->column + 1 };
        return y->last;
}

static bool yaml_wrong(struct yaml *y, struct pack_at at, const char *text)
{
        finding_add(y->found, true, at, "%s", text);
        return false;
}

/* Tokens of anchors, aliases and quoted texts begin behind their sign: the position is that of the sign. */
static struct pack_at sign_at(struct yaml *y, struct fy_token *t)
{
        const struct fy_mark *m = t ? fy_token_start_mark(t) : NULL;

        if (m)
                y->last = (struct pack_at){ y->file, m->line + 1, m->column ? m->column : 1 };
        return y->last;
}

/* Anchors and tags, whatever they hang on. */
static bool event_plain(struct yaml *y, struct fy_event *e)
{
        struct fy_token *anchor = NULL, *tag = NULL;

        switch (e->type) {
        case FYET_SCALAR: anchor = e->scalar.anchor; tag = e->scalar.tag; break;
        case FYET_SEQUENCE_START: anchor = e->sequence_start.anchor; tag = e->sequence_start.tag; break;
        case FYET_MAPPING_START: anchor = e->mapping_start.anchor; tag = e->mapping_start.tag; break;
        case FYET_ALIAS: return yaml_wrong(y, sign_at(y, e->alias.anchor), "策略包不使用 YAML 引用（*），请把内容写全");
        default: break;
        }
        if (anchor)
                return yaml_wrong(y, sign_at(y, anchor), "策略包不使用 YAML 锚（&），请把内容写全");
        if (tag)
                return yaml_wrong(y, event_at(y, e), "策略包不使用 YAML 标签（!）");
        return true;
}

static bool means_null(const char *s)
{
        return !*s || !strcmp(s, "~") || !strcmp(s, "null");
}

static struct node *scalar_node(struct yaml *y, struct fy_event *e)
{
        struct node *n = TAKE(y->mem, struct node);
        struct fy_token *t = e->scalar.value;
        size_t len = 0;
        const char *s = t ? fy_token_get_text(t, &len) : NULL;

        n->text = s ? text_copy_n(y->mem, s, len) : "";
        n->plain = !t || fy_token_scalar_style(t) == FYSS_PLAIN;
        n->at = n->plain ? event_at(y, e) : sign_at(y, t);
        n->kind = n->plain && means_null(n->text) ? NODE_NULL : NODE_TEXT;
        n->literal = t && fy_token_scalar_style(t) == FYSS_LITERAL;
        n->straight = t && !n->literal && fy_token_end_mark(t) && fy_token_start_mark(t) &&
                      fy_token_end_mark(t)->input_pos - fy_token_start_mark(t)->input_pos == len;
        return n;
}

static struct node *node_next(struct yaml *y, struct fy_event *e, int depth);

/* The next event belongs to the caller, who frees it; NULL at the end or after an error, which diagnostics tell. */
static struct node *list_node(struct yaml *y, struct fy_event *start, int depth)
{
        struct node *n = TAKE(y->mem, struct node);
        struct fy_event *e;
        bool good = true, ended = false;

        n->kind = NODE_LIST;
        n->at = event_at(y, start);
        while (good && !ended && (e = fy_parser_parse(y->parser))) {
                ended = e->type == FYET_SEQUENCE_END;
                if (!ended) {
                        struct node *value = node_next(y, e, depth);

                        good = value != NULL;
                        if (good)
                                node_add(y->mem, n, (struct node_entry){ .at = value->at, .value = value });
                }
                fy_parser_event_free(y->parser, e);
        }
        return good && ended ? n : NULL;
}

static bool key_fits(struct yaml *y, const struct node *map, const struct node *key)
{
        const struct node_entry *before = NULL;

        if (key->kind != NODE_TEXT)
                return yaml_wrong(y, key->at, "键必须是文字");
        if (map->n >= ENTRIES_MAX)
                return yaml_wrong(y, key->at, "一个映射里的键太多");
        before = node_entry(map, key->text);
        if (before)
                finding_add(y->found, true, key->at, "重复的键“%s”，第一次出现在第 %d 行", key->text, before->at.line);
        return !before;
}

static struct node *map_value(struct yaml *y, int depth)
{
        struct fy_event *e = fy_parser_parse(y->parser);
        struct node *value = e ? node_next(y, e, depth) : NULL;

        if (e)
                fy_parser_event_free(y->parser, e);
        return value;
}

static struct node *map_node(struct yaml *y, struct fy_event *start, int depth)
{
        struct node *n = TAKE(y->mem, struct node);
        struct fy_event *e;
        bool good = true, ended = false;

        n->kind = NODE_MAP;
        n->at = event_at(y, start);
        while (good && !ended && (e = fy_parser_parse(y->parser))) {
                ended = e->type == FYET_MAPPING_END;
                if (!ended) {
                        struct node *key = node_next(y, e, depth), *value = NULL;

                        good = key && key_fits(y, n, key) && (value = map_value(y, depth));
                        if (good)
                                node_add(y->mem, n, (struct node_entry){ key->text, key->at, value });
                }
                fy_parser_event_free(y->parser, e);
        }
        return good && ended ? n : NULL;
}

static struct node *node_next(struct yaml *y, struct fy_event *e, int depth)
{
        if (!event_plain(y, e))
                return NULL;
        if (depth > DEPTH_MAX) {
                yaml_wrong(y, event_at(y, e), "嵌套太深");
                return NULL;
        }
        switch (e->type) {
        case FYET_SCALAR: return scalar_node(y, e);
        case FYET_SEQUENCE_START: return list_node(y, e, depth + 1);
        case FYET_MAPPING_START: return map_node(y, e, depth + 1);
        default: return NULL;
        }
}

/* One document: its root node. */
static struct node *document_node(struct yaml *y)
{
        struct node *root = NULL;
        struct fy_event *e;
        int documents = 0;

        while ((e = fy_parser_parse(y->parser))) {
                bool over = false;

                if (e->type == FYET_DOCUMENT_START && ++documents > 1)
                        over = !yaml_wrong(y, event_at(y, e), "一个文件只能有一个 YAML 文档");
                else if (e->type == FYET_SCALAR || e->type == FYET_SEQUENCE_START || e->type == FYET_MAPPING_START ||
                         e->type == FYET_ALIAS)
                        over = !(root = node_next(y, e, 0));
                fy_parser_event_free(y->parser, e);
                if (over)
                        return NULL;
        }
        return root;
}

/* libfyaml speaks English; what people meet most is said in Chinese, the rest follows our words as it is. */
static const char *syntax_words(const char *msg)
{
        static const struct { const char *from, *to; } words[] = {
                { "closing bracket", "方括号 [ 没有配对的 ]" },
                { "closing brace", "花括号 { 没有配对的 }" },
                { "tab", "缩进只能用空格，不能用制表符（Tab）" },
                { "multiline plain key", "键不能跨行；可能是上一行少了引号、冒号，或者缩进不齐" },
                { "indent", "缩进不齐" },
                { "did not find expected ',' or '}'", "花括号里少了逗号或者 }" },
                { "did not find expected ',' or ']'", "方括号里少了逗号或者 ]" },
        };

        for (size_t i = 0; msg && i < sizeof words / sizeof *words; i++)
                if (strstr(msg, words[i].from))
                        return words[i].to;
        return msg ? msg : "";
}

static void diagnostics_collect(struct yaml *y, struct fy_diag *diag)
{
        struct fy_diag_error *d;
        void *at = NULL;

        while ((d = fy_diag_errors_iterate(diag, &at)))
                finding_add(y->found, true, (struct pack_at){ y->file, d->line, d->column }, "YAML 语法错误：%s", syntax_words(d->msg));
}

static struct fy_diag *quiet_diag(void)
{
        struct fy_diag_cfg cfg;
        struct fy_diag *diag;

        fy_diag_cfg_default(&cfg);
        cfg.fp = NULL;
        diag = fy_diag_create(&cfg);
        must(diag);
        fy_diag_set_collect_errors(diag, true);
        return diag;
}

static struct node *yaml_parse(struct yaml *y, const char *text, size_t n)
{
        struct fy_diag *diag = quiet_diag();
        struct fy_parse_cfg cfg = { .flags = FYPCF_QUIET, .diag = diag };
        struct node *root = NULL;
        size_t before = y->found->errors;

        y->parser = fy_parser_create(&cfg);
        must(y->parser);
        if (!fy_parser_set_string(y->parser, text, n))
                root = document_node(y);
        if (y->found->errors == before)
                diagnostics_collect(y, diag);
        fy_parser_destroy(y->parser);
        fy_diag_destroy(diag);
        if (y->found->errors > before)
                return NULL;
        return root;
}

struct node *yaml_read(struct arena *mem, const char *file, const char *text, size_t n, struct findings *found)
{
        struct yaml y = { .mem = mem, .found = found, .file = file, .last = { file, 1, 1 } };
        struct node *root;
        char *folded;

        if (n > PACK_FILE_MAX) {
                finding_add(found, true, (struct pack_at){ file, 1, 1 }, "文件超过 1 MiB");
                return NULL;
        }
        folded = line_ends_folded(mem, text, &n);
        if (!characters_checked(file, folded, n, found))
                return NULL;
        root = yaml_parse(&y, folded, n);
        if (root && root->kind == NODE_MAP)
                return root;
        if (root || !found->errors)
                finding_add(found, true, root ? root->at : y.last, "文件的顶层应当是映射（键: 值）");
        return NULL;
}

/* ---- overlays ---- */

static void entry_remove(struct node *map, size_t i)
{
        memmove(map->entries + i, map->entries + i + 1, (map->n - i - 1) * sizeof *map->entries);
        map->n--;
}

static void entry_merge(struct arena *mem, struct node *base, const struct node_entry *e, struct findings *found)
{
        size_t i = 0;

        while (i < base->n && strcmp(base->entries[i].key, e->key))
                i++;
        if (e->value->kind == NODE_NULL) {
                if (i < base->n)
                        entry_remove(base, i);
                else
                        finding_add(found, true, e->at, text_empty(e->value->text) ? "“%s”没有内容；以花括号开头的文字要放在双引号里" :
                                    "“%s”要去掉的内容在被继承的包里没有", e->key);
                return;
        }
        if (i == base->n)
                node_add(mem, base, (struct node_entry){ e->key, e->at, node_merge(mem, NULL, e->value, found) });
        else
                base->entries[i] = (struct node_entry){ e->key, e->at, node_merge(mem, base->entries[i].value, e->value, found) };
}

struct node *node_merge(struct arena *mem, struct node *base, struct node *over, struct findings *found)
{
        if (over->kind != NODE_MAP)
                return over;
        if (!base || base->kind != NODE_MAP) {
                base = TAKE(mem, struct node);
                base->kind = NODE_MAP;
        }
        base->at = over->at;
        for (size_t i = 0; i < over->n; i++)
                entry_merge(mem, base, &over->entries[i], found);
        return base;
}
