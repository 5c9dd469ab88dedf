/* inspection_draw.c - drawing objects and officers for an item of the published spot-check list, and making the draw public.
 *
 * What is in the bowls and which root of the log is the seed is read before the writer sees the request (prepare); the handler draws by the pure
 * rule of draw.h and asks whether list, certificates and objects are still as they were.  An item is drawn once a day, so that nobody draws
 * again until he likes what comes.
 * Legal basis: 国办发〔2015〕58号 二（一）（二）（三）; 行政处罚法 42, 43.
 */
#include "catalog/catalog.h"
#include "inspection/inspection_inner.h"
#include "journal/proof.h"
#include "law/pack.h"
#include "org/org.h"
#include "publicity/publicity.h"
#include <string.h>

#define LIST_KIND "spotchecks"
#define OFFICERS_FEWEST 2

/* ---- before the writer ---- */

struct spot { int64_t list, version; const char *number, *name, *kinds, *ratio; };

static bool row_of(const struct grid *g, const char *item, size_t *out)
{
        for (size_t i = 0; i < g->n; i++)
                if (!strcmp(grid_cell(g, i, "number"), item) || !strcmp(grid_cell(g, i, "name"), item)) {
                        *out = i;
                        return true;
                }
        return false;
}

/* The row of the list in force today. */
static bool spot_find(struct ctx *c, const char *item, struct spot *out)
{
        struct list l;
        struct grid g;
        bool found;
        size_t row;

        if (!list_on(c, c->who->agency, LIST_KIND, day_of(c->now), &l, &found) || (found && !list_grid(c, l.id, &g)))
                return false;
        if (!found || !row_of(&g, item, &row))
                return refuse(&c->why, R_SPOTCHECK_UNLISTED, "item", found ? "%s 的清单第 %lld 版里没有“%s”" : "%s 没有生效的随机抽查事项清单",
                              inspection__agency(c, c->who->agency), found ? (long long)l.version : 0LL, item);
        *out = (struct spot){ l.id, l.version, *grid_cell(&g, row, "number") ? grid_cell(&g, row, "number") : grid_cell(&g, row, "name"),
                              grid_cell(&g, row, "name"), inspection__kinds(c->mem, grid_cell(&g, row, "object")), grid_cell(&g, row, "ratio") };
        return true;
}

/* The newest signed head; where nobody has signed one yet, the log as it is. */
static bool seed_put(struct ctx *c, struct request *r)
{
        enum hash_kind kind;
        struct hash root;
        const char *note;
        int64_t size;

        if (!journal_hash_kind(c, &kind) || !checkpoint_latest(c, &note, &size) || (!note && !journal_size(c, &size)) ||
            !merkle_root_at(kind, size, journal_hash, c, &root))
                return false;
        request_put(c->mem, r, "seed", hash_digest(c->mem, kind, &root));
        request_put(c->mem, r, "seed_size", text_make(c->mem, "%lld", (long long)size));
        request_put(c->mem, r, "seed_from", note ? "checkpoint" : "head");
        return true;
}

static bool objects_put(struct ctx *c, const struct spot *s, struct request *r)
{
        struct bowl b = { 0 };
        struct objects l;

        if (!inspection__objects(c, c->who->agency, s->kinds, &l))
                return false;
        if (!l.n)
                return refuse(&c->why, R_DRAW_BOWL, "item", "名录库里没有登记“%s”的检查对象", text_replace(c->mem, s->kinds, "|", " "));
        b.at = TAKE_N(c->mem, struct lot, l.n);
        for (; b.n < l.n; b.n++)
                b.at[b.n] = (struct lot){ .id = text_make(c->mem, "%lld", (long long)l.at[b.n].id), .weight = inspection__weight(c->pack, l.at[b.n].class) };
        request_put(c->mem, r, "object_bowl", bowl_text(c->mem, &b));
        return true;
}

struct picking { struct ctx *c; const char *recused; struct bowl b; size_t room; struct buffer logins; };

static void officer_pick(void *to, const struct user *u, const char *certificate)
{
        struct picking *p = to;

        if (!*certificate || text_in(u->login, p->recused, ','))
                return;
        if (p->b.n == p->room) {
                p->room = p->room ? 2 * p->room : 32;
                p->b.at = arena_grow(p->c->mem, p->b.at, p->b.n * sizeof *p->b.at, p->room * sizeof *p->b.at);
        }
        buffer_make(&p->logins, "%s%s", p->b.n ? "," : "", u->login);
        p->b.at[p->b.n++] = (struct lot){ .id = text_copy(p->c->mem, certificate), .weight = 1 };
}

static bool officers_put(struct ctx *c, const struct args *a, struct request *r)
{
        struct picking p = { .c = c, .recused = arg_text(a, "recused"), .logins = { .mem = c->mem } };

        if (!users_list(c, c->who->agency, officer_pick, &p))
                return false;
        if (p.b.n < OFFICERS_FEWEST)
                return refuse(&c->why, R_TWO_OFFICERS, "recused", "除去回避的，今天持证的只有 %zu 名", p.b.n);
        request_put(c->mem, r, "officer_bowl", bowl_text(c->mem, &p.b));
        request_put(c->mem, r, "officer_logins", buffer_done(&p.logins));
        return true;
}

bool inspection__draw_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        struct spot s;

        if (!spot_find(c, arg_text(a, "item"), &s) || !objects_put(c, &s, r) || !officers_put(c, a, r) || !seed_put(c, r))
                return false;
        request_put(c->mem, r, "list", text_make(c->mem, "%lld", (long long)s.list));
        request_put(c->mem, r, "item_number", s.number);
        request_put(c->mem, r, "item_name", s.name);
        if (*s.ratio)
                request_put(c->mem, r, "ratio", s.ratio);
        return true;
}

/* ---- the draw ---- */

/* What the list asks for at least; a number given may be higher. */
static bool number_of(struct ctx *c, const struct args *a, size_t candidates, int64_t *out)
{
        int64_t least = inspection__share(arg_text(a, "ratio"), (int64_t)candidates), n = arg_given(a, "number") ? arg_int(a, "number") : least;

        if (!n)
                return refuse(&c->why, R_ARG_MISSING, "number", "清单没有写明比例（“%s”），要填写抽取几个", arg_text(a, "ratio"));
        if (n < least)
                return refuse(&c->why, R_DRAW_BOWL, "number", "清单规定的比例是 %s，%zu 个对象至少抽 %lld 个", arg_text(a, "ratio"), candidates, (long long)least);
        if (n > (int64_t)candidates)
                return refuse(&c->why, R_DRAW_BOWL, "number", "只有 %zu 个候选对象", candidates);
        *out = n;
        return true;
}

static bool list_holds(struct ctx *c, const struct args *a, int64_t *version)
{
        struct list l;
        bool found;

        if (!list_on(c, c->who->agency, LIST_KIND, day_of(c->now), &l, &found))
                return false;
        if (!found || l.id != arg_int(a, "list"))
                return refuse(&c->why, R_SPOTCHECK_UNLISTED, "item", "清单刚刚换了版本，请再办理一次");
        *version = l.version;
        return true;
}

static bool bowls_of(struct ctx *c, const struct args *a, struct bowl *objects, struct bowl *officers)
{
        must(bowl_parse(c->mem, arg_text(a, "object_bowl"), objects) && bowl_parse(c->mem, arg_text(a, "officer_bowl"), officers));
        draw_lots(c->mem, arg_text(a, "seed"), arg_text(a, "item_number"), "object", objects);
        draw_lots(c->mem, arg_text(a, "seed"), arg_text(a, "item_number"), "officer", officers);
        return true;
}

/* Whose certificates were drawn: logins stand in the order of the bowl as it was prepared.  Each still holds today. */
static bool logins_of(struct ctx *c, const struct args *a, const struct bowl *drawn, size_t people, const char **out)
{
        struct buffer logins = { .mem = c->mem };
        struct bowl b;
        size_t n;
        char **at = text_split(c->mem, arg_text(a, "officer_logins"), ',', &n);

        must(bowl_parse(c->mem, arg_text(a, "officer_bowl"), &b) && b.n == n);
        for (size_t i = 0; i < people; i++)
                for (size_t k = 0; k < n; k++) {
                        struct certificate held;

                        if (strcmp(b.at[k].id, drawn->at[i].id))
                                continue;
                        if (!certificate_on(c, at[k], day_of(c->now), &held))
                                return false;
                        buffer_make(&logins, "%s%s", i ? "," : "", at[k]);
                }
        *out = buffer_done(&logins);
        return true;
}

static bool recused_right(struct ctx *c, const struct args *a)
{
        return !arg_given(a, "recused") || arg_given(a, "recuse_reason") ||
               refuse(&c->why, R_ARG_MISSING, "recuse_reason", "写明谁与哪个对象有利害关系，或者为什么不能参加");
}

static bool once_a_day(struct ctx *c, const struct args *a)
{
        bool drawn;

        return inspection__drawn_today(c, c->who->agency, arg_text(a, "item_number"), day_of(c->now), &drawn) &&
               (!drawn || refuse(&c->why, R_ONCE, "item", "“%s”今天已经抽取过，抽取的结果不能重抽", arg_text(a, "item_name")));
}

static void drawn_put(struct ctx *c, const struct args *a, struct draft *d, const struct bowl *objects, int64_t n)
{
        static const char kept[] = "list|item_name|ratio|seed|seed_size|seed_from|object_bowl|officer_bowl|recused|recuse_reason";

        for (const struct arg *g = a->command->args; g->name; g++)
                if (text_in(g->name, kept, '|'))
                        draft_put(d, g->name, arg_text(a, g->name));
        draft_put(d, "agency", c->who->agency);
        draft_put(d, "unit", c->who->unit);
        draft_put(d, "item", arg_text(a, "item_number"));
        draft_put(d, "title", text_make(c->mem, "%s（抽取 %lld 个）", arg_text(a, "item_name"), (long long)n));
        draft_put_int(d, "candidates", (int64_t)objects->n);
        draft_put_int(d, "number", n);
        draft_put(d, "objects", bowl_first(c->mem, objects, (size_t)n));
}

bool inspection__draw(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        size_t people = arg_given(a, "officers_number") ? (size_t)arg_int(a, "officers_number") : OFFICERS_FEWEST;
        struct bowl objects, officers;
        int64_t n, version;
        const char *logins;

        (void)subject;
        if (!args_known(c, a) || !recused_right(c, a) || !list_holds(c, a, &version) || !once_a_day(c, a) || !bowls_of(c, a, &objects, &officers) ||
            !number_of(c, a, objects.n, &n))
                return false;
        if (people > officers.n)
                return refuse(&c->why, R_DRAW_BOWL, "officers_number", "今天持证、不回避的只有 %zu 名", officers.n);
        if (!logins_of(c, a, &officers, people, &logins))
                return false;
        drawn_put(c, a, d, &objects, n);
        draft_put_int(d, "version", version);
        draft_put(d, "officers", logins);
        draft_put(d, "certificates", bowl_first(c->mem, &officers, people));
        return true;
}

/* ---- for everybody ---- */

bool inspection__draw_release(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct draw k;

        (void)a;
        if (!draw_load(c, subject, &k) || !inspection__may_see(c, k.agency))
                return false;
        if (k.released >= 0)
                return refuse(&c->why, R_ONCE, NULL, "%s 的抽取已经公布", k.item_name);
        if (!rule_second_person(&c->why, c->pack->publication.second_person, k.by, c->who->login))
                return false;
        draft_put(d, "public.agency", k.agency);
        draft_put(d, "public.title", k.item_name);
        return true;
}

/* ---- choices ---- */

bool inspection__items(struct ctx *c, struct ui_options *out)
{
        struct list l;
        struct grid g;
        bool found;

        if (!c->who || !list_on(c, c->who->agency, LIST_KIND, day_of(c->now), &l, &found) || !found || !list_grid(c, l.id, &g))
                return false;
        for (size_t i = 0; i < g.n; i++) {
                const char *number = grid_cell(&g, i, "number"), *name = grid_cell(&g, i, "name");

                ui_option(out, *number ? number : name, text_make(c->mem, "%s　%s", number, name),
                          text_make(c->mem, "%s，%s，%s", grid_cell(&g, i, "object"), grid_cell(&g, i, "ratio"), grid_cell(&g, i, "frequency")));
        }
        return out->n > 0;
}
