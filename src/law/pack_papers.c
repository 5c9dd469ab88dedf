/* pack_papers.c - the sections `papers`, `remedies` and `faces` of a pack: documents as rows of blocks, each text compiled on the spot.
 *
 * Only the shape is read here; what a word may stand for and what the law demands of a remedies clause is asked in pack_words.c and
 * pack_remedies.c.  Rows come out whole: the spans of each add up to the columns, so nothing is left for those who typeset.
 */
#include "law/pack_papers.h"
#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 24

/* ---- cells and rows ---- */

struct cell_row { const char *sign; int span, lines; const struct node *label, *text; };
static const struct field cell_fields[] = {
        { "label", FIELD_NODE, AT(cell_row, label), false, REF_FREE, NULL },
        { "text", FIELD_NODE, AT(cell_row, text), false, REF_FREE, NULL },
        { "sign", FIELD_TEXT, AT(cell_row, sign), false, REF_CHOICE, SIGNERS },
        { "lines", FIELD_INT, AT(cell_row, lines), false, REF_FREE, NULL },
        { "span", FIELD_INT, AT(cell_row, span), false, REF_FREE, NULL },
        END
};

static void cell_add(struct paper_reader *w, struct paper_row *row, const struct node *n, bool label, struct paper_cell like)
{
        like.text = n ? paper_text(w, n) : NULL;
        like.label = label;
        like.sign = like.sign ? like.sign : "";
        like.span = like.span < 1 ? 1 : like.span;
        row->cells[row->n++] = like;
}

/* {label: …, text: …, sign: …} is a label and its value; without a label only the value. */
static void cell_read(struct paper_reader *w, struct paper_row *row, const struct node *n)
{
        struct cell_row c = { .sign = "" };

        if (!fields_read(w->r, "rows", n->at, n, cell_fields, &c))
                return;
        if (!c.text && !c.label && !*c.sign)
                WRONG(w->r, n->at, "这一格没有内容：应当有 label、text 或者 sign");
        if (c.span > COLUMNS_MAX || c.lines > 60)
                WRONG(w->r, n->at, "“span”最多 %d 列，“lines”最多 60 行", COLUMNS_MAX);
        if (c.label)
                cell_add(w, row, c.label, true, (struct paper_cell){ .pos = c.label->at });
        if (c.text || *c.sign || !c.label)
                cell_add(w, row, c.text, false, (struct paper_cell){ .sign = c.sign, .span = c.span, .lines = c.lines, .pos = n->at });
}

/* Texts are label, value, label, value.  In the head of a list all are labels, in its row all are values. */
enum row_kind { ROW_FORM, ROW_HEAD, ROW_ITEMS };
static void row_read(struct paper_reader *w, const struct node *n, enum row_kind kind, struct paper_row *out)
{
        bool label = kind != ROW_ITEMS;

        *out = (struct paper_row){ .cells = NULL };
        if (n->kind != NODE_LIST || !n->n || n->n > COLUMNS_MAX) {
                WRONG(w->r, n->at, "表格的一行应当是列表：[案由, \"{case.cause}\"]，最多 %d 格", COLUMNS_MAX);
                return;
        }
        out->cells = TAKE_N(w->r->mem, struct paper_cell, 2 * n->n);
        for (size_t i = 0; i < n->n; i++) {
                const struct node *v = n->entries[i].value;

                if (v->kind == NODE_MAP) {
                        cell_read(w, out, v);
                        label = kind != ROW_ITEMS;
                        continue;
                }
                cell_add(w, out, v->kind == NODE_NULL ? NULL : v, label, (struct paper_cell){ .pos = v->at });
                label = kind == ROW_FORM ? !label : label;
        }
}

/* ---- columns ---- */

static size_t row_width(const struct paper_row *row)
{
        size_t n = 0;

        for (size_t i = 0; i < row->n; i++)
                n += (size_t)row->cells[i].span;
        return n;
}

/* Without shares a column of labels is narrow and one of values is wide, as the fullest row has them. */
static void shares_guess(struct arena *mem, struct paper_block *b, const struct paper_row *fullest)
{
        double *share = TAKE_N(mem, double, b->columns + 1);
        size_t at = 0;

        for (size_t i = 0; i < fullest->n; i++)
                for (int k = 0; k < fullest->cells[i].span && at < b->columns; k++)
                        share[at++] = fullest->cells[i].label ? (b->columns > 2 ? 3 : 2) : b->columns > 2 ? 5 : 8;
        b->share = share;
}

static bool shares_read(struct paper_reader *w, const struct node *n, struct paper_block *b)
{
        double *share = TAKE_N(w->r->mem, double, n->n + 1);
        int64_t hundredths;

        if (n->kind != NODE_LIST || !n->n || n->n > COLUMNS_MAX) {
                WRONG(w->r, n->at, "“share”应当是各列宽度的列表，如 [1, 9]，最多 %d 列", COLUMNS_MAX);
                return false;
        }
        for (size_t i = 0; i < n->n; i++) {
                const struct node *v = n->entries[i].value;

                if (v->kind != NODE_TEXT || !money_parse(v->text, &hundredths) || hundredths < 1 || hundredths > 100000) {
                        WRONG(w->r, v->at, "列宽应当是大于零的数");
                        return false;
                }
                share[i] = (double)hundredths / 100;
        }
        b->share = share;
        b->columns = n->n;
        return true;
}

/* The last cell of a short row takes the rest; a row that is too long for the shares is refused. */
static void row_fit(struct paper_reader *w, struct paper_row *row, size_t columns)
{
        size_t width = row_width(row);

        if (row->n && width < columns)
                row->cells[row->n - 1].span += (int)(columns - width);
        else if (row->n && width > columns)
                WRONG(w->r, row->cells[0].pos, "这一行有 %zu 格，表格只有 %zu 列", width, columns);
}

static void columns_fit(struct paper_reader *w, struct paper_block *b, const struct node *share)
{
        const struct paper_row *fullest = &b->row;

        for (size_t i = 0; i < b->n_rows; i++)
                if (!fullest->n || row_width(&b->rows[i]) > row_width(fullest))
                        fullest = &b->rows[i];
        b->columns = row_width(fullest);
        if (b->columns > COLUMNS_MAX)
                WRONG(w->r, b->pos, "表格最多 %d 列", COLUMNS_MAX);
        if (share && b->columns && share->kind == NODE_LIST && share->n > b->columns)
                WRONG(w->r, share->at, "“share”有 %zu 个，表格只有 %zu 列", share->n, b->columns);
        else if (!share || !shares_read(w, share, b))
                shares_guess(w->r->mem, b, fullest);
        for (size_t i = 0; i < b->n_rows; i++)
                row_fit(w, &b->rows[i], b->columns);
        row_fit(w, &b->row, b->columns);
}

/* ---- blocks ---- */

static void rows_read(struct paper_reader *w, const struct node *n, struct paper_block *b)
{
        b->kind = BLOCK_ROWS;
        if (n->kind != NODE_LIST || !n->n) {
                WRONG(w->r, n->at, "“rows”应当是行的列表：[[案由, \"{case.cause}\"], …]");
                return;
        }
        b->rows = TAKE_N(w->r->mem, struct paper_row, n->n);
        b->n_rows = n->n;
        for (size_t i = 0; i < n->n; i++)
                row_read(w, n->entries[i].value, ROW_FORM, &b->rows[i]);
}

struct list_row { const char *over; const struct node *head, *row, *share; };
static const struct field list_fields[] = {
        { "over", FIELD_TEXT, AT(list_row, over), true, REF_FREE, NULL },
        { "head", FIELD_NODE, AT(list_row, head), false, REF_FREE, NULL },
        { "row", FIELD_NODE, AT(list_row, row), true, REF_FREE, NULL },
        { "share", FIELD_NODE, AT(list_row, share), false, REF_FREE, NULL },
        END
};

static const struct node *list_read(struct paper_reader *w, const struct node *n, struct paper_block *b)
{
        struct list_row l = { .over = "" };
        const struct node *over = node_get(n, "over");

        b->kind = BLOCK_LIST;
        if (!fields_read(w->r, "list", n->at, n, list_fields, &l) || !l.row)
                return NULL;
        if (over && over->kind == NODE_TEXT)
                paper_word(w, over, true);
        b->over = l.over;
        if (l.head) {
                b->rows = TAKE(w->r->mem, struct paper_row);
                b->n_rows = 1;
                row_read(w, l.head, ROW_HEAD, b->rows);
        }
        w->item = true;
        row_read(w, l.row, ROW_ITEMS, &b->row);
        w->item = false;
        return l.share;
}

struct block_row { const char *style, *when, *page; const struct node *text, *heading, *rows, *share, *list; };
static const struct field block_fields[] = {
        { "text", FIELD_NODE, AT(block_row, text), false, REF_FREE, NULL },
        { "heading", FIELD_NODE, AT(block_row, heading), false, REF_FREE, NULL },
        { "style", FIELD_TEXT, AT(block_row, style), false, REF_CHOICE, "body|flush|heading|center|right|kai|small" },
        { "when", FIELD_TEXT, AT(block_row, when), false, REF_FREE, NULL },
        { "rows", FIELD_NODE, AT(block_row, rows), false, REF_FREE, NULL },
        { "share", FIELD_NODE, AT(block_row, share), false, REF_FREE, NULL },
        { "list", FIELD_NODE, AT(block_row, list), false, REF_FREE, NULL },
        { "break", FIELD_TEXT, AT(block_row, page), false, REF_CHOICE, "page" },
        END
};

static enum block_style style_find(const char *name)
{
        static const char *const names[] = { "body", "flush", "heading", "center", "right", "kai", "small" };
        int i = 0;

        while (i < STYLE_SMALL && strcmp(names[i], name))
                i++;
        return strcmp(names[i], name) ? STYLE_BODY : (enum block_style)i;
}

/* `- {?act.fine}…` without quotes is a mapping to YAML: said as what it is. */
static bool braces_quoted(struct paper_reader *w, const struct node *n)
{
        for (size_t i = 0; i < n->n; i++)
                if (field_find(block_fields, n->entries[i].key))
                        return true;
        WRONG(w->r, n->at, "这里应当有 text、heading、rows、list 或者 break；以花括号开头的文字要放在双引号里");
        return false;
}

static void block_kinds(struct paper_reader *w, const struct node *n, const struct block_row *row, struct paper_block *b)
{
        int kinds = (row->text != NULL) + (row->heading != NULL) + (row->rows != NULL) + (row->list != NULL) + (*row->page != 0);
        const struct node *share = row->share;

        if (kinds != 1)
                WRONG(w->r, n->at, "一块内容应当是 text、heading、rows、list、break 之一");
        if (row->heading)
                b->style = STYLE_HEADING;
        if (row->heading || row->text)
                b->text = paper_text(w, row->heading ? row->heading : row->text);
        if (*row->page)
                b->kind = BLOCK_BREAK;
        if (row->rows)
                rows_read(w, row->rows, b);
        else if (row->list)
                share = list_read(w, row->list, b);
        if (row->rows || row->list)
                columns_fit(w, b, share);
        else if (row->share)
                WRONG(w->r, row->share->at, "“share”只用于 rows 和 list");
}

static void block_read(struct paper_reader *w, const struct node *n, struct paper_block *out)
{
        struct block_row row = { .style = "", .when = "", .page = "" };

        *out = (struct paper_block){ .kind = BLOCK_TEXT, .when = "", .over = "", .pos = n->at };
        if (n->kind == NODE_TEXT) {
                out->text = paper_text(w, n);
                return;
        }
        if (n->kind == NODE_MAP && !braces_quoted(w, n))
                return;
        if (!fields_read(w->r, "body", n->at, n, block_fields, &row))
                return;
        out->style = style_find(row.style);
        out->when_not = *row.when == '!';
        out->when = row.when + out->when_not;
        w->guarded = *row.when;
        if (*row.when)
                paper_when(w, node_get(n, "when"));
        block_kinds(w, n, &row, out);
        w->guarded = false;
}

/* A list, or a mapping whose keys let an overlay replace one block by name; either way in the order of the file. */
static void body_read(struct paper_reader *w, const struct node *n, struct pack_paper *out)
{
        if ((n->kind != NODE_LIST && n->kind != NODE_MAP) || !n->n) {
                WRONG(w->r, n->at, "“body”应当是内容的列表，不能是空的");
                return;
        }
        out->body = TAKE_N(w->r->mem, struct paper_block, n->n);
        out->n_body = n->n;
        for (size_t i = 0; i < n->n; i++)
                block_read(w, n->entries[i].value, &out->body[i]);
}

/* ---- papers ---- */

static const struct field ask_fields[] = {
        { "label", FIELD_TEXT, AT(paper_ask, label), true, REF_FREE, NULL },
        { "type", FIELD_TEXT, AT(paper_ask, type), true, REF_CHOICE, "text|long|day|money|points|people" },
        { "help", FIELD_TEXT, AT(paper_ask, help), false, REF_FREE, NULL },
        { "required", FIELD_BOOL, AT(paper_ask, required), false, REF_FREE, NULL },
        { "after", FIELD_TEXT, AT(paper_ask, after), false, REF_FREE, NULL },
        { "days", FIELD_INT, AT(paper_ask, days), false, REF_FREE, NULL },
        END
};

/* Names that the act of paper.make, the form or the API uses itself; numbers and their series have names of their own kind. */
static bool ask_taken(const char *id)
{
        return text_in(id, "paper|paper_name|procedure|stage|flags|clocks|clocks_ended|clocks_moved|actor|actor_name|role|agency|officers|owner|file|ofd|"
                           "material_kind|material_title|subject|expected|key|now|back|done", '|') ||
               text_starts(id, "number_") || text_starts(id, "series_") || text_starts(id, "n_");
}

static void read_ask(struct reader *r, const struct node_entry *e, struct paper_ask *out)
{
        if (ask_taken(e->key))
                WRONG(r, e->at, "“%s”是系统使用的名称，请换一个", e->key);
        *out = (struct paper_ask){ .id = e->key, .pos = e->at };
        fields_read(r, e->key, e->at, e->value, ask_fields, out);
        if (strspn(e->key, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(e->key))
                WRONG(r, e->at, "栏目的标识“%s”只能用小写字母、数字和下划线", e->key);
}

struct paper_fields { struct pack_paper p; const struct node *to, *body, *asks; };
static const struct field paper_fields[] = {
        { "name", FIELD_TEXT, AT(paper_fields, p.name), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(paper_fields, p.law), true, REF_FREE, NULL },
        { "from", FIELD_WORDS, AT(paper_fields, p.from), true, REF_VERB, NULL },
        { "procedures", FIELD_WORDS, AT(paper_fields, p.procedures), false, REF_PROCEDURE, NULL },
        { "when", FIELD_TEXT, AT(paper_fields, p.when), false, REF_FREE, NULL },
        { "form", FIELD_TEXT, AT(paper_fields, p.form), false, REF_CHOICE, "letter|form|record|strip|cover|plain" },
        { "heading", FIELD_TEXT, AT(paper_fields, p.heading), false, REF_FREE, NULL },
        { "number", FIELD_TEXT, AT(paper_fields, p.number), false, REF_FREE, NULL },
        { "to", FIELD_NODE, AT(paper_fields, to), false, REF_FREE, NULL },
        { "served", FIELD_BOOL, AT(paper_fields, p.served), false, REF_FREE, NULL },
        { "seal", FIELD_BOOL, AT(paper_fields, p.seal), false, REF_FREE, NULL },
        { "coercive", FIELD_BOOL, AT(paper_fields, p.coercive), false, REF_FREE, NULL },
        { "continues", FIELD_TEXT, AT(paper_fields, p.continues), false, REF_FREE, NULL },
        { "decides", FIELD_BOOL, AT(paper_fields, p.decides), false, REF_FREE, NULL },
        { "signs", FIELD_WORDS, AT(paper_fields, p.signs), false, REF_CHOICE, SIGNERS },
        { "remedy", FIELD_TEXT, AT(paper_fields, p.remedy), false, REF_FREE, NULL },
        { "volume", FIELD_TEXT, AT(paper_fields, p.volume), false, REF_CHOICE, "principal|secondary" },
        { "needs", FIELD_WORDS, AT(paper_fields, p.needs), false, REF_FREE, NULL },
        { "asks", FIELD_NODE, AT(paper_fields, asks), false, REF_FREE, NULL },
        { "body", FIELD_NODE, AT(paper_fields, body), true, REF_FREE, NULL },
        END
};

static void needs_read(struct paper_reader *w, const struct node *needs)
{
        for (size_t i = 0; needs && needs->kind == NODE_LIST && i < needs->n; i++)
                if (needs->entries[i].value->kind == NODE_TEXT)
                        paper_word(w, needs->entries[i].value, false);
        if (needs && needs->kind == NODE_TEXT)
                paper_word(w, needs, false);
}

static bool verbs_decide(const struct reader *r, const struct pack_paper *p)
{
        for (size_t i = 0; i < p->from.n; i++) {
                const struct verb_effect *e = verb_effect_find(r->verbs, r->n_verbs, p->from.at[i]);

                if (e && e->sets & F(decided))
                        return true;
        }
        return false;
}

static const struct paper_ask *day_asked(const struct pack_paper *p, const char *id)
{
        for (size_t i = 0; i < p->n_asks; i++)
                if (!strcmp(p->asks[i].id, id) && !strcmp(p->asks[i].type, "day"))
                        return &p->asks[i];
        return NULL;
}

/* A term counts from another day that the paper asks for. */
static void asks_right(struct reader *r, const struct pack_paper *p)
{
        for (size_t i = 0; i < p->n_asks; i++) {
                const struct paper_ask *k = &p->asks[i];

                if (!*k->after && !k->days)
                        continue;
                if (strcmp(k->type, "day") || !day_asked(p, k->after) || !strcmp(k->after, k->id))
                        WRONG(r, k->pos, "“%s”的期限应当从本文书另一个日期栏目起算（after），“%s”不是", k->label, k->after);
                else if (k->days < 1 || k->days > 3660)
                        WRONG(r, k->pos, "“%s”的期限（days）应为 1 至 3660 日", k->label);
        }
        if (*p->continues && !day_asked(p, "until"))
                WRONG(r, p->pos, "“%s”延长别的文书的期限，要问止日（until）", p->name);
}

static void read_paper(struct reader *r, const struct node_entry *e, struct pack_paper *out)
{
        struct paper_fields f = { .p = { .id = e->key, .pos = e->at } };
        struct paper_reader w = { .r = r, .paper = &f.p, .before = arena_take(r->mem, r->n_verbs + 1) };

        if (fields_read(r, e->key, e->at, e->value, paper_fields, &f)) {
                f.p.form = *f.p.form ? f.p.form : "letter";
                f.p.volume = *f.p.volume ? f.p.volume : "principal";
                f.p.decides = f.p.decides || verbs_decide(r, &f.p);
                if (f.asks && f.p.from.n)
                        WRONG(r, f.asks->at, "只有不由动作产生的文书（from: []）才能写“asks”");
                if (f.asks)
                        SECTION(r, e->value, "asks", f.p.asks, f.p.n_asks, paper_ask, read_ask);
                asks_right(r, &f.p);
                if (*f.p.when)
                        paper_when(&w, node_get(e->value, "when"));
                needs_read(&w, node_get(e->value, "needs"));
                if (f.to)
                        f.p.to = paper_text(&w, f.to);
                w.remedy_said = false;          /* the addressee is no place for it */
                if (f.body)
                        body_read(&w, f.body, &f.p);
                paper_clear(&w, e->value);
        }
        *out = f.p;
}

/* ---- remedies and faces ---- */

struct remedy_row { struct pack_remedy m; const struct node *text; };
static const struct field remedy_fields[] = {
        { "text", FIELD_NODE, AT(remedy_row, text), true, REF_FREE, NULL },
        { "says", FIELD_WORDS, AT(remedy_row, m.says), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(remedy_row, m.law), true, REF_FREE, NULL },
        END
};

static void read_remedy(struct reader *r, const struct node_entry *e, struct pack_remedy *out)
{
        struct remedy_row row = { .m = { .id = e->key, .pos = e->at } };
        struct paper_reader w = { .r = r, .before = arena_take(r->mem, r->n_verbs + 1) };

        if (fields_read(r, e->key, e->at, e->value, remedy_fields, &row) && row.text) {
                row.m.text = paper_text(&w, row.text);
                remedy_clear(r, e->value, &row.m);
        }
        *out = row.m;
}

static const struct field face_fields[] = {
        { "body", FIELD_TEXT, AT(pack, face_body), false, REF_FREE, NULL },
        { "title", FIELD_TEXT, AT(pack, face_title), false, REF_FREE, NULL },
        { "heading", FIELD_TEXT, AT(pack, face_heading), false, REF_FREE, NULL },
        { "kai", FIELD_TEXT, AT(pack, face_kai), false, REF_FREE, NULL },
        END
};

static int by_verb(const void *a, const void *b)
{
        const struct pack_making *x = a, *y = b;
        int order = strcmp(x->verb, y->verb);

        return order ? order : (x->paper > y->paper) - (x->paper < y->paper);
}

static void makings_list(struct pack *p, struct arena *mem)
{
        size_t n = 0;

        for (size_t i = 0; i < p->n_papers; i++)
                n += p->papers[i].from.n;
        p->makings = TAKE_N(mem, struct pack_making, n + 1);
        for (size_t i = 0; i < p->n_papers; i++)
                for (size_t k = 0; k < p->papers[i].from.n; k++)
                        p->makings[p->n_makings++] = (struct pack_making){ p->papers[i].from.at[k], &p->papers[i] };
        qsort(p->makings, p->n_makings, sizeof *p->makings, by_verb);
}

void pack_papers_read(struct reader *r)
{
        const struct node_entry *faces = node_entry(r->root, "faces");

        r->reach = stages_reach(r);
        fields_clear(face_fields, r->p);
        if (faces)
                fields_read(r, "faces", faces->at, faces->value, face_fields, r->p);
        SECTION(r, r->root, "remedies", r->p->remedies, r->p->n_remedies, pack_remedy, read_remedy);
        agencies_clear(r);
        SECTION(r, r->root, "papers", r->p->papers, r->p->n_papers, pack_paper, read_paper);
        makings_list(r->p, r->mem);
}
