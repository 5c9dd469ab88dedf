/* ocr.c - a draft of what a photographed document says, by Tesseract if this build has it.  Engine and model are loaded before the jail is
 * shut; the photograph is read after. */
#include "media/worker/worker.h"
#include <string.h>

#ifdef MEDIA_OCR
#include <tesseract/capi.h>

#define SIDE 3600               /* an A4 page at 300 dpi; larger only costs time */
#define TEXT_MAX ((size_t)1 << 20)

static TessBaseAPI *engine;

bool ocr_ready(void)
{
        engine = TessBaseAPICreate();
        return engine && TessBaseAPIInit3(engine, NULL, "chi_sim") == 0;
}

/* Between two characters of Chinese the engine puts spaces that nobody wrote. */
static bool wide(uint32_t c)
{
        return (c >= 0x3000 && c <= 0x303f) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xff00 && c <= 0xffef);
}

static const char *spaces_gone(struct arena *mem, const char *s)
{
        struct buffer b = { .mem = mem };
        uint32_t before = 0, c;
        const char *at = s, *next;

        while (*at) {
                next = at;
                c = utf8_next(&next);
                if (!(c == ' ' && (wide(before) || !before || before == '\n')) && (c >= ' ' || c == '\n'))
                        buffer_put(&b, at, (size_t)(next - at));
                before = c == ' ' ? before : c;
                at = next;
        }
        return buffer_done(&b);
}

void job_ocr(struct arena *mem, const struct job *job)
{
        AVFrame *f = picture_gray(mem, job, SIDE);
        char *text;

        TessBaseAPISetImage(engine, f->data[0], f->width, f->height, 1, f->linesize[0]);
        TessBaseAPISetSourceResolution(engine, 300);
        text = TessBaseAPIGetUTF8Text(engine);
        if (!text || strlen(text) > TEXT_MAX || !utf8_valid(text, strlen(text)))
                say_refused(REFUSED_UNREADABLE, "没有认出文字");
        say_text(RECORD_TEXT, text_trim(mem, spaces_gone(mem, text)));
}

#else

bool ocr_ready(void)
{
        return false;
}

void job_ocr(struct arena *mem, const struct job *job)
{
        (void)mem;
        say_refused(REFUSED_ENGINE, "没有第 %u 种引擎", job->kind);
}

#endif
