/* workspace.h - the work floor: notices, messages, reminders, favourites, saved filters, finding, what is due.
 *
 * What is personal (favourites, filters, choices, what was read) are acts like everything else: the tables can be rebuilt.  The cases opened
 * last are kept nowhere but in a cookie of the person's own browser (mj_recent), and are shown only as far as the scope allows.
 */
#ifndef WORKSPACE_WORKSPACE_H
#define WORKSPACE_WORKSPACE_H
#include "journal/command.h"
#include "journal/job.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command workspace_commands[]; extern const size_t workspace_commands_n;
extern const struct noun workspace_nouns[]; extern const size_t workspace_nouns_n;
extern const struct shadow workspace_shadows[]; extern const size_t workspace_shadows_n;
extern const struct view workspace_views[]; extern const size_t workspace_views_n;
extern const struct page workspace_pages[]; extern const size_t workspace_pages_n;
extern const struct job workspace_jobs[]; extern const size_t workspace_jobs_n;

struct ui_tools;
extern const struct ui_tools workspace_tools;           /* for ui_tools_bind() */
bool workspace_unread(struct ctx *c, int64_t *out);
bool workspace_job_asked(struct ctx *c, const char *name, int64_t *seq);        /* for jobs_asked_bind() */
/* Verbs that may be done for many rows at once, and from which list: src/workspace/batch_verbs.c; NULL past the end. */
struct batch_verb { const char *verb, *list /* address of the list */, *noun; };
const struct batch_verb *batch_verb_at(size_t i);
const struct batch_verb *batch_verb_find(const char *verb);
bool workspace_may_batch(const char *verb);             /* for web_batch_bind() */
/* For each way out of the house ("mail", "hook"): reminders that failed and will be tried again, and the most tries of one. */
typedef void workspace_waiting_fn(void *to, const char *way, int64_t n, int64_t failed);
bool workspace_waiting(struct ctx *c, workspace_waiting_fn *each, void *to);
/* May this person see the notice's file? */
bool workspace_file(struct ctx *c, const char *digest, const char **type, const char **name);

#endif
