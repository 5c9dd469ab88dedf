/* media_json.c - facts as JSON and back, by one table of fields.  The worker's answer comes this way too, so reading trusts nothing: a
 * number out of range, a text with control characters or a missing field refuses the whole. */
#include "base/json.h"
#include "media/media.h"
#include <stddef.h>
#include <string.h>

#define STREAMS_MAX 64
#define FINDINGS_MAX 256
#define TEXT_MAX 1024

enum field_type { FIELD_INT, FIELD_LONG, FIELD_BOOL, FIELD_TEXT, FIELD_KIND, FIELD_FINDING };
struct field { const char *name; enum field_type type; size_t at; int64_t min, max; };
#define BIG ((int64_t)1 << 53)

#define F(member, type, min, max) { #member, FIELD_##type, offsetof(struct media_facts, member), min, max }
static const struct field facts_fields[] = {
        F(kind, KIND, 0, 0), F(container, TEXT, 0, 0), F(type, TEXT, 0, 0), F(size, LONG, 0, BIG), F(length, LONG, -1, BIG),
        F(said, LONG, -1, BIG),
        F(width, INT, 0, 1 << 20), F(height, INT, 0, 1 << 20), F(rotation, INT, 0, 270), F(orientation, INT, 0, 8),
        F(complete, BOOL, 0, 1),
        F(dated, BOOL, 0, 1), F(zoned, BOOL, 0, 1), { "made", FIELD_LONG, offsetof(struct media_facts, made.ms), -BIG, BIG },
        F(placed, BOOL, 0, 1), F(latitude, LONG, -90000000, 90000000), F(longitude, LONG, -180000000, 180000000),
        F(make, TEXT, 0, 0), F(model, TEXT, 0, 0), F(software, TEXT, 0, 0), F(tried, INT, 0, 1000), F(decoded, INT, 0, 1000),
};
#undef F
#define S(member, type, min, max) { #member, FIELD_##type, offsetof(struct media_stream, member), min, max }
static const struct field stream_fields[] = {
        S(kind, KIND, 0, 0), S(codec, TEXT, 0, 0), S(width, INT, 0, 1 << 20), S(height, INT, 0, 1 << 20),
        S(rate, INT, 0, INT32_MAX),
        S(channels, INT, 0, 1024), S(bit_rate, LONG, 0, BIG), S(start, LONG, -BIG, BIG), S(length, LONG, -1, BIG),
        S(packets, LONG, 0, BIG), S(keys, LONG, 0, BIG),
};
#undef S
#define N(member, type, min, max) { #member, FIELD_##type, offsetof(struct media_finding, member), min, max }
static const struct field finding_fields[] = {
        N(code, FINDING, 0, 0), N(at, LONG, -1, BIG), N(length, LONG, -1, BIG), N(detail, TEXT, 0, 0),
};
#undef N
#define COUNT(x) (sizeof (x) / sizeof *(x))

/* ---- out ---- */

static void value_put(struct json *j, const struct field *f, const void *p)
{
        switch (f->type) {
        case FIELD_INT:     json_int(j, *(const int *)p); break;
        case FIELD_LONG:    json_int(j, *(const int64_t *)p); break;
        case FIELD_BOOL:    json_bool(j, *(const bool *)p); break;
        case FIELD_TEXT:    json_text(j, *(const char *const *)p ? *(const char *const *)p : ""); break;
        case FIELD_KIND:    json_text(j, media_kind_name(*(const enum media_kind *)p)); break;
        case FIELD_FINDING: json_text(j, media_finding_name(*(const enum media_finding_code *)p)); break;
        }
}

static void fields_put(struct json *j, const struct field *f, size_t n, const void *of)
{
        for (size_t i = 0; i < n; i++) {
                json_key(j, f[i].name);
                value_put(j, &f[i], (const char *)of + f[i].at);
        }
}

static void list_put(struct json *j, const char *name, const struct field *f, size_t n, const void *rows, size_t row, size_t count)
{
        json_key(j, name);
        json_open(j, '[');
        for (size_t i = 0; i < count; i++) {
                json_open(j, '{');
                fields_put(j, f, n, (const char *)rows + i * row);
                json_close(j, '}');
        }
        json_close(j, ']');
}

const char *media_json(struct arena *mem, const struct media_facts *f)
{
        struct json *j = json_new(mem);

        json_open(j, '{');
        fields_put(j, facts_fields, COUNT(facts_fields), f);
        list_put(j, "streams", stream_fields, COUNT(stream_fields), f->streams, sizeof *f->streams, f->n_streams);
        list_put(j, "findings", finding_fields, COUNT(finding_fields), f->findings, sizeof *f->findings, f->n_findings);
        json_close(j, '}');
        return json_done(j);
}

/* ---- in ---- */

static bool number_get(const json_t *v, const struct field *f, int64_t *out)
{
        if (!json_is_integer(v) || json_integer_value(v) < f->min || json_integer_value(v) > f->max)
                return false;
        *out = json_integer_value(v);
        return true;
}

static bool kind_get(const char *s, enum media_kind *out)
{
        for (int i = 0; i < MEDIA_KIND__MAX; i++)
                if (text_same(s, media_kind_name((enum media_kind)i))) {
                        *out = (enum media_kind)i;
                        return true;
                }
        return false;
}

static bool text_get(struct arena *mem, const json_t *v, const char **out)
{
        size_t n = json_string_length(v);

        if (!json_is_string(v) || n > TEXT_MAX || text_check(json_string_value(v), n))
                return false;
        *out = text_copy_n(mem, json_string_value(v), n);
        return true;
}

static bool value_get(struct arena *mem, const json_t *v, const struct field *f, void *p)
{
        int64_t n;

        switch (f->type) {
        case FIELD_INT:
                if (!number_get(v, f, &n))
                        return false;
                *(int *)p = (int)n;
                return true;
        case FIELD_LONG:    return number_get(v, f, p);
        case FIELD_BOOL:    *(bool *)p = json_is_true(v); return json_is_boolean(v);
        case FIELD_TEXT:    return text_get(mem, v, p);
        case FIELD_KIND:    return kind_get(json_string_value(v), p);
        case FIELD_FINDING: return media_finding_by_name(json_string_value(v), p);
        }
        return false;
}

static bool fields_get(struct arena *mem, const json_t *o, const struct field *f, size_t n, void *into)
{
        for (size_t i = 0; i < n; i++)
                if (!value_get(mem, json_object_get(o, f[i].name), &f[i], (char *)into + f[i].at))
                        return false;
        return true;
}

static void *list_get(struct arena *mem, const json_t *list, const struct field *f, size_t n, size_t row, size_t max, size_t *count)
{
        size_t rows = json_array_size(list);
        char *all = arena_take(mem, rows && rows <= max ? rows * row : row);

        if (!json_is_array(list) || rows > max)
                return NULL;
        for (size_t i = 0; i < rows; i++)
                if (!fields_get(mem, json_array_get(list, i), f, n, all + i * row))
                        return NULL;
        *count = rows;
        return all;
}

static bool facts_get(struct arena *mem, const json_t *o, struct media_facts *f)
{
        return fields_get(mem, o, facts_fields, COUNT(facts_fields), f) && f->rotation % 90 == 0 &&
               (f->streams = list_get(mem, json_object_get(o, "streams"), stream_fields, COUNT(stream_fields), sizeof *f->streams,
                       STREAMS_MAX, &f->n_streams)) &&
               (f->findings = list_get(mem, json_object_get(o, "findings"), finding_fields, COUNT(finding_fields),
                       sizeof *f->findings, FINDINGS_MAX, &f->n_findings));
}

bool media_json_read(struct arena *mem, const char *json, size_t n, struct media_facts *out, struct why *why)
{
        struct media_facts f = { .kind = MEDIA_OTHER };
        json_t *o = json_parse(why, json, n);
        bool ok;

        if (!o)
                return false;
        ok = facts_get(mem, o, &f);
        json_decref(o);
        if (!ok)
                return refuse(why, R_BODY_MALFORMED, NULL, "不是录像信息");
        *out = f;
        return true;
}
