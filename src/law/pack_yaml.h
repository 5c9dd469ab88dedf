/* pack_yaml.h - private to the pack loader: YAML as a tree that remembers where every word stood, and merging of such trees.
 *
 * Only what packs need: mappings, lists, texts and null.  No anchors, aliases, tags or second documents; at most 1 MiB, 16 levels and
 * 4096 entries in one mapping, so that no file can make the loader slow.
 */
#ifndef LAW_PACK_YAML_H
#define LAW_PACK_YAML_H
#include "law/pack.h"
#include "law/procedure.h"

#define PACK_FILE_MAX ((size_t)1 << 20)

enum node_kind { NODE_NULL, NODE_TEXT, NODE_LIST, NODE_MAP };
struct node;
struct node_entry { const char *key; struct pack_at at; struct node *value; };   /* lists: key NULL, at of the value */
struct node {
        enum node_kind kind;
        struct pack_at at;
        const char *text;               /* NODE_TEXT */
        bool plain;                     /* not quoted: numbers, true, false */
        bool straight, literal;         /* stands in the file byte for byte as here; is a `|` block, line for line as here */
        struct node_entry *entries;     /* NODE_LIST, NODE_MAP, in the order of the file */
        size_t n, room;
};
const char *node_kind_name(const struct node *n);                       /* 映射 列表 文字 空值 */
const struct node_entry *node_entry(const struct node *map, const char *key);     /* NULL if not there or not a mapping */
struct node *node_get(const struct node *map, const char *key);

/* Where byte `offset` of a text stands in its file; the text's own place where that cannot be said. */
struct pack_at node_at(struct arena *mem, const struct node *text, size_t offset);

/* NULL if the text could not be read; findings say where. */
struct node *yaml_read(struct arena *mem, const char *file, const char *text, size_t n, struct findings *found);
/* over on top of base: mappings merge by key, ~ removes, everything else is replaced whole.  base may be NULL.  Returns base. */
struct node *node_merge(struct arena *mem, struct node *base, struct node *over, struct findings *found);

/* The tree as a struct pack: types, unknown and missing keys, references.  p->mem and found are set; answers through found. */
void pack_read(struct pack *p, const struct node *root, const struct verb_effect *verbs, size_t n, struct findings *found);

__attribute__((format(printf, 4, 5)))
void finding_add(struct findings *f, bool error, struct pack_at at, const char *fmt, ...);

#endif
