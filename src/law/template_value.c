/* template_value.c - one value of a document: how it reads in Chinese, and what each filter makes of it.
 *
 * A value always reads as something: what is not in the form its kind promises stands as it is, because a document must show what the
 * act says rather than nothing.  Nothing is rounded, cut or translated here.
 */
#include "base/json.h"
#include "law/identity.h"
#include "law/template_inner.h"
#include <string.h>

static const struct { const char *name; enum filter filter; } filters[] = {
        { "upper", FILTER_UPPER }, { "yuan", FILTER_YUAN }, { "iso", FILTER_ISO }, { "day", FILTER_DAY }, { "time", FILTER_TIME },
        { "name", FILTER_NAMES }, { "names", FILTER_NAMES }, { "certificates", FILTER_CERTIFICATES }, { "both", FILTER_BOTH },
        { "label", FILTER_LABEL }, { "raw", FILTER_RAW }, { "mask", FILTER_MASK },
};

bool filter_find(const char *name, enum filter *out)
{
        for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
                if (!strcmp(filters[i].name, name)) {
                        *out = filters[i].filter;
                        return true;
                }
        return false;
}

static bool asked(const struct filters *f, enum filter filter)
{
        for (size_t i = 0; i < f->n; i++)
                if (f->at[i] == filter)
                        return true;
        return false;
}

/* ---- numbers in words ---- */

static const char *const capitals[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };
static const char *const plain[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

/* Four digits are a group (万, 亿); zeros between digits are one 零, zeros at the end of the number none. */
static void digits_capital(struct buffer *b, int64_t n)
{
        static const char *const places[] = { "", "拾", "佰", "仟" }, *const groups[] = { "", "万", "亿", "万亿", "亿亿" };
        const char *s = text_make(b->mem, "%lld", (long long)n);
        bool zero = false, spoken = false;

        for (size_t len = strlen(s), i = 0; i < len; i++) {
                size_t place = len - 1 - i;
                int digit = s[i] - '0';

                if (digit) {
                        buffer_make(b, "%s%s%s", zero ? "零" : "", capitals[digit], places[place % 4]);
                        spoken = true;
                }
                zero = !digit;
                if (place % 4)
                        continue;
                if (spoken)
                        buffer_text(b, groups[place / 4]);
                spoken = false;
        }
}

/* 正确填写票据和结算凭证的基本规定: to the yuan 整 follows; a zero between 元 and 分 is spoken. */
const char *money_capitals(struct arena *mem, int64_t fen)
{
        struct buffer b = { .mem = mem };
        int64_t yuan = (fen < 0 ? -fen : fen) / 100, rest = (fen < 0 ? -fen : fen) % 100;

        if (fen < 0)
                buffer_text(&b, "负");
        if (yuan || !rest) {
                if (yuan)
                        digits_capital(&b, yuan);
                else
                        buffer_text(&b, capitals[0]);
                buffer_text(&b, rest ? "元" : "元整");
        }
        if (rest / 10)
                buffer_make(&b, "%s角", capitals[rest / 10]);
        else if (rest && yuan)
                buffer_text(&b, capitals[0]);
        if (rest % 10)
                buffer_make(&b, "%s分", capitals[rest % 10]);
        return buffer_done(&b);
}

static void day_part(struct buffer *b, int n, const char *unit)
{
        if (n >= 20)
                buffer_text(b, plain[n / 10]);
        buffer_make(b, "%s%s%s", n >= 10 ? "十" : "", n % 10 ? plain[n % 10] : "", unit);
}

/* 二〇二六年七月十四日 */
static const char *day_words(struct arena *mem, struct day d)
{
        struct buffer b = { .mem = mem };
        int year, month, day;

        day_split(d, &year, &month, &day);
        for (const char *s = text_make(mem, "%d", year); *s; s++)
                buffer_text(&b, plain[*s - '0']);
        buffer_text(&b, "年");
        day_part(&b, month, "月");
        day_part(&b, day, "日");
        return buffer_done(&b);
}

/* ---- by kind ---- */

static const char *money_reads(struct arena *mem, const struct value *v, const struct filters *f)
{
        int64_t fen;

        if (!text_int(v->text, INT64_MIN / 2, INT64_MAX / 2, &fen))
                return v->text;
        if (asked(f, FILTER_UPPER))
                return money_capitals(mem, fen);
        if (asked(f, FILTER_YUAN))
                return fen % 100 ? text_make(mem, "%lld.%02lld元", (long long)(fen / 100), (long long)(fen < 0 ? -fen : fen) % 100)
                                 : text_make(mem, "%lld元", (long long)(fen / 100));
        return text_make(mem, "%s元", money_text(mem, fen));
}

static const char *day_reads(struct arena *mem, const struct value *v, const struct filters *f)
{
        struct day d;

        if (!day_parse(v->text, &d))
                return v->text;
        return asked(f, FILTER_ISO) ? day_text(mem, d) : asked(f, FILTER_UPPER) ? day_words(mem, d) : day_chinese(mem, d);
}

/* 2026年7月14日9时5分; day and time give one half of it. */
static const char *instant_reads(struct arena *mem, const struct value *v, const struct filters *f)
{
        bool day = asked(f, FILTER_DAY), time = asked(f, FILTER_TIME);
        struct instant at;
        int64_t minutes;

        if (!instant_parse(v->text, &at))
                return v->text;
        if (asked(f, FILTER_UPPER))
                return day_words(mem, day_of(at));
        if (asked(f, FILTER_ISO))
                return day ? day_text(mem, day_of(at)) : instant_local(mem, at);
        if (day && !time)
                return day_chinese(mem, day_of(at));
        minutes = (at.ms - instant_at(day_of(at), 0, 0).ms) / 60000;
        return text_make(mem, "%s%lld时%lld分", time && !day ? "" : day_chinese(mem, day_of(at)), (long long)minutes / 60, (long long)minutes % 60);
}

static const char *people_reads(struct arena *mem, const struct template_source *s, const struct value *v, const struct filters *f)
{
        const char *what = asked(f, FILTER_CERTIFICATES) ? "certificates" : asked(f, FILTER_BOTH) ? "both" : "names";
        struct buffer b = { .mem = mem };
        size_t n;
        const char **logins = value_pieces(mem, v, &n);

        for (size_t i = 0; i < n; i++) {
                const char *reads = s->person(s->to, logins[i], what);

                if (text_empty(reads))
                        continue;
                buffer_make(&b, "%s%s", b.n ? "、" : "", asked(f, FILTER_MASK) && !strcmp(what, "names") ? name_mask(mem, reads) : reads);
        }
        return buffer_done(&b);
}

static const char **points_parse(struct arena *mem, const char *json, size_t *n)
{
        struct why why = { .mem = mem };
        json_t *list = json_parse(&why, json, strlen(json)), *e;
        const char **out = NULL;
        size_t i;

        if (json_is_array(list)) {
                out = TAKE_N(mem, const char *, json_array_size(list) + 1);
                *n = json_array_size(list);
                json_array_foreach(list, i, e)
                        out[i] = json_is_string(e) ? text_copy(mem, json_string_value(e)) : "";
        }
        json_decref(list);
        return out;
}

const char **value_pieces(struct arena *mem, const struct value *v, size_t *n)
{
        const char **points = v->kind == VALUE_POINTS ? points_parse(mem, v->text, n) : NULL;

        return points ? points : (const char **)text_split(mem, v->text, v->kind == VALUE_POINTS ? '\n' : ',', n);
}

/* 1. … 2. …, one a line; a single point stands without a number. */
static const char *points_read(struct arena *mem, const struct value *v)
{
        struct buffer b = { .mem = mem };
        size_t n;
        const char **points = value_pieces(mem, v, &n);

        for (size_t i = 0; i < n; i++)
                if (n == 1)
                        buffer_text(&b, points[i]);
                else
                        buffer_make(&b, "%s%zu. %s", i ? "\n" : "", i + 1, points[i]);
        return buffer_done(&b);
}

/* Amounts of anything but money: 大写 without a unit. */
static const char *number_reads(struct arena *mem, const struct value *v, const struct filters *f)
{
        struct buffer b = { .mem = mem };
        int64_t n;

        if (!asked(f, FILTER_UPPER) || !text_int(v->text, 0, INT64_MAX / 2, &n))
                return v->text;
        if (!n)
                return capitals[0];
        digits_capital(&b, n);
        return buffer_done(&b);
}

/* ---- masks ---- */

static bool ends_with(const char *word, const char *list)
{
        const char *dot = strrchr(word, '.');

        return text_in(dot ? dot + 1 : word, list, '|');
}

/* A body's name is public; everybody else's is a person's. */
static bool is_body(const struct template_source *s, const char *word)
{
        struct value kind = s->look(s->to, "party.kind");

        return (!strcmp(word, "party.name") || ends_with(word, "party")) && kind.kind != VALUE_NONE && text_same(kind.text, "body");
}

static const char *masked(struct arena *mem, const struct template_source *s, const char *word, const char *reads)
{
        char *out;

        if (ends_with(word, "id|party_id"))
                return idno_mask(mem, reads);
        if (ends_with(word, "phone|party_phone|reporter_phone"))
                return phone_mask(mem, reads);
        if (ends_with(word, "name|party|person|party_person|reporter|interviewee|witness|receiver"))
                return is_body(s, word) ? reads : name_mask(mem, reads);
        text_mask(mem, reads, &out);
        return out;
}

const char *value_reads(struct arena *mem, const struct template_source *s, const char *word, const struct value *v, const struct filters *f)
{
        const char *reads = text_empty(v->label) ? v->text : v->label;

        if (asked(f, FILTER_RAW))
                reads = v->text;
        else if (v->kind == VALUE_MONEY)
                reads = money_reads(mem, v, f);
        else if (v->kind == VALUE_DAY)
                reads = day_reads(mem, v, f);
        else if (v->kind == VALUE_INSTANT)
                reads = instant_reads(mem, v, f);
        else if (v->kind == VALUE_PEOPLE)
                return people_reads(mem, s, v, f);
        else if (v->kind == VALUE_POINTS)
                reads = points_read(mem, v);
        else if (v->kind == VALUE_NUMBER)
                reads = number_reads(mem, v, f);
        return asked(f, FILTER_MASK) && *reads ? masked(mem, s, word, reads) : reads;
}
