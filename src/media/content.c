/* content.c - which container a file is, by its first bytes; names and their extensions; the reading window. */
#include "media/content.h"
#include <stdarg.h>
#include <string.h>
#include <strings.h>

typedef void look_fn(struct scan *s, struct content *c, struct findings *f);

/* One row a container: the bytes at an offset, its name, what people call it, what it holds, how it is served, extensions, how it is
 * walked.  The first row that fits is taken. */
#define BYTES(s) s, sizeof (s) - 1
static const struct format {
        int at;
        const char *magic;
        size_t n;
        const char *container, *label;
        enum media_kind kind;
        const char *type, *extensions;
        look_fn *look;
} formats[] = {
        { 4, BYTES("ftypheic"), "heic", "HEIC", MEDIA_PHOTO, "", "heic|heif", mp4_look },
        { 4, BYTES("ftypheix"), "heic", "HEIC", MEDIA_PHOTO, "", "heic|heif", mp4_look },
        { 4, BYTES("ftypmif1"), "heic", "HEIC", MEDIA_PHOTO, "", "heic|heif", mp4_look },
        { 4, BYTES("ftypavif"), "avif", "AVIF", MEDIA_PHOTO, "", "avif", mp4_look },
        { 4, BYTES("ftypqt  "), "mov", "QuickTime", MEDIA_VIDEO, "video/quicktime", "mov|qt|mp4|m4v", mp4_look },
        { 4, BYTES("ftypM4A"), "m4a", "M4A", MEDIA_AUDIO, "audio/mp4", "m4a|mp4", mp4_look },
        { 4, BYTES("ftyp3g"), "3gp", "3GP", MEDIA_VIDEO, "video/3gpp", "3gp|3g2|mp4|amr", mp4_look },
        { 4, BYTES("ftyp"), "mp4", "MP4", MEDIA_VIDEO, "video/mp4", "mp4|m4v|mov|m4a|3gp|f4v", mp4_look },
        { 4, BYTES("moov"), "mov", "QuickTime", MEDIA_VIDEO, "video/quicktime", "mov|qt|mp4", mp4_look },
        { 4, BYTES("mdat"), "mov", "QuickTime", MEDIA_VIDEO, "video/quicktime", "mov|qt|mp4", mp4_look },
        { 4, BYTES("wide"), "mov", "QuickTime", MEDIA_VIDEO, "video/quicktime", "mov|qt|mp4", mp4_look },
        { 4, BYTES("free"), "mov", "QuickTime", MEDIA_VIDEO, "video/quicktime", "mov|qt|mp4", mp4_look },
        { 0, BYTES("\x1a\x45\xdf\xa3"), "matroska", "Matroska", MEDIA_VIDEO, "video/x-matroska", "mkv|mka|webm", ebml_look },
        { 8, BYTES("AVI "), "avi", "AVI", MEDIA_VIDEO, "video/x-msvideo", "avi", riff_look },
        { 8, BYTES("WAVE"), "wav", "WAV", MEDIA_AUDIO, "audio/wav", "wav", riff_look },
        { 8, BYTES("WEBP"), "webp", "WebP", MEDIA_PHOTO, "image/webp", "webp", riff_look },
        { 0, BYTES("\xff\xd8\xff"), "jpeg", "JPEG", MEDIA_PHOTO, "image/jpeg", "jpg|jpeg|jpe|jfif", jpeg_look },
        { 0, BYTES("\x89PNG\r\n\x1a\n"), "png", "PNG", MEDIA_PHOTO, "image/png", "png", png_look },
        { 0, BYTES("GIF8"), "gif", "GIF", MEDIA_PHOTO, "image/gif", "gif", gif_look },
        { 0, BYTES("II*\0"), "tiff", "TIFF", MEDIA_PHOTO, "", "tif|tiff|dng", NULL },
        { 0, BYTES("MM\0*"), "tiff", "TIFF", MEDIA_PHOTO, "", "tif|tiff|dng", NULL },
        { 0, BYTES("\0\0\1\xba"), "mpeg", "MPEG-PS", MEDIA_VIDEO, "video/mpeg", "mpg|mpeg|ps|vob|mp4|dat", NULL },
        { 0, BYTES("FLV\1"), "flv", "FLV", MEDIA_VIDEO, "video/x-flv", "flv", NULL },
        { 0, BYTES("\x30\x26\xb2\x75\x8e\x66\xcf\x11"), "asf", "ASF", MEDIA_VIDEO, "video/x-ms-asf", "asf|wmv|wma", NULL },
        { 0, BYTES("DHAV"), "dhav", "DAV", MEDIA_VIDEO, "", "dav|mp4", NULL },
        { 0, BYTES("OggS"), "ogg", "Ogg", MEDIA_AUDIO, "audio/ogg", "ogg|oga|opus|ogv", NULL },
        { 0, BYTES("fLaC"), "flac", "FLAC", MEDIA_AUDIO, "audio/flac", "flac", NULL },
        { 0, BYTES("#!AMR"), "amr", "AMR", MEDIA_AUDIO, "audio/amr", "amr|awb|3ga", NULL },
        { 0, BYTES("ID3"), "mp3", "MP3", MEDIA_AUDIO, "audio/mpeg", "mp3|aac", NULL },
        { 0, BYTES("\xff\xfb"), "mp3", "MP3", MEDIA_AUDIO, "audio/mpeg", "mp3|mp2", NULL },
        { 0, BYTES("\xff\xf3"), "mp3", "MP3", MEDIA_AUDIO, "audio/mpeg", "mp3|mp2", NULL },
        { 0, BYTES("\xff\xfa"), "mp3", "MP3", MEDIA_AUDIO, "audio/mpeg", "mp3|mp2", NULL },
        { 0, BYTES("\xff\xf1"), "aac", "AAC", MEDIA_AUDIO, "audio/aac", "aac", NULL },
        { 0, BYTES("\xff\xf9"), "aac", "AAC", MEDIA_AUDIO, "audio/aac", "aac", NULL },
        { 0, BYTES("BM"), "bmp", "BMP", MEDIA_PHOTO, "image/bmp", "bmp", bmp_look },
        { 188, BYTES("\x47"), "mpegts", "MPEG-TS", MEDIA_VIDEO, "video/mp2t", "ts|mts|m2ts|tp|mp4", ts_look },
};
#define FORMATS (sizeof formats / sizeof *formats)

/* ---- the window ---- */

static size_t memory_at(void *of, int64_t from, void *to, size_t n)
{
        const struct bytes *b = of;
        size_t rest = from >= 0 && (uint64_t)from < b->n ? b->n - (size_t)from : 0;

        n = n < rest ? n : rest;
        memcpy(to, b->p + (n ? from : 0), n);
        return n;
}

struct content_from content_memory(const struct bytes *b)
{
        return (struct content_from){ memory_at, (void *)b, (int64_t)b->n };
}

int scan_byte(struct scan *s, int64_t at)
{
        if (at < 0 || at >= s->from->size)
                return -1;
        if (at < s->at || at >= s->at + (int64_t)s->n) {
                s->at = at;
                s->n = s->from->at(s->from->of, at, s->buf, sizeof s->buf);
        }
        return s->n ? s->buf[at - s->at] : -1;
}

bool scan_bytes(struct scan *s, int64_t at, void *to, size_t n)
{
        int b;

        for (size_t i = 0; i < n; i++) {
                b = scan_byte(s, at + (int64_t)i);
                if (b < 0)
                        return false;
                ((uint8_t *)to)[i] = (uint8_t)b;
        }
        return true;
}

uint64_t number_be(const uint8_t *p, int n)
{
        uint64_t v = 0;

        for (int i = 0; i < n; i++)
                v = v << 8 | p[i];
        return v;
}

uint64_t number_le(const uint8_t *p, int n)
{
        uint64_t v = 0;

        for (int i = n; i-- > 0;)
                v = v << 8 | p[i];
        return v;
}

/* ---- findings ---- */

void media_found(struct findings *f, enum media_finding_code code, int64_t at, int64_t length, const char *fmt, ...)
{
        size_t same = 0;
        va_list ap;

        for (size_t i = 0; i < f->n; i++)
                same += f->at[i].code == code;
        if (same == 3 || f->n == CONTENT_FINDINGS_MAX)
                return;
        va_start(ap, fmt);
        f->at[f->n++] = (struct media_finding){ code, at < 0 ? -1 : at, length < 0 ? -1 : length, text_make_v(f->mem, fmt, ap) };
        va_end(ap);
}

void cut_short(struct content *c, struct findings *f, int64_t missing, const char *what)
{
        c->complete = false;
        if (missing > 0)
                media_found(f, MEDIA_TRUNCATED, -1, missing, "%s，缺少 %lld 字节", what, (long long)missing);
        else
                media_found(f, MEDIA_TRUNCATED, -1, -1, "%s", what);
}

/* ---- which ---- */

static struct content content_of(const struct format *m)
{
        return (struct content){ m->container, m->label, m->kind, m->type, -1, true, false, 0, 0, -1 };
}

static const struct format *format_find(const uint8_t *head, size_t n)
{
        for (size_t i = 0; i < FORMATS; i++)
                if ((size_t)formats[i].at + formats[i].n <= n && !memcmp(head + formats[i].at, formats[i].magic, formats[i].n) &&
                    (formats[i].at != 188 || head[0] == 0x47) && (formats[i].at != 8 || !memcmp(head, "RIFF", 4)))
                        return &formats[i];
        return NULL;
}

struct content content_named(const char *container)
{
        for (size_t i = 0; i < FORMATS; i++)
                if (text_same(formats[i].container, container))
                        return content_of(&formats[i]);
        return (struct content){ .container = "", .label = "", .type = "", .end = -1, .said = -1 };
}

void content_look(const struct content_from *from, struct content *out, struct findings *f)
{
        static const struct scan fresh;
        struct scan *s = arena_copy(f->mem, &fresh, sizeof fresh);
        uint8_t head[256];
        size_t n = from->at(from->of, 0, head, sizeof head);
        const struct format *m = format_find(head, n);
        const char *label = m ? NULL : foreign_label(head, n);

        s->from = from;
        *out = m ? content_of(m) : (struct content){ .container = "", .label = label ? label : "", .type = "", .end = -1, .complete = true, .said = -1 };
        if (!from->size)
                media_found(f, MEDIA_EMPTY, -1, -1, "0 字节");
        if (m && m->look)
                m->look(s, out, f);
        if (m)
                foreign_look(s, out, f);
}

/* ---- names ---- */

static const char *extension(struct arena *mem, const char *name)
{
        const char *dot = strrchr(name, '.');
        char *e = text_copy(mem, dot && !strchr(dot, '/') ? dot + 1 : "");

        for (char *p = e; *p; p++)
                if (*p >= 'A' && *p <= 'Z')
                        *p += 'a' - 'A';
        return e;
}

/* One of our formats by its extension? */
static bool known(const char *extension)
{
        for (size_t i = 0; i < FORMATS; i++)
                if (text_in(extension, formats[i].extensions, '|'))
                        return true;
        return false;
}

void content_name(const struct content *c, const char *name, struct findings *f)
{
        const char *e = name ? extension(f->mem, name) : "";

        if (!*e || (!*c->container && !known(e)))
                return;
        for (size_t i = 0; i < FORMATS; i++)
                if (text_same(formats[i].container, c->container) && text_in(e, formats[i].extensions, '|'))
                        return;
        media_found(f, MEDIA_NAME_OTHER, -1, -1, "扩展名是 .%s，内容%s%s", utf8_head(f->mem, e, 12), *c->label ? "是 " : "不是", c->label);
}
