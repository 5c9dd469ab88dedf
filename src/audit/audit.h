/* audit.h - what was done, tried and looked at, for those who audit: the acts of the journal with what was before, refused attempts, personal data
 * that was looked at, sign-ins; all of it found by filters, exported, and shortened by nobody.
 *
 * What stands beside the journal (org/attempt.h) is sealed day by day: the job log_seal asks for the act audit.seal with the number of rows and a
 * digest over them, so that a row changed or removed later shows (view log_seals compares).  Rows older than the office keeps them
 * (parameter log_keep_months, at least six months) go by the act audit.expire; nothing else removes one.
 *
 * Legal: 网络安全法 21（三）（留存相关的网络日志不少于六个月）；GB/T 22239-2019 8.1.4.3（安全审计）；国办发〔2018〕118号 三（全程留痕和可回溯）.
 */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H
#include "journal/command.h"
#include "journal/job.h"
#include "ui/page.h"
#include "ui/view.h"

#define AUDITORS "auditor|security|supervisor"

struct audit_seal { int64_t id, entries; struct day on; const char *digest; };
struct audit_seals { struct audit_seal *at; size_t n; };
bool audit_seals(struct ctx *c, int64_t limit, struct audit_seals *out);        /* newest first */
/* Are that day's rows as they were sealed?  *why_not "" if so; a day that has expired is said to have. */
bool audit_seal_holds(struct ctx *c, const struct audit_seal *s, const char **why_not);

extern const struct command audit_commands[];
extern const size_t audit_commands_n;
extern const struct noun audit_nouns[];
extern const size_t audit_nouns_n;
extern const struct shadow audit_shadows[];
extern const size_t audit_shadows_n;
extern const struct view audit_views[];
extern const size_t audit_views_n;
extern const struct page audit_pages[];
extern const size_t audit_pages_n;
extern const struct job audit_jobs[];
extern const size_t audit_jobs_n;

#endif
