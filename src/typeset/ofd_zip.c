/* ofd_zip.c - the parts of an OFD package as a zip file: in the order given, all of 1980-01-01, so that the same parts give the same bytes.
 *
 * Must never: look at a clock or a time zone, write a file.
 */
#include "typeset/ofd_parts.h"
#include <zip.h>

enum { DAY_ONE = 0 << 9 | 1 << 5 | 1 };                 /* as DOS writes 1980-01-01 */

static bool part_put(zip_t *z, const struct ofd_part *part)
{
        const zip_buffer_fragment_t data[] = { { (zip_uint8_t *)part->data.p, part->data.n }, { (zip_uint8_t *)part->rest.p, part->rest.n } };
        zip_source_t *s = zip_source_buffer_fragment(z, data, part->rest.n ? 2 : 1, 0);
        zip_int64_t at = s ? zip_file_add(z, part->name, s, ZIP_FL_ENC_UTF_8) : -1;

        if (at < 0) {
                zip_source_free(s);
                return false;
        }
        return zip_set_file_compression(z, (zip_uint64_t)at, part->packed ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 9) == 0 &&
               zip_file_set_dostime(z, (zip_uint64_t)at, 0, DAY_ONE, 0) == 0;
}

static bool parts_put(struct ofd *o, zip_source_t *to)
{
        zip_error_t e;
        zip_t *z;

        zip_error_init(&e);
        z = zip_open_from_source(to, ZIP_TRUNCATE, &e);
        if (!z)
                return fail(o->why, "OFD 打包失败：%s", zip_error_strerror(&e));
        zip_source_keep(to);
        for (size_t i = 0; i < o->parts; i++) {
                if (!part_put(z, &o->part[i])) {
                        fail(o->why, "OFD 打包失败：%s：%s", o->part[i].name, zip_strerror(z));
                        zip_discard(z);
                        return false;
                }
        }
        if (zip_close(z) == 0)
                return true;
        fail(o->why, "OFD 打包失败：%s", zip_strerror(z));
        zip_discard(z);
        return false;
}

static bool package_read(struct ofd *o, zip_source_t *from, struct bytes *out)
{
        zip_stat_t st;
        uint8_t *p;
        bool done;

        if (zip_source_stat(from, &st) < 0 || !(st.valid & ZIP_STAT_SIZE) || zip_source_open(from) < 0)
                return fail(o->why, "OFD 打包失败：%s", zip_error_strerror(zip_source_error(from)));
        p = arena_take(o->mem, (size_t)st.size);
        done = zip_source_read(from, p, st.size) == (zip_int64_t)st.size;
        zip_source_close(from);
        if (!done)
                return fail(o->why, "OFD 打包失败：读不回打包结果");
        *out = (struct bytes){ p, (size_t)st.size };
        return true;
}

bool ofd_zip(struct ofd *o, struct bytes *out)
{
        zip_error_t e;
        zip_source_t *s;
        bool done;

        zip_error_init(&e);
        s = zip_source_buffer_create(NULL, 0, 0, &e);
        if (!s)
                return fail(o->why, "OFD 打包失败：%s", zip_error_strerror(&e));
        done = parts_put(o, s) && package_read(o, s, out);
        zip_source_free(s);
        return done;
}
