/* directory.c - passwords that an LDAP directory knows: find the entry, then bind as it.
 *
 * What a person typed goes into the search escaped, and into the bind only as the secret; an empty secret is never sent (RFC 4513 5.1.2: it
 * would be no authentication).  Each step has a limit of time; a directory that is down says so and leaves local accounts as they are.
 * Must never: follow a referral to elsewhere with a secret, or fall back to a line in the clear. */
#include "signin/signin_inner.h"
#include <ldap.h>
#include <string.h>
#include <sys/time.h>

static bool broken(struct ctx *c, int rc)
{
        return fail(&c->why, "目录服务没有回应（%s）。本站自己的账号仍可登录，请稍后再试或者告知管理员", ldap_err2string(rc));
}

static int options_set(LDAP *l, const struct signin_door_ldap *d)
{
        struct timeval t = { .tv_sec = d->timeout_s };
        int version = LDAP_VERSION3, demand = LDAP_OPT_X_TLS_HARD, fresh = 0, rc;

        if ((rc = ldap_set_option(l, LDAP_OPT_PROTOCOL_VERSION, &version)) || (rc = ldap_set_option(l, LDAP_OPT_REFERRALS, LDAP_OPT_OFF)) ||
            (rc = ldap_set_option(l, LDAP_OPT_NETWORK_TIMEOUT, &t)) || (rc = ldap_set_option(l, LDAP_OPT_TIMEOUT, &t)) ||
            (rc = ldap_set_option(l, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand)))
                return rc;
        if (d->ca && (rc = ldap_set_option(l, LDAP_OPT_X_TLS_CACERTFILE, d->ca)))
                return rc;
        return ldap_set_option(l, LDAP_OPT_X_TLS_NEWCTX, &fresh);
}

static LDAP *directory_open(struct ctx *c, const struct signin_door_ldap *d)
{
        LDAP *l = NULL;
        int rc = ldap_initialize(&l, d->url);

        if (rc == LDAP_SUCCESS)
                rc = options_set(l, d);
        if (rc == LDAP_SUCCESS && d->starttls)
                rc = ldap_start_tls_s(l, NULL, NULL);
        if (rc == LDAP_SUCCESS)
                return l;
        if (l)
                ldap_unbind_ext_s(l, NULL, NULL);
        broken(c, rc);
        return NULL;
}

static int simple_bind(LDAP *l, const char *dn, const char *password)
{
        struct berval secret = { .bv_val = (char *)(uintptr_t)password, .bv_len = strlen(password) };

        return ldap_sasl_bind_s(l, dn, LDAP_SASL_SIMPLE, &secret, NULL, NULL, NULL);
}

static const char *filter_of(struct arena *mem, const char *pattern, const char *name)
{
        struct berval in = { .bv_val = (char *)(uintptr_t)name, .bv_len = strlen(name) }, out = { 0 };
        const char *escaped;

        must(!ldap_bv2escaped_filter_value(&in, &out));
        escaped = text_copy_n(mem, out.bv_val, out.bv_len);
        ber_memfree(out.bv_val);
        return text_replace(mem, pattern, "{login}", escaped);
}

/* *dn NULL: nobody, or more than one. */
static int entry_find(struct ctx *c, LDAP *l, const struct signin_door_ldap *d, const char *name, const char **dn)
{
        static const char *const nothing[] = { LDAP_NO_ATTRS, NULL };
        struct timeval t = { .tv_sec = d->timeout_s };
        LDAPMessage *all = NULL;
        int rc = ldap_search_ext_s(l, d->base, LDAP_SCOPE_SUBTREE, filter_of(c->mem, d->filter, name), (char **)(uintptr_t)nothing, 0, NULL, NULL, &t, 2, &all);

        *dn = NULL;
        if ((rc == LDAP_SUCCESS || rc == LDAP_SIZELIMIT_EXCEEDED) && ldap_count_entries(l, all) == 1) {
                char *found = ldap_get_dn(l, ldap_first_entry(l, all));

                *dn = found ? text_copy(c->mem, found) : NULL;
                ldap_memfree(found);
        }
        ldap_msgfree(all);
        return rc == LDAP_SIZELIMIT_EXCEEDED || rc == LDAP_NO_SUCH_OBJECT ? LDAP_SUCCESS : rc;
}

/* A wrong secret and a locked entry are answers; anything else is a directory that does not work. */
static bool answered(int rc)
{
        return rc == LDAP_INVALID_CREDENTIALS || rc == LDAP_INAPPROPRIATE_AUTH || rc == LDAP_UNWILLING_TO_PERFORM || rc == LDAP_CONSTRAINT_VIOLATION ||
               rc == LDAP_NO_SUCH_OBJECT;
}

/* Whoever is not found is bound as nobody, so that the directory takes as long. */
static bool asked(struct ctx *c, LDAP *l, const struct signin_door_ldap *d, const char *name, const char *password, bool *right)
{
        const char *dn = NULL;
        int rc = d->reader ? simple_bind(l, d->reader, d->password ? d->password : "") : LDAP_SUCCESS;

        if (rc == LDAP_SUCCESS)
                rc = entry_find(c, l, d, name, &dn);
        if (rc != LDAP_SUCCESS)
                return broken(c, rc);
        rc = simple_bind(l, dn ? dn : text_make(c->mem, "cn=nobody,%s", d->base), password);
        *right = rc == LDAP_SUCCESS && dn;
        return rc == LDAP_SUCCESS || answered(rc) || broken(c, rc);
}

/* An account may be called otherwise in the directory (binding.add kind=ldap); else by its login. */
QUERY(directory_name, "SELECT value FROM signin_binding WHERE kind = 'ldap' AND login = $1 AND ended = '' ORDER BY id DESC LIMIT 1");

static bool name_in_directory(struct ctx *c, const char *login, const char **out)
{
        struct rows r = db_ask(c->db, &c->why, &directory_name, ARGS(T(login)));
        const char *name = db_next(&r) ? db_text_in(c->mem, &r, 0) : login;

        if (!db_done(&r))
                return false;
        *out = name;
        return true;
}

bool signin_ldap_bind(struct ctx *c, const struct signin_door_ldap *d, const char *login, const char *password, bool *right)
{
        const char *name;
        LDAP *l;
        bool ok;

        *right = false;
        if (!*password || !*login)
                return true;
        if (!name_in_directory(c, login, &name) || !(l = directory_open(c, d)))
                return false;
        ok = asked(c, l, d, name, password, right);
        ldap_unbind_ext_s(l, NULL, NULL);
        return ok;
}
