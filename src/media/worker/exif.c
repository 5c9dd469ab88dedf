/* exif.c - what a photo says of itself (EXIF): when, where, with what, which way up.  It may lie; what cannot be true is marked. */
#include "media/worker/worker.h"
#include <libexif/exif-data.h>
#include <stdio.h>
#include <string.h>

static const char *text_of(struct arena *mem, ExifData *d, ExifIfd ifd, ExifTag tag)
{
        ExifEntry *e = exif_content_get_entry(d->ifd[ifd], tag);

        if (!e || !e->data || e->format != EXIF_FORMAT_ASCII)
                return "";
        return text_clean(mem, text_copy_n(mem, (const char *)e->data, strnlen((const char *)e->data, e->size)));
}

/* "2026:11:02 09:30:15" as local time in China; with "+08:00" it is certain. */
static bool time_of(const char *s, const char *zone, struct instant *out)
{
        int y, mo, d, h, mi, se, zh = 8, zm = 0;
        char sign = '+', text[32];

        if (sscanf(s, "%4d:%2d:%2d %2d:%2d:%2d", &y, &mo, &d, &h, &mi, &se) != 6 ||
                (*zone && sscanf(zone, "%c%2d:%2d", &sign, &zh, &zm) != 3))
                return false;
        if (y < 1900 || y > 2199 || zh > 14 || zm > 59 ||
                snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d", y, mo, d, h, mi, se) != 19)
                return false;
        if (!instant_parse_local(text, out))
                return false;
        out->ms += 8 * 3600000 - (sign == '-' ? -1 : 1) * (zh * 3600000 + zm * 60000);
        return true;
}

static bool rational_of(ExifEntry *e, ExifByteOrder order, unsigned i, double *out)
{
        ExifRational r;

        if (!e || !e->data || e->format != EXIF_FORMAT_RATIONAL || e->size < 8 * (i + 1))
                return false;
        r = exif_get_rational(e->data + 8 * i, order);
        *out = r.denominator ? (double)r.numerator / r.denominator : 0;
        return r.denominator || !r.numerator;
}

/* Degrees, minutes and seconds as millionths; false: there is none. */
static bool angle_of(ExifData *d, ExifTag tag, ExifTag ref, const char *minus, int64_t *out)
{
        ExifEntry *e = exif_content_get_entry(d->ifd[EXIF_IFD_GPS], tag), *r = exif_content_get_entry(d->ifd[EXIF_IFD_GPS], ref);
        ExifByteOrder order = exif_data_get_byte_order(d);
        double deg, min = 0, sec = 0, all;

        if (!rational_of(e, order, 0, &deg))
                return false;
        rational_of(e, order, 1, &min);
        rational_of(e, order, 2, &sec);
        all = deg + min / 60 + sec / 3600;
        if (r && r->data && r->size && r->data[0] == (uint8_t)*minus)
                all = -all;
        *out = all > -1000 && all < 1000 ? (int64_t)(all * 1e6 + (all < 0 ? -0.5 : 0.5)) : 999000000;
        return true;
}

static void place_read(ExifData *d, struct exif *x)
{
        int64_t lat, lon;

        if (!angle_of(d, (ExifTag)0x0002, (ExifTag)0x0001, "S", &lat) || !angle_of(d, (ExifTag)0x0004, (ExifTag)0x0003, "W", &lon))
                return;
        x->place_false = lat > 90000000 || lat < -90000000 || lon > 180000000 || lon < -180000000 || (!lat && !lon);
        x->placed = !x->place_false;
        x->latitude = x->placed ? lat : 0;
        x->longitude = x->placed ? lon : 0;
}

/* The satellites' date is in UTC; it may differ from the camera's by a zone, not by more than a day. */
static bool gps_day_differs(struct arena *mem, ExifData *d, struct instant made)
{
        const char *s = text_of(mem, d, EXIF_IFD_GPS, (ExifTag)0x001d);
        struct instant day;

        if (!time_of(text_make(mem, "%s 12:00:00", s), "+00:00", &day))
                return false;
        return day.ms - made.ms > 36 * 3600000LL || made.ms - day.ms > 36 * 3600000LL;
}

static void time_read(struct arena *mem, ExifData *d, struct exif *x)
{
        const char *when = text_of(mem, d, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL),
                *zone = text_of(mem, d, EXIF_IFD_EXIF, EXIF_TAG_OFFSET_TIME_ORIGINAL);

        if (!*when)
                when = text_of(mem, d, EXIF_IFD_0, EXIF_TAG_DATE_TIME);
        if (!*when)
                return;
        x->dated = time_of(when, zone, &x->made);
        x->zoned = x->dated && *zone;
        x->time_false = !x->dated || gps_day_differs(mem, d, x->made);
}

void exif_read(struct arena *mem, struct bytes head, struct exif *x)
{
        ExifData *d = exif_data_new_from_data(head.p, (unsigned)head.n);
        ExifEntry *o = d ? exif_content_get_entry(d->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION) : NULL;

        *x = (struct exif){ .make = "", .model = "", .software = "" };
        if (!d)
                return;
        if (o && o->data && o->format == EXIF_FORMAT_SHORT && o->size >= 2)
                x->orientation = exif_get_short(o->data, exif_data_get_byte_order(d));
        if (x->orientation > 8)
                x->orientation = 0;
        x->make = text_of(mem, d, EXIF_IFD_0, EXIF_TAG_MAKE);
        x->model = text_of(mem, d, EXIF_IFD_0, EXIF_TAG_MODEL);
        x->software = text_of(mem, d, EXIF_IFD_0, EXIF_TAG_SOFTWARE);
        time_read(mem, d, x);
        place_read(d, x);
        exif_data_unref(d);
}
