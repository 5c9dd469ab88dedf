/* backup.h - private to backup and restore: what a backup consists of.
 *
 * DIR/store/            the files of the site, as in its own store, shared by all backups in DIR: only what is new is copied
 * DIR/20261123T194500Z/ manifest (signed with the site's keys), database.db (SQLite, whatever the site's engine), files (what of the store
 *                       belongs to it), keys.sealed (only if asked)
 * Promises: a folder with that name is whole and on disk: it is made under another name and renamed last.  Nothing in it says who may read
 *           it: it holds personal data and is for its owner only (0700).
 */
#ifndef CLI_BACKUP_H
#define CLI_BACKUP_H
#include "base/hash.h"
#include "base/text.h"
#include "cli/cli.h"

#define BACKUP_STORE "store"
#define SEALED_MAX ((size_t)4 << 20)

struct backup_file { const char *name; int64_t size; };         /* "sm3/ab/cdef…" */
struct backup_files { struct arena *mem; struct backup_file *at; size_t n, room; int64_t bytes; };

struct backup_manifest {
        const char *origin, *at, *program, *engine /* sqlite: all tables; postgresql: only the journal's and those no act fills have rows */;
        int64_t acts, size;             /* size of database.db */
        const char *database, *files, *keys;    /* sha256:… of each; keys "" where there are none */
};

/* cli_backup.c: a backup into DIR, as `mingjing backup` does; for upgrades.  Prints one line of JSON. */
bool backup_make(struct cli *x, const char *dir);

bool password_read(struct cli *x, const char **out);                     /* --password FILE: its first line; out untouched without it */

/* backup_disk.c */
bool disk_folder(const char *path, struct why *why);                    /* 0700, there already is fine */
bool disk_sync(const char *folder, struct why *why);                    /* the folder itself */
void disk_remove(const char *path);                                     /* with all below; not there is fine */
bool disk_copy(const char *from, const char *to, struct why *why);      /* to is new; shares blocks where the file system can */
bool disk_write(const char *path, const void *p, size_t n, struct why *why);    /* new, on disk, 0600 */
bool disk_read(struct arena *mem, const char *path, struct bytes *out, struct why *why);        /* the whole file, followed by a NUL */
bool disk_digest(struct arena *mem, const char *path, const char **digest, int64_t *size, struct why *why);     /* sha256:… */
/* Names that sort by time and are whole backups, oldest first. */
bool backups_list(struct arena *mem, const char *dir, const char ***out, size_t *n, struct why *why);

/* backup_files.c: the files of a store that is a folder. */
bool files_of_store(struct arena *mem, const char *store, struct backup_files *out, struct why *why);           /* sorted */
bool files_copy(const struct backup_files *l, const char *from, const char *to, int64_t *n, int64_t *bytes, struct why *why);
const char *files_text(struct arena *mem, const struct backup_files *l);
bool files_parse(struct arena *mem, const char *text, size_t n, struct backup_files *out);
bool files_there(const struct backup_files *l, const char *store, struct why *why);      /* refuses BACKUP_BROKEN */
/* What no backup in dir lists goes; does nothing if one of the lists cannot be read. */
bool files_prune(struct arena *mem, const char *dir, int64_t *removed, struct why *why);

/* backup_remote.c: files of a backup into a storage service that has none. */
const char *file_digest(struct arena *mem, const char *name);           /* "sm3/ab/cdef…" -> "sm3:abcdef…" */
bool remote_empty(struct cli *x, const char *where);                    /* refuses RESTORE_PLACE */
bool remote_make(struct cli *x, const struct backup_files *l, const char *store, const char *where, int64_t *n, int64_t *bytes);
void remote_remove(struct cli *x, const struct backup_files *l, const char *where);      /* as well as it goes */

/* backup_manifest.c */
const char *manifest_text(struct arena *mem, const struct backup_manifest *m);
/* Opens, checks the signature and every digest and size; refuses BACKUP_BROKEN. */
bool manifest_open(struct arena *mem, const char *backup, const char *const *vkeys, size_t n, struct backup_manifest *out,
                   struct backup_files *files, struct why *why);

/* backup_keys.c: the site's key file, its keyring and the key file of sealed content, under a password (Argon2id, XSalsa20-Poly1305). */
bool keys_seal(struct cli *x, const char *url, const char *password, struct bytes *out);
bool keys_unseal(struct cli *x, const char *path, const char *password, const char **site_keys /* text of the key file */);
bool keys_put_back(struct cli *x, const char *path, const char *password, const char *url);     /* only where there are none */

#endif
