/* dossier.c - what lies in the dossier of a case, in which volume and order, and what is missing.  Everything is read from the acts and the
 * pack; the order is the pack's.  Decides nothing about the case. */
#include "blob/blob.h"
#include "law/facts.h"
#include "paper/dossier_inner.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct dossier_hooks dossier__hooks;

void dossier_hooks_bind(const struct dossier_hooks *h)
{
        dossier__hooks = *h;
}

/* ---- parts ---- */

struct planning { struct ctx *c; struct dossier *d; size_t room, recordings_room, gaps_room; };

static struct dossier_part *part_add(struct planning *p)
{
        struct dossier *d = p->d;

        if (d->n == p->room) {
                d->at = arena_grow(p->c->mem, d->at, p->room * sizeof *d->at, (p->room * 2 + 32) * sizeof *d->at);
                p->room = p->room * 2 + 32;
        }
        return &d->at[d->n++];
}

static void gap_add(struct planning *p, bool bars, const char *what)
{
        struct dossier *d = p->d;

        if (d->n_gaps == p->gaps_room) {
                d->gaps = arena_grow(p->c->mem, d->gaps, p->gaps_room * sizeof *d->gaps, (p->gaps_room * 2 + 8) * sizeof *d->gaps);
                p->gaps_room = p->gaps_room * 2 + 8;
        }
        d->gaps[d->n_gaps++] = (struct dossier_gap){ bars, what };
}

/* What is classified is kept apart: a dossier passes through many hands (国办发〔2018〕118号 三（九））. */
static const struct act *act_of(const struct paper_case *pc, int64_t seq)
{
        for (size_t i = 0; i < pc->n; i++)
                if (pc->acts[i].seq == seq)
                        return &pc->acts[i];
        return NULL;
}

static bool papers_open(struct ctx *c, const struct paper_case *pc, struct papers *l)
{
        size_t kept = 0;
        bool secret;

        for (size_t i = 0; i < l->n; i++) {
                const struct act *a = act_of(pc, l->at[i].seq);

                must(a != NULL);
                if (!access_act_secret(c, a, &secret))
                        return false;
                if (!secret)
                        l->at[kept++] = l->at[i];
        }
        l->n = kept;
        return true;
}

static void papers_add(struct planning *p, const struct papers *l)
{
        for (size_t i = 0; i < l->n; i++) {
                const struct paper *k = &l->at[i];
                struct buffer who = { .mem = p->c->mem };

                if (*k->voided || !strcmp(k->kind->form, "cover"))     /* the cover is made for each volume */
                        continue;
                *part_add(p) = (struct dossier_part){ .kind = PART_PAPER, .title = k->kind->name, .number = k->number, .volume = pack_volume(p->c->pack, k->kind->volume),
                        .paper = *k, .digest = "", .verb = k->verb, .seq = k->seq, .at = k->at };
                for (size_t s = 0; s < k->missing.n; s++)
                        buffer_make(&who, "%s%s", s ? "、" : "", k->missing.at[s]);
                if (who.n)
                        gap_add(p, false, text_make(p->c->mem, "%s缺%s的签名（盖章）", k->kind->name, buffer_done(&who)));
        }
}

/* What it is by its first bytes; a name ending proves nothing. */
static enum part_kind kind_of(struct ctx *c, const char *digest)
{
        struct why why = { .mem = c->mem };
        uint8_t head[8] = { 0 };
        int fd = c->blobs ? blob_open(c->blobs, digest, &why) : -1;
        bool image = fd >= 0 && read(fd, head, sizeof head) == (ssize_t)sizeof head &&
                     (!memcmp(head, "\xff\xd8\xff", 3) || !memcmp(head, "\x89PNG\r\n\x1a\n", 8));

        if (fd >= 0)
                close(fd);
        return image ? PART_IMAGE : PART_FILE;
}

static const char *file_title(struct ctx *c, const struct act *a, const struct command *k, const struct arg *g)
{
        static const char *const titles[] = { "material_title", "evidence_title", "recording_title" };

        for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
                if (*act_text(a, titles[i]))
                        return act_text(a, titles[i]);
        return text_make(c->mem, "%s：%s", k->label, g->label);
}

#define KEPT_APART "涉密音像资料（另行保管）"

static bool recording_add(struct planning *p, const struct act *a)
{
        struct dossier *d = p->d;
        struct dossier_recording r = { a->seq, act_text(a, "recording_title"), act_text(a, "kind"), act_text(a, "file"), act_text(a, "place"),
                                       act_text(a, "collector"), act_text(a, "device"), act_text(a, "proves"), { 0 } };
        bool secret;

        if (!access_act_secret(p->c, a, &secret))
                return false;
        if (!instant_parse(act_text(a, "taken_at"), &r.taken_at))
                r.taken_at = a->at;
        if (secret)
                r = (struct dossier_recording){ a->seq, KEPT_APART, r.kind, r.digest, "", "", "", "", a->at };
        if (d->n_recordings == p->recordings_room) {
                d->recordings = arena_grow(p->c->mem, d->recordings, p->recordings_room * sizeof r, (p->recordings_room * 2 + 8) * sizeof r);
                p->recordings_room = p->recordings_room * 2 + 8;
        }
        d->recordings[d->n_recordings++] = r;
        return true;
}

/* Files that an act brought in: every argument that is a file. */
static bool files_add(struct planning *p, const struct act *a)
{
        const struct command *k = command_find(a->verb);

        if (!strcmp(a->verb, "recording.add"))
                return recording_add(p, a);
        if (!k || text_starts(a->verb, "paper.") || text_starts(a->verb, "dossier."))
                return true;
        for (const struct arg *g = k->args; g->name; g++)
                if (g->type == ARG_FILE && *act_text(a, g->name))
                        *part_add(p) = (struct dossier_part){ .kind = kind_of(p->c, act_text(a, g->name)), .title = file_title(p->c, a, k, g), .number = "",
                                .volume = pack_volume(p->c->pack, ""), .digest = act_text(a, g->name), .verb = a->verb, .seq = a->seq, .at = a->at };
        return true;
}

/* ---- what is missing ---- */

static void recordings_missing(struct planning *p, const struct act *a)
{
        const struct pack_duty *duty = pack_duty(p->c->pack, a->verb, act_text(a, "method"));

        if (duty && !act_has(a, "recordings") && !act_has(a, "waiver_reason"))
                gap_add(p, true, text_make(p->c->mem, "%s（日志第 %lld 条）没有音像记录，也没有免录理由", duty->label, (long long)a->seq));
}

static bool materials_missing(struct planning *p)
{
        const char *labels = "";
        size_t n;
        char **at;

        if (dossier__hooks.missing && !dossier__hooks.missing(p->c, &labels))
                return false;
        at = text_split(p->c->mem, text_replace(p->c->mem, labels, "、", "|"), '|', &n);
        for (size_t i = 0; i < n; i++)
                gap_add(p, true, text_make(p->c->mem, "缺少%s", at[i]));
        return true;
}

/* ---- order ---- */

/* Where a part stands in its volume: the place of its paper, or of the verb that brought the file in; what is not named comes last. */
static size_t place_of(const struct dossier_part *k)
{
        const struct names *order = &k->volume->order;

        for (size_t i = 0; i < order->n; i++)
                if (!strcmp(order->at[i], k->kind == PART_PAPER ? k->paper.kind->id : k->verb))
                        return i;
        return order->n;
}

static int by_place(const void *x, const void *y)
{
        const struct dossier_part *a = x, *b = y;
        size_t i = place_of(a), j = place_of(b);

        if (a->volume != b->volume)
                return a->volume < b->volume ? -1 : 1;
        if (i != j)
                return i < j ? -1 : 1;
        if (a->seq != b->seq)
                return a->seq < b->seq ? -1 : 1;
        return a->kind < b->kind ? -1 : a->kind > b->kind;
}

/* ---- the plan ---- */

static void head_fill(struct ctx *c, struct dossier *d, const struct paper_case *pc)
{
        const struct case_facts *f = facts_of(c);
        const struct pack_agency *g = pack_agency(c->pack, f->agency);

        d->title = f->title;
        d->number = *f->decision_number ? f->decision_number : *f->number ? f->number : f->source_number;
        d->agency = g ? g->name : "";
        d->party = f->party;
        d->filed_at = f->filed_at;
        d->retention = d->archive_number = "";
        for (size_t i = 0; i < pc->n; i++) {
                const struct act *a = &pc->acts[i];

                if (!strcmp(a->verb, "case.close"))
                        d->closed_at = a->at;
                if (!strcmp(a->verb, "case.archive") || (!strcmp(a->verb, "dossier.bind") && act_has(a, "retention"))) {
                        d->retention = paper__field(pc, a, "retention").label;
                        d->archive_number = act_text(a, "volume");
                }
        }
}

bool dossier_plan(struct ctx *c, int64_t case_id, struct dossier *out)
{
        struct dossier d = { .case_id = case_id };
        struct planning p = { .c = c, .d = &d };
        struct paper_case *pc;
        struct papers papers;

        if (!paper__hooks.see(c, case_id) || !papers_of(c, case_id, &papers))
                return false;
        pc = paper_case_load(c, case_id, -1);
        if (!pc || !papers_open(c, pc, &papers))
                return false;
        head_fill(c, &d, pc);
        papers_add(&p, &papers);
        for (size_t i = 0; i < pc->n; i++) {
                if (!files_add(&p, &pc->acts[i]))
                        return false;
                recordings_missing(&p, &pc->acts[i]);
        }
        if (!materials_missing(&p))
                return false;
        qsort(d.at, d.n, sizeof *d.at, by_place);
        *out = d;
        return true;
}

/* ---- before it is archived ---- */

static bool brings_file(const struct act *a)
{
        const struct command *k = command_find(a->verb);

        for (const struct arg *g = k ? k->args : NULL; g && g->name; g++)
                if (g->type == ARG_FILE && *act_text(a, g->name))
                        return true;
        return false;
}

/* The newest act that made a paper, signed or voided one, brought a file in, or moved the case as a whole (closed or reopened it). */
static const struct act *last_change(const struct paper_case *pc)
{
        const struct act *last = NULL;

        for (size_t i = 0; i < pc->n; i++) {
                const struct act *a = &pc->acts[i];

                if (!text_starts(a->verb, "dossier.") && strcmp(a->verb, "case.archive") &&
                    (paper__made(pc, i) || text_starts(a->verb, "paper.") || text_starts(a->verb, "case.") || !strcmp(a->verb, "recording.classify") ||
                     brings_file(a)))
                        last = a;
        }
        return last;
}

static bool same_words(struct ctx *c, const struct act *bound, const struct draft *archiving)
{
        static const char *const fields[] = { "retention", "volume" };

        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
                if (act_has(bound, fields[i]) && strcmp(act_text(bound, fields[i]), draft_get(archiving, fields[i]) ? draft_get(archiving, fields[i]) : ""))
                        return refuse(&c->why, R_DOSSIER_INCOMPLETE, fields[i], "卷皮上的%s与归档的不同", i ? "档号" : "保管期限");
        return true;
}

bool dossier_archivable(struct ctx *c, const struct draft *archiving)
{
        struct paper_case *pc = paper_case_load(c, archiving->subject.id, -1);
        const struct act *bound = NULL, *change;

        for (size_t i = 0; pc && i < pc->n; i++)
                if (!strcmp(pc->acts[i].verb, "dossier.bind"))
                        bound = &pc->acts[i];
        if (!pc)
                return false;
        if (!bound)
                return refuse(&c->why, R_DOSSIER_INCOMPLETE, NULL, "还没有制卷");
        change = last_change(pc);
        if (change && change->seq > bound->seq)
                return refuse(&c->why, R_DOSSIER_INCOMPLETE, NULL, "制卷（日志第 %lld 条）以后又有办理（第 %lld 条），要重新制卷", (long long)bound->seq,
                              (long long)change->seq);
        return same_words(c, bound, archiving);
}

bool dossier_bound(struct ctx *c, int64_t case_id, int64_t *seq, const char **manifest)
{
        struct paper_case *pc = paper_case_load(c, case_id, -1);

        *seq = -1;
        *manifest = "";
        for (size_t i = 0; pc && i < pc->n; i++)
                if (!strcmp(pc->acts[i].verb, "dossier.bind")) {
                        *seq = pc->acts[i].seq;
                        *manifest = act_text(&pc->acts[i], "manifest");
                }
        return pc != NULL;
}
