/* picture.c - how large a JPEG or PNG is and which way up, read from its head.  Pixels are not looked at.
 *
 * Photographs of a telephone say in EXIF how to turn them; PDF readers do not look there, so layout must.
 */
#include "typeset/blocks.h"
#include <string.h>

static unsigned two(const uint8_t *p)
{
        return (unsigned)p[0] << 8 | p[1];
}

static unsigned four(const uint8_t *p)
{
        return two(p) << 16 | two(p + 2);
}

/* Sides over 30,000 pixels are no photograph; they would only take memory. */
static bool size_sane(unsigned w, unsigned h)
{
        return w >= 1 && h >= 1 && w <= 30000 && h <= 30000;
}

static bool png_read(struct bytes f, struct picture *out)
{
        if (f.n < 33 || memcmp(f.p, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) || !size_sane(four(f.p + 16), four(f.p + 20)))
                return false;
        *out = (struct picture){ .file = f, .w = (int)four(f.p + 16), .h = (int)four(f.p + 20) };
        return true;
}

static unsigned tiff(const uint8_t *p, size_t bytes, bool little)
{
        if (bytes == 2)
                return little ? (unsigned)p[1] << 8 | p[0] : two(p);
        return little ? tiff(p + 2, 2, true) << 16 | tiff(p, 2, true) : four(p);
}

/* Orientation (tag 0x0112) of the first directory; mirrored ones do not come from cameras and count as upright. */
static int exif_turn(const uint8_t *p, size_t n)
{
        const uint8_t *base;
        size_t room, at, entries;
        bool little;

        if (n < 20 || memcmp(p, "Exif\0\0", 6))
                return 0;
        base = p + 6;
        room = n - 6;
        little = *base == 'I';
        at = tiff(base + 4, 4, little);
        if (at > room - 2)
                return 0;
        entries = tiff(base + at, 2, little);
        for (size_t i = 0; i < entries && at + 2 + (i + 1) * 12 <= room; i++) {
                const uint8_t *e = base + at + 2 + i * 12;

                if (tiff(e, 2, little) != 0x0112)
                        continue;
                switch (tiff(e + 8, 2, little)) {
                case 3: return 180;
                case 6: return 90;
                case 8: return 270;
                default: return 0;
                }
        }
        return 0;
}

static bool is_frame(uint8_t kind)      /* SOF0…SOF15 without DHT, JPG and DAC */
{
        return kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC;
}

static bool jpeg_read(struct bytes f, struct picture *out)
{
        int turn = 0;

        if (f.n < 4 || memcmp(f.p, "\xFF\xD8\xFF", 3))
                return false;
        for (size_t at = 2; at + 4 <= f.n && f.p[at] == 0xFF;) {
                uint8_t kind = f.p[at + 1];
                size_t n = two(f.p + at + 2);

                if (kind == 0xFF) {
                        at++;
                        continue;
                }
                if (n < 2 || at + 2 + n > f.n)
                        return false;
                if (kind == 0xE1 && !turn)
                        turn = exif_turn(f.p + at + 4, n - 2);
                if (is_frame(kind)) {
                        if (n < 8 || !size_sane(two(f.p + at + 7), two(f.p + at + 5)))
                                return false;
                        *out = (struct picture){ .file = f, .jpeg = true, .w = (int)two(f.p + at + 7), .h = (int)two(f.p + at + 5), .turn = turn };
                        return true;
                }
                at += 2 + n;
        }
        return false;
}

bool picture_read(struct bytes file, struct picture *out, struct why *why)
{
        if (png_read(file, out) || jpeg_read(file, out))
                return true;
        return refuse(why, R_FILE_TYPE, NULL, "图片不是完好的 JPEG 或 PNG");
}
