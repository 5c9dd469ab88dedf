/* make.c - makes the sample documents of this test through the public interface of typeset/: NAME.pdf and NAME.ofd of the same pages.
 *
 * make FOLDER PHOTO   prints a line for each: name, pages, bytes of the PDF, bytes of the OFD.
 */
#include "typeset/typeset.h"
#include <cairo.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct bench { struct arena *mem; struct typesetter *t; const char *folder; struct bytes photo; struct why why; };

static void stop(struct bench *b)
{
        fprintf(stderr, "%s\n", why_sentence(&b->why));
        _exit(1);
}

static void file_put(struct bench *b, const char *name, const char *ending, struct bytes data)
{
        int fd = open(text_make(b->mem, "%s/%s.%s", b->folder, name, ending), O_WRONLY | O_CREAT | O_TRUNC, 0644);

        must(fd >= 0 && write(fd, data.p, data.n) == (ssize_t)data.n);
        close(fd);
}

static struct bytes file_get(struct arena *mem, const char *path)
{
        int fd = open(path, O_RDONLY);
        off_t n;
        uint8_t *p;

        must(fd >= 0);
        n = lseek(fd, 0, SEEK_END);
        p = arena_take(mem, (size_t)n);
        must(pread(fd, p, (size_t)n, 0) == n);
        close(fd);
        return (struct bytes){ p, (size_t)n };
}

static void finish(struct bench *b, const char *name, struct doc *d)
{
        struct bytes pdf, ofd, again;
        struct pages *p = typeset_pages(b->t, d, &b->why);

        if (!p || !pdf_make(p, b->mem, &pdf, &b->why) || !ofd_make(p, b->mem, &ofd, &b->why) || !ofd_make(p, b->mem, &again, &b->why))
                stop(b);
        must(ofd.n == again.n && memcmp(ofd.p, again.p, ofd.n) == 0);
        file_put(b, name, "pdf", pdf);
        file_put(b, name, "ofd", ofd);
        printf("%s %zu %zu %zu\n", name, pages_count(p), pdf.n, ofd.n);
        pages_free(p);
}

static struct doc_head head_of(enum doc_form form, const char *title)
{
        return (struct doc_head){ .form = form, .org = "大营县城市管理局", .title = title, .number = "大城管罚决字〔2024〕第12号", .addressee = "", .subject = "占道经营案",
                                  .keywords = "行政处罚；占道经营", .made = instant_at(day_make(2024, 10, 29), 10, 31), .foot = "一式三份", .qr = "", .qr_note = "" };
}

static cairo_status_t collect(void *to, const unsigned char *data, unsigned n)
{
        buffer_put(to, (const char *)data, n);
        return CAIRO_STATUS_SUCCESS;
}

/* A signature as a screen gives it: a stroke on transparent ground. */
static struct bytes signature(struct arena *mem)
{
        struct buffer b = { .mem = mem };
        cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 240, 80);
        cairo_t *cr = cairo_create(s);

        cairo_set_line_width(cr, 5);
        cairo_move_to(cr, 10, 60);
        cairo_curve_to(cr, 80, -30, 120, 120, 230, 20);
        cairo_stroke(cr);
        cairo_destroy(cr);
        cairo_surface_write_to_png_stream(s, collect, &b);
        cairo_surface_destroy(s);
        return (struct bytes){ (const uint8_t *)b.p, b.n };
}

static void letter(struct bench *b)
{
        struct doc_head h = head_of(DOC_LETTER, "行政处罚决定书");
        struct doc *d;

        h.qr = "https://example.gov.cn/verify/7F3A-22C1";
        h.qr_note = "扫码核验真伪";
        h.addressee = "大营县好又多超市";
        d = doc_new(b->mem, &h);
        doc_text(d, PARA_FLUSH, "当事人：大营县好又多超市（统一社会信用代码 91110000MA01ABCD2X）");
        for (int i = 0; i < 6; i++) {
                doc_text(d, PARA_HEADING, "一、违法事实和证据");
                doc_text(d, PARA_KAI, "（一）调查情况");
                doc_text(d, PARA_BODY, "经查，你（单位）于2024年9月3日8时30分在大营县中山路12号门前占道经营，占用面积15.6平方米，违反了《城市道路管理条例》（1996年6月4日国务院令第198号）"
                         "第二十七条第（六）项“擅自占用、挖掘城市道路的其他行为”的规定。以上事实有现场检查笔录、照片3张、询问笔录等证据证明——证据确凿……");
                doc_text(d, PARA_BODY, "依照《中华人民共和国行政处罚法》第三十二条、第五十七条，责令改正，并处罚款人民币5,000.00元（大写：伍仟元整）；office file fly waffle。");
        }
        doc_sign(d, &(struct doc_sign){ .org = "大营县城市管理局", .day = day_make(2024, 10, 29), .seal = true });
        finish(b, "letter", d);
}

static void form(struct bench *b)
{
        static const double share[] = { 1, 2, 1, 2 };
        struct doc_head h = head_of(DOC_FORM, "立案审批表");
        struct doc *d = doc_new(b->mem, &h);

        doc_table(d, &(struct doc_table){ .share = share, .columns = 4 });
        doc_row(d, true, (struct doc_cell[]){ { .text = "序号", .label = true }, { .text = "物品名称", .label = true }, { .text = "数量", .label = true }, { .text = "备注", .label = true } }, 4);
        for (int i = 0; i < 40; i++)
                doc_row(d, false, (struct doc_cell[]){ { .text = text_make(b->mem, "%d", i + 1), .right = true }, { .text = "不锈钢折叠货架（长1.2米，宽0.6米，带轮，有明显使用痕迹）" },
                                                       { .text = "2 个" }, { .text = i % 7 ? "" : "当事人：𠮷野家 <张三> & \"李四\"", .shrink = true } }, 4);
        doc_row(d, false, (struct doc_cell[]){ { .text = "审批意见", .label = true, .rows = 4 }, { .text = "同意立案。", .span = 3, .sign = "签名：　　　　　年　月　日" } }, 2);
        doc_table_end(d);
        finish(b, "form", d);
}

static void record(struct bench *b)
{
        static const char *const lines[] = { "被询问人（签名）：", "询问人（签名）：", "记录人（签名）：" };
        struct doc_head h = head_of(DOC_RECORD, "询问笔录");
        struct doc *d = doc_new(b->mem, &h);

        for (int i = 0; i < 30; i++)
                doc_text(d, PARA_FLUSH, "问：请你说明一下2024年9月3日当天的情况。\n答：当天早上8点多，我把货架摆到了门口的人行道上，大约占了十五六个平方，知道不对，以后不摆了。");
        doc_sign(d, &(struct doc_sign){ .lines = lines, .n_lines = 3, .day = DAY_NONE, .drawn = signature(b->mem) });
        finish(b, "record", d);
}

static void dossier(struct bench *b)
{
        static const struct stroke strokes[] = {
                { .kind = STROKE_BOX, .x = 100, .y = 10, .w = 120, .h = 36, .text = "立案", .size = 12 },
                { .kind = STROKE_ARROW, .x = 160, .y = 46, .w = 0, .h = 40, .text = "" },
                { .kind = STROKE_ROUND, .x = 100, .y = 86, .w = 120, .h = 36, .text = "调查取证", .size = 12, .bold = true },
                { .kind = STROKE_LINE, .x = 220, .y = 104, .w = 80, .h = -60, .dashed = true, .text = "" },
                { .kind = STROKE_WORDS, .x = 305, .y = 44, .text = "15 日", .size = 10 },
        };
        struct doc_head h = head_of(DOC_COVER, "案卷"), plain = head_of(DOC_PLAIN, "证据材料");
        struct doc *d = doc_new(b->mem, &h);

        doc_mark(d, 1, "封面 <一>");
        doc_text(d, PARA_CENTER, "自2024年9月3日至2024年10月29日");
        doc_next(d, &plain);
        doc_mark(d, 1, "证据材料");
        doc_mark(d, 2, "照片");
        for (int i = 0; i < 2; i++) {
                if (!doc_image(d, b->photo, "照片：现场全景", &b->why))
                        stop(b);
        }
        doc_mark(d, 2, "流程图");
        doc_drawing(d, 400, 140, strokes, sizeof strokes / sizeof *strokes);
        for (int i = 0; i < 12; i++)
                doc_text(d, PARA_BODY, "附卷材料按照形成时间的先后顺序排列，编写页码，逐件登记。");
        finish(b, "dossier", d);
}

static void strip(struct bench *b)
{
        struct doc_head h = head_of(DOC_STRIP, "封条");
        struct doc *d = doc_new(b->mem, &h);

        doc_text(d, PARA_CENTER, "大营县城市管理局查封");
        doc_sign(d, &(struct doc_sign){ .org = "大营县城市管理局", .day = day_make(2024, 10, 29), .seal = true });
        finish(b, "strip", d);
}

int main(int argc, char **argv)
{
        struct bench b = { .mem = arena_new() };

        must(argc == 3);
        b.folder = argv[1];
        b.why.mem = b.mem;
        b.photo = file_get(b.mem, argv[2]);
        b.t = typeset_open(&faces_default, &b.why);
        if (!b.t)
                stop(&b);
        letter(&b);
        form(&b);
        record(&b);
        dossier(&b);
        strip(&b);
        typeset_close(b.t);
        arena_free(b.mem);
        return 0;
}
