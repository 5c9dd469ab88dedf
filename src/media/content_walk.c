/* content_walk.c - where photos, RIFF, Matroska and transport streams end, and how large a photo says it is. */
#include "media/content.h"
#include <string.h>

#define CHUNKS_MAX 100000

/* Scan data of a JPEG: up to the next marker that is neither a stuffed byte nor a restart.  -1: none. */
static int64_t jpeg_marker_after(struct scan *s, int64_t at)
{
        for (int b = scan_byte(s, at); b >= 0; b = scan_byte(s, ++at)) {
                if (b != 0xff)
                        continue;
                b = scan_byte(s, at + 1);
                if (b > 0 && b != 0xff && (b < 0xd0 || b > 0xd7))
                        return at;
        }
        return -1;
}

static bool jpeg_frame(int marker)
{
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

void jpeg_look(struct scan *s, struct content *c, struct findings *f)
{
        uint8_t h[9];
        int64_t at = 2;

        for (int i = 0; i < CHUNKS_MAX && at >= 0 && scan_bytes(s, at, h, 4) && h[0] == 0xff; i++) {
                if (h[1] == 0xff) {
                        at++;
                        continue;
                }
                if (jpeg_frame(h[1]) && scan_bytes(s, at, h, 9)) {
                        c->height = (int64_t)number_be(h + 5, 2);
                        c->width = (int64_t)number_be(h + 7, 2);
                }
                at += 2 + (int64_t)number_be(h + 2, 2);
                if (h[1] == 0xda)
                        at = jpeg_marker_after(s, at);
                if (at >= 0 && scan_byte(s, at) == 0xff && scan_byte(s, at + 1) == 0xd9) {
                        c->end = at + 2;
                        return;
                }
        }
        cut_short(c, f, 0, "照片没有结束标记");
}

void png_look(struct scan *s, struct content *c, struct findings *f)
{
        uint8_t h[16];
        int64_t at = 8, n;

        for (int i = 0; i < CHUNKS_MAX && scan_bytes(s, at, h, 8); i++, at += 12 + n) {
                n = (int64_t)number_be(h, 4);
                if (!memcmp(h + 4, "IHDR", 4) && scan_bytes(s, at, h, 16)) {
                        c->width = (int64_t)number_be(h + 8, 4);
                        c->height = (int64_t)number_be(h + 12, 4);
                }
                if (!memcmp(h + 4, "IEND", 4)) {
                        c->end = at + 12;
                        return;
                }
        }
        cut_short(c, f, 0, "图片没有结束标记");
}

static void webp_size(struct scan *s, struct content *c)
{
        uint8_t h[30];

        if (!scan_bytes(s, 0, h, 30))
                return;
        if (!memcmp(h + 12, "VP8X", 4)) {
                c->width = (int64_t)number_le(h + 24, 3) + 1;
                c->height = (int64_t)number_le(h + 27, 3) + 1;
        } else if (!memcmp(h + 12, "VP8L", 4)) {
                c->width = (int64_t)(number_le(h + 21, 4) & 0x3fff) + 1;
                c->height = (int64_t)(number_le(h + 21, 4) >> 14 & 0x3fff) + 1;
        } else {
                c->width = (int64_t)number_le(h + 26, 2) & 0x3fff;
                c->height = (int64_t)number_le(h + 28, 2) & 0x3fff;
        }
}

/* One RIFF; AVI goes on with further ones of kind AVIX.  A recorder that lost its power leaves the length 0 or -1. */
void riff_look(struct scan *s, struct content *c, struct findings *f)
{
        int64_t at = 0, size = s->from->size, n;
        uint8_t h[12];

        for (int i = 0; i < CHUNKS_MAX && scan_bytes(s, at, h, 12) && !memcmp(h, "RIFF", 4); i++, at += 8 + n + (n & 1)) {
                n = (int64_t)number_le(h + 4, 4);
                if (at && memcmp(h + 8, "AVIX", 4))
                        break;
                if (n == 0 || n == 0xffffffff) {
                        cut_short(c, f, 0, "没有写下长度，录制时没有正常结束");
                        return;
                }
                if (at + 8 + n > size) {
                        cut_short(c, f, at + 8 + n - size, "数据没有写完");
                        return;
                }
        }
        c->end = at < size ? at : size;
        if (c->kind == MEDIA_PHOTO)
                webp_size(s, c);
}

/* A number of EBML at a place: how many bytes it takes; 0 if it is none.  All ones: unknown. */
static int ebml_number(struct scan *s, int64_t at, int64_t *out)
{
        int first = scan_byte(s, at), n = 1;
        uint8_t p[8];

        while (n <= 8 && first > 0 && !(first & 0x80 >> (n - 1)))
                n++;
        if (first <= 0 || n > 8 || !scan_bytes(s, at, p, (size_t)n))
                return 0;
        p[0] &= (uint8_t)(0xff >> n);
        *out = (int64_t)number_be(p, n);
        if (*out == ((int64_t)1 << 7 * n) - 1)
                *out = -1;
        return n;
}

void ebml_look(struct scan *s, struct content *c, struct findings *f)
{
        int64_t n = 0, at = 4, size = s->from->size;
        int k = ebml_number(s, at, &n);
        uint8_t id[4];

        at += k + n;
        if (!k || n < 0 || !scan_bytes(s, at, id, 4) || memcmp(id, "\x18\x53\x80\x67", 4)) {
                cut_short(c, f, 0, "没有内容（Segment）");
                return;
        }
        at += 4;
        k = ebml_number(s, at, &n);
        if (!k || n < 0)
                return;         /* written without knowing its end: usual for live recordings */
        if (n > size - at - k)
                cut_short(c, f, n - (size - at - k), "内容没有写完");
        else
                c->end = at + k + n;
}

void gif_look(struct scan *s, struct content *c, struct findings *f)
{
        uint8_t h[4];

        if (!scan_bytes(s, 6, h, 4)) {
                cut_short(c, f, 0, "没有图片");
                return;
        }
        c->width = (int64_t)number_le(h, 2);
        c->height = (int64_t)number_le(h + 2, 2);
}

void bmp_look(struct scan *s, struct content *c, struct findings *f)
{
        uint8_t h[26];
        int64_t n;

        if (!scan_bytes(s, 0, h, sizeof h)) {
                cut_short(c, f, 0, "没有图片");
                return;
        }
        n = (int64_t)number_le(h + 2, 4);
        c->width = (int64_t)(int32_t)number_le(h + 18, 4);
        c->height = (int64_t)(int32_t)number_le(h + 22, 4);
        c->height = c->height < 0 ? -c->height : c->height;     /* stored from the top */
        c->width = c->width < 0 ? 0 : c->width;
        if (n > s->from->size)
                cut_short(c, f, n - s->from->size, "图片没有写完");
        else if (n > 26)
                c->end = n;
}

void ts_look(struct scan *s, struct content *c, struct findings *f)
{
        int64_t rest = s->from->size % 188;

        if (!rest)
                c->end = s->from->size;
        else if (scan_byte(s, s->from->size - rest) == 0x47)
                cut_short(c, f, 188 - rest, "最后一个数据包没有写完");
}
