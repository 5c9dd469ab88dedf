/* bind.c - which commands, nouns, views, pages, tables and schemas the program has.  A new folder is bound here and nowhere else.
 * Schemas stand in the order of layers: a table may only refer to tables above it in the list. */
#include "cli/bind.h"
#include "approval/approval.h"
#include "base/setting.h"
#include "case/case.h"
#include "catalog/catalog.h"
#include "complaint/complaint.h"
#include "custody/custody.h"
#include "equipment/equipment.h"
#include "exchange/exchange.h"
#include "inspection/inspection.h"
#include "intake/intake.h"
#include "journal/job.h"
#include "org/org.h"
#include "org/parameter.h"
#include "paper/dossier.h"
#include "paper/paper.h"
#include "portal/portal.h"
#include "publicity/task.h"
#include "recording/copy.h"
#include "recording/dock.h"
#include "recording/recording.h"
#include "review/review.h"
#include "statute/statute.h"
#include "training/training.h"
#include "ui/file.h"
#include "review/desk.h"
#include "ui/page.h"
#include "ui/view.h"
#include "web/web.h"
#include "workspace/workspace.h"
#include <stdlib.h>
#include <string.h>

#define SCHEMA(name) extern const char name##_sql[];
#define ROWS(kind, name) extern const struct kind name##_##kind##s[]; extern const size_t name##_##kind##s_n;

#define BIND_SCHEMAS(X) X(journal) X(job) X(org) X(parameter) X(case) X(publicity) X(paper) X(equipment) X(recording) X(dock) X(copy) X(custody) \
        X(task) X(correction) X(example) X(catalog) X(review) X(desk) X(complaint) X(statistics) X(exchange) \
        X(agency) X(rights) X(training) X(statute) X(signin) X(workspace) X(approval) X(audit) X(intake) X(setup) X(inspection)
#define BIND_COMMANDS(X) X(command, org) X(command, parameter) X(command, case) X(command, publicity) X(command, paper) X(command, dossier) X(command, equipment) \
        X(command, recording) X(command, dock) X(command, copy) X(command, custody) X(command, task) X(command, correction) X(command, example) X(command, catalog) \
        X(command, review) X(command, desk) X(command, complaint) X(command, statistics) X(command, exchange) \
        X(command, agency) X(command, rights) X(command, training) X(command, statute) X(command, signin) X(command, workspace) \
        X(command, approval) X(command, audit) X(command, setup) X(command, intake) X(command, inspection)
#define BIND_SHADOWS(X) X(shadow, org) X(shadow, parameter) X(shadow, case) X(shadow, publicity) X(shadow, paper) X(shadow, equipment) X(shadow, recording) \
        X(shadow, dock) X(shadow, copy) X(shadow, custody) X(shadow, task) X(shadow, correction) X(shadow, example) X(shadow, catalog) X(shadow, review) \
        X(shadow, desk) X(shadow, complaint) X(shadow, statistics) X(shadow, exchange) \
        X(shadow, agency) X(shadow, rights) X(shadow, training) X(shadow, statute) X(shadow, signin) X(shadow, workspace) X(shadow, approval) \
        X(shadow, audit) X(shadow, intake) X(shadow, setup) X(shadow, inspection)
/* In this order: the case decides whether, its recordings must be there, its papers take their numbers from what was decided. */
#define BIND_NOUNS(X) X(noun, parameter) X(noun, case) X(noun, recording) X(noun, copy) X(noun, review) X(noun, paper) X(noun, equipment) X(noun, custody) X(noun, task) \
        X(noun, correction) X(noun, example) X(noun, catalog) X(noun, desk) X(noun, complaint) X(noun, statistics) X(noun, exchange) \
        X(noun, agency) X(noun, rights) X(noun, training) X(noun, statute) X(noun, signin) X(noun, workspace) X(noun, approval) \
        X(noun, audit) X(noun, intake) X(noun, inspection)
#define BIND_VIEWS(X) X(view, case) X(view, publicity) X(view, paper) X(view, equipment) X(view, recording) X(view, dock) X(view, copy) X(view, custody) \
        X(view, task) X(view, correction) X(view, example) X(view, catalog) X(view, review) X(view, desk) X(view, complaint) X(view, statistics) X(view, exchange) \
        X(view, admin) X(view, rights_desk) X(view, training) X(view, statute) X(view, signin) X(view, workspace) X(view, approval) \
        X(view, audit) X(view, intake) X(view, inspection)
#define BIND_PAGES(X) X(page, case) X(page, publicity) X(page, paper) X(page, dossier) X(page, equipment) X(page, recording) X(page, copy) \
        X(page, upload) X(page, custody) X(page, task) X(page, correction) X(page, example) X(page, catalog) X(page, review) X(page, desk) X(page, complaint) \
        X(page, statistics) X(page, exchange) X(page, portal) \
        X(page, admin) X(page, rights_desk) X(page, training) X(page, statute) X(page, signin) X(page, workspace) X(page, approval) \
        X(page, audit) X(page, setup) X(page, intake) X(page, inspection)
#define BIND_FILES(X) X(public_file, exchange) X(public_file, portal)
#define BIND_JOBS(X) X(job, custody) X(job, task) X(job, exchange) X(job, statistics) \
        X(job, training) X(job, signin) X(job, workspace) X(job, audit) X(job, intake)

BIND_SCHEMAS(SCHEMA)
SCHEMA(case_guard_sqlite)
SCHEMA(case_guard_postgres)
BIND_COMMANDS(ROWS)
BIND_SHADOWS(ROWS)
BIND_NOUNS(ROWS)
BIND_VIEWS(ROWS)
BIND_PAGES(ROWS)
BIND_FILES(ROWS)
BIND_JOBS(ROWS)

static bool case_see(struct ctx *c, int64_t case_id)
{
        struct case_facts *f = TAKE(c->mem, struct case_facts);

        if (!case_facts_load(c, case_id, f) || !case_may_see(c, f))
                return false;
        c->facts = f;
        return true;
}

static const struct case_tab tabs[] = { { "recordings", "音像", recording_tab }, { "papers", "文书", paper_tab }, { "custody", "调阅", custody_tab },
                                         { "review", "回避和咨询", review_tab },
                                         { "approvals", "请示", approval_tab },
                                         { "ask", "公众", complaint_tab } };
static const struct paper_hooks paper_hooks = { .see = case_see, .number = case_number_next, .recent = case_recent };

static const struct dossier_hooks dossier_hooks = { .missing = case_dossier_missing, .vkeys = portal_keys };

/* Who was asked for advice in a review, or for a signature. */
static bool asked(struct ctx *c, const struct case_facts *f, const char *login, bool *out)
{
        return review_asked(c, f, login, out) && (*out || approval_asked(c, f, login, out));
}

static bool desk_cards(struct ctx *c, struct html *h)
{
        return task_desk_card(c, h) && review_desk_card(c, h) && recording_desk_card(c, h) && paper_desk_card(c, h) && exchange_desk_card(c, h) && training_desk_card(c, h) &&
               approval_desk_card(c, h);
}

/* What waits to go out, for /metrics; what cannot be read is left out. */
static void waiting(struct ctx *c, web_waiting_each_fn *each, void *to)
{
        if (exchange_waiting(c, each, to))
                workspace_waiting(c, each, to);
}

/* One program for reading recordings in each process; it starts with the first job. */
void recorder_bind(const char *clamd)
{
        static struct media *media;
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };

        if (!media)
                media = media_open(NULL, &why);
        recording_bind(&(struct recording_hooks){ .media = media, .clamd = clamd });
        complaint_bind(&(struct complaint_hooks){ .media = media, .scan = recording_scan });
        arena_free(mem);
}

static bool may_watch(struct ctx *c, const struct recording *r)
{
        return custody_may_have(c, r, false);
}

/* Published decisions that name a provision, for the page of an article. */
static bool citing_decisions(struct ctx *c, const char *words, struct statute_decisions *out)
{
        struct publications l;

        if (!publications_find(c, &(struct publication_wish){ .words = text_make(c->mem, "\"%s\"", words), .state = "shown", .limit = 10 }, &l))
                return false;
        for (size_t i = 0; i < l.n && out->n < 10; i++, out->n++) {
                out->at[out->n].label = text_make(c->mem, "%s　%s", l.at[i].number, l.at[i].cause);
                out->at[out->n].url = text_make(c->mem, "/decision/%lld", (long long)l.at[i].id);
                out->at[out->n].note = text_make(c->mem, "%s　%s", l.at[i].agency_name, day_text(c->mem, l.at[i].decided_on));
        }
        return true;
}

void bind_all(void)
{
#define SCHEMA_ROW(name) name##_sql,
        static const char *const schemas[] = { BIND_SCHEMAS(SCHEMA_ROW) };
#define BIND(kind, name) kind##s_bind(name##_##kind##s, name##_##kind##s_n);

        schemas_bind(schemas, sizeof schemas / sizeof *schemas);
        guards_bind(case_guard_sqlite_sql, case_guard_postgres_sql);
        BIND_COMMANDS(BIND)
        BIND_NOUNS(BIND)
        BIND_SHADOWS(BIND)
        BIND_VIEWS(BIND)
        BIND_PAGES(BIND)
        BIND_FILES(BIND)
        BIND_JOBS(BIND)
        derived_bind(&publicity_index, 1);
        views_access_bind(access_may_use);
        views_hide_bind(access_hides_column);
        basis_bind(statute_basis_find);
        listed_bind(&catalog_listed);
        statute_decisions_bind(citing_decisions);
        case_review_bind(desk_read);
        ui_bind(&portal_site);
        ui_tools_bind(&workspace_tools);
        jobs_asked_bind(workspace_job_asked);
        web_batch_bind(workspace_may_batch);
        web_waiting_bind(waiting);
        paper_bind(&paper_hooks);
        case_desk_card_bind(desk_cards);
        case_asked_bind(asked);
        case_tabs_bind(tabs, sizeof tabs / sizeof *tabs);
        dossier_hooks_bind(&dossier_hooks);
        recorder_bind(setting_text("clamd"));
        access_secret_bind(recording_secret);
        access_reserve("question|cover|medical", "trainer");
        training_bind(&(struct training_hooks){ .qr = portal_qr });
        copy_gate_bind(may_watch);
        copy_speech_bind(setting_text("speech"), setting_text("speech-key"), setting_text("speech-model"));
}

/* People for a form's pickers: those of one's own agency, with unit and certificate beside the name. */
struct people { struct ctx *c; struct ui_options *out; };

static void person_option(void *to, const struct user *u, const char *certificate)
{
        struct people *p = to;
        const struct pack_unit *unit = pack_unit(p->c->pack, u->unit);

        ui_option(p->out, u->login, u->name, text_make(p->c->mem, "%s%s%s", unit ? unit->name : "", *certificate ? "　证件 " : "", certificate));
}

static bool people_options(void *to, const struct arg *a, struct ui_options *out)
{
        struct people p = { to, out };

        if (case_grade_options(p.c, a, out) || inspection_options(p.c, a, out))
                return true;
        if ((a->type != ARG_LOGIN && a->type != ARG_LOGINS) || (a->flags & ARG_NEW) || !p.c->who)
                return false;
        return users_list(p.c, p.c->who->agency, person_option, &p);
}

static bool document(struct ctx *c, const char *const args[4], const struct pair *query, size_t n, struct web_document *out)
{
        struct paper_file f = { .type = "", .name = "" };
        bool ok = paper_file(c, args, query, n, &f);

        if (ok)
                *out = (struct web_document){ f.bytes, f.type, f.name, f.save };
        return ok;
}

static bool written(struct ctx *c, const char *path, const char *const args[4], int fd, struct web_document *out)
{
        int64_t id;

        if (text_starts(path, "/desk/handbook/")) {
                *out = (struct web_document){ .type = "application/pdf", .name = "行政执法工作手册.pdf" };
                return handbook_pdf(c, args[0], fd);
        }
        out->save = true;
        if (text_starts(path, "/desk/admin/import/")) {
                out->type = view_export_type("xlsx");
                return intake_write(c, path, args, fd, &out->name);
        }
        if (!text_int(args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "案件 %s", args[0]);
        return dossier_write(c, id, args[1], fd, &out->type, &out->name);
}

/* A stored file is a recording's, a paper's or came with a report: whoever knows it says who may have it. */
static bool file(struct ctx *c, const char *digest, const char **type, const char **name)
{
        if (custody_file(c, digest, type, name))
                return true;
        if (c->why.kind != WHY_REFUSED || c->why.code != R_SUBJECT_UNKNOWN)
                return false;
        why_clear(&c->why);
        if (complaint_file(c, digest, type, name))
                return true;
        if (c->why.kind != WHY_REFUSED || c->why.code != R_SUBJECT_UNKNOWN)
                return false;
        why_clear(&c->why);
        return workspace_file(c, digest, type, name);
}

static bool only_others(struct ctx *c, const char *digest, bool *only)
{
        return custody_only_others(c, digest, only) && (*only || complaint_only_others(c, digest, only));
}

/* Acts after which kept public pages are made anew: decisions, lists, officers. */
static bool public_changes(const char *verb)
{
        return publicity_is_public(verb) || list_is_public(verb) || statute_is_public(verb) || inspection_is_public(verb);
}

const struct web_hooks *bind_web_hooks(void)
{
        static const struct web_hooks hooks = { .proof = public_proof, .is_public = public_changes, .others = only_others, .file = file, .recording = custody_recording,
                                                .options = people_options, .document = document, .write = written, .preview = paper_preview, .check = paper_check };

        return &hooks;
}
