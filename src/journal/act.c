/* act.c - drafts, reading of acts, and the bytes that the tree hashes (docs/proof-format.md).
 *
 * Never changes an act, never reads a database, and never accepts an act text that differs by one byte from what it would write.
 * Writing is on the path of every commit and every journal verify: one allocation an act, no formatted printing.
 */
#include "journal/act.h"
#include <stdlib.h>
#include <string.h>

#define HEAD "mingjing-act/1\nlog "
#define LINE ((size_t)47)                               /* "f ", 44 characters of base64, LF */
#define ERASED UINT32_MAX
#define INT_DIGITS 20

/* ---- names ---- */

static bool lower(char c)
{
        return c >= 'a' && c <= 'z';
}

static bool word_rest(char c)
{
        return lower(c) || (c >= '0' && c <= '9') || c == '_';
}

/* How many bytes at s are [a-z][a-z0-9_]* (and dots too, if asked). */
static size_t word_length(const char *s, size_t n, bool dots)
{
        size_t i = 0;

        if (!n || !lower(s[0]))
                return 0;
        while (i < n && (word_rest(s[i]) || (dots && s[i] == '.')))
                i++;
        return i;
}

static bool field_name_valid(const char *s, size_t n)
{
        return n > 0 && word_length(s, n, true) == n;
}

static bool noun_valid(const char *s, size_t n)
{
        return n > 0 && word_length(s, n, false) == n;
}

/* [a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+ */
static bool verb_valid(const char *s, size_t n)
{
        size_t words = 0;

        for (;; s++, n--) {
                size_t w = word_length(s, n, false);

                if (!w)
                        return false;
                words++;
                s += w;
                n -= w;
                if (!n)
                        return words > 1;
                if (*s != '.')
                        return false;
        }
}

bool act_origin_valid(const char *s, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (s[i] <= ' ' || s[i] > '~' || s[i] == '+')
                        return false;
        return n >= 1 && n <= 100;
}

/* ---- drafts ---- */

struct draft *draft_new(struct arena *a, const char *verb, const char *noun, int64_t id)
{
        struct draft *d = TAKE(a, struct draft);

        must(verb_valid(verb, strlen(verb)) && noun_valid(noun, strlen(noun)) && (id >= 0 || id == SUBJECT_NEW));
        *d = (struct draft){ .mem = a, .verb = verb, .subject = { noun, id } };
        return d;
}

void draft_put(struct draft *d, const char *name, const char *value)
{
        if (text_empty(value))
                return;
        must(field_name_valid(name, strlen(name)) && !draft_get(d, name));
        must(d->n < ACT_FIELDS_MAX && strlen(value) <= ACT_VALUE_MAX);
        if (d->n == d->room) {
                size_t room = d->room ? d->room * 2 : 16;

                d->fields = arena_grow(d->mem, d->fields, d->n * sizeof *d->fields, room * sizeof *d->fields);
                d->room = room;
        }
        d->fields[d->n++] = (struct field){ .name = text_copy(d->mem, name), .value = text_copy(d->mem, value) };
}

void draft_put_int(struct draft *d, const char *name, int64_t value)
{
        draft_put(d, name, text_make(d->mem, "%lld", (long long)value));
}

void draft_put_day(struct draft *d, const char *name, struct day day)
{
        draft_put(d, name, day_text(d->mem, day));
}

static const struct field *field_find(const struct field *f, size_t n, const char *name)
{
        for (size_t i = 0; i < n; i++)
                if (*f[i].name == *name && !strcmp(f[i].name, name))  /* asked some hundred times for an act */
                        return &f[i];
        return NULL;
}

const char *draft_get(const struct draft *d, const char *name)
{
        const struct field *f = field_find(d->fields, d->n, name);

        return f ? f->value : NULL;
}

/* ---- reading ---- */

const char *act_text(const struct act *a, const char *name)
{
        const struct field *f = field_find(a->fields, a->n, name);

        return f && f->value ? f->value : "";
}

int64_t act_int(const struct act *a, const char *name)
{
        int64_t v = 0;

        text_int(act_text(a, name), INT64_MIN, INT64_MAX, &v);
        return v;
}

struct day act_day(const struct act *a, const char *name)
{
        struct day d = DAY_NONE;

        day_parse(act_text(a, name), &d);
        return d;
}

bool act_bool(const struct act *a, const char *name)
{
        return !strcmp(act_text(a, name), "true");
}

bool act_has(const struct act *a, const char *name)
{
        return *act_text(a, name) != '\0';
}

/* ---- writing the bytes ---- */

struct hash act_commitment(enum hash_kind k, const struct field *f)
{
        uint8_t small[1024];
        size_t name = strlen(f->name) + 1, value, head = 1 + SALT_SIZE + name;
        struct hasher *h;

        must(f->value != NULL);
        value = strlen(f->value);
        small[0] = 2;
        if (head + value <= sizeof small) {             /* nearly always: one call, no allocation */
                memcpy(small + 1, f->salt, SALT_SIZE);
                memcpy(small + 1 + SALT_SIZE, f->name, name);
                memcpy(small + head, f->value, value);
                return hash_bytes(k, small, head + value);
        }
        h = hasher_new(k);
        hasher_add(h, small, 1);
        hasher_add(h, f->salt, SALT_SIZE);
        hasher_add(h, f->name, name);                   /* with its NUL: the 0x00 of the format */
        hasher_add(h, f->value, value);
        return hasher_done(h);
}

static char *put(char *p, const char *s, size_t n)
{
        memcpy(p, s, n);
        return p + n;
}

#define PUT_LITERAL(p, s) put((p), "" s, sizeof s - 1)

static char *put_int(char *p, int64_t v)
{
        char digits[INT_DIGITS];
        size_t n = 0;

        must(v >= 0);
        do
                digits[n++] = (char)('0' + v % 10);
        while (v /= 10);
        while (n)
                *p++ = digits[--n];
        return p;
}

static char *put_digits(char *p, int v, int n)
{
        for (int i = n - 1; i >= 0; i--, v /= 10)
                p[i] = (char)('0' + v % 10);
        return p + n;
}

/* The same bytes as instant_text(), which act_test.c compares; without printf it is several times faster. */
static char *put_instant(char *p, struct instant t)
{
        int64_t ms = t.ms % 86400000;
        int y, m, d;

        if (ms < 0)
                ms += 86400000;
        day_split((struct day){ (int32_t)((t.ms - ms) / 86400000) }, &y, &m, &d);
        p = put_digits(p, y, 4);
        *p++ = '-';
        p = put_digits(p, m, 2);
        *p++ = '-';
        p = put_digits(p, d, 2);
        *p++ = 'T';
        p = put_digits(p, (int)(ms / 3600000), 2);
        *p++ = ':';
        p = put_digits(p, (int)(ms / 60000 % 60), 2);
        *p++ = ':';
        p = put_digits(p, (int)(ms / 1000 % 60), 2);
        *p++ = '.';
        p = put_digits(p, (int)(ms % 1000), 3);
        *p++ = 'Z';
        return p;
}

static char *put_commitment(char *p, const struct hash *c)
{
        char base64[45];

        base64_hash(c, base64);
        p = PUT_LITERAL(p, "f ");
        p = put(p, base64, 44);
        *p++ = '\n';
        return p;
}

static int by_bytes(const void *a, const void *b)
{
        return memcmp(a, b, LINE);
}

static size_t text_room(const char *origin, const struct act *a)
{
        return sizeof HEAD "\nseq \nat \nverb \nsubject /\n" + 24 + (size_t)2 * INT_DIGITS + strlen(origin) + strlen(a->verb) +
               strlen(a->subject.noun) + a->n * LINE;
}

static char *put_header(char *p, const char *origin, const struct act *a)
{
        p = PUT_LITERAL(p, HEAD);
        p = put(p, origin, strlen(origin));
        p = PUT_LITERAL(p, "\nseq ");
        p = put_int(p, a->seq);
        p = PUT_LITERAL(p, "\nat ");
        p = put_instant(p, a->at);
        p = PUT_LITERAL(p, "\nverb ");
        p = put(p, a->verb, strlen(a->verb));
        p = PUT_LITERAL(p, "\nsubject ");
        p = put(p, a->subject.noun, strlen(a->subject.noun));
        *p++ = '/';
        p = put_int(p, a->subject.id);
        *p++ = '\n';
        return p;
}

const char *act_text_bytes(struct arena *mem, enum hash_kind k, const char *origin, const struct act *a)
{
        char *text = arena_take(mem, text_room(origin, a)), *lines, *p;

        must(act_origin_valid(origin, strlen(origin)) && a->n <= ACT_FIELDS_MAX);
        lines = p = put_header(text, origin, a);
        for (size_t i = 0; i < a->n; i++) {
                struct hash c = act_commitment(k, &a->fields[i]);

                p = put_commitment(p, &c);
        }
        if (a->n > 1)
                qsort(lines, a->n, LINE, by_bytes);
        *p = '\0';
        return text;
}

/* ---- how fields are stored ---- */

static char *put_le32(char *p, uint32_t v)
{
        for (int i = 0; i < 4; i++, v >>= 8)
                *p++ = (char)(v & 0xFF);
        return p;
}

struct bytes act_fields_pack(struct arena *mem, const struct act *a)
{
        size_t n = 0;
        char *start, *p;

        for (size_t i = 0; i < a->n; i++)
                n += strlen(a->fields[i].name) + 1 + SALT_SIZE + 4 + (a->fields[i].value ? strlen(a->fields[i].value) : 0);
        start = p = arena_take(mem, n);
        for (size_t i = 0; i < a->n; i++) {
                const struct field *f = &a->fields[i];
                size_t len = f->value ? strlen(f->value) : 0;

                must(field_name_valid(f->name, strlen(f->name)) && len <= ACT_VALUE_MAX);
                p = put(p, f->name, strlen(f->name) + 1);
                p = put(p, (const char *)f->salt, SALT_SIZE);
                p = put_le32(p, f->value ? (uint32_t)len : ERASED);
                p = put(p, f->value ? f->value : "", len);
        }
        return (struct bytes){ (const uint8_t *)start, n };
}

static uint32_t le32(const uint8_t *p)
{
        return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Reads one field at *in; texts go to *text, which has room: salt and length leave more than the NUL needs. */
static bool field_unpack(const uint8_t **in, const uint8_t *end, char **text, struct field *f)
{
        const uint8_t *nul = memchr(*in, 0, (size_t)(end - *in));
        size_t name = nul ? (size_t)(nul - *in) : 0;
        uint32_t len;

        if (!nul || !field_name_valid((const char *)*in, name) || (size_t)(end - nul - 1) < SALT_SIZE + 4)
                return false;
        f->name = *text;
        *text = put(*text, (const char *)*in, name + 1);
        memcpy(f->salt, nul + 1, SALT_SIZE);
        len = le32(nul + 1 + SALT_SIZE);
        *in = nul + 1 + SALT_SIZE + 4;
        f->value = NULL;
        if (len == ERASED)
                return true;
        if (len > ACT_VALUE_MAX || (size_t)(end - *in) < len || memchr(*in, 0, len))
                return false;
        f->value = *text;
        *text = put(*text, (const char *)*in, len);
        *(*text)++ = '\0';
        *in += len;
        return true;
}

bool act_fields_unpack(struct arena *mem, struct bytes packed, struct field **out, size_t *n)
{
        const uint8_t *p = packed.p, *end = packed.p + packed.n;
        size_t most = packed.n / (2 + SALT_SIZE + 4), count = 0;
        struct field *f;
        char *text;

        if (most > ACT_FIELDS_MAX)
                most = ACT_FIELDS_MAX;
        f = TAKE_N(mem, struct field, most);
        text = arena_take(mem, packed.n);
        while (p < end) {
                if (count == most || !field_unpack(&p, end, &text, &f[count]) || field_find(f, count, f[count].name))
                        return false;
                count++;
        }
        *out = f;
        *n = count;
        return true;
}

/* ---- reading the bytes, strictly ---- */

struct reader { struct arena *mem; struct why *why; const char *p, *end; };

static bool line_bad(struct reader *r, const char *what)
{
        return refuse(r->why, R_PROOF, "act", "动作原文格式不对：%s", what);
}

/* The next line must start with `label`; what follows it, without the LF, comes back as a text of the arena. */
static bool line_take(struct reader *r, const char *label, const char **out, size_t *len)
{
        size_t left = (size_t)(r->end - r->p), n = strlen(label);
        const char *lf = left ? memchr(r->p, '\n', left) : NULL;

        if (!lf)
                return line_bad(r, text_make(r->why->mem, "缺少“%s”行，或行尾不是换行符", label));
        if ((size_t)(lf - r->p) < n || memcmp(r->p, label, n))
                return line_bad(r, text_make(r->why->mem, "应当是“%s”行", label));
        *len = (size_t)(lf - r->p) - n;
        *out = text_copy_n(r->mem, r->p + n, *len);
        if (memchr(*out, 0, *len))
                return line_bad(r, "含有空字符");
        r->p = lf + 1;
        return true;
}

static bool subject_parse(struct reader *r, const char *s, size_t n, struct subject *out)
{
        const char *slash = memchr(s, '/', n);

        if (!slash || !noun_valid(s, (size_t)(slash - s)) || !text_int(slash + 1, 0, INT64_MAX, &out->id))
                return line_bad(r, "subject 应当是“名词/编号”");
        out->noun = text_copy_n(r->mem, s, (size_t)(slash - s));
        return true;
}

static bool header_parse(struct reader *r, struct act_text *out)
{
        const char *s;
        size_t n;

        if (!line_take(r, "mingjing-act/1", &s, &n))
                return false;
        if (n)
                return line_bad(r, "第一行应当是 mingjing-act/1");
        if (!line_take(r, "log ", &out->origin, &n))
                return false;
        if (!act_origin_valid(out->origin, n))
                return line_bad(r, "日志名应当是 1 至 100 个可见 ASCII 字符，不含空格和加号");
        if (!line_take(r, "seq ", &s, &n))
                return false;
        if (!text_int(s, 0, INT64_MAX, &out->seq))
                return line_bad(r, "seq 应当是十进制编号");
        if (!line_take(r, "at ", &s, &n))
                return false;
        if (!instant_parse(s, &out->at))
                return line_bad(r, "at 应当是带毫秒的 UTC 时间，且日期存在");
        if (!line_take(r, "verb ", &out->verb, &n))
                return false;
        if (!verb_valid(out->verb, n))
                return line_bad(r, "verb 应当是带点的动作名");
        return line_take(r, "subject ", &s, &n) && subject_parse(r, s, n, &out->subject);
}

static bool commitment_parse(struct reader *r, const char **before, struct hash *out)
{
        const char *s;
        uint8_t *raw;
        size_t n, bytes;

        if (!line_take(r, "f ", &s, &n))
                return false;
        raw = n == 44 ? base64_bytes(r->mem, s, &bytes) : NULL;
        if (!raw || bytes != sizeof out->b)
                return line_bad(r, "承诺值不是规范的 base64（32 字节）");
        if (*before && strcmp(*before, s) >= 0)
                return line_bad(r, "承诺值没有按字节升序排列，或有重复");
        memcpy(out->b, raw, sizeof out->b);
        *before = s;
        return true;
}

bool act_text_parse(struct arena *mem, const char *text, size_t len, struct act_text *out, struct why *why)
{
        struct reader r = { mem, why, text, text + len };
        struct act_text t = { 0 };
        const char *before = NULL;

        if (!header_parse(&r, &t))
                return false;
        t.commitments = TAKE_N(mem, struct hash, (size_t)(r.end - r.p) / LINE);
        while (r.p < r.end)
                if ((size_t)(r.end - r.p) < LINE)
                        return line_bad(&r, "末尾有多余内容");
                else if (!commitment_parse(&r, &before, &t.commitments[t.n++]))
                        return false;
        *out = t;
        return true;
}
