/* known.c - see known.h.  One place for each login, and in it one certificate: that of the day last asked for.  Two logins that meet
 * at a place take turns.  Never reads a database and never decides what is still true: the journal empties the memory. */
#include "org/known.h"
#include <string.h>

#define PLACES 1024

struct person { struct user user; struct certificate certificate; struct day day; bool certified; };
struct people { const struct pack *pack; struct person *at[PLACES]; };

static struct person **place(struct people *k, const char *login)
{
        uint32_t h = 2166136261u;               /* FNV-1a: short names, nobody gains from choosing them */

        for (const char *s = login; *s; s++)
                h = (h ^ (unsigned char)*s) * 16777619u;
        return &k->at[h % PLACES];
}

static struct people *known_make(struct ctx *c)
{
        if (c->known && !c->known->top)
                c->known->top = TAKE(c->known->mem, struct people);
        return c->known ? c->known->top : NULL;
}

static struct person *person_find(const struct ctx *c, const char *login)
{
        struct person *p = c->known && c->known->top ? *place(c->known->top, login) : NULL;

        return p && !strcmp(p->user.login, login) ? p : NULL;
}

bool known_user(const struct ctx *c, const char *login, struct user *found)
{
        const struct person *p = person_find(c, login);

        if (p)
                *found = p->user;
        return p != NULL;
}

void known_user_put(struct ctx *c, const struct user *u)
{
        struct people *k = known_make(c);
        struct person *p;
        struct arena *a;

        if (!k)
                return;
        a = c->known->mem;
        p = *place(k, u->login) = TAKE(a, struct person);
        p->user = (struct user){ .id = u->id, .login = text_copy(a, u->login), .name = text_copy(a, u->name), .agency = text_copy(a, u->agency),
                                 .unit = text_copy(a, u->unit), .roles = text_copy(a, u->roles), .post = text_copy(a, u->post),
                                 .secret = text_copy(a, u->secret), .enabled = u->enabled, .grants = u->grants };
}

bool known_certificate(const struct ctx *c, const char *login, struct day day, struct certificate *found)
{
        const struct person *p = person_find(c, login);
        bool known = p && p->certified && !day_compare(p->day, day);

        if (known)
                *found = p->certificate;
        return known;
}

/* Only beside a person who is known: whoever acts or is named in an act has been looked up before. */
void known_certificate_put(struct ctx *c, struct day day, const struct certificate *k)
{
        struct person *p = person_find(c, k->login);
        struct arena *a = c->known ? c->known->mem : NULL;

        if (!p)
                return;
        p->certificate = (struct certificate){ .id = k->id, .number = text_copy(a, k->number), .login = text_copy(a, k->login),
                                               .kinds = text_copy(a, k->kinds), .area = text_copy(a, k->area), .since = k->since,
                                               .until = k->until, .revoked = k->revoked,
                                               .suspended_since = k->suspended_since, .suspended_until = k->suspended_until, .card = k->card };
        p->day = day;
        p->certified = true;
}

const struct pack *known_pack(const struct ctx *c)
{
        const struct people *k = c->known ? c->known->top : NULL;

        return k ? k->pack : NULL;
}

void known_pack_put(struct ctx *c, const struct pack *p)
{
        struct people *k = known_make(c);

        if (k)
                k->pack = p;
}
