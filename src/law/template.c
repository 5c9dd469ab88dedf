/* template.c - the language of document templates: a text with words in braces, compiled once, filled for each paper.
 *
 * A text is cut into a flat row of operations.  There is nothing in the language that could repeat, compute or open anything: filling
 * walks the row once from left to right, so a template ends because its text does.  What a word means is not known here.
 */
#include "law/template_inner.h"
#include <string.h>

#define WORD_MAX 100

/* ---- compile ---- */

struct compiler {
        struct arena *mem;
        const char *text, *at;
        struct template *t;
        size_t room;
        size_t open[NESTING_MAX];       /* the conditions that are not closed yet */
        int depth;
        const char *wrong;
        const char *where;
};

static bool compile_wrong(struct compiler *c, const char *where, const char *wrong)
{
        c->wrong = wrong;
        c->where = where;
        return false;
}

static struct op *op_add(struct compiler *c, enum op_kind kind, const char *from)
{
        struct template *t = c->t;
        struct op *new;

        if (t->n == c->room) {
                size_t room = c->room ? 2 * c->room : 8;

                t->ops = arena_grow(c->mem, t->ops, t->n * sizeof *t->ops, room * sizeof *t->ops);
                c->room = room;
        }
        new = &t->ops[t->n++];
        *new = (struct op){ .kind = kind, .text = "", .choices = "", .depth = c->depth, .offset = (size_t)(from - c->text) };
        return new;
}

static bool word_letter(char ch)
{
        return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '.' || ch == '_' || ch == '-';
}

/* Letters, digits, dots: what may stand for something.  Answers where it ends; NULL if there is no word. */
static const char *word_end(const char *s)
{
        const char *end = s;

        while (word_letter(*end))
                end++;
        return end == s || end - s > WORD_MAX || *s == '.' || end[-1] == '.' ? NULL : end;
}

static bool compile_filters(struct compiler *c, struct op *o, const char *s, const char **end)
{
        while (*s == '|') {
                const char *from = s + 1, *to = word_end(from);

                if (!to)
                        return compile_wrong(c, from, "“|”后面应当是过滤器的名称");
                if (o->filters.n == FILTERS_MAX)
                        return compile_wrong(c, from, "一个词最多用四个过滤器");
                if (!filter_find(text_copy_n(c->mem, from, (size_t)(to - from)), &o->filters.at[o->filters.n++]))
                        return compile_wrong(c, from, text_make(c->mem, "没有这个过滤器：“%.*s”", (int)(to - from), from));
                s = to;
        }
        *end = s;
        return true;
}

static bool brace_closed(struct compiler *c, const char *s)
{
        if (!*s)
                return compile_wrong(c, c->at, "“{”没有配对的“}”");
        if (*s != '}')
                return compile_wrong(c, s, "花括号里只能是一个词（字母、数字、点），例如 {party.name}");
        c->at = s + 1;
        return true;
}

/* {?word=a,b}: one of these choices, by their stored names. */
static bool compile_choices(struct compiler *c, struct op *o, const char *s, const char **end)
{
        const char *from = s + 1;

        *end = s;
        if (*s != '=')
                return true;
        do {
                const char *to = word_end(++s);

                if (!to)
                        return compile_wrong(c, s, "“=”后面应当是选项的代码，几个选项之间用英文逗号");
                s = to;
        } while (*s == ',');
        o->choices = text_copy_n(c->mem, from, (size_t)(s - from));
        *end = s;
        return true;
}

static bool compile_condition(struct compiler *c)
{
        const char *from = c->at + 2, *end = word_end(from);
        struct op *o;

        if (!end)
                return brace_closed(c, *from == '}' ? from - 1 : from);
        if (*end == '|')
                return compile_wrong(c, end, "条件里不能用过滤器");
        if (c->depth == NESTING_MAX)
                return compile_wrong(c, c->at, "条件最多嵌套四层");
        o = op_add(c, OP_IF, c->at);
        o->text = text_copy_n(c->mem, from, (size_t)(end - from));
        o->negated = c->at[1] == '!';
        c->open[c->depth++] = c->t->n - 1;
        return compile_choices(c, o, end, &end) && brace_closed(c, end);
}

static bool compile_end(struct compiler *c)
{
        if (c->at[2] != '}')
                return compile_wrong(c, c->at, "条件的结尾写作 {/}");
        if (!c->depth)
                return compile_wrong(c, c->at, "多余的 {/}：前面没有条件");
        c->depth--;
        c->t->ops[c->open[c->depth]].end = c->t->n;
        op_add(c, OP_END, c->at);
        c->at += 3;
        return true;
}

static bool compile_word(struct compiler *c)
{
        const char *from = c->at + 1, *end = word_end(from);
        struct op *o;

        if (!end)
                return brace_closed(c, *from == '}' ? c->at : from);
        o = op_add(c, OP_WORD, c->at);
        o->text = text_copy_n(c->mem, from, (size_t)(end - from));
        return compile_filters(c, o, end, &end) && brace_closed(c, end);
}

static bool compile_brace(struct compiler *c)
{
        switch (c->at[1]) {
        case '?': case '!': return compile_condition(c);
        case '/': return compile_end(c);
        default: return compile_word(c);
        }
}

/* Everything up to the next brace that means something; doubled braces are braces. */
static bool compile_text(struct compiler *c)
{
        struct buffer b = { .mem = c->mem };
        const char *from = c->at;

        while (*c->at) {
                size_t n = strcspn(c->at, "{}");

                buffer_put(&b, c->at, n);
                c->at += n;
                if (!*c->at || (*c->at == '{' && c->at[1] != '{'))
                        break;
                if (*c->at == '}' && c->at[1] != '}')
                        return compile_wrong(c, c->at, "多余的“}”；要写花括号本身，写成 }}");
                buffer_put(&b, c->at, 1);
                c->at += 2;
        }
        op_add(c, OP_TEXT, from)->text = buffer_done(&b);
        return true;
}

static bool compile(struct compiler *c)
{
        if (strlen(c->text) > TEMPLATE_MAX)
                return compile_wrong(c, c->text, "一段文字超过 64 KiB");
        while (*c->at)
                if (!(*c->at == '{' && c->at[1] != '{' ? compile_brace(c) : compile_text(c)))
                        return false;
        if (c->depth)
                return compile_wrong(c, c->text + c->t->ops[c->open[c->depth - 1]].offset, "条件没有结尾：缺少 {/}");
        return true;
}

struct template *template_compile(struct arena *mem, const char *text, const char **wrong, size_t *offset)
{
        struct compiler c = { .mem = mem, .text = text, .at = text, .t = TAKE(mem, struct template) };

        if (compile(&c))
                return c.t;
        *wrong = c.wrong;
        *offset = (size_t)(c.where - text);
        return NULL;
}

const char *template_word(const struct template *t, size_t i)
{
        for (size_t k = 0; k < t->n; k++)
                if ((t->ops[k].kind == OP_WORD || t->ops[k].kind == OP_IF) && !i--)
                        return t->ops[k].text;
        return NULL;
}

/* ---- fill ---- */

static void piece_add(struct arena *mem, struct template_pieces *p, struct template_piece piece)
{
        if (!p)
                return;
        if (p->n == p->room) {
                size_t room = p->room ? 2 * p->room : 8;

                p->at = arena_grow(mem, p->at, p->n * sizeof *p->at, room * sizeof *p->at);
                p->room = room;
        }
        p->at[p->n++] = piece;
}

/* A no, an amount of 0, an empty list and an empty text have no value. */
static bool has_value(const struct value *v)
{
        if (v->kind == VALUE_NONE || text_empty(v->text))
                return false;
        if (v->kind == VALUE_MONEY)
                return strcmp(v->text, "0") != 0;
        return strcmp(v->text, v->kind == VALUE_POINTS ? "[]" : "false") != 0;
}

static bool has_choice(struct arena *mem, const struct value *v, const char *choices)
{
        size_t n;
        const char **pieces = value_pieces(mem, v, &n);

        for (size_t i = 0; i < n; i++)
                if (text_in(pieces[i], choices, ','))
                        return true;
        return false;
}

static bool condition_met(struct arena *mem, const struct template_source *s, const struct op *o)
{
        struct value v = s->look(s->to, o->text);

        return (has_value(&v) && (!*o->choices || has_choice(mem, &v, o->choices))) != o->negated;
}

bool template_holds(struct arena *mem, const char *condition, const struct template_source *s)
{
        const char *wrong, *mark = *condition == '!' ? "" : "?";
        size_t offset;
        const struct template *t = *condition ? template_compile(mem, text_make(mem, "{%s%s}{/}", mark, condition), &wrong, &offset) : NULL;

        return !t || condition_met(mem, s, &t->ops[0]);
}

static void word_fill(struct buffer *b, const struct op *o, const struct template_source *s, struct template_pieces *pieces)
{
        struct value v = s->look(s->to, o->text);
        size_t from = b->n;

        if (v.kind != VALUE_NONE && v.text)
                buffer_text(b, value_reads(b->mem, s, o->text, &v, &o->filters));
        piece_add(b->mem, pieces, (struct template_piece){ from, b->n, o->text, v });
}

const char *template_fill(struct arena *mem, const struct template *t, const struct template_source *s, struct template_pieces *pieces)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < t->n; i++) {
                const struct op *o = &t->ops[i];

                if (o->kind == OP_TEXT)
                        buffer_text(&b, o->text);
                else if (o->kind == OP_WORD)
                        word_fill(&b, o, s, pieces);
                else if (o->kind == OP_IF && !condition_met(mem, s, o))
                        i = o->end;
        }
        return buffer_done(&b);
}
