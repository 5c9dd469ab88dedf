/* mask.c - puts together what is found in a text, what is known from the case and what people say, and covers it.
 * Must never leave half of a place visible, and never cover what is open as a whole (the name of a body).
 */
#include "law/mask_scan.h"
#include "base/json.h"
#include "base/text.h"
#include "law/identity.h"
#include <string.h>

static const struct mask_sort sorts[MASK__MAX] = {
#define MASK(id, key_, label_, rule_, ask_, fixed_, law_, why_) \
        [MASK_##id] = { .key = key_, .label = label_, .rule = rule_, .law = law_, .why = why_, .ask = ask_, .fixed = fixed_ },
#include "law/masks.tbl"
#undef MASK
};

const struct mask_sort *mask_sort_of(enum mask_kind kind)
{
        return &sorts[kind];
}

bool mask_sort_find(const char *key, enum mask_kind *out)
{
        for (int i = 0; i < MASK__MAX; i++)
                if (!strcmp(sorts[i].key, key)) {
                        *out = (enum mask_kind)i;
                        return true;
                }
        return false;
}

bool mask_rule_known(const char *rule)
{
        return text_in(rule, "hide|name|outline|town|keep", '|');
}

static const struct pack_mask *pack_rule(const struct pack *p, const char *key)
{
        for (size_t i = 0; p && i < p->publication.n_masks; i++)
                if (!strcmp(p->publication.masks[i].field, key))
                        return &p->publication.masks[i];
        return NULL;
}

/* ---- what stands in the place of something ---- */

static const char *text_of(const struct scan *s, size_t from, size_t to)
{
        return text_copy_n(s->mem, s->text + s->g[from].at, s->g[to].at - s->g[from].at);
}

static const char *hidden(struct arena *mem, enum mask_kind kind)
{
        return text_make(mem, "〖%s〗", sorts[kind].label);
}

/* 138****5678: how many digits stay. */
static const char *outlined(const struct scan *s, const struct place *p)
{
        struct buffer b = { .mem = s->mem };
        size_t n = 0, seen = 0, head = p->kind == MASK_CARD ? 4 : p->kind == MASK_IDNO ? 6 : 3, tail = 4;

        for (size_t i = p->from; i < p->to; i++)
                n += glyph_alnum(glyph_at(s, i));
        tail = p->kind == MASK_IDNO && n == 15 ? 3 : tail;
        for (size_t i = p->from; i < p->to; i++) {
                bool counts = glyph_alnum(glyph_at(s, i));

                if (counts && seen >= head && seen < n - tail)
                        buffer_text(&b, "*");
                else
                        buffer_text(&b, text_of(s, i, i + 1));
                seen += counts;
        }
        return n < head + tail + 4 ? hidden(s->mem, p->kind) : buffer_done(&b);
}

static const char *without_gaps(const struct scan *s, const struct place *p)
{
        struct buffer b = { .mem = s->mem };

        for (size_t i = p->from; i < p->to; i++)
                if (glyph_at(s, i) != ' ' && glyph_at(s, i) != '-' && glyph_at(s, i) != '\n')
                        buffer_text(&b, text_of(s, i, i + 1));
        return buffer_done(&b);
}

static const char *cover_of(const struct scan *s, const struct place *p, const char *rule)
{
        if (!strcmp(rule, "name"))
                return name_mask(s->mem, without_gaps(s, p));
        if (!strcmp(rule, "outline"))
                return outlined(s, p);
        if (!strcmp(rule, "town"))
                return text_make(s->mem, "%s%s", text_of(s, p->from, mask_town_end(s, p->from, p->to)), hidden(s->mem, p->kind));
        return hidden(s->mem, p->kind);
}

/* ---- finding ---- */

struct finder {
        const struct mask_wish *w;
        struct scan s;
        struct names open;
        struct mask_spans found;
        size_t room;
};

static void open_put(struct finder *f, const char *text)
{
        if (!text_empty(text) && utf8_length(text) > 3)
                f->open.at[f->open.n++] = text;
}

/* What is public as a whole: what the caller says, and what the agencies publish of themselves. */
static void open_read(struct finder *f)
{
        const struct pack *p = f->w->pack;
        size_t n = (f->w->open ? f->w->open->n : 0) + (p ? 3 * p->n_agencies : 0);

        f->open = (struct names){ .at = TAKE_N(f->s.mem, const char *, n + 1) };
        for (size_t i = 0; f->w->open && i < f->w->open->n; i++)
                open_put(f, f->w->open->at[i]);
        for (size_t i = 0; p && i < p->n_agencies; i++) {
                open_put(f, p->agencies[i].name);
                open_put(f, p->agencies[i].phone);
                open_put(f, p->agencies[i].address);
        }
}

static bool marked_within(const struct finder *f, size_t from, size_t to)
{
        for (size_t i = from; i < to; i++)
                for (size_t k = 0; k < f->w->covers.n; k++)
                        if (scan_reads(&f->s, i, f->w->covers.at[k].text))
                                return true;
        return false;
}

static size_t open_length(const struct finder *f, size_t i)
{
        size_t best = 0;

        for (size_t k = 0; k < f->open.n; k++) {
                size_t n = scan_reads(&f->s, i, f->open.at[k]);

                best = n > best ? n : best;
        }
        return best && !marked_within(f, i, i + best) ? best : 0;
}

/* A known word that is covered already: 郑某某. */
static bool worth(const struct finder *f, const char *text)
{
        const char *after = strstr(text, "某");

        return utf8_length(text) >= 2 && !(after && (after[strlen("某")] == '\0' || text_starts(after, "某某")));
}

static void better(struct place *best, size_t from, size_t to, enum mask_kind kind)
{
        if (to - from > best->to - best->from)
                *best = (struct place){ from, to, kind };
}

static void known_at(const struct finder *f, size_t i, struct place *best)
{
        for (size_t k = 0; k < f->w->n_words; k++) {
                const struct mask_word *word = &f->w->words[k];
                size_t n = worth(f, word->text) ? scan_reads(&f->s, i, word->text) : 0;

                /* a longer number that only begins like this one */
                if (n && !(glyph_digit(glyph_at(&f->s, i + n)) && glyph_digit(glyph_at(&f->s, i + n - 1))))
                        better(best, i, i + n, word->kind);
        }
}

typedef bool at_fn(const struct scan *s, size_t i, struct place *out);

static void detected_at(const struct finder *f, size_t i, struct place *best)
{
        static at_fn *const of_words[] = { mask_plate_at, mask_home_at, mask_person_at, mask_health_at, mask_secret_at };
        uint32_t c = glyph_at(&f->s, i), before = i ? glyph_at(&f->s, i - 1) : 0;
        struct place p;

        if (glyph_han(c))
                for (size_t k = 0; k < sizeof of_words / sizeof *of_words; k++)
                        if (of_words[k](&f->s, i, &p) && !open_length(f, p.from))
                                better(best, p.from, p.to, p.kind);
        if (glyph_han(c) && scan_says(&f->s, i, "未成年"))
                better(best, i, i + (scan_says(&f->s, i, "未成年人") ? 4 : 3), MASK_CHILD);
        if (glyph_alnum(c) && !glyph_alnum(before) && mask_email_at(&f->s, i, &p))
                better(best, p.from, p.to, p.kind);
        if (glyph_digit(c) && !glyph_digit(before) && mask_landline_at(&f->s, i, &p))
                better(best, p.from, p.to, p.kind);
        if ((glyph_digit(c) && !glyph_digit(before)) || (glyph_han(c) && !glyph_han(before)) || glyph_han(c))
                if (mask_house_at(&f->s, i, &p))
                        better(best, p.from, p.to, p.kind);
}

static void numbers_at(const struct finder *f, size_t i, struct place *best)
{
        struct place p;

        if (glyph_digit(glyph_at(&f->s, i)) && !(i && glyph_digit(glyph_at(&f->s, i - 1))) && mask_number_at(&f->s, i, &p))
                better(best, p.from, p.to, p.kind);
}

static const struct mask_mark *mark_at(const struct finder *f, size_t i, size_t *n)
{
        const struct mask_mark *best = NULL;

        *n = 0;
        for (size_t k = 0; k < f->w->covers.n; k++) {
                size_t len = scan_reads(&f->s, i, f->w->covers.at[k].text);

                if (len > *n) {
                        *n = len;
                        best = &f->w->covers.at[k];
                }
        }
        return best;
}

/* Known words and numbers that begin within and end behind: all of it is covered. */
static size_t stretched(const struct finder *f, size_t from, size_t to)
{
        for (size_t i = from + 1; i < to; i++) {
                struct place p = { 0 };
                size_t n;

                known_at(f, i, &p);
                numbers_at(f, i, &p);
                if (mark_at(f, i, &n))
                        better(&p, i, i + n, MASK_MARKED);
                to = p.to > to ? p.to : to;
        }
        return to;
}

static const char *kept_reason(const struct finder *f, const struct place *p)
{
        for (size_t k = 0; k < f->w->keeps.n; k++)
                if (scan_reads(&f->s, p->from, f->w->keeps.at[k].text) == p->to - p->from)
                        return f->w->keeps.at[k].reason;
        return NULL;
}

static struct mask_span *span_put(struct finder *f, const struct place *p)
{
        struct mask_spans *l = &f->found;

        if (l->n == f->room) {
                size_t room = f->room ? 2 * f->room : 8;

                l->at = arena_grow(f->s.mem, l->at, l->n * sizeof *l->at, room * sizeof *l->at);
                f->room = room;
        }
        l->at[l->n] = (struct mask_span){ .from = f->s.g[p->from].at, .to = f->s.g[p->to].at, .kind = p->kind, .rule = "hide",
                                          .law = sorts[p->kind].law, .reason = "" };
        return &l->at[l->n++];
}

/* 商业秘密, 个人隐私: the public is told what kind of thing is not shown. */
static const char *marked_cover(struct arena *mem, const char *reason)
{
        static const char *const words[] = { "国家秘密", "工作秘密", "商业秘密", "个人隐私", "未成年人" };

        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (strstr(reason, words[i]))
                        return text_make(mem, "〖%s〗", words[i]);
        return strstr(reason, "隐私") ? "〖个人隐私〗" : hidden(mem, MASK_MARKED);
}

static size_t place_put(struct finder *f, struct place p)
{
        const struct pack_mask *rule = f->w->rule ? NULL : pack_rule(f->w->pack, sorts[p.kind].key);
        const char *how = f->w->rule ? f->w->rule : rule ? rule->rule : sorts[p.kind].rule, *reason;
        struct mask_span *s;

        if (!strcmp(how, "keep") && !sorts[p.kind].fixed)
                return p.to;
        if (!sorts[p.kind].ask)
                p.to = stretched(f, p.from, p.to);
        reason = sorts[p.kind].fixed ? NULL : kept_reason(f, &p);
        s = span_put(f, &p);
        s->rule = how;
        s->law = rule && *rule->law ? rule->law : s->law;
        s->kept = reason != NULL;
        s->reason = reason ? reason : "";
        s->ask = sorts[p.kind].ask && !s->kept;
        s->cover = cover_of(&f->s, &p, how);
        return p.to;
}

/* A part of it is covered anyway: there is nothing to ask. */
static bool answered_within(const struct finder *f, size_t from, size_t to)
{
        struct place p = { 0 };

        for (size_t i = from; i < to; i++) {
                known_at(f, i, &p);
                numbers_at(f, i, &p);
        }
        return p.to > p.from || marked_within(f, from, to);
}

/* The place that begins at i (a house may begin earlier, but not within what was found before); where to go on. */
static size_t step(struct finder *f, size_t i, size_t last)
{
        struct place best = { i, i, MASK_MARKED };
        size_t n, open = f->w->numbers_only ? 0 : open_length(f, i);
        const struct mask_mark *mark = mark_at(f, i, &n);

        if (mark) {
                struct mask_span *s = span_put(f, &(struct place){ i, i + n, MASK_MARKED });

                s->hand = true;
                s->reason = mark->reason;
                s->cover = marked_cover(f->s.mem, mark->reason);
                return i + n;
        }
        if (open)
                return i + open;
        known_at(f, i, &best);
        numbers_at(f, i, &best);
        if (!f->w->numbers_only)
                detected_at(f, i, &best);
        if (best.to == best.from)
                return i;
        best.from = best.from < last ? last : best.from;
        if (sorts[best.kind].ask && answered_within(f, best.from, best.to))
                return i;
        n = place_put(f, best);
        return n > i ? n : i;
}

struct mask_spans mask_find(struct arena *mem, const struct mask_wish *w, const char *text)
{
        struct finder f = { .w = w, .s = mask_scan(mem, text) };
        size_t last = 0;

        open_read(&f);
        for (size_t i = 0; i < f.s.n;) {
                bool word_begins = glyph_alnum(glyph_at(&f.s, i)) && !(i && glyph_alnum(glyph_at(&f.s, i - 1)));
                size_t to = step(&f, i, last), code = to == i && word_begins ? mask_code_length(&f.s, i) : 0;

                last = to > i ? to : last;
                i = to > i ? to : i + (code ? code : 1);
        }
        return f.found;
}

bool mask_span_open(const struct mask_span *s)
{
        return s->kept || s->ask;
}

char *mask_cover(struct arena *mem, const char *text, const struct mask_spans *spans)
{
        struct buffer b = { .mem = mem };
        size_t at = 0;

        for (size_t i = 0; i < spans->n; i++) {
                const struct mask_span *s = &spans->at[i];

                if (mask_span_open(s))
                        continue;
                buffer_put(&b, text + at, s->from - at);
                buffer_text(&b, s->cover);
                at = s->to;
        }
        buffer_text(&b, text + at);
        return text_copy(mem, buffer_done(&b));
}

/* ---- once more, by whoever has the original ---- */

static int64_t chars_to(struct arena *mem, const char *text, size_t to)
{
        return (int64_t)utf8_length(text_copy_n(mem, text, to));
}

const char *mask_spans_json(struct arena *mem, const char *text, const struct mask_spans *spans)
{
        struct json *j = json_new(mem);

        json_open(j, '[');
        for (size_t i = 0; i < spans->n; i++) {
                const struct mask_span *s = &spans->at[i];

                if (mask_span_open(s))
                        continue;
                json_open(j, '{');
                json_key(j, "at");
                json_open(j, '[');
                json_int(j, chars_to(mem, text, s->from));
                json_int(j, chars_to(mem, text, s->to));
                json_close(j, ']');
                json_pair(j, "kind", sorts[s->kind].key);
                json_pair(j, "mask", s->cover);
                json_pair(j, "rule", s->hand ? "hand" : s->rule);
                json_close(j, '}');
        }
        json_close(j, ']');
        return json_done(j);
}

static bool covered_again(struct arena *mem, const char *text, const json_t *list, char **out)
{
        struct scan s = mask_scan(mem, text);
        struct buffer b = { .mem = mem };
        size_t last = 0;

        for (size_t i = 0; i < json_array_size(list); i++) {
                json_t *at = json_object_get(json_array_get(list, i), "at");
                json_int_t from = json_integer_value(json_array_get(at, 0)), to = json_integer_value(json_array_get(at, 1));
                const char *cover = json_string_value(json_object_get(json_array_get(list, i), "mask"));

                if (!cover || from < (json_int_t)last || to <= from || to > (json_int_t)s.n)
                        return false;
                buffer_put(&b, text + s.g[last].at, s.g[from].at - s.g[last].at);
                buffer_text(&b, cover);
                last = (size_t)to;
        }
        buffer_text(&b, text + s.g[last].at);
        *out = text_copy(mem, buffer_done(&b));
        return true;
}

char *mask_cover_again(struct arena *mem, const char *text, const char *json)
{
        struct why why = { .mem = mem };
        json_t *list = json_parse(&why, json, strlen(json));
        char *out = NULL;

        if (list && json_is_array(list) && !covered_again(mem, text, list, &out))
                out = NULL;
        json_decref(list);
        return out;
}

/* Identity numbers, mobile telephones and bank cards in outline: for papers, which leave names and homes to their own filters. */
int text_mask(struct arena *mem, const char *s, char **out)
{
        const struct mask_wish w = { .numbers_only = true, .rule = "outline" };
        struct mask_spans found = mask_find(mem, &w, s);

        *out = mask_cover(mem, s, &found);
        return (int)found.n;
}
