/* pdf_sign.c - a signature as an incremental update: what was there stays, byte for byte, in front.
 *
 * The update begins with one line feed, then: the signature dictionary with room for the CMS, the widget, its appearance, the
 * page, the form and, if it must, the catalog; then a cross-reference section of the kind the file already has.  The signature covers
 * the whole file but its own Contents.  The place where it can be clicked shows what the caller drew (the seal), or nothing.
 */
#include "sign/pdf_inner.h"
#include "base/hash.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_MAX 8
#define RANGE_WIDTH 48                  /* room for "0 n n n" */
#define POINTS_MAX 14400                /* the largest page of ISO 32000-1 */

struct slot { size_t id, gen, at; };
struct update {
        struct pdf pdf;
        struct buffer b;
        struct slot slots[SLOTS_MAX]; size_t n_slots;
        size_t first, next;             /* object numbers: the first new one, the next free one */
        size_t range_at, contents_at, room;     /* where ByteRange's numbers and Contents' '<' will stand; digits inside */
        const struct sign_how *how;
        const struct signer *signer;
};

/* ---- writing objects ---- */

static size_t here(const struct update *u)
{
        return u->pdf.file.n + u->b.n;
}

static void object_begin(struct update *u, size_t id, size_t gen)
{
        must(u->n_slots < SLOTS_MAX);
        u->slots[u->n_slots++] = (struct slot){ id, gen, here(u) };
        buffer_make(&u->b, "%zu %zu obj\n", id, gen);
}

static void object_end(struct update *u)
{
        buffer_text(&u->b, "\nendobj\n");
}

/* A number with two decimals, whatever the locale. */
static void number_put(struct update *u, double v)
{
        long hundredths = (long)(v * 100 + (v < 0 ? -0.5 : 0.5));

        buffer_make(&u->b, "%s%ld.%02ld ", hundredths < 0 ? "-" : "", labs(hundredths) / 100, labs(hundredths) % 100);
}

/* Text in UTF-16 with its mark, in hexadecimal: nothing in it can end the string. */
static void words_put(struct update *u, const char *key, const char *s)
{
        if (text_empty(s))
                return;
        buffer_make(&u->b, "/%s <FEFF", key);
        for (uint32_t c; (c = utf8_next(&s));)
                if (c < 0x10000)
                        buffer_make(&u->b, "%04X", c);
                else
                        buffer_make(&u->b, "%04X%04X", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3ff));
        buffer_text(&u->b, ">\n");
}

static void time_put(struct update *u, struct instant at)
{
        int y, m, d;
        int64_t s = (at.ms - instant_at(day_of(at), 0, 0).ms) / 1000;

        day_split(day_of(at), &y, &m, &d);
        buffer_make(&u->b, "/M (D:%04d%02d%02d%02d%02d%02d+08'00')\n", y, m, d, (int)(s / 3600), (int)(s / 60 % 60),
                    (int)(s % 60));
}

/* A dictionary as it is, but for one key. */
static void dictionary_put(struct update *u, qpdf_oh dict, const char *but, const char *value)
{
        const struct pdf *p = &u->pdf;
        struct pdf_keys k = pdf_keys(p, dict);

        buffer_text(&u->b, "<< ");
        for (size_t i = 0; i < k.n; i++)
                if (!text_same(k.at[i], but))
                        buffer_make(&u->b, "%s %s\n", pdf_source(p, qpdf_oh_new_name(p->q, k.at[i])),
                                    pdf_source(p, pdf_key(p, dict, k.at[i])));
        buffer_make(&u->b, "%s %s >>", but, value);
}

/* An array with one more reference at its end. */
static const char *array_with(struct update *u, qpdf_oh array, size_t id)
{
        const struct pdf *p = &u->pdf;
        struct buffer b = { .mem = p->mem };
        int n = qpdf_oh_is_array(p->q, array) ? qpdf_oh_get_array_n_items(p->q, array) : 0;

        buffer_text(&b, "[ ");
        for (int i = 0; i < n; i++)
                buffer_make(&b, "%s ", pdf_source(p, qpdf_oh_get_array_item(p->q, array, i)));
        buffer_make(&b, "%zu 0 R ]", id);
        return buffer_done(&b);
}

static void object_again(struct update *u, qpdf_oh oh)
{
        object_begin(u, (size_t)qpdf_oh_get_object_id(u->pdf.q, oh), (size_t)qpdf_oh_get_generation(u->pdf.q, oh));
}

/* ---- the parts of the update ---- */

/* The DER of the CMS: certificates, a signature, attributes; generously, so that the signature's own length does not matter. */
static size_t room_for(struct arena *mem, const struct signer *s)
{
        size_t n = 1024 + certificate_der(mem, s->cert).n + (size_t)EVP_PKEY_get_size(s->key);

        for (int i = 0; i < sk_X509_num(s->chain); i++)
                n += certificate_der(mem, sk_X509_value(s->chain, i)).n;
        return (n + 511) / 512 * 512 * 2;
}

static void put_n(struct update *u, char c, size_t n)
{
        char line[64];

        memset(line, c, sizeof line);
        for (size_t left = n; left; left -= left < sizeof line ? left : sizeof line)
                buffer_put(&u->b, line, left < sizeof line ? left : sizeof line);
}

static void signature_put(struct update *u, size_t id)
{
        const struct sign_how *how = u->how;

        object_begin(u, id, 0);
        buffer_text(&u->b, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached\n");
        words_put(u, "Name", how->name);
        words_put(u, "Reason", how->reason);
        words_put(u, "Location", how->place);
        time_put(u, how->at);
        buffer_text(&u->b, "/ByteRange [");
        u->range_at = here(u);
        put_n(u, ' ', RANGE_WIDTH);
        buffer_text(&u->b, "]\n/Contents ");
        u->contents_at = here(u);
        u->room = room_for(u->pdf.mem, u->signer);
        buffer_text(&u->b, "<");
        put_n(u, '0', u->room);
        buffer_text(&u->b, "> >>");
        object_end(u);
}

struct place { double left, top; };

/* The media box of a page, its own or that of the tree above it. */
static struct place page_corner(const struct pdf *p, qpdf_oh page)
{
        struct place c = { 0, 842 };
        qpdf_oh box;

        for (int depth = 0; depth < PDF_DEPTH_MAX && qpdf_oh_is_dictionary(p->q, page); depth++,
             page = pdf_key(p, page, "/Parent")) {
                box = pdf_key(p, page, "/MediaBox");
                if (!qpdf_oh_is_array(p->q, box) || qpdf_oh_get_array_n_items(p->q, box) != 4)
                        continue;
                c.left = qpdf_oh_get_numeric_value(p->q, qpdf_oh_get_array_item(p->q, box, 0));
                c.top = qpdf_oh_get_numeric_value(p->q, qpdf_oh_get_array_item(p->q, box, 3));
                break;
        }
        return c;
}

static void appearance_put(struct update *u, size_t id)
{
        object_begin(u, id, 0);
        buffer_text(&u->b, "<< /Type /XObject /Subtype /Form /BBox [0 0 ");
        number_put(u, u->how->w);
        number_put(u, u->how->h);
        buffer_make(&u->b, "] /Resources << >> /Length %zu >>\nstream\n", u->how->drawing.n);
        buffer_put(&u->b, (const char *)u->how->drawing.p, u->how->drawing.n);
        buffer_text(&u->b, "\nendstream");
        object_end(u);
}

static void widget_put(struct update *u, size_t id, size_t signature, size_t appearance, qpdf_oh page)
{
        const struct sign_how *how = u->how;
        struct place c = page_corner(&u->pdf, page);

        object_begin(u, id, 0);
        buffer_make(&u->b, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature%zu) /F 132 /P %s\n/V %zu 0 R /Rect [",
                    signature,
                    pdf_source(&u->pdf, page), signature);
        if (how->w > 0) {
                number_put(u, c.left + how->x);
                number_put(u, c.top - how->y - how->h);
                number_put(u, c.left + how->x + how->w);
                number_put(u, c.top - how->y);
        } else {
                buffer_text(&u->b, "0 0 0 0");
        }
        buffer_text(&u->b, "]");
        if (appearance)
                buffer_make(&u->b, " /AP << /N %zu 0 R >>", appearance);
        buffer_text(&u->b, " >>");
        object_end(u);
}

/* Puts the widget among the page's annotations: into their array if that is an object of its own, else into the page. */
static void page_put(struct update *u, qpdf_oh page, size_t widget)
{
        qpdf_oh annots = pdf_key(&u->pdf, page, "/Annots");
        const char *more = array_with(u, annots, widget);

        if (qpdf_oh_is_indirect(u->pdf.q, annots) && qpdf_oh_is_array(u->pdf.q, annots)) {
                object_again(u, annots);
                buffer_text(&u->b, more);
        } else {
                object_again(u, page);
                dictionary_put(u, page, "/Annots", more);
        }
        object_end(u);
}

/* The form with one field more and SigFlags 3: signatures exist, only append.  As a value or as the body of its object. */
static const char *form_with(struct update *u, qpdf_oh form, size_t widget, bool fields_apart)
{
        const struct pdf *p = &u->pdf;
        struct buffer b = { .mem = p->mem };
        struct pdf_keys k = { 0 };

        if (qpdf_oh_is_dictionary(p->q, form))
                k = pdf_keys(p, form);
        buffer_text(&b, "<< ");
        for (size_t i = 0; i < k.n; i++)
                if (!text_in(k.at[i] + 1, fields_apart ? "SigFlags" : "Fields|SigFlags", '|'))
                        buffer_make(&b, "%s %s\n", pdf_source(p, qpdf_oh_new_name(p->q, k.at[i])),
                                    pdf_source(p, pdf_key(p, form, k.at[i])));
        if (!fields_apart)
                buffer_make(&b, "/Fields %s ", array_with(u, pdf_key(p, form, "/Fields"), widget));
        buffer_text(&b, "/SigFlags 3 >>");
        return buffer_done(&b);
}

static void form_put(struct update *u, size_t widget)
{
        const struct pdf *p = &u->pdf;
        qpdf_oh root = qpdf_get_root(p->q), form = pdf_key(p, root, "/AcroForm"), fields = pdf_key(p, form, "/Fields");
        bool apart = qpdf_oh_is_indirect(p->q, fields) && qpdf_oh_is_array(p->q, fields);
        const char *text = form_with(u, form, widget, apart);

        if (apart) {
                object_again(u, fields);
                buffer_text(&u->b, array_with(u, fields, widget));
                object_end(u);
        }
        if (qpdf_oh_is_indirect(p->q, form) && qpdf_oh_is_dictionary(p->q, form)) {
                object_again(u, form);
                buffer_text(&u->b, text);
        } else {
                object_again(u, root);
                dictionary_put(u, root, "/AcroForm", text);
        }
        object_end(u);
}

/* ---- the cross references ---- */

static int slot_order(const void *a, const void *b)
{
        const struct slot *x = a, *y = b;

        return x->id < y->id ? -1 : x->id > y->id;
}

/* What the trailer says besides size and predecessor: where the catalog is, metadata, and an identifier whose second half is new. */
static void trailer_put(struct update *u, size_t previous, size_t size)
{
        const struct pdf *p = &u->pdf;
        qpdf_oh trailer = qpdf_get_trailer(p->q), info = pdf_key(p, trailer, "/Info"), id = pdf_key(p, trailer, "/ID");
        struct hash h;

        buffer_make(&u->b, "/Size %zu /Root %s /Prev %zu", size, pdf_source(p, pdf_key(p, trailer, "/Root")), previous);
        if (qpdf_oh_is_indirect(p->q, info))
                buffer_make(&u->b, " /Info %s", pdf_source(p, info));
        if (qpdf_oh_is_array(p->q, id) && qpdf_oh_get_array_n_items(p->q, id) == 2) {
                h = hash_bytes(HASH_SM3, u->b.p, u->b.n);
                buffer_make(&u->b, " /ID [%s <%s>]", pdf_source(p, qpdf_oh_get_array_item(p->q, id, 0)),
                            hex_text(p->mem, h.b, 16));
        }
}

static void table_put(struct update *u, size_t previous)
{
        buffer_text(&u->b, "xref\n");
        for (size_t i = 0; i < u->n_slots;) {
                size_t n = 1;

                while (i + n < u->n_slots && u->slots[i + n].id == u->slots[i].id + n)
                        n++;
                buffer_make(&u->b, "%zu %zu\n", u->slots[i].id, n);
                for (; n; n--, i++)
                        buffer_make(&u->b, "%010zu %05zu n \n", u->slots[i].at, u->slots[i].gen);
        }
        buffer_text(&u->b, "trailer\n<< ");
        trailer_put(u, previous, u->next);
        buffer_text(&u->b, " >>\n");
}

/* The same as a stream: type, offset in five bytes, generation in two. */
static void stream_put(struct update *u, size_t previous)
{
        size_t id = u->next++;

        object_begin(u, id, 0);
        qsort(u->slots, u->n_slots, sizeof *u->slots, slot_order);
        buffer_make(&u->b, "<< /Type /XRef /W [1 5 2] /Length %zu /Index [", u->n_slots * 8);
        for (size_t i = 0; i < u->n_slots; i++)
                buffer_make(&u->b, "%zu 1 ", u->slots[i].id);
        buffer_text(&u->b, "] ");
        trailer_put(u, previous, u->next);
        buffer_text(&u->b, " >>\nstream\n");
        for (size_t i = 0; i < u->n_slots; i++) {
                char row[8] = { 1 };

                for (int k = 0; k < 5; k++)
                        row[1 + k] = (char)(u->slots[i].at >> (8 * (4 - k)));
                row[6] = (char)(u->slots[i].gen >> 8);
                row[7] = (char)u->slots[i].gen;
                buffer_put(&u->b, row, sizeof row);
        }
        buffer_text(&u->b, "\nendstream");
        object_end(u);
}

static void references_put(struct update *u, size_t previous)
{
        size_t at = here(u);

        qsort(u->slots, u->n_slots, sizeof *u->slots, slot_order);
        if (u->pdf.file.n - previous > 4 && !memcmp(u->pdf.file.p + previous, "xref", 4))
                table_put(u, previous);
        else
                stream_put(u, previous);
        buffer_make(&u->b, "startxref\n%zu\n%%%%EOF\n", at);
}

/* ---- all of it ---- */

static bool page_get(struct update *u, qpdf_oh *out, struct why *why)
{
        const struct pdf *p = &u->pdf;
        int pages = qpdf_get_num_pages(p->q);
        size_t n = u->how->page ? u->how->page : 1;

        if (pages < 1 || n > (size_t)pages)
                return refuse(why, R_ARG_RANGE, "page", "PDF 有 %d 页，没有第 %zu 页", pages < 0 ? 0 : pages, n);
        *out = qpdf_get_page_n(p->q, n - 1);
        if (!qpdf_oh_is_dictionary(p->q, *out) || !qpdf_oh_is_indirect(p->q, *out) ||
            (size_t)qpdf_oh_get_object_id(p->q, *out) >= u->first || !pdf_sound(p))
                return refuse(why, R_FILE_TYPE, "file", "PDF 的页面对象有问题");
        return true;
}

static bool update_make(struct update *u, struct why *why)
{
        const struct pdf *p = &u->pdf;
        size_t previous, signature, widget, appearance;
        qpdf_oh page;

        if (!pdf_startxref(p->file, &previous) || !pdf_size(p, pdf_key(p, qpdf_get_trailer(p->q), "/Size"), &u->first) ||
            u->first < 2 ||
            u->first > PDF_OBJECTS_MAX - SLOTS_MAX)
                return refuse(why, R_FILE_TYPE, "file", "PDF 的交叉引用有问题");
        if (!page_get(u, &page, why))
                return false;
        signature = u->first;
        widget = signature + 1;
        appearance = u->how->w > 0 ? signature + 2 : 0;
        u->next = signature + (appearance ? 3 : 2);
        buffer_text(&u->b, "\n");
        signature_put(u, signature);
        widget_put(u, widget, signature, appearance, page);
        if (appearance)
                appearance_put(u, appearance);
        page_put(u, page, widget);
        form_put(u, widget);
        references_put(u, previous);
        return pdf_sound(p) || refuse(why, R_FILE_TYPE, "file", "PDF 的内容有损坏");
}

/* Puts original and update together, writes the range, signs, and writes the signature into its place. */
static bool update_sign(struct update *u, struct bytes *out, struct why *why)
{
        static const char digits[] = "0123456789abcdef";
        struct bytes f = u->pdf.file, cms;
        size_t n = f.n + u->b.n, behind = u->contents_at + u->room + 2;
        uint8_t *all = arena_take(u->pdf.mem, n);
        struct pieces text = { .at = { { all, u->contents_at }, { all + behind, n - behind } }, .n = 2 };
        char range[RANGE_WIDTH + 1];
        int k = snprintf(range, sizeof range, "0 %zu %zu %zu", u->contents_at, behind, n - behind);

        must(k > 0 && k <= RANGE_WIDTH);
        memcpy(all, f.p, f.n);
        memcpy(all + f.n, u->b.p, u->b.n);
        memcpy(all + u->range_at, range, (size_t)k);
        if (!cms_sign(u->pdf.mem, u->signer, &text, u->how->at, &cms, why))
                return false;
        must(cms.n * 2 <= u->room);
        for (size_t i = 0; i < cms.n; i++) {
                all[u->contents_at + 1 + 2 * i] = (uint8_t)digits[cms.p[i] >> 4];
                all[u->contents_at + 2 + 2 * i] = (uint8_t)digits[cms.p[i] & 15];
        }
        *out = (struct bytes){ all, n };
        return true;
}

bool pdf_sign(struct arena *mem, struct bytes pdf, const struct signer *s, const struct sign_how *how, struct bytes *out,
              struct why *why)
{
        struct update u = { .b = { .mem = mem }, .how = how, .signer = s };
        bool good;

        must(how->w >= 0 && how->w <= POINTS_MAX && how->h >= 0 && how->h <= POINTS_MAX);
        must(how->w <= 0 || (how->x >= 0 && how->x <= POINTS_MAX && how->y >= 0 && how->y <= POINTS_MAX));
        if (!signer_may(s, how->at, why) || !pdf_open(&u.pdf, mem, pdf, why))
                return false;
        good = update_make(&u, why) && update_sign(&u, out, why);
        pdf_close(&u.pdf);
        return good;
}
