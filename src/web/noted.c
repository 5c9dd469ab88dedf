/* noted.c - what is written down of a request beside the journal (org/attempt.h): acts and pages that somebody who is signed in asked for and was
 * refused, and pages and views with personal data that were shown (GB/T 22239 8.1.4.3；个人信息保护法 54).  Recordings have a log of their own.
 *
 * Which pages and views these are nobody lists: a page of one thing is noted when the shared checks let it be opened (look_open), a view when it
 * is asked about one thing, or has a column of persons.
 *
 * Must never: write down what was typed, or hold up an answer.
 */
#include "org/attempt.h"
#include "ui/page.h"
#include "ui/view.h"
#include "web/call.h"
#include "web/entry.h"
#include <string.h>

static void note(struct call *k, const char *kind, const char *what, const char *subject, const char *result)
{
        attempt_note(&(struct attempt){ .at = k->c.now, .login = k->login, .address = call_address(k), .kind = kind, .what = what,
                                        .subject = subject, .result = result });
}

static const char *subject_of(struct call *k, const char *noun, int64_t id)
{
        return id < 0 ? noun : text_make(k->mem, "%s/%lld", noun, (long long)id);
}

void refusal_note(struct call *k, const struct why *why)
{
        const struct refusal *r = why->kind == WHY_REFUSED ? refusal_of(why->code) : NULL;

        if (!k->login || !r || why->code == R_LOGIN)
                return;
        if (k->command && !text_same(k->method, "GET"))
                note(k, "act", k->command->verb, subject_of(k, k->command->noun, k->request.subject), r->code);
        else if (why->code == R_SCOPE || why->code == R_ROLE)
                note(k, "look", utf8_head(k->mem, k->path, 60), "", r->code);
}

/* Lists that stand on pages are noted when somebody opens one of their rows. */
void look_note(struct call *k, const struct page *p)
{
        const char *subject = look_open(&k->c);

        if (k->login && subject && strchr(p->pattern, '{'))
                note(k, "look", utf8_head(k->mem, k->path, 60), subject, "shown");
}

/* The parameter that says of which case, complaint … it is asked; NULL: of none. */
static const struct arg *view_about(const struct view *v)
{
        for (const struct arg *a = v->params; a->name; a++)
                if (a->type == ARG_REF && !text_empty(a->choices))
                        return a;
        return NULL;
}

bool view_is_personal(const struct view *v)
{
        static const char persons[] = "party|party_id|party_phone|party_address|reporter|reporter_name|reporter_phone|asker|phone|contact";

        for (const struct column *c = v->columns; c->name; c++)
                if (text_in(c->name, persons, '|'))
                        return true;
        return view_about(v) != NULL;
}

void view_note(struct call *k, const struct view *v)
{
        const struct arg *about = view_about(v);
        const char *id = about ? pairs_text(&k->query, about->name) : NULL;

        if (k->login && !text_same(v->roles, "public") && view_is_personal(v))
                note(k, "look", text_make(k->mem, "view:%s", v->name), id && *id ? text_make(k->mem, "%s/%s", about->choices, utf8_head(k->mem, id, 20)) : "", "shown");
}
