/* pack_find.c - questions to a loaded pack: finders, and the one that decides about a matter (right to a hearing).
 *
 * Pure; nothing here changes a pack.  Lists are short (tens of rows), so a plain walk is both fast and obvious.
 */
#include "law/pack.h"
#include "law/procedure.h"
#include "law/template.h"
#include <string.h>

bool names_have(const struct names *l, const char *word)
{
        for (size_t i = 0; l && word && i < l->n; i++)
                if (*l->at[i] == *word && !strcmp(l->at[i], word))      /* asked some hundred times for an act */
                        return true;
        return false;
}

static const char *const scopes[SCOPE__MAX] = { "own", "unit", "unit_below", "agency", "jurisdiction" };

const char *scope_name(enum scope s)
{
        must(s >= 0 && s < SCOPE__MAX);
        return scopes[s];
}

static size_t larger(size_t a, size_t b)
{
        return a > b ? a : b;
}

/* Every finder is the same walk over another list. */
#define FINDER(what, type, owner, list, count, key) FINDER_AMONG(what, type, owner, list, p->count, key)
#define FINDER_AMONG(what, type, owner, list, count, key) \
        const struct type *what(const struct owner *p, const char *id) \
        { \
                for (size_t i = 0; id && i < count; i++) \
                        if (!strcmp(p->list[i].key, id)) \
                                return &p->list[i]; \
                return NULL; \
        }
FINDER(pack_procedure, pack_procedure, pack, procedures, n_procedures, id)
FINDER(pack_stage, pack_stage, pack_procedure, stages, n_stages, id)
FINDER(pack_item, pack_item, pack, items, n_items, code)
FINDER_AMONG(pack_agency, pack_agency, pack, agencies, larger(p->n_agencies, p->n_agencies_all), id)
FINDER_AMONG(pack_unit, pack_unit, pack, units, larger(p->n_units, p->n_units_all), id)
FINDER(pack_role, pack_role, pack, roles, n_roles, id)
FINDER(pack_clock, pack_clock, pack, clocks, n_clocks, id)
FINDER(pack_equipment, pack_equipment, pack, equipment, n_equipment, id)
FINDER(pack_paper, pack_paper, pack, papers, n_papers, id)
FINDER(pack_remedy, pack_remedy, pack, remedies, n_remedies, id)
#undef FINDER
#undef FINDER_AMONG

#define HEIRS 64                        /* reorganisations in a row; more is a circle */

const struct pack_agency *pack_agency_now(const struct pack *p, const char *id)
{
        const struct pack_agency *g = pack_agency(p, id);

        for (int i = 0; g && !text_empty(g->until) && i < HEIRS; i++)
                g = pack_agency(p, g->heir);
        return g;
}

const struct pack_unit *pack_unit_now(const struct pack *p, const char *id)
{
        const struct pack_unit *u = pack_unit(p, id);

        for (int i = 0; u && !text_empty(u->until) && i < HEIRS; i++)
                u = pack_unit(p, u->heir);
        return u;
}

const struct pack_paper *pack_paper_of(const struct pack *p, const char *verb, const char *procedure, size_t i)
{
        size_t low = 0, high = p->n_makings;

        while (low < high) {                    /* asked for every act there is */
                size_t middle = (low + high) / 2;

                if (strcmp(p->makings[middle].verb, verb) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        for (; low < p->n_makings && !strcmp(p->makings[low].verb, verb); low++) {
                const struct pack_paper *paper = p->makings[low].paper;

                if ((!paper->procedures.n || names_have(&paper->procedures, procedure)) && !i--)
                        return paper;
        }
        return NULL;
}

const struct pack_duty *pack_duty(const struct pack *p, const char *verb, const char *method)
{
        for (size_t i = 0; verb && i < p->n_duties; i++) {
                const struct pack_duty *d = &p->duties[i];

                if (!strcmp(d->verb, verb) && (text_empty(method) || !d->methods.n || names_have(&d->methods, method)))
                        return d;
        }
        return NULL;
}

static const struct pack_volume only = { .id = "principal", .label = "案卷", .law = "" };

const struct pack_volume *pack_volume_at(const struct pack *p, size_t i)
{
        if (!p->n_volumes)
                return i ? NULL : &only;
        return i < p->n_volumes ? &p->volumes[i] : NULL;
}

const struct pack_volume *pack_volume(const struct pack *p, const char *id)
{
        for (size_t i = 0; i < p->n_volumes; i++)
                if (!strcmp(p->volumes[i].id, id))
                        return &p->volumes[i];
        return pack_volume_at(p, 0);
}

bool pack_need_in(const struct pack_need *n, const char *procedure)
{
        return !n->procedures.n || names_have(&n->procedures, procedure);
}

int64_t pack_param(const struct pack *p, const char *id, int64_t otherwise)
{
        for (size_t i = 0; id && i < p->n_params; i++)
                if (!strcmp(p->params[i].id, id))
                        return p->params[i].value;
        return otherwise;
}

const char *pack_numbering(const struct pack *p, const char *kind)
{
        for (size_t i = 0; kind && i < p->n_numbering; i++)
                if (!strcmp(p->numbering[2 * i], kind))
                        return p->numbering[2 * i + 1];
        return "";
}

/* ---- penalties ---- */

#define PENALTY(code, label, hearing) { #code, label, hearing },
static const struct penalty penalties[] = {
#include "law/penalties.tbl"
};
#undef PENALTY
#define PENALTIES (sizeof penalties / sizeof penalties[0])

const struct penalty *penalty_find(const char *code)
{
        for (size_t i = 0; code && i < PENALTIES; i++)
                if (!strcmp(penalties[i].code, code))
                        return &penalties[i];
        return NULL;
}

/* ---- the right to a hearing, 处罚法 63 ---- */

/* The amount from which a fine is "较大"; without a parameter every fine is (the party's right is never guessed away). */
static int64_t hearing_amount(const struct pack *p, const struct matter *m)
{
        int64_t citizen = pack_param(p, "hearing_fine_citizen", 1), body = pack_param(p, "hearing_fine_body", 1);

        if (text_empty(m->party_kind))
                return citizen < body ? citizen : body;
        return strcmp(m->party_kind, "body") ? citizen : body;
}

const char *hearing_due(const struct pack *p, const struct matter *m)
{
        int64_t amount = hearing_amount(p, m);

        if (m->fine >= amount)
                return "拟处较大数额罚款（行政处罚法 第六十三条第一款第一项）";
        if (m->confiscation >= amount)
                return "拟没收较大数额违法所得或者较大价值非法财物（行政处罚法 第六十三条第一款第二项）";
        for (size_t i = 0; i < m->penalties.n; i++) {
                const struct penalty *k = penalty_find(m->penalties.at[i]);

                if (k && *k->hearing)
                        return k->hearing;
        }
        return NULL;
}

/* ---- what a recording is ---- */

const char *medium_label(const char *kind)
{
        static const struct { const char *kind, *label; } media[] = { { "video", "录像" }, { "audio", "录音" }, { "photo", "照片" } };

        for (size_t i = 0; i < sizeof media / sizeof *media; i++)
                if (text_same(media[i].kind, kind))
                        return media[i].label;
        return kind;
}
