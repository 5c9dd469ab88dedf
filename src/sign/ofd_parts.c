/* ofd_parts.c - the package of an OFD: a zip, read whole with limits, written again with some parts more.
 *
 * Names are looked at before anything else: two parts of one name, or one that climbs out, are how a reader is shown another text
 * than the verifier saw.  XML with a document type is not read: OFD has none, and entities are only good for attacks.
 */
#include "sign/ofd_inner.h"
#include <libxml/parser.h>
#include <string.h>
#include <zip.h>

#define PARTS_MAX 20000
#define PART_MAX ((zip_uint64_t)256 << 20)
#define ALL_MAX ((zip_uint64_t)1 << 30)
#define STEPS_MAX 64                    /* folders in a location */

/* libxml2 wants this before there are threads. */
__attribute__((constructor)) static void xml_start(void)
{
        xmlInitParser();
}

/* ---- reading ---- */

static bool name_good(const char *s)
{
        if (!*s || *s == '/' || strchr(s, '\\') || !utf8_valid(s, strlen(s)))
                return false;
        for (const char *p = s; p; p = strchr(p, '/')) {
                p += *p == '/';
                if (text_starts(p, "../") || text_starts(p, "./") || *p == '/' || text_same(p, "..") || text_same(p, "."))
                        return false;
        }
        return true;
}

static zip_t *zip_of(struct bytes file, int flags)
{
        zip_error_t e;
        zip_source_t *s;
        zip_t *z;

        zip_error_init(&e);
        s = zip_source_buffer_create(file.p, file.n, 0, &e);
        z = s ? zip_open_from_source(s, flags, &e) : NULL;
        if (s && !z)
                zip_source_free(s);
        zip_error_fini(&e);
        return z;
}

static bool part_read(struct arena *mem, zip_t *z, zip_uint64_t i, zip_uint64_t *left, struct ofd_part *out)
{
        zip_stat_t st;
        zip_file_t *f;
        uint8_t *p;
        bool good;

        if (zip_stat_index(z, i, 0, &st) || (st.valid & (ZIP_STAT_NAME | ZIP_STAT_SIZE)) != (ZIP_STAT_NAME | ZIP_STAT_SIZE) ||
            !name_good(st.name) ||
            st.size > PART_MAX || st.size > *left)
                return false;
        if (st.valid & ZIP_STAT_ENCRYPTION_METHOD && st.encryption_method != ZIP_EM_NONE)
                return false;
        f = zip_fopen_index(z, i, 0);
        if (!f)
                return false;
        p = arena_take(mem, (size_t)st.size + 1);
        good = zip_fread(f, p, st.size + 1) == (zip_int64_t)st.size;   /* one more: a part longer than it says is none */
        good = !zip_fclose(f) && good;
        *left -= st.size;
        *out = (struct ofd_part){ text_copy(mem, st.name), { p, (size_t)st.size } };
        return good;
}

const struct ofd_part *ofd_part(const struct ofd *o, const char *name)
{
        for (size_t i = 0; name && i < o->n; i++)
                if (text_same(o->at[i].name, name))
                        return &o->at[i];
        return NULL;
}

static bool parts_read(struct arena *mem, zip_t *z, struct ofd *out)
{
        zip_int64_t n = zip_get_num_entries(z, 0);
        zip_uint64_t left = ALL_MAX;
        struct ofd o = { 0 };

        if (n <= 0 || n > PARTS_MAX)
                return false;
        o.at = TAKE_N(mem, struct ofd_part, n);
        for (zip_int64_t i = 0; i < n; i++) {
                struct ofd_part p;
                size_t len;

                if (!part_read(mem, z, (zip_uint64_t)i, &left, &p) || ofd_part(&o, p.name))
                        return false;
                len = strlen(p.name);
                if (p.name[len - 1] != '/')
                        o.at[o.n++] = p;
                else if (p.data.n)
                        return false;
        }
        *out = o;
        return true;
}

bool ofd_read(struct arena *mem, struct bytes file, struct ofd *out, struct why *why)
{
        zip_t *z = file.n > 4 && !memcmp(file.p, "PK\3\4", 4) ? zip_of(file, ZIP_RDONLY | ZIP_CHECKCONS) : NULL;
        bool good;

        if (!z)
                return refuse(why, R_FILE_TYPE, "file", "不是 OFD 文件，或者文件包有损坏");
        good = parts_read(mem, z, out);
        zip_discard(z);
        if (!good || !ofd_part(out, "OFD.xml"))
                return refuse(why, R_FILE_TYPE, "file", "OFD 文件包里的内容有问题");
        return true;
}

/* ---- writing ---- */

/* The act's time in China in the two numbers of MS-DOS, whatever the machine's zone. */
static void dos_time(struct instant at, zip_uint16_t *t, zip_uint16_t *d)
{
        int y, m, day, s = (int)((at.ms - instant_at(day_of(at), 0, 0).ms) / 1000);

        day_split(day_of(at), &y, &m, &day);
        if (y < 1980)
                y = 1980;
        *t = (zip_uint16_t)((s / 3600) << 11 | (s / 60 % 60) << 5 | (s % 60) / 2);
        *d = (zip_uint16_t)((y - 1980) << 9 | m << 5 | day);
}

static bool part_put(zip_t *z, const struct ofd_part *p, struct instant at)
{
        zip_source_t *s = zip_source_buffer(z, p->data.p, p->data.n, 0);
        zip_uint16_t t, d;
        zip_int64_t i = s ? zip_file_add(z, p->name, s, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8) : -1;

        if (s && i < 0)
                zip_source_free(s);
        dos_time(at, &t, &d);
        return i >= 0 && !zip_file_set_dostime(z, (zip_uint64_t)i, t, d, 0) &&
               !zip_set_file_compression(z, (zip_uint64_t)i, ZIP_CM_DEFLATE, 0);
}

static bool source_bytes(struct arena *mem, zip_source_t *s, struct bytes *out)
{
        zip_stat_t st;
        uint8_t *p;
        bool good;

        if (zip_source_stat(s, &st) || !(st.valid & ZIP_STAT_SIZE) || zip_source_open(s))
                return false;
        p = arena_take(mem, st.size);
        good = zip_source_read(s, p, st.size) == (zip_int64_t)st.size;
        zip_source_close(s);
        if (good)
                *out = (struct bytes){ p, st.size };
        return good;
}

bool ofd_write(struct arena *mem, struct bytes file, const struct ofd_part *parts, size_t n, struct instant at, struct bytes *out,
               struct why *why)
{
        zip_error_t e;
        zip_source_t *s;
        zip_t *z;
        uint8_t *own = memory_take(file.n);     /* libzip 1.7 frees pieces of what it writes over: the source must be its own */
        bool good;

        memcpy(own, file.p, file.n);
        zip_error_init(&e);
        s = zip_source_buffer_create(own, file.n, 1, &e);
        if (!s)
                memory_free(own);
        z = s ? zip_open_from_source(s, 0, &e) : NULL;
        zip_error_fini(&e);
        good = z != NULL;
        if (z)
                zip_source_keep(s);             /* closing the archive writes into it; then it is read */
        for (size_t i = 0; good && i < n; i++)
                good = part_put(z, &parts[i], at);
        if (z && !(good && !zip_close(z))) {
                zip_discard(z);
                good = false;
        }
        good = good && source_bytes(mem, s, out);
        if (s)
                zip_source_free(s);
        return good || fail(why, "不能写 OFD 文件包");
}

/* ---- locations and XML ---- */

const char *ofd_path(struct arena *mem, const char *beside, const char *location)
{
        const char *slash = strrchr(beside, '/');
        bool rooted = *location == '/' || !slash;
        char *all = rooted ? text_copy(mem, location) : text_make(mem, "%.*s/%s", (int)(slash - beside), beside, location);
        const char *kept[STEPS_MAX];
        size_t n, k = 0;
        char **steps = text_split(mem, all, '/', &n);

        for (size_t i = 0; i < n; i++) {
                if (text_empty(steps[i]) || text_same(steps[i], "."))
                        continue;
                if (text_same(steps[i], "..") ? k == 0 : k == STEPS_MAX)
                        return NULL;
                if (text_same(steps[i], ".."))
                        k--;
                else
                        kept[k++] = steps[i];
        }
        return k ? text_join(mem, kept, k, '/') : NULL;
}

xmlDoc *ofd_xml(const struct ofd_part *p)
{
        xmlDoc *d = p && p->data.n > 0 && p->data.n < INT32_MAX
                    ? xmlReadMemory((const char *)p->data.p, (int)p->data.n, "part.xml", NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING) : NULL;

        if (d && !d->intSubset && !d->extSubset && xmlDocGetRootElement(d))
                return d;
        xmlFreeDoc(d);
        return NULL;
}

static xmlNode *named(xmlNode *n, const char *name)
{
        while (n && !(n->type == XML_ELEMENT_NODE && text_same((const char *)n->name, name)))
                n = n->next;
        return n;
}

xmlNode *xml_child(const xmlNode *n, const char *name)
{
        return n ? named(n->children, name) : NULL;
}

xmlNode *xml_next(const xmlNode *n, const char *name)
{
        return n ? named(n->next, name) : NULL;
}

const char *xml_text(struct arena *mem, const xmlNode *n)
{
        xmlChar *s = n ? xmlNodeGetContent(n) : NULL;
        const char *text = s ? text_trim(mem, text_copy(mem, (const char *)s)) : "";

        if (s)
                xmlFree(s);
        return text;
}

const char *xml_attribute(struct arena *mem, const xmlNode *n, const char *name)
{
        xmlChar *s = n ? xmlGetNoNsProp(n, (const xmlChar *)name) : NULL;
        const char *text = s ? text_copy(mem, (const char *)s) : "";

        if (s)
                xmlFree(s);
        return text;
}

struct bytes xml_bytes(struct arena *mem, xmlDoc *d)
{
        xmlChar *p = NULL;
        int n = 0;
        struct bytes b = { 0 };

        xmlDocDumpMemoryEnc(d, &p, &n, "UTF-8");
        if (p && n > 0)
                b = (struct bytes){ arena_copy(mem, p, (size_t)n), (size_t)n };
        if (p)
                xmlFree(p);
        return b;
}
