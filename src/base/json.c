/* json.c - JSON out by hand (commas and escapes only), JSON in by jansson. */
#include "base/json.h"
#include <stdio.h>
#include <string.h>

#define DEPTH_MAX 32

struct json *json_new(struct arena *a)
{
        struct json *j = TAKE(a, struct json);

        j->b.mem = a;
        return j;
}

static void value_begins(struct json *j)
{
        if (j->comma)
                buffer_put(&j->b, ",", 1);
        j->comma = true;
}

void json_open(struct json *j, char bracket)
{
        value_begins(j);
        buffer_put(&j->b, &bracket, 1);
        j->comma = false;
        j->depth++;
}

void json_close(struct json *j, char bracket)
{
        must(j->depth > 0);
        buffer_put(&j->b, &bracket, 1);
        j->comma = true;
        j->depth--;
}

/* The escapes of RFC 8785: the two-letter ones where they exist, lower-case \u00xx for other controls. */
static void quoted(struct buffer *b, const char *s)
{
        static const char letters[] = "btn?fr";                /* 8, 9, 10, -, 12, 13 */
        char esc[8];

        buffer_put(b, "\"", 1);
        for (size_t n; *s; s += n) {
                for (n = 0; (unsigned char)s[n] >= 0x20 && s[n] != '"' && s[n] != '\\'; n++)
                        ;
                if (n) {
                        buffer_put(b, s, n);
                        continue;
                }
                n = 1;
                if (*s == '"' || *s == '\\')
                        snprintf(esc, sizeof esc, "\\%c", *s);
                else if (*s >= 8 && *s <= 13 && *s != 11)
                        snprintf(esc, sizeof esc, "\\%c", letters[*s - 8]);
                else
                        snprintf(esc, sizeof esc, "\\u%04x", (unsigned char)*s);
                buffer_text(b, esc);
        }
        buffer_put(b, "\"", 1);
}

void json_key(struct json *j, const char *name)
{
        value_begins(j);
        quoted(&j->b, name);
        buffer_put(&j->b, ":", 1);
        j->comma = false;
}

void json_text(struct json *j, const char *s)
{
        value_begins(j);
        if (s)
                quoted(&j->b, s);
        else
                buffer_text(&j->b, "null");
}

void json_int(struct json *j, int64_t v)
{
        value_begins(j);
        buffer_make(&j->b, "%lld", (long long)v);
}

void json_bool(struct json *j, bool v)
{
        value_begins(j);
        buffer_text(&j->b, v ? "true" : "false");
}

void json_raw(struct json *j, const char *json)
{
        value_begins(j);
        buffer_text(&j->b, json);
}

void json_pair(struct json *j, const char *name, const char *s)
{
        json_key(j, name);
        json_text(j, s);
}

const char *json_done(struct json *j)
{
        must(j->depth == 0);
        return buffer_done(&j->b);
}

/* jansson parses 2048 levels deep; a request has no use for more than DEPTH_MAX, and deep trees cost stack later. */
static bool shallow(const json_t *v, int depth)
{
        const char *key;
        json_t *child;
        size_t i;

        if (depth > DEPTH_MAX)
                return false;
        if (json_is_array(v))
                json_array_foreach(v, i, child)
                        if (!shallow(child, depth + 1))
                                return false;
        if (json_is_object(v))
                json_object_foreach((json_t *)v, key, child)
                        if (!shallow(child, depth + 1))
                                return false;
        return true;
}

/* jansson quotes what it stumbled over and may cut a character in two: what is shown ends before it. */
static const char *whole_characters(struct arena *mem, const char *s)
{
        size_t n = strlen(s);

        while (n && !utf8_valid(s, n))
                n--;
        return text_copy_n(mem, s, n);
}

json_t *json_parse(struct why *w, const char *s, size_t n)
{
        json_error_t e;
        json_t *v = json_loadb(s, n, JSON_REJECT_DUPLICATES, &e);

        if (!v) {
                refuse(w, R_BODY_MALFORMED, NULL, "JSON 第 %d 行第 %d 列：%s", e.line, e.column, whole_characters(w->mem, e.text));
                return NULL;
        }
        if (!shallow(v, 0)) {
                json_decref(v);
                refuse(w, R_BODY_MALFORMED, NULL, "JSON 嵌套超过 %d 层", DEPTH_MAX);
                return NULL;
        }
        return v;
}
