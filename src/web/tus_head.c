/* tus_head.c - the headers of tus into what a flow needs, and the note that stays with an upload.
 *
 * Everything here comes from strangers: names without their folders, texts checked, numbers bounded.
 * Must never: look at a store or a database.
 */
#include "web/tus.h"
#include <openssl/evp.h>
#include <string.h>

#define METADATA_MAX 4000
#define PARTS_MAX 64

/* ---- the note ---- */

static const char *const part_names[] = { "", "partial", "final" };

const char *tus_note_text(struct arena *mem, const struct tus_note *n)
{
        struct json *j = json_new(mem);

        json_open(j, '{');
        json_pair(j, "by", n->by);
        json_pair(j, "part", part_names[n->part]);
        json_pair(j, "metadata", n->metadata);
        json_pair(j, "concat", n->concat);
        json_pair(j, "file_name", n->file_name);
        json_pair(j, "digest", n->digest);
        json_pair(j, "source", n->source);
        json_pair(j, "device", n->device);
        json_pair(j, "batch", n->batch);
        json_pair(j, "case", n->case_id);
        json_close(j, '}');
        return json_done(j);
}

static const char *member(struct arena *mem, const json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return s ? text_copy(mem, s) : NULL;
}

bool tus_note_read(struct arena *mem, const char *text, struct tus_note *out)
{
        struct why why = { .mem = mem };
        json_t *o = text_empty(text) ? NULL : json_parse(&why, text, strlen(text));
        const char *part = o ? member(mem, o, "part") : NULL;

        if (!o)
                return false;
        *out = (struct tus_note){ .by = member(mem, o, "by"), .metadata = member(mem, o, "metadata"), .concat = member(mem, o, "concat"),
                                  .file_name = member(mem, o, "file_name"), .digest = member(mem, o, "digest"), .source = member(mem, o, "source"),
                                  .device = member(mem, o, "device"), .batch = member(mem, o, "batch"), .case_id = member(mem, o, "case") };
        out->part = text_same(part, "partial") ? PART_PIECE : text_same(part, "final") ? PART_FINAL : PART_NONE;
        json_decref(o);
        return out->by != NULL;
}

/* ---- Upload-Metadata ---- */

const char *tus_file_name(struct arena *mem, const char *name)
{
        const char *last = name;

        for (const char *s = name; *s; s++)
                if (*s == '/' || *s == '\\')
                        last = s + 1;
        last = text_trim(mem, last);
        if (!*last || text_same(last, ".") || text_same(last, ".."))
                return "未命名";
        return utf8_head(mem, last, 150);
}

static bool value_read(struct call *k, const char *name, const char *coded, const char **out)
{
        size_t n = 0;
        uint8_t *bytes = base64_bytes(k->mem, coded, &n);

        if (!bytes)
                return refuse(&k->c.why, R_BODY_MALFORMED, NULL, "Upload-Metadata 里的 %s 不是 base64", name);
        return text_admit(k->mem, (const char *)bytes, n, name, out, &k->c.why);
}

static bool pair_keep(struct call *k, const char *name, const char *value, struct tus_note *n)
{
        const struct { const char *name; const char **to; } known[] = {
                { "source", &n->source }, { "device", &n->device }, { "batch", &n->batch }, { "case", &n->case_id }, { "digest", &n->digest },
        };

        if (text_same(name, "filename") || (text_same(name, "name") && !n->file_name))
                n->file_name = tus_file_name(k->mem, value);
        if (text_same(name, "digest") && *value && !digest_valid(value))
                return refuse(&k->c.why, R_ARG_TYPE, "digest", "摘要应为 sm3: 或 sha256: 加 64 位十六进制数");
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                if (text_same(name, known[i].name) && *value)
                        *known[i].to = value;
        return true;
}

/* "filename 5Y2h…,source cGhvbmU=,private" */
bool tus_metadata_read(struct call *k, const char *header, struct tus_note *out)
{
        size_t n = 0;
        char **pieces;

        out->file_name = NULL;
        if (strlen(header) > METADATA_MAX || text_check(header, strlen(header)))
                return refuse(&k->c.why, R_BODY_TOO_LARGE, NULL, "Upload-Metadata 最多 %d 个 ASCII 字符", METADATA_MAX);
        out->metadata = *header ? text_copy(k->mem, header) : NULL;
        pieces = text_split(k->mem, header, ',', &n);
        for (size_t i = 0; i < n; i++) {
                char *piece = text_trim(k->mem, pieces[i]), *space = strchr(piece, ' ');
                const char *value = "";

                if (space)
                        *space = 0;
                if ((space && !value_read(k, piece, text_trim(k->mem, space + 1), &value)) || !pair_keep(k, piece, value, out))
                        return false;
        }
        if (!out->file_name)
                out->file_name = "未命名";
        return true;
}

/* ---- Upload-Checksum: "sha256 base64" ---- */

bool tus_checksum_read(struct call *k, const char *header, struct tus_sum *out)
{
        const char *space = strchr(header, ' '), *name = space ? text_copy_n(k->mem, header, (size_t)(space - header)) : "";
        const EVP_MD *md = text_in(name, TUS_ALGORITHMS, ',') ? EVP_get_digestbyname(name) : NULL;
        uint8_t *want;
        size_t n = 0;

        if (!md)
                return refuse(&k->c.why, R_UPLOAD_CHECKSUM_KIND, NULL, "可用的算法：" TUS_ALGORITHMS);
        want = base64_bytes(k->mem, space + 1, &n);
        if (!want || n != (size_t)EVP_MD_get_size(md))
                return refuse(&k->c.why, R_UPLOAD_CHECKSUM_KIND, NULL, "校验值的长度或者写法不对");
        memcpy(out->want, want, n);
        out->n = n;
        out->algorithm = md;
        return true;
}

/* ---- Upload-Concat: "partial" or "final;/api/uploads/a /api/uploads/b" ---- */

static bool part_read(struct call *k, const char *url, const char **out)
{
        const char *at = strstr(url, UPLOADS_AT "/");

        *out = at ? text_copy(k->mem, at + strlen(UPLOADS_AT "/")) : "";
        return (at && **out && !strpbrk(*out, "/?#")) || refuse(&k->c.why, R_UPLOAD_PARTS, NULL, "不是本站的上传地址");
}

bool tus_concat_read(struct call *k, const char *header, struct tus_note *note, const char ***parts, size_t *n_parts)
{
        const char **all = TAKE_N(k->mem, const char *, PARTS_MAX);
        char **urls;
        size_t n = 0, m = 0;

        if (text_check(header, strlen(header)) || strlen(header) > METADATA_MAX)
                return refuse(&k->c.why, R_UPLOAD_PARTS, NULL, "Upload-Concat 太长或者不是文字");
        note->concat = text_copy(k->mem, header);
        if (text_same(header, "partial")) {
                note->part = PART_PIECE;
                return true;
        }
        if (!text_starts(header, "final;"))
                return refuse(&k->c.why, R_UPLOAD_PARTS, NULL, "Upload-Concat 应为 partial 或 final;地址 …");
        note->part = PART_FINAL;
        urls = text_split(k->mem, header + 6, ' ', &n);
        for (size_t i = 0; i < n; i++) {
                if (!*urls[i])
                        continue;
                if (m == PARTS_MAX)
                        return refuse(&k->c.why, R_UPLOAD_PARTS, NULL, "最多 %d 段", PARTS_MAX);
                if (!part_read(k, urls[i], &all[m++]))
                        return false;
        }
        *parts = all;
        *n_parts = m;
        return m || refuse(&k->c.why, R_UPLOAD_PARTS, NULL, "没有写明由哪几段组成");
}
