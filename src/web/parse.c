/* parse.c - paths, queries, forms, cookies and the few headers we read.
 *
 * Must never: guess what a malformed input may have meant.  Two programs that guess differently are how doors are opened.
 */
#include "web/parse.h"
#include <string.h>

void pairs_put(struct pairs *l, const char *name, const char *value)
{
        if (l->n == l->room) {
                size_t room = l->room ? l->room * 2 : 16;

                l->at = arena_grow(l->mem, l->at, l->n * sizeof *l->at, room * sizeof *l->at);
                l->room = room;
        }
        l->at[l->n++] = (struct pair){ name, value };
}

const char *pairs_get(const struct pairs *l, const char *name)
{
        for (size_t i = 0; i < l->n; i++)
                if (text_same(l->at[i].name, name))
                        return l->at[i].value;
        return NULL;
}

const char *pairs_text(const struct pairs *l, const char *name)
{
        const char *s = pairs_get(l, name);

        return s ? s : "";
}

/* Where the i-th pair's name stood before, or i itself. */
static size_t first_with(const struct pairs *l, size_t i)
{
        size_t k = 0;

        while (!text_same(l->at[k].name, l->at[i].name))
                k++;
        return k;
}

bool pairs_single(struct pairs *l, pairs_joins_fn *joins, void *to, struct why *why)
{
        size_t kept = 0;

        for (size_t i = 0; i < l->n; i++) {
                struct pair p = l->at[i];
                size_t k;

                l->at[kept] = p;
                k = first_with(l, kept);
                if (k == kept) {
                        kept++;
                        continue;
                }
                if (!joins || !joins(to, p.name))
                        return refuse(why, R_ARG_TYPE, p.name, "“%s”出现了不止一次", p.name);
                l->at[k].value = *p.value && *l->at[k].value ? text_make(l->mem, "%s,%s", l->at[k].value, p.value) :
                                 *p.value ? p.value : l->at[k].value;
        }
        l->n = kept;
        return true;
}

static int hex_digit(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        if (c >= 'a' && c <= 'f')
                return c - 'a' + 10;
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char *percent_decode(struct arena *a, const char *s, size_t n, bool plus, size_t *n_out)
{
        char *out = arena_take(a, n + 1);
        size_t k = 0;

        for (size_t i = 0; i < n; i++) {
                if (s[i] != '%') {
                        out[k++] = plus && s[i] == '+' ? ' ' : s[i];
                        continue;
                }
                if (n - i < 3 || hex_digit(s[i + 1]) < 0 || hex_digit(s[i + 2]) < 0)
                        return NULL;
                out[k++] = (char)(hex_digit(s[i + 1]) << 4 | hex_digit(s[i + 2]));
                i += 2;
        }
        out[k] = '\0';
        *n_out = k;
        return out;
}

bool text_admit(struct arena *a, const char *s, size_t n, const char *field, const char **out, struct why *why)
{
        char *folded = arena_take(a, n + 1);
        const char *wrong;
        size_t k = 0;

        for (size_t i = 0; i < n; i++)
                if (s[i] != '\r' || i + 1 == n || s[i + 1] != '\n')
                        folded[k++] = s[i];
        wrong = text_check(folded, k);
        if (wrong)
                return refuse(why, R_ARG_ENCODING, field, "%s", wrong);
        *out = folded;
        return true;
}

/* Segments neither empty nor dots; a slash at the very end is allowed only for "/". */
static bool segments_plain(const char *path)
{
        for (const char *s = path; *s == '/'; ) {
                size_t n = strcspn(++s, "/");

                if (!n && (s[0] || s - path > 1))
                        return false;
                if ((n == 1 && s[0] == '.') || (n == 2 && s[0] == '.' && s[1] == '.'))
                        return false;
                s += n;
        }
        return true;
}

static bool path_encodes_slash(const char *raw)
{
        for (const char *p = raw; (p = strchr(p, '%')); p++)
                if ((p[1] == '2' && (p[2] == 'f' || p[2] == 'F')) || (p[1] == '5' && (p[2] == 'c' || p[2] == 'C')))
                        return true;
        return false;
}

bool path_decode(struct arena *a, const char *raw, const char **out, struct why *why)
{
        size_t n = strlen(raw), decoded_n = 0;
        const char *decoded, *wrong;

        if (raw[0] != '/' || n > PATH_MAX_LENGTH)
                return refuse(why, R_PAGE_UNKNOWN, NULL, NULL);
        decoded = percent_decode(a, raw, n, false, &decoded_n);
        if (!decoded)
                return refuse(why, R_ARG_ENCODING, NULL, "网址中的 %% 转义不完整");
        wrong = text_check(decoded, decoded_n);
        if (wrong || strpbrk(decoded, "\t\n"))
                return refuse(why, R_ARG_ENCODING, NULL, "网址%s", wrong ? wrong : "含有控制字符");
        if (path_encodes_slash(raw) || strchr(decoded, '\\') || !segments_plain(decoded))
                return refuse(why, R_PAGE_UNKNOWN, NULL, NULL);
        *out = decoded;
        return true;
}

static bool name_plain(const char *s, size_t n)
{
        static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";

        return n && n <= NAME_MAX_LENGTH && strspn(s, plain) == n;
}

bool pair_decode(struct pairs *to, const char *name, size_t name_n, const char *value, size_t value_n, bool plus, struct why *why)
{
        size_t n = 0, v = 0;
        char *key = percent_decode(to->mem, name, name_n, plus, &n), *raw;
        const char *text = "";

        if (!key || !name_plain(key, n))
                return refuse(why, R_ARG_UNKNOWN, NULL, "字段名不合规");
        if (to->n >= PAIRS_MAX)
                return refuse(why, R_BODY_TOO_LARGE, NULL, "最多 %zu 个字段", PAIRS_MAX);
        raw = percent_decode(to->mem, value ? value : "", value ? value_n : 0, plus, &v);
        if (!raw)
                return refuse(why, R_ARG_ENCODING, key, "%% 转义不完整");
        if (!text_admit(to->mem, raw, v, key, &text, why))
                return false;
        pairs_put(to, key, text);
        return true;
}

bool form_decode(struct pairs *to, const char *s, size_t n, struct why *why)
{
        const char *end = s + n;

        while (s < end) {
                const char *amp = memchr(s, '&', (size_t)(end - s)), *stop = amp ? amp : end;
                const char *eq = memchr(s, '=', (size_t)(stop - s)), *name_end = eq ? eq : stop;

                size_t value_n = eq ? (size_t)(stop - eq - 1) : 0;

                if (stop > s && !pair_decode(to, s, (size_t)(name_end - s), eq ? eq + 1 : NULL, value_n, true, why))
                        return false;
                s = stop + 1;
        }
        return true;
}

static const char *skip_space(const char *s)
{
        return s + strspn(s, " \t");
}

const char *cookie_get(struct arena *a, const char *header, const char *name)
{
        static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~-";
        const char *found = NULL;
        size_t n = strlen(name), value_n = 0;

        for (const char *s = header; s; s = strchr(s, ';'), s = s ? s + 1 : NULL) {
                s = skip_space(s);
                if (strncmp(s, name, n) || s[n] != '=')
                        continue;
                if (found)
                        return NULL;
                found = s + n + 1;
                value_n = strcspn(found, "; \t");
        }
        if (!found || !value_n || strspn(found, plain) != value_n)
                return NULL;
        return text_copy_n(a, found, value_n);
}

const char *local_url(const char *s)
{
        if (!s || s[0] != '/' || s[1] == '/' || strpbrk(s, "\\\r\n\t") || strlen(s) > PATH_MAX_LENGTH)
                return "";
        return s;
}

/* Three digits at s, or -1. */
static int three_digits(const char *s)
{
        int v = 0;

        for (int i = 0; i < 3; i++) {
                if (s[i] < '0' || s[i] > '9')
                        return -1;
                v = v * 10 + (s[i] - '0');
        }
        return v;
}

bool tile_number(const char *s, int64_t *out)
{
        int64_t v = 0;
        int groups = 0, part;

        for (; *s == 'x'; s += 5) {
                part = three_digits(s + 1);
                if (part < 0 || s[4] != '/' || (!groups && !part) || ++groups > 5)
                        return false;
                v = v * 1000 + part;
        }
        part = three_digits(s);
        if (part < 0 || s[3])
                return false;
        *out = v * 1000 + part;
        return true;
}

bool tile_parse(struct arena *a, const char *s, struct tile *out)
{
        const char *slash = strchr(s, '/'), *part = strstr(s, ".p/");
        int64_t level, width = TILE;

        if (!slash || !text_int(text_copy_n(a, s, (size_t)(slash - s)), 0, TILE_LEVELS - 1, &level))
                return false;
        if (part && !text_int(part + 3, 1, TILE - 1, &width))
                return false;
        if (!tile_number(part ? text_copy_n(a, slash + 1, (size_t)(part - slash - 1)) : slash + 1, &out->number))
                return false;
        out->level = (int)level;
        out->width = (int)width;
        return true;
}

/* The next element of a comma-separated header, without blanks around it; NULL at the end. */
static const char *list_next(const char **s, size_t *n)
{
        const char *at = *s + strspn(*s, " \t,");

        if (!*at)
                return NULL;
        *n = strcspn(at, ",");
        *s = at + *n;
        while (*n && (at[*n - 1] == ' ' || at[*n - 1] == '\t'))
                --*n;
        return at;
}

bool etag_matches(const char *header, const char *etag)
{
        size_t want = strlen(etag), n = 0;

        for (const char *s = header, *e; s && (e = list_next(&s, &n));) {
                if (n == 1 && *e == '*')
                        return true;
                if (n > 2 && e[0] == 'W' && e[1] == '/') {
                        e += 2;
                        n -= 2;
                }
                if (n == want && !strncmp(e, etag, n))
                        return true;
        }
        return false;
}

/* Is "q=0" or "q=0.000" what follows the name? */
static bool weight_zero(const char *s, size_t n)
{
        const char *q = memchr(s, '=', n);

        if (!q)
                return false;
        n -= (size_t)(q + 1 - s);
        return strspn(q + 1, "0. ") >= n;
}

bool accepts_gzip(const char *header)
{
        size_t n = 0;

        for (const char *s = header, *e; s && (e = list_next(&s, &n));)
                if (n >= 4 && !strncmp(e, "gzip", 4) && (n == 4 || e[4] == ';' || e[4] == ' '))
                        return n == 4 || !weight_zero(e + 4, n - 4);
        return false;
}
