/* export.h - private to export-site: addresses of the site, the files they become, and text whose links lead from file to file. */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H
#include "cli/cli.h"
#include "base/hash.h"

/* What an address of the portal is as a file: "/decision/12" -> "decision/12.html".  NULL: it has no place among static files (forms,
 * desk, interface, other sites).  raw: as a link writes it, without #; base: "https://host" of the site. */
struct export_target { const char *address /* as the page is asked for, query included */, *path, *query, *file; };
bool export_target(struct arena *mem, const char *base, const char *raw, struct export_target *out);

/* Is there something behind this address, and may the link stay?  Called for each link that has a file. */
typedef bool export_link_fn(void *to, const struct export_target *t);
/* A page with links from file to file; forms are taken out, links without a file are text. */
const char *export_html(struct arena *mem, const char *base, const char *file, struct bytes page, export_link_fn *link, void *to);
/* A feed: every "https://host/…" that has a file. */
const char *export_feed(struct arena *mem, const char *base, const char *file, struct bytes text, export_link_fn *link, void *to);

/* The files of a copy, as `files.txt` lists them: "sm3:<hex> <bytes> <path>", sorted by path. */
struct export_file { const char *path, *digest; int64_t size; };
struct export_files { struct arena *mem; struct export_file *at; size_t n, room; };
void export_files_add(struct export_files *l, const char *path, const char *digest, int64_t size);
void export_files_sort(struct export_files *l);
const struct export_file *export_files_find(const struct export_files *l, const char *path);   /* sorted; NULL if it is not there */
const char *export_files_text(struct arena *mem, const struct export_files *l);
bool export_files_parse(struct arena *mem, struct bytes text, struct export_files *out, struct why *why);
bool export_digest(const char *path, struct arena *mem, const char **digest, int64_t *size);   /* false: cannot be read */

/* The signed head of a copy. */
struct export_manifest { const char *origin, *root, *at, *files /* digest of files.txt */; int64_t size, n; };
const char *export_manifest_text(struct arena *mem, const struct export_manifest *m);
bool export_manifest_open(struct why *why, const char *dir, const char *const *vkeys, size_t n, struct export_manifest *out, struct export_files *files);

#endif
