/* backup_keys.c - the keys of a site in a backup, only if asked and only sealed: key file, keyring and the key file of sealed content in one
 * JSON text under a password (Argon2id, XSalsa20-Poly1305).  Must never: write a key in the clear, or over one that is there. */
#include "base/json.h"
#include "base/setting.h"
#include "cli/backup.h"
#include "journal/proof.h"
#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAGIC "mingjing-keys-sealed/1\n"
#define MAGIC_N (sizeof MAGIC - 1)
#define HEAD_N (MAGIC_N + crypto_pwhash_SALTBYTES + crypto_secretbox_NONCEBYTES)

static char *keyring_of(struct arena *mem, const char *keys)
{
        size_t n = strlen(keys);

        return text_make(mem, "%.*s.keyring", (int)(n > 5 && !strcmp(keys + n - 5, ".keys") ? n - 5 : n), keys);
}

static bool key_derive(const char *password, const uint8_t *salt, uint8_t *key, struct why *why)
{
        if (sodium_init() < 0 || crypto_pwhash(key, crypto_secretbox_KEYBYTES, password, strlen(password), salt, crypto_pwhash_OPSLIMIT_MODERATE,
                                               crypto_pwhash_MEMLIMIT_MODERATE, crypto_pwhash_ALG_ARGON2ID13))
                return fail(why, "内存不够，不能由口令得出密钥");
        return true;
}

/* ---- sealing ---- */

static bool file_in(struct cli *x, struct json *j, const char *name, const char *path)
{
        struct bytes b;

        if (!disk_read(x->mem, path, &b, &x->why))
                return false;
        json_pair(j, name, base64_text(x->mem, b.p, b.n));
        explicit_bzero((void *)(uintptr_t)b.p, b.n);
        return true;
}

static bool keyring_in(struct cli *x, struct json *j, const char *folder)
{
        DIR *d = opendir(folder);
        struct dirent *e;
        bool ok = true;

        if (!d)
                return errno == ENOENT || fail(&x->why, "打不开 %s：%s", folder, strerror(errno));
        while (ok && (e = readdir(d)) != NULL)
                if (*e->d_name != '.')
                        ok = file_in(x, j, text_make(x->mem, "keyring/%s", e->d_name), text_make(x->mem, "%s/%s", folder, e->d_name));
        closedir(d);
        return ok;
}

bool keys_seal(struct cli *x, const char *url, const char *password, struct bytes *out)
{
        const char *keys = keys_path(x->mem, url), *blob_keys = setting_text("blob-keys");
        struct json *j = json_new(x->mem);
        uint8_t key[crypto_secretbox_KEYBYTES], *box;
        const char *text;
        size_t n;

        json_open(j, '{');
        if (!file_in(x, j, "keys", keys) || !keyring_in(x, j, keyring_of(x->mem, keys)) || (blob_keys && !file_in(x, j, "blob-keys", blob_keys)))
                return false;
        json_close(j, '}');
        text = json_done(j);
        n = strlen(text);
        box = arena_take(x->mem, HEAD_N + n + crypto_secretbox_MACBYTES);
        memcpy(box, MAGIC, MAGIC_N);
        random_bytes(box + MAGIC_N, HEAD_N - MAGIC_N);
        if (!key_derive(password, box + MAGIC_N, key, &x->why))
                return false;
        crypto_secretbox_easy(box + HEAD_N, (const uint8_t *)text, n, box + MAGIC_N + crypto_pwhash_SALTBYTES, key);
        explicit_bzero(key, sizeof key);
        explicit_bzero((void *)(uintptr_t)text, n);
        *out = (struct bytes){ box, HEAD_N + n + crypto_secretbox_MACBYTES };
        return true;
}

/* ---- opening ---- */

static json_t *opened(struct cli *x, const char *path, const char *password)
{
        uint8_t key[crypto_secretbox_KEYBYTES];
        struct bytes b;
        char *text;
        json_t *all = NULL;

        if (!disk_read(x->mem, path, &b, &x->why))
                return NULL;
        if (b.n < HEAD_N + crypto_secretbox_MACBYTES || b.n > SEALED_MAX || memcmp(b.p, MAGIC, MAGIC_N)) {
                refuse(&x->why, R_BACKUP_BROKEN, NULL, "%s 不是封存的密钥", path);
                return NULL;
        }
        if (!key_derive(password, b.p + MAGIC_N, key, &x->why))
                return NULL;
        text = arena_take(x->mem, b.n);
        if (crypto_secretbox_open_easy((uint8_t *)text, b.p + HEAD_N, b.n - HEAD_N, b.p + MAGIC_N + crypto_pwhash_SALTBYTES, key))
                refuse(&x->why, R_BACKUP_BROKEN, "password", "口令不对，或者 %s 被改动过", path);
        else
                all = json_parse(&x->why, text, b.n - HEAD_N - crypto_secretbox_MACBYTES);
        explicit_bzero(key, sizeof key);
        explicit_bzero(text, b.n);
        return all;
}

bool keys_unseal(struct cli *x, const char *path, const char *password, const char **site_keys)
{
        json_t *all = opened(x, path, password);
        const char *text = all ? json_string_value(json_object_get(all, "keys")) : NULL;
        size_t n = 0;
        uint8_t *p = text ? base64_bytes(x->mem, text, &n) : NULL;

        if (p)
                *site_keys = text_copy_n(x->mem, (const char *)p, n);
        json_decref(all);
        return p || (x->why.kind == WHY_NOTHING ? refuse(&x->why, R_BACKUP_BROKEN, NULL, "%s 里没有站点密钥", path) : false);
}

static const char *place_of(struct cli *x, const char *name, const char *keys)
{
        if (!strcmp(name, "keys"))
                return keys;
        if (text_starts(name, "keyring/") && !strchr(name + 8, '/') && name[8] != '.')
                return text_make(x->mem, "%s/%s", keyring_of(x->mem, keys), name + 8);
        return !strcmp(name, "blob-keys") ? setting_text("blob-keys") : NULL;
}

bool keys_put_back(struct cli *x, const char *path, const char *password, const char *url)
{
        const char *keys = keys_path(x->mem, url), *name;
        json_t *all = opened(x, path, password), *value;
        bool ok = all != NULL;

        if (ok)
                ok = disk_folder(keyring_of(x->mem, keys), &x->why);
        json_object_foreach(all, name, value) {
                const char *to = ok ? place_of(x, name, keys) : NULL;
                size_t n = 0;
                uint8_t *p = to && json_is_string(value) ? base64_bytes(x->mem, json_string_value(value), &n) : NULL;

                if (p)
                        ok = disk_write(to, p, n, &x->why);
        }
        json_decref(all);
        return ok;
}
