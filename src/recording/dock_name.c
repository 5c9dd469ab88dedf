/* dock_name.c - reads what a docking station put into a file's name, by the pack's pattern.  Pure.
 *
 * Must never: believe more of a name than its pattern says, take longer than a fixed number of steps for any name, or let bytes through that
 * make a text read otherwise than it is stored.
 */
#include "recording/dock.h"
#include <ctype.h>
#include <iconv.h>
#include <string.h>

#define STEPS_MAX 20000
#define TEXT_MAX 64             /* bytes of a device's or user's number */
#define NAME_CHARS 200

enum part { PART_DEVICE, PART_USER, PART_DATE, PART_TIME, PART_NUMBER, PART_ANY, PART__MAX };
static const char *const part_names[PART__MAX] = { "{device}", "{user}", "{date}", "{time}", "{number}", "{any}" };

struct piece { const char *p; size_t n; };
struct reading { struct piece found[PART__MAX]; int steps; };

static bool digits(const char *s, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (!isdigit((unsigned char)s[i]))
                        return false;
        return true;
}

static int64_t number_of(const char *s, size_t n)
{
        int64_t v = 0;

        for (size_t i = 0; i < n; i++)
                v = 10 * v + (s[i] - '0');
        return v;
}

static bool date_fits(const char *s, struct day *out)
{
        char text[11];
        struct day d;

        memcpy(text, s, 4);
        memcpy(text + 5, s + 4, 2);
        memcpy(text + 8, s + 6, 2);
        text[4] = text[7] = '-';
        text[10] = '\0';
        if (!digits(s, 8) || !day_parse(text, &d))
                return false;
        *out = d;
        return true;
}

static bool time_fits(const char *s)
{
        return digits(s, 6) && number_of(s, 2) < 24 && number_of(s + 2, 2) < 60 && number_of(s + 4, 2) < 60;
}

/* Letters, digits, Chinese and the like: what a number of a device or person may hold. */
static bool word_fits(const char *s, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if ((unsigned char)s[i] <= ' ' || s[i] == 0x7F || strchr("\\\"'<>|*?:", s[i]))
                        return false;
        return n > 0 && n <= TEXT_MAX;
}

static bool part_fits(enum part part, const char *s, size_t n)
{
        struct day d;

        switch (part) {
        case PART_DATE: return n == 8 && date_fits(s, &d);
        case PART_TIME: return n == 6 && time_fits(s);
        case PART_NUMBER: return n > 0 && n <= 15 && digits(s, n);
        case PART_ANY: return true;
        default: return word_fits(s, n);
        }
}

static enum part part_at(const char *pattern)
{
        for (int i = 0; i < PART__MAX; i++)
                if (text_starts(pattern, part_names[i]))
                        return (enum part)i;
        return PART__MAX;
}

static bool match(struct reading *r, const char *pattern, const char *s);

/* Tries every length for a part, longest first, within the segment; the same part twice must say the same. */
static bool match_part(struct reading *r, enum part part, const char *rest, const char *s)
{
        struct piece before = r->found[part];

        for (size_t n = strcspn(s, "/") + 1; n-- > 0;) {
                bool same = !before.p || part == PART_ANY || (before.n == n && !memcmp(before.p, s, n));

                if (r->steps++ > STEPS_MAX)
                        return false;
                if (!same || !part_fits(part, s, n))
                        continue;
                r->found[part] = (struct piece){ s, n };
                if (match(r, rest, s + n))
                        return true;
                r->found[part] = before;
        }
        return false;
}

/* Letters of the pattern itself fit in either case: .MP4 is .mp4. */
static bool match(struct reading *r, const char *pattern, const char *s)
{
        for (; *pattern; pattern++, s++) {
                enum part part = part_at(pattern);

                if (part != PART__MAX)
                        return match_part(r, part, pattern + strlen(part_names[part]), s);
                if (tolower((unsigned char)*pattern) != tolower((unsigned char)*s))
                        return false;
        }
        return !*s;
}

static const char *piece_text(struct arena *mem, struct piece p)
{
        return p.p ? text_copy_n(mem, p.p, p.n) : "";
}

bool dock_name_read(struct arena *mem, const char *pattern, const char *path, struct dock_name *out)
{
        struct reading r = { 0 };
        const struct piece *date = &r.found[PART_DATE], *time = &r.found[PART_TIME], *number = &r.found[PART_NUMBER];
        struct dock_name name = { .number = -1 };
        struct day d = DAY_NONE;

        if (strlen(path) > DOCK_NAME_MAX || !utf8_valid(path, strlen(path)) || !match(&r, pattern, path))
                return false;
        name.device = piece_text(mem, r.found[PART_DEVICE]);
        name.user = piece_text(mem, r.found[PART_USER]);
        name.timed = date->p && time->p && date_fits(date->p, &d);
        if (name.timed) {
                name.shown = instant_at(d, (int)number_of(time->p, 2), (int)number_of(time->p + 2, 2));
                name.shown.ms += number_of(time->p + 4, 2) * 1000;
        }
        if (number->p)
                name.number = number_of(number->p, number->n);
        *out = name;
        return true;
}

const struct pack_dock *dock_name_by_pack(struct arena *mem, const struct pack *p, const char *id, const char *path, struct dock_name *out)
{
        for (size_t i = 0; i < p->n_docks; i++)
                if ((!*id || !strcmp(p->docks[i].id, id)) && dock_name_read(mem, p->docks[i].pattern, path, out))
                        return &p->docks[i];
        *out = (struct dock_name){ .device = "", .user = "", .number = -1 };
        return NULL;
}

/* ---- names for people ---- */

/* NULL if it is not GB 18030 either. */
static char *from_gb18030(struct arena *mem, const char *name, size_t n)
{
        iconv_t turn = iconv_open("UTF-8", "GB18030");
        size_t room = 4 * n + 1, left = room;
        char *out = arena_take(mem, room + 1), *to = out, *from = (char *)name;
        bool ok = turn != (iconv_t)-1 && iconv(turn, &from, &n, &to, &left) != (size_t)-1;

        if (turn != (iconv_t)-1)
                iconv_close(turn);
        return ok && utf8_valid(out, strlen(out)) ? out : NULL;
}

static char *letters_only(struct arena *mem, const char *name, size_t n)
{
        char *out = text_copy_n(mem, name, n);

        for (size_t i = 0; i < n; i++)
                if ((unsigned char)out[i] >= 0x80 || !out[i])
                        out[i] = '_';
        return out;
}

/* The last characters: an extension and a number stand at the end. */
static const char *tail(struct arena *mem, const char *s, size_t chars)
{
        size_t n = utf8_length(s);

        for (; n > chars; n--)
                (void)utf8_next(&s);
        return text_copy(mem, s);
}

const char *dock_name_clean(struct arena *mem, const char *name, size_t n)
{
        const char *s = utf8_valid(name, n) ? text_copy_n(mem, name, n) : from_gb18030(mem, name, n);
        struct buffer b = { .mem = mem };

        if (!s)
                s = letters_only(mem, name, n);
        while (*s) {
                const char *at = s;

                (void)utf8_next(&s);
                if (text_check(at, (size_t)(s - at)) || strchr("\n\t/\\", *at))
                        buffer_text(&b, "_");
                else
                        buffer_put(&b, at, (size_t)(s - at));
        }
        s = text_trim(mem, tail(mem, buffer_done(&b), NAME_CHARS));
        return !*s || !strcmp(s, ".") || !strcmp(s, "..") ? "_" : s;
}
