/* ofd.c - laid-out pages as an OFD package (GB/T 33190-2016): the same marks as the PDF, so both show the same.
 *
 * OFD.xml names the document, Doc_0/Document.xml its pages, resources and outline; each page has a Content.xml; faces and pictures lie
 * in Doc_0/Res.  Names, order and attributes of the elements follow the published schema (tests/ofd).
 * Must never: look at a clock, at chance or at the locale: the same pages give the same bytes, DocID included (it is a digest).
 */
#include "base/hash.h"
#include "typeset/ofd_parts.h"
#include <math.h>

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define SPACE " xmlns:ofd=\"http://www.ofdspec.org/2016\""
enum { POINTS_PER_INCH = 72, PANGO_UNITS = 1024 };
#define MM_PER_INCH 25.4

/* ---- numbers ---- */
ofd_unit ofd_of_points(double points)
{
        return llround(points * (MM_PER_INCH / POINTS_PER_INCH * OFD_MM));
}

ofd_unit ofd_of_pango(int64_t pango)
{
        return ofd_of_points((double)pango / PANGO_UNITS);
}

void ofd_put_fixed(struct html *x, int64_t n, int digits)
{
        char text[32], *p = text + sizeof text;
        int64_t left = n < 0 ? -n : n;
        bool zeros = true;

        *--p = '\0';
        for (int i = 0; i < digits; i++, left /= 10) {
                zeros = zeros && left % 10 == 0;
                if (!zeros)
                        *--p = (char)('0' + left % 10);
        }
        if (!zeros)
                *--p = '.';
        do {
                *--p = (char)('0' + left % 10);
                left /= 10;
        } while (left);
        if (n < 0)
                *--p = '-';
        html_raw(x, p);
}

void ofd_put(struct html *x, ofd_unit v)
{
        ofd_put_fixed(x, v, 4);
}

void ofd_put_box(struct html *x, ofd_unit left, ofd_unit top, ofd_unit w, ofd_unit h)
{
        const ofd_unit part[] = { left, top, w, h };

        for (int i = 0; i < 4; i++) {
                html_raw(x, i ? " " : "");
                ofd_put(x, part[i]);
        }
}

static void put_part(struct html *x, double v)
{
        ofd_put_fixed(x, llround(v * 1e6), 6);
        html_raw(x, " ");
}

/* The boundary is that of the turned area, and the matrix leads into it. */
void ofd_put_turned(struct html *x, const struct mark *m, const struct ofd_area *a, double sx, double sy)
{
        double turn = m->turn * M_PI / 180, cosine = cos(turn), sine = sin(turn);
        const double across[2] = { (double)a->left, (double)a->right }, down[2] = { (double)a->top, (double)a->bottom };
        double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
        ofd_unit from_x, from_y;

        for (int i = 0; i < 4; i++) {
                double u = across[i & 1] * cosine - down[i >> 1] * sine, v = across[i & 1] * sine + down[i >> 1] * cosine;

                left = fmin(left, u), right = fmax(right, u);
                top = fmin(top, v), bottom = fmax(bottom, v);
        }
        from_x = llround(left), from_y = llround(top);
        html_raw(x, " Boundary=\"");
        ofd_put_box(x, ofd_of_points(m->x) + from_x, ofd_of_points(m->y) + from_y, llround(right) - from_x, llround(bottom) - from_y);
        html_raw(x, "\" CTM=\"");
        put_part(x, sx * cosine);
        put_part(x, sx * sine);
        put_part(x, -sy * sine);
        put_part(x, sy * cosine);
        ofd_put(x, -from_x);
        html_raw(x, " ");
        ofd_put(x, -from_y);
        html_raw(x, "\"");
}

const char *ofd_ink(enum ink ink)
{
        return ink == INK_RED ? "217 18 18" : ink == INK_GREY ? "140 140 140" : "0 0 0";       /* as the PDF has them */
}

/* ---- the package ---- */
unsigned ofd_id(struct ofd *o)
{
        return ++o->last_id;
}

struct ofd_part *ofd_part_add(struct ofd *o, const char *name, struct bytes data)
{
        if (o->parts == o->parts_room) {
                size_t room = o->parts_room ? o->parts_room * 2 : 32;

                o->part = arena_grow(o->mem, o->part, o->parts_room * sizeof *o->part, room * sizeof *o->part);
                o->parts_room = room;
        }
        o->part[o->parts] = (struct ofd_part){ .name = name, .data = data };
        return &o->part[o->parts++];
}

static bool fits_xml(uint32_t c)
{
        return (c >= 0x20 && c != 0xfffe && c != 0xffff) || c == '\t' || c == '\n';
}

const char *ofd_clean(struct ofd *o, const char *s)
{
        struct buffer b = { .mem = o->mem };

        if (!s)
                return "";
        must(utf8_valid(s, strlen(s)));
        for (const char *from = s; *s; from = s) {
                bool fits = fits_xml(utf8_next(&s));

                buffer_put(&b, fits ? from : " ", fits ? (size_t)(s - from) : 1);
        }
        return buffer_done(&b);
}

/* ---- pictures ---- */
static bool image_same(const struct ofd_image *i, const struct mark *m)
{
        return i->data.n == m->image.n && i->jpeg == m->jpeg && (i->data.p == m->image.p || memcmp(i->data.p, m->image.p, m->image.n) == 0);
}

static const struct ofd_image *image_of(const struct ofd *o, const struct mark *m)
{
        for (size_t i = 0; i < o->images; i++) {
                if (image_same(&o->image[i], m))
                        return &o->image[i];
        }
        return NULL;
}

/* Layout has turned the picture as EXIF says (mark.turn); a reader that looks there too would turn it again.  So that part is left out. */
static void exif_leave_out(struct ofd_part *part)
{
        const uint8_t *p = part->data.p;

        for (size_t at = 2, n; at + 10 < part->data.n && p[at] == 0xff && p[at + 1] >= 0xe0 && p[at + 1] <= 0xef; at += n) {
                n = 2 + ((size_t)p[at + 2] << 8 | p[at + 3]);
                if (at + n > part->data.n)
                        return;
                if (p[at + 1] != 0xe1 || memcmp(p + at + 4, "Exif", 5) != 0)
                        continue;
                part->rest = (struct bytes){ p + at + n, part->data.n - at - n };
                part->data.n = at;
                return;
        }
}

static void image_add(struct ofd *o, const struct mark *m)
{
        struct ofd_image *i;
        struct ofd_part *part;

        if (o->images == o->images_room) {
                size_t room = o->images_room ? o->images_room * 2 : 8;

                o->image = arena_grow(o->mem, o->image, o->images_room * sizeof *o->image, room * sizeof *o->image);
                o->images_room = room;
        }
        i = &o->image[o->images];
        *i = (struct ofd_image){ m->image, m->jpeg, ofd_id(o), text_make(o->mem, "image_%zu.%s", o->images, m->jpeg ? "jpg" : "png") };
        o->images++;
        part = ofd_part_add(o, text_make(o->mem, "Doc_0/Res/%s", i->file), m->image);
        part->packed = true;
        if (m->jpeg)
                exif_leave_out(part);
}

static void images_find(struct ofd *o)
{
        for (size_t i = 0; i < o->p->n; i++) {
                const struct page_marks *page = &o->p->page[i];

                for (size_t k = 0; k < page->n; k++) {
                        if (page->at[k].kind == MARK_IMAGE && !image_of(o, &page->at[k]))
                                image_add(o, &page->at[k]);
                }
        }
}

static void put_image(struct ofd *o, struct html *x, const struct mark *m)
{
        const struct ofd_area a = { 0, 0, ofd_of_points(m->w), ofd_of_points(m->h) };

        html(x, "<ofd:ImageObject ID=\"%u\"", ofd_id(o));
        ofd_put_turned(x, m, &a, (double)a.right / OFD_MM, (double)a.bottom / OFD_MM);
        html(x, " ResourceID=\"%u\"/>", image_of(o, m)->id);
}

/* ---- pages ---- */
/* Puts one mark, or several that are drawn alike; returns how many. */
static size_t put_mark(struct ofd *o, struct html *x, const struct mark *m, size_t n)
{
        switch (m->kind) {
        case MARK_WORDS: ofd_put_words(o, x, m); return 1;
        case MARK_IMAGE: put_image(o, x, m); return 1;
        case MARK_SEAL: ofd_put_seal(o, x, m); return 1;
        case MARK_LINE: case MARK_BOX: case MARK_FILL: return ofd_put_strokes(o, x, m, n);
        }
        must(false);
        return n;
}

static void put_paper(struct ofd *o, struct html *x)
{
        html_raw(x, "<ofd:PhysicalBox>");
        ofd_put_box(x, 0, 0, ofd_of_points(o->p->w), ofd_of_points(o->p->h));
        html_raw(x, "</ofd:PhysicalBox>");
}

static struct bytes page_content(struct ofd *o, const struct page_marks *page)
{
        struct html *x = html_new(o->scratch);
        struct bytes b;

        html(x, XML "<ofd:Page" SPACE "><ofd:Area>");
        put_paper(o, x);
        html(x, "</ofd:Area><ofd:Content><ofd:Layer ID=\"%u\" Type=\"Body\">", ofd_id(o));
        for (size_t i = 0; i < page->n;)
                i += put_mark(o, x, &page->at[i], page->n - i);
        html_raw(x, "</ofd:Layer></ofd:Content></ofd:Page>\n");
        b = html_done(x);
        return (struct bytes){ arena_copy(o->mem, b.p, b.n), b.n };
}

static void pages_add(struct ofd *o)
{
        o->page_id = TAKE_N(o->mem, unsigned, o->p->n);
        for (size_t i = 0; i < o->p->n; i++) {
                o->page_id[i] = ofd_id(o);
                ofd_part_add(o, text_make(o->mem, "Doc_0/Pages/Page_%zu/Content.xml", i), page_content(o, &o->p->page[i]));
                arena_reset(o->scratch);
        }
}

/* ---- resources ---- */
static void fonts_add(struct ofd *o)
{
        struct html *x = html_new(o->mem);

        html(x, XML "<ofd:Res" SPACE " BaseLoc=\"Res\">");
        html_raw(x, o->faces.n ? "<ofd:Fonts>" : "");
        for (size_t i = 0; i < o->faces.n; i++) {
                const struct ofd_face *f = o->faces.at[i];

                html(x, "<ofd:Font ID=\"%u\" FontName=\"%s\" FamilyName=\"%s\" Bold=\"%s\"><ofd:FontFile>%s</ofd:FontFile></ofd:Font>", f->id,
                     ofd_clean(o, f->name), ofd_clean(o, f->family), f->bold ? "true" : "false", f->file);
        }
        html_raw(x, o->faces.n ? "</ofd:Fonts>" : "");
        html_raw(x, "</ofd:Res>\n");
        ofd_part_add(o, "Doc_0/PublicRes.xml", html_done(x));
}

static void medias_add(struct ofd *o)
{
        struct html *x = html_new(o->mem);

        html(x, XML "<ofd:Res" SPACE " BaseLoc=\"Res\"><ofd:MultiMedias>");
        for (size_t i = 0; i < o->images; i++)
                html(x, "<ofd:MultiMedia ID=\"%u\" Type=\"Image\" Format=\"%s\"><ofd:MediaFile>%s</ofd:MediaFile></ofd:MultiMedia>",
                     o->image[i].id, o->image[i].jpeg ? "JPEG" : "PNG", o->image[i].file);
        html_raw(x, "</ofd:MultiMedias></ofd:Res>\n");
        ofd_part_add(o, "Doc_0/DocumentRes.xml", html_done(x));
}

/* Files that go along (GB/T 33190, 16): listed, and lying beside the pages. */
static void attachments_add(struct ofd *o)
{
        struct html *x = html_new(o->mem);
        size_t n = 0;

        html(x, XML "<ofd:Attachments" SPACE ">");
        for (const struct attached *a = o->p->attached; a; a = a->next, n++) {
                const char *file = text_make(o->mem, "file_%zu.%s", n, a->format);

                html(x, "<ofd:Attachment ID=\"A%zu\" Name=\"%s\" Format=\"%s\" Size=\"", n, ofd_clean(o, a->name), ofd_clean(o, a->format));
                ofd_put_fixed(x, llround((double)a->file.n / 1.024), 3);        /* in KB */
                html(x, "\" Visible=\"true\"><ofd:FileLoc>%s</ofd:FileLoc></ofd:Attachment>", file);
                ofd_part_add(o, text_make(o->mem, "Doc_0/Attachs/%s", file), a->file)->packed = true;
        }
        html_raw(x, "</ofd:Attachments>\n");
        ofd_part_add(o, "Doc_0/Attachs/Attachments.xml", html_done(x));
}

/* ---- the document ---- */
static void put_goto(struct ofd *o, struct html *x, const struct page_bookmark *b)
{
        must(b->page < o->p->n);
        html(x, "<ofd:OutlineElem Title=\"%s\"><ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:Goto><ofd:Dest Type=\"XYZ\" PageID=\"%u\" Left=\"0\" Top=\"",
             ofd_clean(o, b->title), o->page_id[b->page]);
        ofd_put(x, ofd_of_points(b->y));
        html_raw(x, "\"/></ofd:Goto></ofd:Action></ofd:Actions>");
}

/* A bookmark of level n lies in the last one of level n - 1; a level that is left out does not count. */
static void put_outline(struct ofd *o, struct html *x)
{
        int *level = TAKE_N(o->mem, int, o->p->n_bookmarks + 1), open = 0;

        if (!o->p->n_bookmarks)
                return;
        html_raw(x, "<ofd:Outlines>");
        for (size_t i = 0; i < o->p->n_bookmarks; i++) {
                const struct page_bookmark *b = &o->p->bookmarks[i];

                for (; open && level[open - 1] >= b->level; open--)
                        html_raw(x, "</ofd:OutlineElem>");
                put_goto(o, x, b);
                level[open++] = b->level;
        }
        for (; open; open--)
                html_raw(x, "</ofd:OutlineElem>");
        html_raw(x, "</ofd:Outlines><ofd:VPreferences><ofd:PageMode>UseOutlines</ofd:PageMode></ofd:VPreferences>");
}

static void document_add(struct ofd *o)
{
        struct html *x = html_new(o->mem);

        html(x, XML "<ofd:Document" SPACE "><ofd:CommonData><ofd:MaxUnitID>%u</ofd:MaxUnitID><ofd:PageArea>", o->last_id);
        put_paper(o, x);
        html_raw(x, "</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>");
        html_raw(x, o->images ? "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" : "");
        html_raw(x, "</ofd:CommonData><ofd:Pages>");
        for (size_t i = 0; i < o->p->n; i++)
                html(x, "<ofd:Page ID=\"%u\" BaseLoc=\"Pages/Page_%zu/Content.xml\"/>", o->page_id[i], i);
        html_raw(x, "</ofd:Pages>");
        put_outline(o, x);
        html_raw(x, o->p->attached ? "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>" : "");
        html_raw(x, "</ofd:Document>\n");
        ofd_part_add(o, "Doc_0/Document.xml", html_done(x));
}

/* ---- OFD.xml ---- */
static void digest_text(struct hasher *h, const char *s)
{
        hasher_add(h, s ? s : "", s ? strlen(s) + 1 : 1);
}

/* 32 hexadecimal digits, as other writers put a UUID: of all that the document says and of nothing else. */
static const char *document_id(struct ofd *o)
{
        const struct doc_head *d = &o->p->head;
        struct hasher *h = hasher_new(HASH_SHA256);
        struct hash digest;

        digest_text(h, d->org);
        digest_text(h, d->title);
        digest_text(h, d->number);
        digest_text(h, instant_text(o->mem, d->made));
        for (size_t i = 0; i < o->parts; i++) {
                digest_text(h, o->part[i].name);
                digest_text(h, text_make(o->mem, "%zu", o->part[i].data.n + o->part[i].rest.n));
                hasher_add(h, o->part[i].data.p, o->part[i].data.n);
                hasher_add(h, o->part[i].rest.p, o->part[i].rest.n);
        }
        digest = hasher_done(h);
        return hex_text(o->mem, digest.b, 16);
}

static void put_word(struct ofd *o, struct html *x, const char *element, const char *text)
{
        if (!text_empty(text))
                html(x, "<ofd:%s>%s</ofd:%s>", element, ofd_clean(o, text), element);
}

static void put_keywords(struct ofd *o, struct html *x, const char *list)
{
        static const char *const between[] = { "；", "，", "、", ",", " " };
        size_t n;
        char **word;

        if (text_empty(list))
                return;
        for (size_t i = 0; i < sizeof between / sizeof *between; i++)
                list = text_replace(o->mem, list, between[i], ";");
        word = text_split(o->mem, list, ';', &n);
        html_raw(x, "<ofd:Keywords>");
        for (size_t i = 0; i < n; i++)
                put_word(o, x, "Keyword", word[i]);
        html_raw(x, "</ofd:Keywords>");
}

static void entry_add(struct ofd *o)
{
        const struct doc_head *d = &o->p->head;
        struct html *x = html_new(o->mem);

        html(x, XML "<ofd:OFD" SPACE " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>%s</ofd:DocID>", document_id(o));
        put_word(o, x, "Title", d->title);
        put_word(o, x, "Author", d->org);
        put_word(o, x, "Subject", d->subject);
        put_word(o, x, "CreationDate", day_text(o->mem, day_of(d->made)));
        put_keywords(o, x, d->keywords);
        html_raw(x, "<ofd:Creator>明镜</ofd:Creator>");
        if (!text_empty(d->number))
                html(x, "<ofd:CustomDatas><ofd:CustomData Name=\"文号\">%s</ofd:CustomData></ofd:CustomDatas>", ofd_clean(o, d->number));
        html_raw(x, "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>\n");
        ofd_part_add(o, "OFD.xml", html_done(x));
}

/* Readers that take the file from the front find what they need first. */
static void parts_order(struct ofd *o)
{
        static const char *const first[] = { "OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml", "Doc_0/DocumentRes.xml" };
        size_t to = 0;

        for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
                for (size_t k = to; k < o->parts; k++) {
                        struct ofd_part found = o->part[k];

                        if (!text_same(found.name, first[i]))
                                continue;
                        memmove(&o->part[to + 1], &o->part[to], (k - to) * sizeof *o->part);
                        o->part[to++] = found;
                        break;
                }
        }
}

static bool package_make(struct ofd *o, struct bytes *out)
{
        if (!ofd_faces_find(o))
                return false;
        images_find(o);
        pages_add(o);
        fonts_add(o);
        if (o->images)
                medias_add(o);
        if (o->p->attached)
                attachments_add(o);
        document_add(o);
        entry_add(o);
        parts_order(o);
        return ofd_zip(o, out);
}

bool ofd_make(const struct pages *p, struct arena *mem, struct bytes *out, struct why *why)
{
        struct ofd o = { .p = p, .mem = mem, .scratch = arena_new(), .why = why };
        bool done = package_make(&o, out);

        ofd_faces_free(&o);
        arena_free(o.scratch);
        return done;
}
