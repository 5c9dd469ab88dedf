/* pdf_verify.c - every signature of a PDF: what it covers, whether it holds, who made it, what came after it.
 *
 * A signature counts only if its range is exactly the file from its first byte to some end, but for its own Contents; if what qpdf
 * reads as Contents are the very digits in that gap; if the file cut off at that end is a whole PDF; and if what follows that end is
 * nothing but further signatures (pdf_changed.c).  The last one must reach the last byte.
 * Whoever signs later answers for the whole: if a later signature is not trusted, none before it is.
 */
#include "sign/pdf_inner.h"
#include <stdlib.h>
#include <string.h>

#define SIGNATURES_MAX 200
#define FIELDS_MAX 20000

struct found {
        struct bytes contents;
        size_t from, to, end;           /* the gap, with its angle brackets; where the covered part ends */
        bool ranged;                    /* the range is well formed and fits the file */
        const char *made;               /* /M */
        bool known;                     /* a SubFilter that we can verify */
        bool cades;
};
struct search { struct pdf pdf; struct found *at; size_t n, fields; uint8_t *seen; size_t n_seen; };

/* ---- finding ---- */

static bool hex_only(struct bytes b)
{
        for (size_t i = 0; i < b.n; i++)
                if (!((b.p[i] >= '0' && b.p[i] <= '9') || (b.p[i] >= 'a' && b.p[i] <= 'f') || (b.p[i] >= 'A' && b.p[i] <= 'F')))
                        return false;
        return true;
}

static int nibble(uint8_t c)
{
        return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/* Are the digits in the gap the Contents that the structure has? */
static bool gap_holds(struct bytes file, const struct found *f)
{
        const uint8_t *p = file.p + f->from;
        size_t digits = f->to - f->from - 2;

        if (p[0] != '<' || p[digits + 1] != '>' || digits % 2 || digits / 2 != f->contents.n ||
            !hex_only((struct bytes){ p + 1, digits }))
                return false;
        for (size_t i = 0; i < f->contents.n; i++)
                if (nibble(p[1 + 2 * i]) * 16 + nibble(p[2 + 2 * i]) != f->contents.p[i])
                        return false;
        return true;
}

/* [0 a b c]: a is where the gap begins, b where it ends. */
static bool range_read(const struct pdf *p, qpdf_oh range, struct found *f)
{
        size_t v[4];

        if (!qpdf_oh_is_array(p->q, range) || qpdf_oh_get_array_n_items(p->q, range) != 4)
                return false;
        for (int i = 0; i < 4; i++)
                if (!pdf_size(p, qpdf_oh_get_array_item(p->q, range, i), &v[i]) || v[i] > p->file.n)
                        return false;
        if (v[0] != 0 || v[2] < v[1] + 2 || v[3] > p->file.n - v[2])
                return false;
        f->from = v[1];
        f->to = v[2];
        f->end = v[2] + v[3];
        return true;
}

static void signature_take(struct search *s, qpdf_oh dict)
{
        const struct pdf *p = &s->pdf;
        struct found f = { .made = "" };
        qpdf_oh contents = pdf_key(p, dict, "/Contents"), made = pdf_key(p, dict, "/M");
        size_t n = 0;
        const char *bytes;

        if (s->n == SIGNATURES_MAX)
                return;
        if (qpdf_oh_is_string(p->q, contents) && (bytes = qpdf_oh_get_binary_string_value(p->q, contents, &n)))
                f.contents = (struct bytes){ arena_copy(p->mem, bytes, n), n };
        if (qpdf_oh_is_string(p->q, made))
                f.made = text_copy(p->mem, qpdf_oh_get_string_value(p->q, made));
        f.cades = pdf_name_is(p, dict, "/SubFilter", "/ETSI.CAdES.detached");
        f.known = f.cades || pdf_name_is(p, dict, "/SubFilter", "/adbe.pkcs7.detached");
        f.ranged = range_read(p, pdf_key(p, dict, "/ByteRange"), &f) && gap_holds(p->file, &f);
        if (!s->at)
                s->at = TAKE_N(p->mem, struct found, SIGNATURES_MAX);
        s->at[s->n++] = f;
}

/* Fields that are objects of their own are visited once. */
static bool field_new(struct search *s, qpdf_oh field)
{
        size_t id = (size_t)qpdf_oh_get_object_id(s->pdf.q, field);

        if (!qpdf_oh_is_indirect(s->pdf.q, field))
                return true;
        if (id >= s->n_seen || s->seen[id])
                return false;
        s->seen[id] = 1;
        return true;
}

static void fields_walk(struct search *s, qpdf_oh list, bool signs, int depth)
{
        const struct pdf *p = &s->pdf;
        int n = qpdf_oh_is_array(p->q, list) ? qpdf_oh_get_array_n_items(p->q, list) : 0;

        for (int i = 0; i < n && depth < PDF_DEPTH_MAX; i++) {
                qpdf_oh field = qpdf_oh_get_array_item(p->q, list, i), type, value;
                bool here;

                if (++s->fields > FIELDS_MAX)
                        return;
                if (!qpdf_oh_is_dictionary(p->q, field) || !field_new(s, field))
                        continue;
                type = pdf_key(p, field, "/FT");
                value = pdf_key(p, field, "/V");
                here = qpdf_oh_is_name(p->q, type) ? qpdf_oh_is_name_and_equals(p->q, type, "/Sig") : signs;
                if (here && qpdf_oh_is_dictionary(p->q, value))
                        signature_take(s, value);
                fields_walk(s, pdf_key(p, field, "/Kids"), here, depth + 1);
        }
}

static int end_order(const void *a, const void *b)
{
        const struct found *x = a, *y = b;

        if (x->ranged != y->ranged)
                return x->ranged ? -1 : 1;
        return x->end < y->end ? -1 : x->end > y->end;
}

static bool signatures_find(struct search *s, struct why *why)
{
        const struct pdf *p = &s->pdf;

        if (!pdf_size(p, pdf_key(p, qpdf_get_trailer(p->q), "/Size"), &s->n_seen) || s->n_seen > PDF_OBJECTS_MAX)
                return refuse(why, R_FILE_TYPE, "file", "PDF 的交叉引用有问题");
        s->seen = arena_take(p->mem, s->n_seen + 1);
        fields_walk(s, pdf_key(p, pdf_key(p, qpdf_get_root(p->q), "/AcroForm"), "/Fields"), false, 0);
        if (!pdf_sound(p))
                return refuse(why, R_FILE_TYPE, "file", "PDF 的内容有损坏");
        if (s->n)
                qsort(s->at, s->n, sizeof *s->at, end_order);
        return true;
}

/* Signatures stand in the clear; one that no field leads to any more was signed, and is being hidden. */
static bool some_hidden(const struct search *s)
{
        static const char word[] = "/ByteRange";
        const uint8_t *p = s->pdf.file.p, *end = p + s->pdf.file.n;
        size_t n = 0;

        while ((p = memmem(p, (size_t)(end - p), word, sizeof word - 1))) {
                n++;
                p++;
        }
        return n > s->n;
}

/* ---- judging ---- */

static int two_digits(const char *s)
{
        return s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9' ? (s[0] - '0') * 10 + s[1] - '0' : -1;
}

/* D:20241029103107+08'00' and what may be left out of it; false if it is no date. */
static bool made_read(const char *s, struct instant *out)
{
        int v[7] = { 0, 0, 1, 1, 0, 0, 0 }, n = 0;
        struct arena *mem = arena_new();
        struct day d;
        bool good = false;
        int east = 8 * 60;

        s += text_starts(s, "D:") ? 2 : 0;
        for (; n < 7 && two_digits(s) >= 0; n++, s += 2)
                v[n] = two_digits(s);
        if ((*s == '+' || *s == '-') && two_digits(s + 1) >= 0)
                east = (*s == '-' ? -60 : 60) * two_digits(s + 1);
        else if (*s == 'Z')
                east = 0;
        if (n >= 2 && v[4] < 24 && v[5] < 60 && v[6] < 61 &&
            day_parse(text_make(mem, "%02d%02d-%02d-%02d", v[0], v[1], v[2], v[3]), &d)) {
                out->ms = instant_at(d, v[4], v[5]).ms + v[6] * 1000 + (int64_t)(8 * 60 - east) * 60000;
                good = true;
        }
        arena_free(mem);
        return good;
}

static bool zeros_only(struct bytes b)
{
        for (size_t i = 0; i < b.n; i++)
                if (b.p[i])
                        return false;
        return true;
}

/* The signature alone, over the bytes it names. */
static const char *signature_wrong(const struct pdf *p, const struct found *f, struct cms_check *cms, struct sign_check *c)
{
        struct pieces text = { .at = { { p->file.p, f->from }, { p->file.p + f->to, f->end - f->to } }, .n = 2 };
        bool timed;

        if (!f->ranged)
                return "签名没有覆盖整个文件，或者范围有问题";
        if (!f->known)
                return "不支持这种签名格式";
        cms_check(f->contents, &text, cms);
        timed = cms->has_time;
        if (timed)
                c->at = cms->at;
        else
                timed = made_read(f->made, &c->at);
        if (cms->cert)
                check_name(p->mem, cms->cert, c);
        c->covers = f->end - (f->to - f->from);
        if (*cms->wrong)
                return cms->wrong;
        if (!zeros_only((struct bytes){ f->contents.p + cms->n, f->contents.n - cms->n }))
                return "签名数据后面附有别的内容";
        if (f->cades && !cms->names_certificate)
                return "签名没有指明所用的证书";
        return timed ? "" : "签名没有时间";
}

/* What came after it: the next state of the file, or nothing. */
static const char *after_wrong(const struct search *s, size_t i)
{
        struct bytes file = s->pdf.file, now = { file.p, s->at[i].end };
        const char *changed;

        if (i + 1 == s->n || !s->at[i + 1].ranged)
                return s->at[i].end == file.n ? "" : "签名以后文件又被添加了内容";
        if (s->at[i + 1].end == s->at[i].end)
                return "两个签名覆盖同一范围";
        if (s->at[i + 1].from < s->at[i].end)
                return "签名的范围互相重叠";
        changed = pdf_changed(s->pdf.mem, now, (struct bytes){ file.p, s->at[i + 1].end });
        return changed ? text_make(s->pdf.mem, "签名以后文件被改动：%s", changed) : "";
}

static void signature_judge(const struct search *s, size_t i, const char *roots, struct sign_check *c)
{
        struct cms_check cms = { 0 };
        const char *distrust;

        *c = (struct sign_check){ .name = "", .code = "", .issuer = "", .serial = "" };
        c->wrong = signature_wrong(&s->pdf, &s->at[i], &cms, c);
        if (!*c->wrong)
                c->wrong = after_wrong(s, i);
        c->good = !*c->wrong;
        if (cms.cert) {
                distrust = certificate_distrust(cms.cert, cms.others, roots, c->at);
                c->trusted = !*distrust;
                if (c->good)
                        c->wrong = distrust;
        }
        cms_check_free(&cms);
}

/* ---- the original ---- */

/* The last end mark before the place; false if there is none. */
static bool mark_before(struct bytes file, size_t place, size_t *behind)
{
        static const char mark[] = "%%EOF";
        size_t n = sizeof mark - 1;

        for (size_t at = place; at >= n; at--)
                if (!memcmp(file.p + at - n, mark, n)) {
                        *behind = at;
                        return true;
                }
        return false;
}

/* Where the update with the first signature begins: ours begin with one line feed behind the last end mark before them. */
static size_t original_of(const struct search *s)
{
        struct bytes file = s->pdf.file;
        size_t at;

        if (!s->n)
                return file.n;
        if (!s->at[0].ranged || !mark_before(file, s->at[0].from, &at))
                return 0;
        while (at < s->at[0].from && pdf_space(file.p[at]))
                at++;
        at--;
        return file.p[at] == '\n' && !pdf_changed(s->pdf.mem, (struct bytes){ file.p, at },
                                                  (struct bytes){ file.p, s->at[0].end }) ? at : 0;
}

bool pdf_verify(struct arena *mem, struct bytes pdf, const char *roots, struct sign_checks *out, struct why *why)
{
        struct search s = { 0 };
        struct sign_checks all = { 0 };

        if (!pdf_open(&s.pdf, mem, pdf, why))
                return false;
        if (!signatures_find(&s, why)) {
                pdf_close(&s.pdf);
                return false;
        }
        all.at = TAKE_N(mem, struct sign_check, s.n + 1);
        for (; all.n < s.n; all.n++)
                signature_judge(&s, all.n, roots, &all.at[all.n]);
        if (some_hidden(&s))
                all.at[all.n++] = (struct sign_check){ .name = "", .code = "", .issuer = "", .serial = "",
                                                       .wrong = "文件里有签名，但是已经从表单里去掉" };
        checks_settle(&all);
        all.original = original_of(&s);
        pdf_close(&s.pdf);
        *out = all;
        return true;
}
