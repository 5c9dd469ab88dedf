/* recording_secret.c - which acts tell what is in a classified recording: its title, place, object of proof, file name, words.
 *
 * Asked by the time line, the log's pages, forms and papers, which know no recordings (org/access.h).  Must never say no where it cannot know:
 * when the tables cannot be read the question fails.
 */
#include "db/db.h"
#include "recording/recording_inner.h"
#include <string.h>

QUERY(secret_recording, "SELECT classified FROM rec_recording WHERE id = $1");
QUERY(secret_intake, "SELECT r.classified FROM rec_intake i JOIN rec_recording r ON r.id = i.added WHERE i.id = $1");
QUERY(secret_mark, "SELECT r.classified FROM copy_mark k JOIN rec_recording r ON r.id = k.recording_id WHERE k.id = $1");
QUERY(secret_copy, "SELECT r.classified FROM copy_file k JOIN rec_recording r ON r.id = k.recording_id WHERE k.id = $1");
QUERY(secret_text, "SELECT r.classified FROM copy_text k JOIN rec_recording r ON r.id = k.recording_id WHERE k.id = $1");

static const struct { const char *noun; struct query *query; } nouns[] = {
        { "intake", &secret_intake }, { "mark", &secret_mark }, { "copy", &secret_copy }, { "text", &secret_text },
};

static bool asked(struct ctx *c, struct query *q, int64_t id, bool *out)
{
        struct rows r = db_ask(c->db, &c->why, q, ARGS(I(id)));
        bool secret = db_next(&r) && db_int(&r, 0);

        if (!db_done(&r))
                return false;
        *out = secret;
        return true;
}

bool recording_secret(struct ctx *c, const struct act *a, bool *out)
{
        *out = false;
        if (!strcmp(a->verb, "recording.add"))
                return asked(c, &secret_recording, a->seq, out);
        if (act_has(a, "recording"))
                return asked(c, &secret_recording, act_int(a, "recording"), out);
        for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
                if (!strcmp(nouns[i].noun, a->subject.noun))
                        return asked(c, nouns[i].query, a->subject.id, out);
        return true;
}
