/* doors.c - which other ways in a site has, from a JSON file that the operator keeps (docs/signin.md).  Read once, at start; what is wrong in it
 * keeps the site from starting, so that nobody believes a door to be shut that is open.  Never: prints a secret of that file. */
#include "base/file.h"
#include "base/json.h"
#include "signin/signin_inner.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define FILE_MAX ((size_t)256 * 1024)

static bool file_text(struct arena *mem, const char *path, const char **out, struct why *why)
{
        FILE *f = fopen(path, "re");
        char *p = arena_take(mem, FILE_MAX + 1);
        size_t n;

        if (!f)
                return fail(why, "打不开 %s：%s", path, strerror(errno));
        n = fread(p, 1, FILE_MAX, f);
        fclose(f);
        p[n] = '\0';
        *out = p;
        return n < FILE_MAX || fail(why, "%s 太大", path);
}

/* One key: a text that must be there (or ""), a file whose text is taken, or a bool. */
enum key_kind { KEY_TEXT, KEY_FILE, KEY_BOOL, KEY_INT };
struct key { const char *name; enum key_kind kind; size_t at; bool required; };
#define K(type, member) offsetof(struct type, member)

static bool key_read(struct arena *mem, const json_t *v, const struct key *k, void *to, struct why *why)
{
        const char *s = json_string_value(v);

        if (k->kind == KEY_BOOL) {
                *(bool *)to = json_is_true(v);
                return json_is_boolean(v) || fail(why, "“%s”应当是 true 或者 false", k->name);
        }
        if (k->kind == KEY_INT) {
                *(int *)to = (int)json_integer_value(v);
                return (json_is_integer(v) && json_integer_value(v) > 0 && json_integer_value(v) <= 60) || fail(why, "“%s”应当是 1 至 60 的整数", k->name);
        }
        if (!s || !*s)
                return fail(why, "“%s”应当是文字", k->name);
        if (k->kind == KEY_TEXT) {
                *(const char **)to = text_copy(mem, s);
                return true;
        }
        if (!file_text(mem, s, (const char **)to, why))
                return false;
        return true;
}

static const struct key *key_find(const struct key *keys, const char *name)
{
        for (; keys->name; keys++)
                if (!strcmp(keys->name, name))
                        return keys;
        return NULL;
}

static bool section_read(struct arena *mem, const json_t *from, const char *name, const struct key *keys, void *base, struct why *why)
{
        json_t *o = json_object_get(from, name), *v;
        const char *at;

        if (!o)
                return true;
        json_object_foreach(o, at, v) {
                const struct key *k = key_find(keys, at);

                if (!k)
                        return fail(why, "“%s”里不认识的键“%s”", name, at);
                if (!key_read(mem, v, k, (char *)base + k->at, why))
                        return false;
        }
        for (; keys->name; keys++)
                if (keys->required && !json_object_get(o, keys->name))
                        return fail(why, "“%s”缺少“%s”", name, keys->name);
        return true;
}

static const struct key certificate_keys[] = {
        { "header", KEY_TEXT, K(signin_door_certificate, header), true }, { "ca_file", KEY_FILE, K(signin_door_certificate, ca), true }, { NULL }
};
static const struct key oidc_keys[] = {
        { "issuer", KEY_TEXT, K(signin_door_oidc, issuer), true }, { "client_id", KEY_TEXT, K(signin_door_oidc, client), true },
        { "client_secret_file", KEY_FILE, K(signin_door_oidc, secret), false }, { "claim", KEY_TEXT, K(signin_door_oidc, claim), false },
        { "label", KEY_TEXT, K(signin_door_oidc, label), false }, { "scope", KEY_TEXT, K(signin_door_oidc, scope), false },
        { "redirect_uri", KEY_TEXT, K(signin_door_oidc, redirect), true }, { "by_login", KEY_BOOL, K(signin_door_oidc, by_login), false },
        { "ca_file", KEY_TEXT, K(signin_door_oidc, ca), false }, { NULL }
};
static const struct key ldap_keys[] = {
        { "url", KEY_TEXT, K(signin_door_ldap, url), true }, { "base", KEY_TEXT, K(signin_door_ldap, base), true },
        { "filter", KEY_TEXT, K(signin_door_ldap, filter), false }, { "reader_dn", KEY_TEXT, K(signin_door_ldap, reader), false },
        { "reader_password_file", KEY_FILE, K(signin_door_ldap, password), false }, { "ca_file", KEY_TEXT, K(signin_door_ldap, ca), false },
        { "label", KEY_TEXT, K(signin_door_ldap, label), false }, { "starttls", KEY_BOOL, K(signin_door_ldap, starttls), false },
        { "timeout_s", KEY_INT, K(signin_door_ldap, timeout_s), false }, { NULL }
};

static const char *one_line(struct arena *mem, const char *s)
{
        return s ? text_trim(mem, text_replace(mem, s, "\n", "")) : NULL;
}

static bool loopback(const char *url)
{
        return text_starts(url, "http://127.0.0.1") || text_starts(url, "http://[::1]") || text_starts(url, "ldap://127.0.0.1") || text_starts(url, "ldap://[::1]");
}

/* Secrets go over encrypted lines only; a server on the same machine is the exception. */
static bool doors_fit(struct arena *mem, struct signin_doors *d, struct why *why)
{
        const char *seen;

        if ((d->oidc.ca && !file_text(mem, d->oidc.ca, &seen, why)) || (d->ldap.ca && !file_text(mem, d->ldap.ca, &seen, why)))
                return false;
        d->oidc.secret = one_line(mem, d->oidc.secret);
        d->ldap.password = one_line(mem, d->ldap.password);
        if (d->certificate.header && !d->proxies.n)
                return fail(why, "“certificate”要写明信任哪些代理服务器（proxies）");
        if (d->oidc.issuer && !text_starts(d->oidc.issuer, "https://") && !loopback(d->oidc.issuer))
                return fail(why, "“issuer”应当是 https:// 地址");
        if (d->ldap.url && !text_starts(d->ldap.url, "ldaps://") && !d->ldap.starttls && !loopback(d->ldap.url))
                return fail(why, "“ldap”应当用 ldaps:// 或者 starttls");
        if (d->ldap.filter && !strstr(d->ldap.filter, "{login}"))
                return fail(why, "“filter”里要有 {login}");
        return true;
}

static bool proxies_read(struct arena *mem, const json_t *list, struct names *out, struct why *why)
{
        size_t n = json_array_size(list);

        out->at = TAKE_N(mem, const char *, n + 1);
        for (out->n = 0; out->n < n; out->n++) {
                const char *s = json_string_value(json_array_get(list, out->n));

                if (!s)
                        return fail(why, "“proxies”应当是地址的列表");
                out->at[out->n] = text_copy(mem, s);
        }
        return !list || json_is_array(list) || fail(why, "“proxies”应当是地址的列表");
}

static bool doors_take(struct arena *mem, const json_t *v, struct signin_doors *d, struct why *why)
{
        const char *name;
        json_t *each;

        json_object_foreach((json_t *)v, name, each)
                if (!text_in(name, "proxies|certificate|oidc|ldap", '|'))
                        return fail(why, "不认识的键“%s”", name);
        return proxies_read(mem, json_object_get(v, "proxies"), &d->proxies, why) &&
               section_read(mem, v, "certificate", certificate_keys, &d->certificate, why) && section_read(mem, v, "oidc", oidc_keys, &d->oidc, why) &&
               section_read(mem, v, "ldap", ldap_keys, &d->ldap, why) && doors_fit(mem, d, why);
}

bool signin_doors_read(struct arena *mem, const char *path, struct signin_doors *out, struct why *why)
{
        struct signin_doors d = { .oidc = { .claim = "sub", .label = "统一身份认证", .scope = "openid profile" },
                                  .ldap = { .filter = "(uid={login})", .label = "目录账号", .timeout_s = 5 } };
        const char *text = NULL;
        json_error_t e;
        json_t *v;
        bool ok;

        if (!path) {
                *out = (struct signin_doors){ 0 };
                return true;
        }
        if (!file_text(mem, path, &text, why))
                return false;
        v = json_loads(text, JSON_REJECT_DUPLICATES, &e);
        if (!v)
                return fail(why, "%s 第 %d 行不是 JSON：%s", path, e.line, e.text);
        ok = json_is_object(v) ? doors_take(mem, v, &d, why) : fail(why, "%s 应当是 JSON 对象", path);
        json_decref(v);
        if (ok)
                *out = d;
        return ok;
}
