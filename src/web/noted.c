/* noted.c - what is written down of a request beside the journal (org/attempt.h): acts and pages that somebody who is signed in asked for and was
 * refused, and pages and views with personal data that were shown (GB/T 22239 8.1.4.3；个人信息保护法 54).  Recordings have a log of their own.
 *
 * Must never: write down what was typed, or hold up an answer.
 */
#include "org/attempt.h"
#include "web/call.h"
#include "web/entry.h"
#include <string.h>

/* Where one person's or one case's data are shown; the segment after it is the number. */
static const struct { const char *path, *noun; } personal[] = {
        { "/desk/case/", "case" }, { "/desk/papers/", "case" }, { "/desk/dossier/", "case" }, { "/desk/review/", "case" }, { "/desk/publicity/", "case" },
        { "/desk/journal/", "act" }, { "/desk/complaint/", "complaint" }, { "/desk/consultation/", "consultation" }, { "/desk/corrections/", "correction" },
        { "/desk/repairs/", "repair" },
};
/* The same for programs. */
static const char personal_views[] = "case|cases|timeline|materials|papers|paper|complaints|recordings|review_versions|review_duty";

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

void look_note(struct call *k)
{
        for (size_t i = 0; k->login && i < sizeof personal / sizeof *personal; i++)
                if (text_starts(k->path, personal[i].path)) {
                        const char *id = k->path + strlen(personal[i].path);

                        note(k, "look", utf8_head(k->mem, k->path, 60), text_make(k->mem, "%s/%.*s", personal[i].noun, (int)strcspn(id, "/"), id), "shown");
                        return;
                }
}

void view_note(struct call *k, const char *view)
{
        const char *id = pairs_text(&k->query, "case");

        if (k->login && text_in(view, personal_views, '|'))
                note(k, "look", text_make(k->mem, "view:%s", view), id && *id ? text_make(k->mem, "case/%s", utf8_head(k->mem, id, 20)) : "", "shown");
}
