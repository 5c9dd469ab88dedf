/* paper_html.c - a paper on the screen: the same blocks as the document, as text that reads aloud and folds on a phone, each value marked
 * with where it comes from.  For previews, comparing and the page of a paper; what is printed and signed is the document itself. */
#include "base/json.h"
#include "paper/paper_inner.h"
#include <string.h>

struct showing { struct ctx *c; struct html *h; const struct pack_paper *p; const struct paper_case *pc; struct names in_cells; };

/* ---- texts with their sources ---- */

const char *paper__source_words(const struct paper_case *pc, const struct template_piece *piece)
{
        struct arena *mem = pc->c->mem;
        const char *label = paper__word_label(pc, piece->word);

        if (piece->value.seq < 0)
                return text_make(mem, "%s：策略包或者法律", label);
        if (piece->value.seq == INT64_MAX)
                return text_make(mem, "%s：本次填写", label);
        for (size_t i = 0; i < pc->all; i++)
                if (pc->acts[i].seq == piece->value.seq) {
                        const struct command *k = command_find(pc->acts[i].verb);

                        return text_make(mem, "%s：日志第 %lld 条 %s，%s，%s", label, (long long)piece->value.seq, k ? k->label : pc->acts[i].verb,
                                         act_text(&pc->acts[i], "actor_name"), instant_local(mem, pc->acts[i].at));
                }
        return label;
}

/* Lines of one run; between: what stands where the text has a line feed. */
static void run_put(struct html *h, struct arena *mem, const char *text, size_t n, const char *open, const char *between)
{
        while (n) {
                const char *end = memchr(text, '\n', n);
                size_t len = end ? (size_t)(end - text) : n;

                if (len) {
                        html_raw(h, open);
                        html_text(h, text_copy_n(mem, text, len));
                        html_raw(h, *open ? "</span>" : "");
                }
                if (!end)
                        return;
                html_raw(h, between);
                text += len + 1;
                n -= len + 1;
        }
}

static const char *mark_open(const struct paper_case *pc, const struct template_piece *piece)
{
        struct html *h = html_new(pc->c->mem);
        struct bytes b;

        html(h, "<span class=\"from\" title=\"%s\">", paper__source_words(pc, piece));
        b = html_done(h);
        return text_copy_n(pc->c->mem, (const char *)b.p, b.n);
}

static void text_put(struct showing *s, const char *text, const struct template_pieces *pieces, const char *between)
{
        struct arena *mem = s->c->mem;
        size_t at = 0, n = strlen(text);

        for (size_t i = 0; i < pieces->n; i++) {
                const struct template_piece *p = &pieces->at[i];

                if (p->from < at || p->to > n)
                        continue;
                run_put(s->h, mem, text + at, p->from - at, "", between);
                run_put(s->h, mem, text + p->from, p->to - p->from, mark_open(s->pc, p), between);
                at = p->to;
        }
        run_put(s->h, mem, text + at, n - at, "", between);
}

static void fill_put(struct showing *s, const struct template *t, const struct template_source *source, const char *between)
{
        struct template_pieces pieces = { 0 };
        const char *text = t ? template_fill(s->c->mem, t, source, &pieces) : "";

        text_put(s, text, &pieces, between);
}

/* ---- blocks ---- */

static void paragraph_put(struct showing *s, const struct paper_block *b)
{
        static const char *const classes[] = {
                [STYLE_BODY] = "run", [STYLE_FLUSH] = "flat", [STYLE_HEADING] = "flat b", [STYLE_CENTER] = "mid", [STYLE_RIGHT] = "end",
                [STYLE_KAI] = "run", [STYLE_SMALL] = "flat small",
        };
        struct template_source source = paper__source(s->pc);
        struct template_pieces pieces = { 0 };
        const char *text = template_fill(s->c->mem, b->text, &source, &pieces), *open = text_make(s->c->mem, "<p class=\"%s\">", classes[b->style]);

        if (!*text_trim(s->c->mem, text))
                return;
        html_raw(s->h, open);
        text_put(s, text, &pieces, text_make(s->c->mem, "</p>%s", open));
        html_raw(s->h, "</p>\n");
}

static void cell_put(struct showing *s, const struct paper_cell *k, const struct template_source *source, int span, bool head)
{
        html(s->h, "<%s colspan=\"%d\">", k->label || head ? "th" : "td", span);
        fill_put(s, k->text, source, "<br>");
        if (*k->sign)
                html(s->h, "<p class=\"end\">%s（签名）：</p>", paper_signer_label(k->sign));
        html_raw(s->h, k->label || head ? "</th>" : "</td>");
}

static int span_of(const struct paper_cell *k) { return k->span > 0 ? k->span : 1; }

static void row_put(struct showing *s, const struct paper_row *row, const struct template_source *source, size_t columns, bool head)
{
        int sum = 0;

        for (size_t i = 0; i < row->n; i++)
                sum += span_of(&row->cells[i]);
        html_raw(s->h, "<tr>");
        for (size_t i = 0; i < row->n; i++) {
                int span = span_of(&row->cells[i]) + (i + 1 == row->n && sum < (int)columns ? (int)columns - sum : 0);

                cell_put(s, &row->cells[i], source, span, head);
                if (*row->cells[i].sign) {
                        struct names *l = &s->in_cells;

                        l->at = arena_grow(s->c->mem, l->at, l->n * sizeof *l->at, (l->n + 1) * sizeof *l->at);
                        l->at[l->n++] = row->cells[i].sign;
                }
        }
        html_raw(s->h, "</tr>\n");
}

static size_t columns_of(const struct paper_block *b)
{
        size_t most = b->columns > b->row.n ? b->columns : b->row.n;

        for (size_t r = 0; r < b->n_rows; r++) {
                size_t sum = 0;

                for (size_t i = 0; i < b->rows[r].n; i++)
                        sum += (size_t)span_of(&b->rows[r].cells[i]);
                most = sum > most ? sum : most;
        }
        return most;
}

static void table_put(struct showing *s, const struct paper_block *b)
{
        struct template_source source = paper__source(s->pc);
        size_t columns = columns_of(b);
        struct value v = { .kind = VALUE_NONE };
        struct why why = { .mem = s->c->mem };
        json_t *list, *point;
        size_t i;

        html_raw(s->h, "<table class=\"rows\">");
        for (size_t r = 0; r < b->n_rows; r++)
                row_put(s, &b->rows[r], &source, columns, b->kind == BLOCK_LIST);
        if (b->kind == BLOCK_LIST)
                v = paper_look(s->pc, b->over);
        list = v.kind == VALUE_POINTS ? json_parse(&why, v.text, strlen(v.text)) : NULL;
        json_array_foreach(list, i, point) {
                struct paper__item item = { s->pc, text_copy(s->c->mem, json_is_string(point) ? json_string_value(point) : ""),
                                            text_make(s->c->mem, "%zu", i + 1), v.seq };
                struct template_source each = paper__item_source(&item);

                row_put(s, &b->row, &each, columns, false);
        }
        json_decref(list);
        html_raw(s->h, "</table>\n");
}

static void block_put(struct showing *s, const struct paper_block *b)
{
        if (*b->when && paper__holds(s->pc, b->when) == b->when_not)
                return;
        if (b->kind == BLOCK_TEXT)
                paragraph_put(s, b);
        else if (b->kind != BLOCK_BREAK)
                table_put(s, b);
}

static void foot_put(struct showing *s, const struct pack_agency *g)
{
        bool letter = !strcmp(s->p->form, "letter") || s->p->seal;

        html_raw(s->h, "<div class=\"sign\">");
        for (size_t i = 0; i < s->p->signs.n; i++)
                if (!names_have(&s->in_cells, s->p->signs.at[i]) && !paper__by_seal(s->p, s->p->signs.at[i]))
                        html(s->h, "<p>%s（签名）：＿＿＿＿＿＿</p>", paper_signer_label(s->p->signs.at[i]));
        if (letter && g)
                html(s->h, "<p>%s</p><p>%s</p>", *s->p->heading ? s->p->heading : g->name,
                     day_chinese(s->c->mem, day_of(paper__own(s->pc)->at)));
        html_raw(s->h, "</div>\n");
}

void paper__html(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc, struct html *h)
{
        struct paper_case at = *pc;
        struct showing s = { .c = c, .h = h, .p = p, .pc = &at };
        struct template_source source = paper__source(&at);
        const struct pack_agency *g = pack_agency(pc->pack, paper__agency(pc));
        const char *number;

        at.kind = p;
        if (!paper__open(c, p, &at))
                return;
        number = paper__number(paper__own(&at), p);
        ui_paper_begin(h, &(struct ui_paper){ NULL, *p->heading ? p->heading : g ? g->name : NULL, p->name, *number ? number : NULL });
        html_raw(h, "<div class=\"text\">");
        if (p->to) {
                html_raw(h, "<p class=\"flat\">");
                fill_put(&s, p->to, &source, "<br>");
                html_raw(h, "：</p>");
        }
        for (size_t i = 0; i < p->n_body; i++)
                block_put(&s, &p->body[i]);
        html_raw(h, "</div>");
        foot_put(&s, g);
        ui_paper_end(h);
}
