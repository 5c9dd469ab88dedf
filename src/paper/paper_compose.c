/* paper_compose.c - a template and what a case says become blocks of an official document.
 *
 * Which words stand where is the pack's; how a line, a table or a seal looks is typeset's.  Must never put in a word of its own beyond
 * the labels of who signs. */
#include "base/json.h"
#include "blob/blob.h"
#include "paper/paper_inner.h"
#include <string.h>

struct composing {
        struct ctx *c;
        const struct pack_paper *p;
        const struct paper_case *pc;
        struct doc *d;
        struct paper_lines *lines;      /* NULL: nobody asks where it comes from */
        size_t room;
        struct names in_cells;          /* who signs in a cell, so not at the end again */
        const struct paper_marks *marks;
};

static void line_add(struct composing *m, const char *text, const struct template_pieces *pieces)
{
        struct paper_lines *l = m->lines;

        if (!l || !*text)
                return;
        if (l->n == m->room) {
                l->at = arena_grow(m->c->mem, l->at, m->room * sizeof *l->at, (m->room * 2 + 32) * sizeof *l->at);
                m->room = m->room * 2 + 32;
        }
        l->at[l->n++] = (struct paper_line){ text, *pieces };
}

static const char *fill(struct composing *m, const struct template *t)
{
        struct template_pieces pieces = { 0 };
        const char *text = paper__fill(m->pc, t, m->lines ? &pieces : NULL);

        line_add(m, text, &pieces);
        return text;
}

/* ---- texts ---- */

static void text_put(struct composing *m, const struct paper_block *b)
{
        static const enum para styles[] = {
                [STYLE_BODY] = PARA_BODY, [STYLE_FLUSH] = PARA_FLUSH, [STYLE_HEADING] = PARA_HEADING, [STYLE_CENTER] = PARA_CENTER,
                [STYLE_RIGHT] = PARA_RIGHT, [STYLE_KAI] = PARA_KAI, [STYLE_SMALL] = PARA_SMALL,
        };
        const char *text = fill(m, b->text);

        if (*text_trim(m->c->mem, text))
                doc_text(m->d, styles[b->style], text);
}

/* ---- tables ---- */

static const char *signer_line(struct arena *mem, const char *as)
{
        return *as ? text_make(mem, "%s（签名）：", paper_signer_label(as)) : "";
}

static void signs_in_cell(struct composing *m, const char *as)
{
        if (!*as || names_have(&m->in_cells, as))
                return;
        m->in_cells.at = arena_grow(m->c->mem, m->in_cells.at, m->in_cells.n * sizeof *m->in_cells.at, (m->in_cells.n + 1) * sizeof *m->in_cells.at);
        m->in_cells.at[m->in_cells.n++] = as;
}

static struct doc_cell cell_of(struct composing *m, const struct paper_cell *k, const char *text)
{
        signs_in_cell(m, k->sign);
        return (struct doc_cell){ .text = text, .span = k->span, .rows = k->lines, .label = k->label, .sign = signer_line(m->c->mem, k->sign) };
}

static int span_of(const struct doc_cell *k) { return k->span > 0 ? k->span : 1; }

/* A row that is short is made full by its last cell. */
static void row_put(struct composing *m, bool head, struct doc_cell *cells, size_t n, size_t columns)
{
        int sum = 0;

        for (size_t i = 0; i < n; i++)
                sum += span_of(&cells[i]);
        if (!n || sum > (int)columns)
                return;
        cells[n - 1].span = span_of(&cells[n - 1]) + (int)columns - sum;
        doc_row(m->d, head, cells, n);
}

static size_t columns_of(const struct paper_block *b)
{
        size_t most = b->columns;

        for (size_t r = 0; r < b->n_rows; r++) {
                size_t sum = 0;

                for (size_t i = 0; i < b->rows[r].n; i++)
                        sum += (size_t)(b->rows[r].cells[i].span > 0 ? b->rows[r].cells[i].span : 1);
                if (sum > most)
                        most = sum;
        }
        return most > b->row.n ? most : b->row.n;
}

/* Names of fields are narrow, values wide, unless the pack says otherwise. */
static const double *shares_of(struct composing *m, const struct paper_block *b, size_t columns)
{
        double *share;

        if (b->share && b->columns == columns)
                return b->share;
        share = TAKE_N(m->c->mem, double, columns);
        for (size_t i = 0; i < columns; i++)
                share[i] = b->kind == BLOCK_LIST ? 1 : columns == 2 && i ? 5.3 : i % 2 ? 2 : 1.3;
        return share;
}

static void rows_put(struct composing *m, const struct paper_block *b)
{
        size_t columns = columns_of(b);

        doc_table(m->d, &(struct doc_table){ shares_of(m, b, columns), columns, false });
        for (size_t r = 0; r < b->n_rows; r++) {
                const struct paper_row *row = &b->rows[r];
                struct doc_cell *cells = TAKE_N(m->c->mem, struct doc_cell, row->n + 1);

                for (size_t i = 0; i < row->n; i++)
                        cells[i] = cell_of(m, &row->cells[i], fill(m, row->cells[i].text));
                row_put(m, false, cells, row->n, columns);
        }
        doc_table_end(m->d);
}

/* ---- lists ---- */

static struct value item_look(void *to, const char *word)
{
        const struct paper__item *s = to;

        if (!strcmp(word, "n"))
                return (struct value){ VALUE_TEXT, s->number, NULL, -1 };
        if (!strcmp(word, "item"))
                return (struct value){ VALUE_TEXT, s->item, NULL, s->seq };
        return paper_look(s->pc, word);
}

static const char *item_person(void *to, const char *login, const char *what)
{
        return paper__person(((const struct paper__item *)to)->pc, login, what);
}

struct template_source paper__item_source(struct paper__item *i)
{
        return (struct template_source){ item_look, item_person, i };
}

static void list_row(struct composing *m, const struct paper_block *b, size_t columns, struct paper__item *s)
{
        struct doc_cell *cells = TAKE_N(m->c->mem, struct doc_cell, b->row.n + 1);
        struct template_source source = paper__item_source(s);

        for (size_t i = 0; i < b->row.n; i++) {
                struct template_pieces pieces = { 0 };
                const char *text = template_fill(m->c->mem, b->row.cells[i].text, &source, m->lines ? &pieces : NULL);

                line_add(m, text, &pieces);
                cells[i] = cell_of(m, &b->row.cells[i], text);
        }
        row_put(m, false, cells, b->row.n, columns);
}

static void list_put(struct composing *m, const struct paper_block *b)
{
        struct value v = paper_look(m->pc, b->over);
        struct why why = { .mem = m->c->mem };
        json_t *list = v.kind == VALUE_POINTS ? json_parse(&why, v.text, strlen(v.text)) : NULL, *point;
        size_t columns = columns_of(b), i;

        doc_table(m->d, &(struct doc_table){ shares_of(m, b, columns), columns, true });
        for (size_t r = 0; r < b->n_rows; r++) {
                struct doc_cell *cells = TAKE_N(m->c->mem, struct doc_cell, b->rows[r].n + 1);

                for (size_t k = 0; k < b->rows[r].n; k++) {
                        cells[k] = cell_of(m, &b->rows[r].cells[k], fill(m, b->rows[r].cells[k].text));
                        cells[k].label = true;
                }
                row_put(m, true, cells, b->rows[r].n, columns);
        }
        json_array_foreach(list, i, point) {
                struct paper__item s = { m->pc, text_copy(m->c->mem, json_is_string(point) ? json_string_value(point) : ""),
                                         text_make(m->c->mem, "%zu", i + 1), v.seq };

                list_row(m, b, columns, &s);
        }
        json_decref(list);
        doc_table_end(m->d);
}

/* ---- the whole ---- */

static void block_put(struct composing *m, const struct paper_block *b)
{
        if (*b->when && paper__holds(m->pc, b->when) == b->when_not)
                return;
        switch (b->kind) {
        case BLOCK_TEXT: text_put(m, b); break;
        case BLOCK_ROWS: rows_put(m, b); break;
        case BLOCK_LIST: list_put(m, b); break;
        case BLOCK_BREAK: doc_break(m->d); break;
        }
}

/* ---- who signs ---- */

#define PICTURE_MAX (INT64_C(1) << 20)

/* In what is signed the seal is not part of the page: it is put on as the appearance of the agency's signature, before or after others sign. */
static bool sealed(const struct composing *m)
{
        return !m->marks && paper__about(m->pc, m->p, "paper.seal", "");
}

/* The picture that somebody drew on a screen, now or in an earlier act. */
static bool drawn_by(struct composing *m, const char *as, struct bytes *out)
{
        const struct act *a;

        if (m->marks && text_same(m->marks->as, as)) {
                *out = m->marks->drawn;
                return true;
        }
        a = paper__about(m->pc, m->p, "paper.sign_party", as);
        return a && m->c->blobs && blob_read(m->c->blobs, m->c->mem, act_text(a, "drawn"), PICTURE_MAX, out, &m->c->why);
}

static bool at_end(struct composing *m, const char *as)
{
        return !names_have(&m->in_cells, as) && !paper__by_seal(m->p, as);
}

/* A picture that has no line of its own stands under its caption. */
static void pictures_put(struct composing *m, struct doc_sign *s)
{
        struct bytes picture = { 0 };

        for (size_t i = 0; i < m->p->signs.n; i++) {
                const char *as = m->p->signs.at[i];

                if (!drawn_by(m, as, &picture))
                        continue;
                if (!strcmp(as, "party") && at_end(m, as))
                        s->drawn = picture;
                else
                        doc_image(m->d, picture, signer_line(m->c->mem, as), &m->c->why);
        }
}

/* Who signs at the end: whoever has no cell, the party first.  A letter carries the seal; who approved it stands in the approval. */
static void sign_put(struct composing *m)
{
        const struct pack_paper *p = m->p;
        const struct pack_agency *g = pack_agency(m->pc->pack, paper__agency(m->pc));
        bool letter = !strcmp(p->form, "letter") || p->seal;
        struct doc_sign s = { .org = "", .day = DAY_NONE, .place = p->seal, .seal = p->seal && sealed(m) };
        const char **lines = TAKE_N(m->c->mem, const char *, p->signs.n + 1);

        for (int party = 1; party >= 0; party--)
                for (size_t i = 0; i < p->signs.n; i++)
                        if ((strcmp(p->signs.at[i], "party") == 0) == (party == 1) && at_end(m, p->signs.at[i]))
                                lines[s.n_lines++] = signer_line(m->c->mem, p->signs.at[i]);
        pictures_put(m, &s);
        if (letter) {
                s.org = *p->heading ? p->heading : g ? g->name : "";
                s.day = day_of(paper__own(m->pc)->at);
        }
        s.lines = lines;
        if (s.n_lines || letter)
                doc_sign(m->d, &s);
}

static enum doc_form form_of(const char *form)
{
        static const struct { const char *name; enum doc_form form; } forms[] = {
                { "letter", DOC_LETTER }, { "form", DOC_FORM }, { "record", DOC_RECORD }, { "strip", DOC_STRIP }, { "cover", DOC_COVER },
        };

        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
                if (!strcmp(forms[i].name, form))
                        return forms[i].form;
        return DOC_PLAIN;
}

static const char *foot_of(struct arena *mem, const struct paper_case *pc)
{
        int64_t seq = paper__own(pc)->seq;

        return seq == INT64_MAX ? "预览：尚未办理" : text_make(mem, "案件 %lld · 日志第 %lld 条", (long long)pc->id, (long long)seq);
}

static struct doc_head head_of(struct composing *m)
{
        const struct pack_paper *p = m->p;
        const struct paper_case *pc = m->pc;
        const struct pack_agency *g = pack_agency(pc->pack, paper__agency(pc));
        bool outside = (p->served || p->seal) && paper__own(pc)->seq != INT64_MAX;
        struct value verify = outside ? paper_look(pc, "site.verify") : (struct value){ .text = "" };

        return (struct doc_head){ .form = form_of(p->form), .org = *p->heading ? p->heading : g ? g->name : "", .title = p->name,
                                  .number = paper__number(paper__own(pc), p), .addressee = p->to ? fill(m, p->to) : "",
                                  .subject = p->law, .keywords = "", .made = paper__own(pc)->at, .qr = verify.text,
                                  .qr_note = outside ? "扫码核验" : "", .foot = foot_of(m->c->mem, pc) };
}

static void compose(struct composing *m)
{
        struct doc_head head = head_of(m);

        if (m->d)
                doc_next(m->d, &head);
        else
                m->d = doc_new(m->c->mem, &head);
        for (size_t i = 0; i < m->p->n_body; i++)
                block_put(m, &m->p->body[i]);
        sign_put(m);
}

static bool composing_run(struct composing *m, const struct paper_case *pc, struct doc **out)
{
        struct paper_case at = *pc;

        at.kind = m->p;
        if (!paper__open(m->c, m->p, &at))
                return false;
        m->pc = &at;
        compose(m);
        *out = m->d;
        return m->c->why.kind == WHY_NOTHING;
}

bool paper_compose(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc, struct doc **out, struct paper_lines *lines)
{
        struct composing m = { .c = c, .p = p, .lines = lines };

        if (lines)
                *lines = (struct paper_lines){ 0 };
        return composing_run(&m, pc, out);
}

bool paper_compose_next(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc, struct doc *d)
{
        struct composing m = { .c = c, .p = p, .d = d };

        return composing_run(&m, pc, &d);
}

bool paper__compose_marked(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc, const struct paper_marks *marks, struct doc **out)
{
        struct composing m = { .c = c, .p = p, .marks = marks };

        return composing_run(&m, pc, out);
}
