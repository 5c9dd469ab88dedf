/* papers.c - pages per second: the same letter set by typeset/ and by a bare Pango and Cairo program, written as one would write it: one
 * layout for all paragraphs, justified by Pango, lines put on pages one below the other.  Same words, same faces, same sizes; both make
 * a PDF in memory for each document.  Neither has a QR code or a seal: those are not laying out text.
 *
 *   papers ours|bare SECONDS [FACE] figures: pages_per_second, pages, bytes; FACE for everything instead of the usual faces
 *   papers memory DOCUMENTS         figures: resident memory at the first tenth and at the end, peak after 100, 1,000, 10,000 … (KB); every tenth
 *                                   document is made as OFD too
 *   papers html                     the same letter as HTML on standard output, for programs that read that
 *   papers pdf FILE                 one letter of ours
 */
#include "bench.h"
#include "typeset/typeset.h"
#include <cairo-pdf.h>
#include <fcntl.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define MM (72.0 / 25.4)
#define PARAGRAPHS 9
static const char org[] = "大英县住房和城乡建设局", title[] = "行政处罚决定书", number[] = "英住建罚决〔2024〕17号";
static const char *const heading[] = { "一、违法事实和证据", "二、陈述申辩和听证", "三、处罚的依据和裁量", "四、处罚决定和履行方式" };
static const char *const body[PARAGRAPHS] = {
        "当事人：大英县某某建筑工程有限公司，统一社会信用代码91510923MA62XXXX1Y，住所地：四川省遂宁市大英县蓬莱镇江南路18号。",
        "2024年10月9日，本机关执法人员李四（执法证号23010012）、王五（执法证号23010013）在现场检查时发现，你单位在未取得建筑工程施工许可证的情况下，"
        "擅自开工建设位于大英县蓬莱镇的“阳光花园”二期工程，建筑面积12,345.67平方米，合同价款1,800,000.00元。本机关于当日立案调查。",
        "经查，你单位自2024年8月起组织施工，至检查之日已完成基础和地下一层的结构。以上事实，有现场检查笔录、询问笔录、现场照片、施工合同、"
        "工程款支付凭证等证据证明，证据之间能够相互印证，事实清楚，证据确凿。",
        "2024年10月21日，本机关向你单位送达了行政处罚事先告知书，告知拟作出的行政处罚内容及事实、理由、依据，并告知你单位依法享有陈述、申辩和要求听证的权利。"
        "你单位在法定期限内没有提出陈述、申辩，也没有要求听证。",
        "你单位的行为违反了《中华人民共和国建筑法》第七条第一款的规定，依照该法第六十四条和《建设工程质量管理条例》第五十七条的规定，应当责令改正，"
        "处工程合同价款百分之一以上百分之二以下的罚款。",
        "鉴于你单位系首次违法，检查后立即停止施工，主动配合调查，并且已经申请办理施工许可手续，依照《中华人民共和国行政处罚法》第三十二条的规定，"
        "可以从轻处罚，按照裁量基准适用较轻的一档。",
        "综上，本机关决定：责令你单位改正违法行为，并处工程合同价款百分之一的罚款，计人民币壹万捌仟元整（18,000.00元）。",
        "你单位应当自收到本决定书之日起15日内，持缴款通知书到指定的银行缴纳罚款。到期不缴纳的，本机关可以依照《中华人民共和国行政处罚法》第七十二条第一款第一项的规定，"
        "每日按罚款数额的百分之三加处罚款，加处罚款的数额不超过罚款的数额。",
        "如果不服本决定，可以自收到本决定书之日起60日内向大英县人民政府申请行政复议，或者在6个月内向有管辖权的人民法院提起行政诉讼。复议和诉讼期间，本决定不停止执行。"
        "逾期不申请行政复议、不提起行政诉讼，又不履行本决定的，本机关将依法申请人民法院强制执行。",
};
static const size_t heading_before[] = { 1, 3, 4, 6 };

static struct faces faces;              /* of both */

/* ---- ours ---- */

static size_t ours(struct typesetter *t, struct bytes *out, struct arena *mem)
{
        struct why why = { .mem = mem };
        struct doc *d = doc_new(mem, &(struct doc_head){ .form = DOC_LETTER, .org = org, .title = title, .number = number, .made = { 1731031200000 } });
        struct pages *p;
        size_t n;

        for (size_t i = 0, h = 0; i < PARAGRAPHS; i++) {
                if (h < 4 && heading_before[h] == i)
                        doc_text(d, PARA_HEADING, heading[h++]);
                doc_text(d, i ? PARA_BODY : PARA_FLUSH, body[i]);
        }
        doc_sign(d, &(struct doc_sign){ .org = org, .day = day_make(2024, 11, 8) });
        p = typeset_pages(t, d, &why);
        if (!p || !pdf_make(p, mem, out, &why))
                give_up("a letter", &why);
        n = pages_count(p);
        pages_free(p);
        return n;
}

/* ---- bare ---- */

struct sheet { cairo_t *cr; double y; size_t pages; };
struct face { const char *name; double size, pitch; PangoAlignment side; bool justify; double indent; };

static cairo_status_t keep(void *to, const unsigned char *data, unsigned n)
{
        buffer_put(to, (const char *)data, n);
        return CAIRO_STATUS_SUCCESS;
}

static void bare_number(struct sheet *s, PangoLayout *l, const char *text)
{
        PangoFontDescription *d = pango_font_description_from_string(faces.body);

        pango_font_description_set_absolute_size(d, 10.5 * PANGO_SCALE);
        pango_layout_set_font_description(l, d);
        pango_font_description_free(d);
        pango_layout_set_alignment(l, PANGO_ALIGN_CENTER);
        pango_layout_set_indent(l, 0);
        pango_layout_set_text(l, text, -1);
        cairo_move_to(s->cr, 28 * MM, 270 * MM);
        pango_cairo_show_layout_line(s->cr, pango_layout_get_line_readonly(l, 0));
}

static void bare_turn(struct sheet *s)
{
        cairo_show_page(s->cr);
        s->pages++;
        s->y = 37 * MM;
}

static void bare_text(struct sheet *s, PangoLayout *l, const struct face *f, const char *text)
{
        PangoFontDescription *d = pango_font_description_from_string(f->name);
        PangoLayoutIter *i;

        pango_font_description_set_absolute_size(d, f->size * PANGO_SCALE);
        pango_layout_set_font_description(l, d);
        pango_font_description_free(d);
        pango_layout_set_alignment(l, f->side);
        pango_layout_set_justify(l, f->justify);
        pango_layout_set_indent(l, (int)(f->indent * PANGO_SCALE));
        pango_layout_set_text(l, text, -1);
        i = pango_layout_get_iter(l);
        do {
                PangoRectangle r;

                if (s->y + f->pitch > 37 * MM + 225 * MM)
                        bare_turn(s);
                pango_layout_iter_get_line_extents(i, NULL, &r);
                cairo_move_to(s->cr, 28 * MM + (double)r.x / PANGO_SCALE, s->y + f->pitch * 0.75);
                pango_cairo_show_layout_line(s->cr, pango_layout_iter_get_line_readonly(i));
                s->y += f->pitch;
        } while (pango_layout_iter_next_line(i));
        pango_layout_iter_free(i);
}

static size_t bare(PangoContext *context, struct bytes *out, struct arena *mem)
{
        const struct face name = { faces.title, 22, 34, PANGO_ALIGN_CENTER, false, 0 }, no = { faces.body, 15.75, 29, PANGO_ALIGN_CENTER, false, 0 };
        const struct face head = { faces.heading, 15.75, 29, PANGO_ALIGN_LEFT, true, 31.5 }, text = { faces.body, 15.75, 29, PANGO_ALIGN_LEFT, true, 31.5 };
        const struct face right = { faces.body, 15.75, 29, PANGO_ALIGN_RIGHT, false, 0 };
        struct buffer b = { .mem = mem };
        cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(keep, &b, 210 * MM, 297 * MM);
        struct sheet s = { cairo_create(surface), 37 * MM, 1 };
        PangoLayout *l = pango_layout_new(context);

        pango_layout_set_width(l, (int)(28 * 15.75 * PANGO_SCALE));
        bare_text(&s, l, &name, org);
        bare_text(&s, l, &name, title);
        bare_text(&s, l, &no, number);
        for (size_t i = 0, h = 0; i < PARAGRAPHS; i++) {
                if (h < 4 && heading_before[h] == i)
                        bare_text(&s, l, &head, heading[h++]);
                bare_text(&s, l, &text, body[i]);
        }
        bare_text(&s, l, &right, org);
        bare_text(&s, l, &right, "2024年11月8日");
        for (size_t i = 0; i < s.pages; i++)    /* as many as there are pages; where they stand does not matter here */
                bare_number(&s, l, text_make(mem, "第 %zu 页　共 %zu 页", i + 1, s.pages));
        cairo_show_page(s.cr);
        g_object_unref(l);
        cairo_destroy(s.cr);
        cairo_surface_finish(surface);
        cairo_surface_destroy(surface);
        *out = (struct bytes){ (const uint8_t *)b.p, b.n };
        return s.pages;
}

static PangoContext *bare_context(PangoFontMap *map)
{
        PangoContext *c;
        cairo_font_options_t *o = cairo_font_options_create();

        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
        c = pango_font_map_create_context(map);
        cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
        pango_cairo_context_set_font_options(c, o);
        cairo_font_options_destroy(o);
        pango_context_set_language(c, pango_language_from_string("zh-cn"));
        return c;
}

/* ---- measuring ---- */

static struct typesetter *opened(void)
{
        struct why why = { .mem = arena_new() };
        struct typesetter *t = typeset_open(&faces, &why);

        if (!t)
                give_up("the faces", &why);
        arena_free(why.mem);
        return t;
}

/* The first ten documents warm up: both keep their faces open. */
static void measure(const char *which, double seconds)
{
        bool mine = !strcmp(which, "ours");
        struct typesetter *t = mine ? opened() : NULL;
        PangoFontMap *map = mine ? NULL : pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
        PangoContext *c = mine ? NULL : bare_context(map);
        double start = 0;
        size_t pages = 0, bytes = 0;

        for (long i = 0; i < 10 || cpu_seconds() - start < seconds; i++) {
                struct arena *mem = arena_new();
                struct bytes out;

                if (i == 10)
                        start = cpu_seconds(), pages = 0;
                pages += mine ? ours(t, &out, mem) : bare(c, &out, mem);
                bytes = out.n;
                arena_free(mem);
        }
        figure("pages_per_second", "%.1f", (double)pages / (cpu_seconds() - start));
        figure("pages", "%zu", pages);
        figure("bytes", "%zu", bytes);
        if (c)
                g_object_unref(c);
        if (map)
                g_object_unref(map);
        typeset_close(t);
}

static long resident_kb(void)
{
        char line[128];
        long pages = 0;
        FILE *f = fopen("/proc/self/statm", "r");

        if (!f || !fgets(line, sizeof line, f) || sscanf(line, "%*d %ld", &pages) != 1)
                exit(1);
        fclose(f);
        return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static long peak_kb(void)
{
        struct rusage u;

        getrusage(RUSAGE_SELF, &u);
        return u.ru_maxrss;
}

/* A form with rows over several pages, and a seal: what a letter has not. */
static void ofd_too(struct typesetter *t, struct arena *mem)
{
        static const double share[] = { 1, 3 };
        struct why why = { .mem = mem };
        struct doc *d = doc_new(mem, &(struct doc_head){ .form = DOC_FORM, .org = org, .title = title, .number = number, .made = { 1731031200000 } });
        struct bytes out;
        struct pages *p;

        doc_table(d, &(struct doc_table){ share, 2, false });
        for (size_t i = 0; i < PARAGRAPHS; i++)
                doc_row(d, false, (struct doc_cell[]){ { .text = number, .label = true }, { .text = body[i] } }, 2);
        doc_table_end(d);
        doc_sign(d, &(struct doc_sign){ .org = org, .day = day_make(2024, 11, 8), .seal = true });
        p = typeset_pages(t, d, &why);
        if (!p || !ofd_make(p, mem, &out, &why))
                give_up("an OFD", &why);
        pages_free(p);
}

static void memory(long documents)
{
        struct typesetter *t = opened();
        struct arena *names = arena_new();
        long peak_at = 100;

        for (long i = 0; i < documents; i++) {
                struct arena *mem = arena_new();
                struct bytes out;

                ours(t, &out, mem);
                if (i % 10 == 9)
                        ofd_too(t, mem);
                arena_free(mem);
                if (i + 1 == peak_at) {
                        figure(text_make(names, "peak_kb_after_%ld", peak_at), "%ld", peak_kb());
                        peak_at *= 10;
                }
                if (i + 1 == documents / 10)
                        figure("resident_kb_early", "%ld", resident_kb());
        }
        figure("resident_kb_late", "%ld", resident_kb());
        arena_free(names);
        typeset_close(t);
}

static void html_write(void)
{
        printf("<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><style>@page{size:A4;margin:37mm 26mm 35mm 28mm}"
               "body{font:15.75pt/29pt \"%s\";text-align:justify}p{margin:0;text-indent:2em}h1{font:bold 22pt \"Noto Serif CJK SC\";text-align:center;margin:0}"
               "h2{font:bold 15.75pt/29pt \"Noto Sans CJK SC\";margin:0;text-indent:2em}.r{text-align:right}.c{text-align:center}</style>", faces.body);
        printf("<h1>%s</h1><h1>%s</h1><p class=c>%s</p>", org, title, number);
        for (size_t i = 0, h = 0; i < PARAGRAPHS; i++) {
                if (h < 4 && heading_before[h] == i)
                        printf("<h2>%s</h2>", heading[h++]);
                printf("<p>%s</p>", body[i]);
        }
        printf("<p class=r>%s</p><p class=r>2024年11月8日</p></html>\n", org);
}

static void pdf_keep(const char *path, bool mine)
{
        struct typesetter *t = opened();
        PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
        PangoContext *c = bare_context(map);
        struct arena *mem = arena_new();
        struct bytes out;
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

        figure("pages", "%zu", mine ? ours(t, &out, mem) : bare(c, &out, mem));
        if (fd < 0 || write(fd, out.p, out.n) != (ssize_t)out.n)
                exit(1);
        close(fd);
        g_object_unref(c);
        g_object_unref(map);
        arena_free(mem);
        typeset_close(t);
}

int main(int argc, char **argv)
{
        const char *what = argc > 1 ? argv[1] : "", *arg = argc > 2 ? argv[2] : "";
        int64_t n = 0;

        faces = argc > 3 ? (struct faces){ argv[3], argv[3], argv[3], argv[3] } : faces_default;
        if (!strcmp(what, "html"))
                html_write();
        else if (!strcmp(what, "pdf") || !strcmp(what, "barepdf"))
                pdf_keep(arg, *what == 'p');
        else if ((!strcmp(what, "ours") || !strcmp(what, "bare")) && text_int(arg, 1, 3600, &n))
                measure(what, (double)n);
        else if (!strcmp(what, "memory") && text_int(arg, 10, 10000000, &n))
                memory(n);
        else {
                fprintf(stderr, "papers ours|bare SECONDS [FACE], memory DOCUMENTS, html, pdf FILE\n");
                return 2;
        }
        return 0;
}
