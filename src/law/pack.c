/* pack.c - a policy pack from files (or from what pack.adopt recorded) to a checked, immutable struct pack.
 *
 * Files come from one folder of packs: NAME/pack.yaml and its parts, what it extends, and the calendar.  The same bytes give the same digest,
 * whether they were read from disk or from the journal.  A pack with any error is never handed out.
 */
#include "law/pack.h"
#include "base/hash.h"
#include "base/json.h"
#include "law/pack_yaml.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHAIN_MAX 8
#define PARTS_MAX 8                     /* files of one pack beside its pack.yaml */
#define SOURCES_MAX (CHAIN_MAX * (1 + PARTS_MAX) + 1)

struct source { const char *path; const char *text; size_t n; };
struct loader {
        struct arena *mem;
        struct findings *found;
        const char *folder;             /* of all packs, on disk; NULL when loading recorded sources */
        json_t *recorded;
        struct source used[SOURCES_MAX];
        size_t n_used;
};

/* ---- where bytes come from ---- */

static bool open_failed(struct loader *l, struct pack_at why_at, const char *path, const char *reason)
{
        finding_add(l->found, true, why_at, "打不开“%s”：%s", path, reason);
        return false;
}

static bool file_read(struct loader *l, struct pack_at why_at, const char *path, struct source *out)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        struct stat st;
        char *text;
        ssize_t n;

        if (fd < 0)
                return open_failed(l, why_at, path, strerror(errno));
        if (fstat(fd, &st) || !S_ISREG(st.st_mode) || (size_t)st.st_size > PACK_FILE_MAX) {
                close(fd);
                return open_failed(l, why_at, path, "不是普通文件，或者超过 1 MiB");
        }
        text = arena_take(l->mem, (size_t)st.st_size + 1);
        n = read(fd, text, (size_t)st.st_size);
        close(fd);
        if (n != st.st_size)
                return open_failed(l, why_at, path, "没有读完整");
        out->text = text;
        out->n = (size_t)n;
        return true;
}

static bool recorded_read(struct loader *l, struct pack_at why_at, const char *path, struct source *out)
{
        json_t *text = json_object_get(l->recorded, path);

        if (!json_is_string(text))
                return open_failed(l, why_at, path, "记录里没有这个文件");
        out->n = json_string_length(text);
        out->text = text_copy_n(l->mem, json_string_value(text), out->n);
        return true;
}

/* path is within the folder of packs: "daying/pack.yaml".  why_at is who asked for it.  Every source is used once. */
static const struct source *source_use(struct loader *l, struct pack_at why_at, const char *path)
{
        struct source *s = &l->used[l->n_used];

        must(l->n_used < SOURCES_MAX);
        s->path = path;
        if (l->folder ? !file_read(l, why_at, text_make(l->mem, "%s/%s", l->folder, path), s) : !recorded_read(l, why_at, path, s))
                return NULL;
        l->n_used++;
        return s;
}

static const char *shown_path(struct loader *l, const char *path)
{
        return l->folder ? text_make(l->mem, "%s/%s", l->folder, path) : path;
}

/* ---- the chain of extends ---- */

static bool pack_name_fits(const char *s)
{
        return *s && strlen(s) <= 64 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s);
}

static bool extends_fits(struct loader *l, const struct node *extends, const char *const *chain, size_t n)
{
        if (extends->kind != NODE_TEXT || !pack_name_fits(extends->text)) {
                finding_add(l->found, true, extends->at, "“extends”应当是另一个策略包的名称（小写字母、数字、连字符）");
                return false;
        }
        for (size_t i = 0; i < n; i++)
                if (!strcmp(chain[i], extends->text)) {
                        finding_add(l->found, true, extends->at, "继承绕成了圈：“%s”", extends->text);
                        return false;
                }
        if (n < CHAIN_MAX)
                return true;
        finding_add(l->found, true, extends->at, "继承超过 %d 层", CHAIN_MAX);
        return false;
}

static bool name_fits(struct loader *l, const struct node *root, const char *name)
{
        const struct node *n = node_get(root, "name");

        if (!n || n->kind != NODE_TEXT || !strcmp(n->text, name))
                return true;
        finding_add(l->found, true, n->at, "“name”应当与所在文件夹同名：“%s”", name);
        return false;
}

/* ---- parts: further files of the same folder ---- */

static const char *beside(struct loader *l, const char *file, const char *name);

static bool part_name_fits(struct loader *l, const struct node *parts, size_t i)
{
        const struct node *n = parts->entries[i].value;
        size_t len = n->kind == NODE_TEXT ? strlen(n->text) : 0;
        bool fits = len > 5 && len <= 64 && !strcmp(n->text + len - 5, ".yaml") && strcmp(n->text, "pack.yaml") &&
                    strspn(n->text, "abcdefghijklmnopqrstuvwxyz0123456789-") == len - 5;

        for (size_t k = 0; fits && k < i; k++)
                fits = strcmp(parts->entries[k].value->text, n->text) != 0;
        if (!fits)
                finding_add(l->found, true, n->at, "“parts”里应当是同一文件夹中的文件名，如 papers.yaml（小写字母、数字、连字符），每个写一次");
        return fits;
}

/* What says which pack this is and what it rests on stands in pack.yaml alone. */
static bool part_keys_fit(struct loader *l, const struct node *part)
{
        for (size_t i = 0; i < part->n; i++)
                if (text_in(part->entries[i].key, "name|version|title|jurisdiction|portal|extends|calendar|parts", '|')) {
                        finding_add(l->found, true, part->entries[i].at, "“%s”只能写在 pack.yaml 里", part->entries[i].key);
                        return false;
                }
        return true;
}

static struct node *part_read(struct loader *l, const struct node *name)
{
        const char *path = beside(l, name->at.file, name->text);
        const struct source *s = source_use(l, name->at, path);
        struct node *part = s ? yaml_read(l->mem, shown_path(l, path), s->text, s->n, l->found) : NULL;

        return part && part_keys_fit(l, part) ? part : NULL;
}

/* The parts of one pack.yaml on top of it, in order.  The root keeps the place of pack.yaml. */
static struct node *parts_merge(struct loader *l, struct node *root, const struct node *parts)
{
        struct pack_at at = root->at;

        if (parts && (parts->kind != NODE_LIST || parts->n > PARTS_MAX)) {
                finding_add(l->found, true, parts->at, "“parts”应当是文件名的列表，最多 %d 个", PARTS_MAX);
                return NULL;
        }
        for (size_t i = 0; parts && i < parts->n; i++) {
                struct node *part = part_name_fits(l, parts, i) ? part_read(l, parts->entries[i].value) : NULL;

                if (!part)
                        return NULL;
                root = node_merge(l->mem, root, part, l->found);
        }
        root->at = at;
        return root;
}

/* This pack merged over everything it extends; NULL with findings. */
static struct node *chain_read(struct loader *l, struct pack_at why_at, const char *name, const char **chain, size_t n)
{
        const char *path = text_make(l->mem, "%s/pack.yaml", name);
        const struct source *s = source_use(l, why_at, path);
        struct node *root = s ? yaml_read(l->mem, shown_path(l, path), s->text, s->n, l->found) : NULL, *extends, *base = NULL, *parts;

        if (!root || !name_fits(l, root, name))
                return NULL;
        chain[n++] = name;
        extends = node_get(root, "extends");
        if (extends && (!extends_fits(l, extends, chain, n) || !(base = chain_read(l, extends->at, extends->text, chain, n))))
                return NULL;
        parts = node_get(root, "parts");
        return parts_merge(l, node_merge(l->mem, base, root, l->found), parts);
}

/* ---- calendar ---- */

/* The file stands beside the pack.yaml that names it. */
static const char *beside(struct loader *l, const char *file, const char *name)
{
        const char *end = strrchr(file, '/'), *start = end;

        must(end);
        while (start > file && start[-1] != '/')
                start--;
        return text_make(l->mem, "%.*s/%s", (int)(end - start), start, name);
}

static struct calendar *calendar_read(struct loader *l, const struct node *root)
{
        const struct node *n = node_get(root, "calendar");
        struct why why = { .mem = l->mem };
        struct calendar *calendar = NULL;
        const struct source *s;

        if (!n || n->kind != NODE_TEXT || strchr(n->text, '/') || *n->text == '.') {
                finding_add(l->found, true, n ? n->at : root->at, "策略包应当写明节假日日历文件：“calendar: workdays.csv”");
                return NULL;
        }
        s = source_use(l, n->at, beside(l, n->at.file, n->text));
        if (s && !utf8_valid(s->text, s->n))
                refuse(&why, R_ARG_ENCODING, NULL, "不是有效的 UTF-8 文字");
        else if (s)
                calendar = calendar_load(l->mem, s->text, s->n, &why);
        if (s && !calendar)
                finding_add(l->found, true, n->at, "日历“%s”不正确：%s", n->text, why.detail ? why.detail : "");
        return calendar;
}

/* ---- sources and digest ---- */

static int compare_sources(const void *a, const void *b)
{
        return strcmp(((const struct source *)a)->path, ((const struct source *)b)->path);
}

static const char *sources_text(struct loader *l)
{
        struct json *j = json_new(l->mem);

        qsort(l->used, l->n_used, sizeof l->used[0], compare_sources);
        json_open(j, '{');
        for (size_t i = 0; i < l->n_used; i++)
                json_pair(j, l->used[i].path, l->used[i].text);
        json_close(j, '}');
        return json_done(j);
}

/* ---- the whole ---- */

static bool pack_fill(struct loader *l, struct pack *p, const char *name, const struct verb_effect *verbs, size_t n)
{
        const char *chain[CHAIN_MAX + 1];
        struct node *root = chain_read(l, (struct pack_at){ 0 }, name, chain, 0);
        const struct node *extends = node_get(root, "extends");
        size_t states = 0;
        struct hash h;

        if (!root)
                return false;
        p->calendar = calendar_read(l, root);
        pack_read(p, root, verbs, n, l->found);
        p->extends = extends && extends->kind == NODE_TEXT ? extends->text : "";
        if (l->found->errors || (!pack_prove(p, verbs, n, l->found, &states) && !l->found->replaced))
                return false;
        if (l->found->replaced)
                l->found->errors = 0;
        p->sources = sources_text(l);
        h = hash_bytes(HASH_SM3, p->sources, strlen(p->sources));
        p->digest = hash_digest(p->mem, HASH_SM3, &h);
        return true;
}

static struct pack *pack_make(struct loader *l, const char *name, const struct verb_effect *verbs, size_t n)
{
        struct pack *p = TAKE(l->mem, struct pack);

        p->mem = l->mem;
        if (pack_fill(l, p, name, verbs, n) && !l->found->errors)
                return p;
        arena_free(l->mem);
        return NULL;
}

/* "packs/daying/" -> folder "packs", name "daying". */
static bool dir_split(struct loader *l, const char *dir, const char **name)
{
        size_t n = strlen(dir);
        char *whole;

        while (n > 1 && dir[n - 1] == '/')
                n--;
        whole = text_copy_n(l->mem, dir, n);
        *name = strrchr(whole, '/') ? strrchr(whole, '/') + 1 : whole;
        l->folder = *name == whole ? "." : *name == whole + 1 ? "/" : text_copy_n(l->mem, whole, (size_t)(*name - whole) - 1);
        if (pack_name_fits(*name))
                return true;
        finding_add(l->found, true, (struct pack_at){ text_copy(l->mem, dir), 0, 0 }, "策略包文件夹的名称只能用小写字母、数字和连字符");
        return false;
}

struct pack *pack_load(const char *dir, const struct verb_effect *verbs, size_t n, struct findings *found)
{
        struct loader l = { .mem = arena_new(), .found = found };
        const char *name;

        if (dir_split(&l, dir, &name))
                return pack_make(&l, name, verbs, n);
        arena_free(l.mem);
        return NULL;
}

/* Does a pack.yaml of the record extend this one? */
static bool recorded_extended(struct loader *l, const char *name)
{
        const char *path;
        json_t *text;

        json_object_foreach(l->recorded, path, text) {
                const char *body = json_is_string(text) ? json_string_value(text) : "";
                struct findings ignored = { .mem = l->mem };
                struct node *root = strstr(path, "/pack.yaml") ? yaml_read(l->mem, path, body, strlen(body), &ignored) : NULL;
                const struct node *extends = node_get(root, "extends");

                if (extends && extends->kind == NODE_TEXT && !strcmp(extends->text, name))
                        return true;
        }
        return false;
}

/* The pack that no other one in the record extends is the one that was adopted. */
static const char *recorded_name(struct loader *l)
{
        const char *path, *name = NULL;
        json_t *text;

        json_object_foreach(l->recorded, path, text) {
                size_t n = strlen(path), suffix = strlen("/pack.yaml");
                char *candidate;

                if (n <= suffix || strcmp(path + n - suffix, "/pack.yaml"))
                        continue;
                candidate = text_copy_n(l->mem, path, n - suffix);
                if (!recorded_extended(l, candidate))
                        name = candidate;
        }
        return name;
}

struct pack *pack_load_sources(const char *sources, const struct verb_effect *verbs, size_t n, struct findings *found)
{
        struct loader l = { .mem = arena_new(), .found = found };
        struct why why = { .mem = l.mem };
        struct pack *p = NULL;
        const char *name;

        l.recorded = json_parse(&why, sources, strlen(sources));
        name = json_is_object(l.recorded) && json_object_size(l.recorded) <= SOURCES_MAX ? recorded_name(&l) : NULL;
        if (name) {
                p = pack_make(&l, name, verbs, n);
        } else {
                finding_add(found, true, (struct pack_at){ 0 }, "记录的策略包无法读取：%s", why.detail ? why.detail : "里面没有 pack.yaml");
                arena_free(l.mem);
        }
        json_decref(l.recorded);
        return p;
}

void pack_free(struct pack *p)
{
        if (p)
                arena_free(p->mem);
}
