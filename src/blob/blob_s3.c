/* blob_s3.c - the back end of an S3 server.  Names are keys below the prefix; what is staged on this machine goes up whole or in parts.
 *
 * A key appears whole or not at all: a single PUT, or a multipart upload that is completed at its end.  The server checks the SHA-256 of
 * every body; afterwards the size is asked for.
 * Must never: take a server that does not answer for one that says no.
 */
#include "blob/inner.h"
#include <errno.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>
#include <sys/stat.h>

#define PART ((int64_t)8 << 20)
#define PARTS_MAX 9000                  /* S3 allows 10,000 */
#define LIST_PAGE "1000"

static bool s3_find(const struct blobs *b, const char *name, bool *there, struct entry *out, struct why *why)
{
        struct s3_ask q = { .method = "HEAD", .name = name };
        struct s3_answer a = { 0 };

        if (!s3_ask(b->s3, why->mem, &q, &a, why))
                return false;
        *there = a.status == 200;
        if (a.status != 200 && a.status != 404)
                return s3_refused(&a, "查看", why);
        if (*there)
                *out = (struct entry){ name, a.size, a.modified };
        return true;
}

static bool put_one(const struct blobs *b, struct arena *mem, const struct s3_ask *q, struct s3_answer *a, struct why *why)
{
        return s3_ask(b->s3, mem, q, a, why) && (a->status == 200 || s3_refused(a, "存入", why));
}

static bool s3_write(struct blobs *b, const char *name, struct bytes text, struct why *why)
{
        struct s3_ask q = { .method = "PUT", .name = name, .body = text };
        struct s3_answer a = { 0 };

        return put_one(b, why->mem, &q, &a, why);
}

static bool s3_remove(struct blobs *b, const char *name, struct why *why)
{
        struct s3_ask q = { .method = "DELETE", .name = name };
        struct s3_answer a = { 0 };

        return s3_ask(b->s3, why->mem, &q, &a, why) && (a.status == 204 || a.status == 200 || a.status == 404 || s3_refused(&a, "删除", why));
}

/* ---- XML answers: elements by local name ---- */

static xmlDoc *xml_read(struct bytes text)
{
        return xmlReadMemory((const char *)text.p, (int)text.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

static const char *xml_text(struct arena *mem, const xmlNode *of, const char *name)
{
        for (xmlNode *n = of ? of->children : NULL; n; n = n->next)
                if (n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name)) {
                        xmlChar *s = xmlNodeGetContent(n);
                        const char *copy = text_copy(mem, s ? (const char *)s : "");

                        xmlFree(s);
                        return copy;
                }
        return "";
}

/* "2026-11-23T10:15:43.000Z" */
static struct instant xml_instant(struct arena *mem, const xmlNode *of, const char *name)
{
        const char *s = xml_text(mem, of, name);
        struct instant t = { 0 };

        instant_parse_local(text_make(mem, "%.19sZ", s), &t);
        return t;
}

/* ---- large content in parts ---- */

struct parts { struct blobs *b; const char *name, *id; struct buffer list; int64_t each; };

static bool parts_start(struct parts *p, struct arena *mem, struct why *why)
{
        struct s3_ask q = { .method = "POST", .name = p->name, .query = { { "uploads", "" } } };
        struct s3_answer a = { 0 };
        xmlDoc *d;

        if (!put_one(p->b, mem, &q, &a, why))
                return false;
        d = xml_read(a.text);
        p->id = xml_text(mem, d ? xmlDocGetRootElement(d) : NULL, "UploadId");
        xmlFreeDoc(d);
        return *p->id || fail(why, "存储服务没有给出分段上传的编号");
}

static bool part_send(struct parts *p, struct arena *mem, int64_t number, struct bytes body, struct why *why)
{
        struct s3_ask q = { .method = "PUT", .name = p->name, .body = body,
                            .query = { { "partNumber", text_make(mem, "%lld", (long long)number) }, { "uploadId", p->id } } };
        struct s3_answer a = { 0 };

        if (!put_one(p->b, mem, &q, &a, why))
                return false;
        buffer_make(&p->list, "<Part><PartNumber>%lld</PartNumber><ETag>%s</ETag></Part>", (long long)number, a.etag);
        return true;
}

static bool parts_send(struct parts *p, struct arena *mem, int fd, int64_t size, struct why *why)
{
        uint8_t *body = memory_take((size_t)p->each);
        bool good = true;

        for (int64_t at = 0, number = 1; good && at < size; at += p->each, number++) {
                ssize_t n = pread_all(fd, body, (size_t)(size - at < p->each ? size - at : p->each), at);

                good = n > 0 ? part_send(p, mem, number, (struct bytes){ body, (size_t)n }, why) : fail(why, "读回暂存的内容时出错：%s", strerror(errno));
        }
        memory_free(body);
        return good;
}

/* A lost answer to the last request: the upload is gone, but the key is there. */
static bool parts_complete(struct parts *p, struct arena *mem, struct why *why)
{
        const char *text = text_make(mem, "<CompleteMultipartUpload>%s</CompleteMultipartUpload>", buffer_done(&p->list));
        struct s3_ask q = { .method = "POST", .name = p->name, .query = { { "uploadId", p->id } }, .body = { (const uint8_t *)text, strlen(text) } };
        struct s3_answer a = { 0 };

        if (!s3_ask(p->b->s3, mem, &q, &a, why))
                return false;
        if (a.status == 404)
                return true;
        return (a.status == 200 && !strstr((const char *)a.text.p, "<Error>")) || s3_refused(&a, "完成分段上传", why);
}

static void parts_abort(struct blobs *b, struct arena *mem, const char *name, const char *id)
{
        struct why why = { .mem = mem };
        struct s3_ask q = { .method = "DELETE", .name = name, .query = { { "uploadId", id } } };
        struct s3_answer a = { 0 };

        s3_ask(b->s3, mem, &q, &a, &why);       /* if this fails too, it expires (s3_expire) */
}

static bool put_parts(struct blobs *b, int fd, int64_t size, const char *name, struct why *why)
{
        struct arena *mem = arena_new();
        struct parts p = { .b = b, .name = name, .list = { .mem = mem }, .each = PART };
        bool good;

        while (size / p.each >= PARTS_MAX)
                p.each *= 2;
        if (!parts_start(&p, mem, why)) {
                arena_free(mem);
                return false;
        }
        good = parts_send(&p, mem, fd, size, why) && parts_complete(&p, mem, why);
        if (!good)
                parts_abort(b, mem, name, p.id);
        arena_free(mem);
        return good;
}

static bool put_whole(struct blobs *b, int fd, int64_t size, const char *name, struct why *why)
{
        uint8_t *body = memory_take((size_t)size + 1);
        bool good = pread_all(fd, body, (size_t)size, 0) == (ssize_t)size || fail(why, "读回暂存的内容时出错：%s", strerror(errno));

        good = good && s3_write(b, name, (struct bytes){ body, (size_t)size }, why);
        memory_free(body);
        return good;
}

static bool s3_settle(struct blobs *b, const char *tmp_path, int fd, const char *name, struct why *why)
{
        struct entry e = { 0 };
        struct stat st;
        bool there = false;

        (void)tmp_path;
        if (fstat(fd, &st))
                return fail(why, "读回暂存的内容时出错：%s", strerror(errno));
        if (!s3_find(b, name, &there, &e, why))
                return false;
        if (there && e.size == st.st_size)
                return true;
        if (!(st.st_size <= PART ? put_whole(b, fd, st.st_size, name, why) : put_parts(b, fd, st.st_size, name, why)) ||
            !s3_find(b, name, &there, &e, why))
                return false;
        return (there && e.size == st.st_size) || fail(why, "存储服务没有存下 %s", name);
}

/* ---- lists ---- */

struct page { struct arena *mem; const struct blobs *b; entry_fn *each; void *to; bool more; const char *go_on; };

static void page_entry(struct page *p, const xmlNode *n)
{
        const char *key = xml_text(p->mem, n, "Key"), *prefix = s3_prefix(p->b->s3);
        struct entry e = { .touched = xml_instant(p->mem, n, "LastModified") };

        if (!text_starts(key, prefix) || !text_int(xml_text(p->mem, n, "Size"), 0, INT64_MAX, &e.size))
                return;
        e.name = key + strlen(prefix);
        p->more = p->each(p->to, &e);
}

static bool page_read(struct page *p, struct bytes text, struct why *why)
{
        xmlDoc *d = xml_read(text);
        const xmlNode *root = d ? xmlDocGetRootElement(d) : NULL;

        if (!root) {
                xmlFreeDoc(d);
                return fail(why, "存储服务的清单读不懂");
        }
        for (const xmlNode *n = root->children; n && p->more; n = n->next)
                if (n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, "Contents"))
                        page_entry(p, n);
        p->go_on = !strcmp(xml_text(p->mem, root, "IsTruncated"), "true") ? xml_text(p->mem, root, "NextContinuationToken") : NULL;
        xmlFreeDoc(d);
        return true;
}

static bool s3_each(const struct blobs *b, const char *after, entry_fn *each, void *to, struct why *why)
{
        struct arena *mem = arena_new(), *old = NULL;
        struct page p = { .b = b, .each = each, .to = to, .more = true };
        const char *prefix = s3_prefix(b->s3), *go_on = NULL, *start = after ? text_make(why->mem, "%s%s", prefix, after) : NULL;
        bool good = true;

        do {
                struct s3_ask q = { .method = "GET", .query = { { "list-type", "2" }, { "prefix", prefix }, { "max-keys", LIST_PAGE } } };
                struct s3_answer a = { 0 };

                if (go_on)
                        q.query[3] = (struct s3_param){ "continuation-token", go_on };
                else if (start)
                        q.query[3] = (struct s3_param){ "start-after", start };
                good = s3_ask(b->s3, mem, &q, &a, why) && (a.status == 200 || s3_refused(&a, "列出内容", why));
                p.mem = mem;
                good = good && page_read(&p, a.text, why);
                arena_free(old);
                old = mem;              /* the token lives in it */
                go_on = p.go_on;
                mem = arena_new();
        } while (good && p.more && go_on && *go_on);
        arena_free(old);
        arena_free(mem);
        return good;
}

static struct source *s3_source(const struct blobs *b, const char *name, struct why *why)
{
        struct entry e = { 0 };
        struct source *s;
        bool there = false;

        if (!s3_find(b, name, &there, &e, why))
                return NULL;
        if (!there) {
                refuse(why, R_SUBJECT_UNKNOWN, NULL, "文件库里没有 %s", name);
                return NULL;
        }
        s = memory_take(sizeof *s);
        *s = (struct source){ .fd = -1, .size = e.size, .b = b, .name = memory_take(strlen(name) + 1) };
        memcpy(s->name, name, strlen(name) + 1);
        return s;
}

/* Multipart uploads that a crash left half done: nobody else ends them. */
static bool s3_expire(struct blobs *b, struct instant before, struct why *why)
{
        struct arena *mem = arena_new();
        const char *prefix = s3_prefix(b->s3);
        struct s3_ask q = { .method = "GET", .query = { { "uploads", "" }, { "prefix", prefix } } };
        struct s3_answer a = { 0 };
        bool good = s3_ask(b->s3, mem, &q, &a, why) && (a.status == 200 || s3_refused(&a, "列出分段上传", why));
        xmlDoc *d = good ? xml_read(a.text) : NULL;
        const xmlNode *root = d ? xmlDocGetRootElement(d) : NULL;

        for (const xmlNode *n = root ? root->children : NULL; n; n = n->next) {
                const char *key = xml_text(mem, n, "Key");

                if (n->type != XML_ELEMENT_NODE || strcmp((const char *)n->name, "Upload") || !text_starts(key, prefix))
                        continue;
                if (xml_instant(mem, n, "Initiated").ms < before.ms)
                        parts_abort(b, mem, key + strlen(prefix), xml_text(mem, n, "UploadId"));
        }
        xmlFreeDoc(d);
        arena_free(mem);
        return good;
}

const struct back back_s3 = { s3_find, s3_settle, s3_write, s3_remove, s3_each, s3_source, s3_expire };
