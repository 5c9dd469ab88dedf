/* bind.c - which commands, nouns, views, pages, tables and schemas the program has.  A new folder is bound here and nowhere else.
 * Schemas stand in the order of layers: a table may only refer to tables above it in the list. */
#include "cli/bind.h"
#include "org/org.h"
#include "portal/portal.h"
#include "ui/page.h"
#include "ui/view.h"
#include "web/web.h"

#define SCHEMA(name) extern const char name##_sql[];
#define ROWS(kind, name) extern const struct kind name##_##kind##s[]; extern const size_t name##_##kind##s_n;

#define BIND_SCHEMAS(X) X(journal) X(org) X(case) X(publicity)
#define BIND_COMMANDS(X) X(command, org) X(command, case) X(command, publicity)
#define BIND_SHADOWS(X) X(shadow, org) X(shadow, case) X(shadow, publicity)
#define BIND_NOUNS(X) X(noun, case)
#define BIND_VIEWS(X) X(view, case) X(view, publicity)
#define BIND_PAGES(X) X(page, case) X(page, publicity) X(page, portal)

BIND_SCHEMAS(SCHEMA)
BIND_COMMANDS(ROWS)
BIND_SHADOWS(ROWS)
BIND_NOUNS(ROWS)
BIND_VIEWS(ROWS)
BIND_PAGES(ROWS)

void bind_all(void)
{
#define SCHEMA_ROW(name) name##_sql,
        static const char *const schemas[] = { BIND_SCHEMAS(SCHEMA_ROW) };
#define BIND(kind, name) kind##s_bind(name##_##kind##s, name##_##kind##s_n);

        schemas_bind(schemas, sizeof schemas / sizeof *schemas);
        BIND_COMMANDS(BIND)
        BIND_NOUNS(BIND)
        BIND_SHADOWS(BIND)
        BIND_VIEWS(BIND)
        BIND_PAGES(BIND)
        views_access_bind(access_may_use);
        ui_bind(&portal_site);
}

const struct web_hooks *bind_web_hooks(void)
{
        static const struct web_hooks hooks = { .proof = public_proof, .is_public = publicity_is_public };

        return &hooks;
}
