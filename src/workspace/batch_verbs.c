/* batch_verbs.c - which verbs may be done for many rows at once, and in which list they are offered.  Each row is an act of its own, with its own
 * refusal.  A new list is a row here and ui_table_batch() on its page.  A verb whose words differ from one thing to the next (a decision, a review, comparing a public version,
 * letting somebody see a recording) does not belong here. */
#include "workspace/workspace.h"
#include "base/text.h"
#include <string.h>

static const struct batch_verb verbs[] = {
        { "case.assign", "/desk/cases", "case" }, { "case.archive", "/desk/cases", "case" },
        { "notice.read", "/desk/notices", "notice" },
        { "device.calibrate", "/desk/equipment", "device" }, { "device.move", "/desk/equipment", "device" }, { "complaint.close", "/desk/complaints", "complaint" },
};

const struct batch_verb *batch_verb_at(size_t i)
{
        return i < sizeof verbs / sizeof *verbs ? &verbs[i] : NULL;
}

const struct batch_verb *batch_verb_find(const char *verb)
{
        for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
                if (text_same(verbs[i].verb, verb))
                        return &verbs[i];
        return NULL;
}

bool workspace_may_batch(const char *verb)
{
        return batch_verb_find(verb) != NULL;
}
