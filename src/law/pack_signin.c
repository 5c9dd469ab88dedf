/* pack_signin.c - the section of a pack about signing in: passwords, second factors, sessions.  Every number has bounds, so that no pack can
 * make signing in weaker than the program's own rules, or lock everybody out.  Never: knows what a password is made of. */
#include "law/pack_value.h"

static const struct field signin_fields[] = {
        { "law", FIELD_TEXT, AT(pack_signin, law), true, REF_FREE, NULL },
        { "length", FIELD_INT, AT(pack_signin, length), false, REF_FREE, NULL },
        { "classes", FIELD_INT, AT(pack_signin, classes), false, REF_FREE, NULL },
        { "dictionary", FIELD_BOOL, AT(pack_signin, dictionary), false, REF_FREE, NULL },
        { "history", FIELD_INT, AT(pack_signin, history), false, REF_FREE, NULL },
        { "days", FIELD_INT, AT(pack_signin, days), false, REF_FREE, NULL },
        { "first", FIELD_BOOL, AT(pack_signin, first), false, REF_FREE, NULL },
        { "reset_hours", FIELD_INT, AT(pack_signin, reset_hours), false, REF_FREE, NULL },
        { "attempts", FIELD_INT, AT(pack_signin, attempts), false, REF_FREE, NULL },
        { "lock_minutes", FIELD_INT, AT(pack_signin, lock_minutes), false, REF_FREE, NULL },
        { "address_attempts", FIELD_INT, AT(pack_signin, address_attempts), false, REF_FREE, NULL },
        { "hours", FIELD_INT, AT(pack_signin, hours), false, REF_FREE, NULL },
        { "idle_minutes", FIELD_INT, AT(pack_signin, idle_minutes), false, REF_FREE, NULL },
        { "factor", FIELD_WORDS, AT(pack_signin, factor), false, REF_ROLE, NULL },
        { "device_days", FIELD_INT, AT(pack_signin, device_days), false, REF_FREE, NULL },
        { "again_before", FIELD_WORDS, AT(pack_signin, again_before), false, REF_VERB, NULL },
        { "again_minutes", FIELD_INT, AT(pack_signin, again_minutes), false, REF_FREE, NULL },
        END
};

static const struct pack_signin ordinary = {
        .length = 8, .classes = 1, .reset_hours = 24, .attempts = 5, .lock_minutes = 15, .hours = 12, .again_minutes = 10, .law = "",
};

/* off: 0 means that the rule is not applied. */
static const struct { const char *key; size_t at; int least, most; bool off; } bounds[] = {
        { "length", AT(pack_signin, length), 8, 64, false }, { "classes", AT(pack_signin, classes), 1, 4, false },
        { "history", AT(pack_signin, history), 1, 12, true }, { "days", AT(pack_signin, days), 7, 3650, true },
        { "reset_hours", AT(pack_signin, reset_hours), 1, 168, false }, { "attempts", AT(pack_signin, attempts), 3, 20, false },
        { "lock_minutes", AT(pack_signin, lock_minutes), 1, 1440, false }, { "address_attempts", AT(pack_signin, address_attempts), 10, 100000, true },
        { "hours", AT(pack_signin, hours), 1, 24, false }, { "idle_minutes", AT(pack_signin, idle_minutes), 5, 480, true },
        { "device_days", AT(pack_signin, device_days), 1, 90, true }, { "again_minutes", AT(pack_signin, again_minutes), 1, 480, false },
};

static void bounds_check(struct reader *r, const struct node_entry *e)
{
        for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
                int v = *(const int *)((const char *)&r->p->signin + bounds[i].at);
                const struct node_entry *own = node_entry(e->value, bounds[i].key);

                if (own && !(bounds[i].off && v == 0) && (v < bounds[i].least || v > bounds[i].most))
                        WRONG(r, own->at, "signin“%s”应当在 %d 至 %d 之间%s", bounds[i].key, bounds[i].least, bounds[i].most, bounds[i].off ? "，0 为不适用" : "");
        }
}

void pack_signin_read(struct reader *r)
{
        const struct node_entry *e = node_entry(r->root, "signin");
        struct pack_signin given = ordinary;

        r->p->signin = ordinary;
        if (!e)
                return;
        if (!fields_read(r, e->key, e->at, e->value, signin_fields, &given))
                return;
        if (!given.law)
                given.law = "";
        given.pos = e->at;
        r->p->signin = given;
        bounds_check(r, e);
}
