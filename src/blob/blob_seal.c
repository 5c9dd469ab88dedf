/* blob_seal.c - encryption at rest: SM4-GCM (GB/T 32907) by libgcrypt, one data key for each content, wrapped by a key of the key file.
 *
 * Stored: a head of 64 bytes (title, chunk size, 16 random bytes), then chunks of 64 KiB, each with a random nonce before and a tag
 * behind.  Every tag also covers the head, the chunk's place and whether it is the last: a chunk that was swapped, left out or taken
 * from another content, or an end that was cut off, does not open.  The wrapped data key names what it belongs to in the same way.
 * Must never: write a key unwrapped; give out bytes before their tag agreed.
 */
#include "blob/inner.h"
#include <errno.h>
#include <fcntl.h>
#include <gcrypt.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TITLE "MINGJING-SM4GCM1"        /* 16 bytes */
#define KEY_TITLE "mingjing-key 1"
#define NONCE 12
#define TAG 16
#define KEY 16

struct seal { gcry_cipher_hd_t c; uint8_t key[KEY], head[SEAL_HEAD]; };

static struct seal *seal_make(const uint8_t key[KEY], const uint8_t head[SEAL_HEAD])
{
        struct seal *s = memory_take(sizeof *s);

        memcpy(s->key, key, KEY);
        memcpy(s->head, head, SEAL_HEAD);
        must(!gcry_cipher_open(&s->c, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_GCM, 0) && !gcry_cipher_setkey(s->c, key, KEY));
        return s;
}

static void head_fill(uint8_t head[SEAL_HEAD])
{
        memset(head, 0, SEAL_HEAD);
        memcpy(head, TITLE, 16);
        head[17] = (uint8_t)(SEAL_PLAIN >> 16);
        head[18] = (uint8_t)(SEAL_PLAIN >> 8);
        head[19] = (uint8_t)SEAL_PLAIN;
}

struct seal *seal_new(void)
{
        uint8_t key[KEY], head[SEAL_HEAD];
        struct seal *s;

        random_bytes(key, sizeof key);
        head_fill(head);
        random_bytes(head + 32, 16);
        s = seal_make(key, head);
        explicit_bzero(key, sizeof key);
        return s;
}

struct seal *seal_known(const uint8_t key[16], const uint8_t head[SEAL_HEAD])
{
        uint8_t expected[SEAL_HEAD];

        head_fill(expected);
        memcpy(expected + 32, head + 32, 16);
        return memcmp(expected, head, SEAL_HEAD) ? NULL : seal_make(key, head);
}

const uint8_t *seal_head(const struct seal *s)
{
        return s->head;
}

void seal_free(struct seal *s)
{
        if (!s)
                return;
        gcry_cipher_close(s->c);
        explicit_bzero(s, sizeof *s);
        memory_free(s);
}

static void chunk_start(struct seal *s, int64_t chunk, enum seal_place place, const uint8_t *nonce)
{
        uint8_t where[9];

        for (int i = 0; i < 8; i++)
                where[i] = (uint8_t)((uint64_t)chunk >> (56 - 8 * i));
        where[8] = (uint8_t)place;
        must(!gcry_cipher_reset(s->c) && !gcry_cipher_setiv(s->c, nonce, NONCE) && !gcry_cipher_authenticate(s->c, s->head, SEAL_HEAD) &&
             !gcry_cipher_authenticate(s->c, where, sizeof where));
}

void seal_close(struct seal *s, int64_t chunk, enum seal_place place, const void *plain, size_t n, uint8_t *out)
{
        random_bytes(out, NONCE);
        chunk_start(s, chunk, place, out);
        must(!gcry_cipher_final(s->c) && !gcry_cipher_encrypt(s->c, out + NONCE, n, plain, n) && !gcry_cipher_gettag(s->c, out + NONCE + n, TAG));
}

bool seal_open(struct seal *s, int64_t chunk, enum seal_place place, const uint8_t *in, size_t n, void *plain)
{
        if (n < SEAL_MORE || n > SEAL_CHUNK)
                return false;
        n -= SEAL_MORE;
        chunk_start(s, chunk, place, in);
        if (!gcry_cipher_final(s->c) && !gcry_cipher_decrypt(s->c, plain, n, in + NONCE, n) && !gcry_cipher_checktag(s->c, in + NONCE + n, TAG))
                return true;
        explicit_bzero(plain, n);
        return false;
}

int64_t seal_size(int64_t stored)
{
        int64_t body = stored - SEAL_HEAD, whole = body / (int64_t)SEAL_CHUNK, rest = body % (int64_t)SEAL_CHUNK;

        if (body < (int64_t)SEAL_MORE || (rest && rest < (int64_t)SEAL_MORE))
                return -1;
        return whole * (int64_t)SEAL_PLAIN + (rest ? rest - (int64_t)SEAL_MORE : 0);
}

/* ---- the key file ---- */

static bool key_line(struct arena *mem, const char *line, struct key_one *out)
{
        const char *space = strchr(line, ' ');
        size_t n = 0;
        uint8_t *key = space ? base64_bytes(mem, space + 1, &n) : NULL;

        if (!key || n != KEY || space == line || (size_t)(space - line) >= sizeof out->id)
                return false;
        *out = (struct key_one){ 0 };
        memcpy(out->id, line, (size_t)(space - line));
        memcpy(out->key, key, KEY);
        return true;
}

static bool keys_parse(struct arena *mem, struct bytes text, const char *path, struct keyring *out, struct why *why)
{
        size_t lines;
        char **line = text_split(mem, text_copy_n(mem, (const char *)text.p, text.n), '\n', &lines);

        for (size_t i = 0; i < lines; i++) {
                if (!*line[i] || *line[i] == '#')
                        continue;
                if (out->n == sizeof out->at / sizeof *out->at)
                        return fail(why, "密钥文件 %s 里的密钥太多，先轮换再删去旧的", path);
                if (!key_line(mem, line[i], &out->at[out->n]))
                        return fail(why, "密钥文件 %s 第 %zu 行应为“编号 密钥”", path, i + 1);
                out->n++;
        }
        return out->n || fail(why, "密钥文件 %s 里没有密钥", path);
}

static bool keys_private(const char *path, struct why *why)
{
        struct stat st;

        if (lstat(path, &st))
                return fail(why, "不能打开密钥文件 %s：%s", path, strerror(errno));
        return (S_ISREG(st.st_mode) && !(st.st_mode & 077)) || fail(why, "密钥文件 %s 应只有所有者能读（0600）", path);
}

/* Does path lie below dir?  Both as the file system knows them. */
static bool lies_below(struct arena *mem, const char *path, const char *dir)
{
        char *slash, *at = text_copy(mem, path);
        struct stat want, st;

        if (stat(dir, &want))
                return false;
        while ((slash = strrchr(at, '/'))) {
                *slash = '\0';
                if (!stat(*at ? at : "/", &st) && st.st_dev == want.st_dev && st.st_ino == want.st_ino)
                        return true;
        }
        return false;
}

bool blob_keys(struct blobs *b, const char *path, struct why *why)
{
        struct arena *mem = arena_new();
        struct keyring ring = { 0 };
        struct bytes text = { 0 };
        bool there = false, good = keys_private(path, why) && file_text(mem, path, &there, &text, why) && keys_parse(mem, text, path, &ring, why);

        if (good && lies_below(mem, path, b->dir))
                good = fail(why, "密钥文件 %s 不得放在文件库里面", path);
        if (good) {
                pthread_mutex_lock(&b->lock);
                b->keys = ring;
                pthread_mutex_unlock(&b->lock);
        }
        explicit_bzero(&ring, sizeof ring);
        if (text.n)
                explicit_bzero((void *)(uintptr_t)text.p, text.n);
        arena_free(mem);
        return good;
}

bool blob_keys_make(const char *path, struct why *why)
{
        uint8_t key[KEY];
        int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
        const char *line;
        bool good;

        random_bytes(key, sizeof key);
        line = text_make(why->mem, "%s %s\n", random_token(why->mem, 9), base64_text(why->mem, key, sizeof key));
        good = fd >= 0 && write_all(fd, line, strlen(line)) && !fsync(fd);
        if (!good)
                fail(why, "不能写密钥文件 %s：%s", path, strerror(errno));
        if (fd >= 0)
                close(fd);
        explicit_bzero(key, sizeof key);
        return good && keys_private(path, why);
}

bool keys_there(const struct blobs *b)
{
        struct blobs *own = (struct blobs *)(uintptr_t)b;
        bool there;

        pthread_mutex_lock(&own->lock);
        there = b->keys.n != 0;
        pthread_mutex_unlock(&own->lock);
        return there;
}

/* The key of that id, or the newest for NULL. */
static bool key_find(const struct blobs *b, const char *id, struct key_one *out)
{
        struct blobs *own = (struct blobs *)(uintptr_t)b;
        bool found = false;

        pthread_mutex_lock(&own->lock);
        for (size_t i = b->keys.n; i-- && !found;)
                if (!id || !strcmp(b->keys.at[i].id, id)) {
                        *out = b->keys.at[i];
                        found = true;
                }
        pthread_mutex_unlock(&own->lock);
        return found;
}

/* ---- wrapping: "mingjing-key 1", the key's id, base64 of nonce, wrapped key and tag ---- */

static gcry_cipher_hd_t wrapping(const struct key_one *k, struct arena *mem, const char *who, const uint8_t *nonce)
{
        const char *about = text_make(mem, KEY_TITLE "|%s|%s", who, k->id);
        gcry_cipher_hd_t c;

        must(!gcry_cipher_open(&c, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_GCM, 0) && !gcry_cipher_setkey(c, k->key, KEY) &&
             !gcry_cipher_setiv(c, nonce, NONCE) && !gcry_cipher_authenticate(c, about, strlen(about)) && !gcry_cipher_final(c));
        return c;
}

static bool wrap(const struct blobs *b, struct arena *mem, const uint8_t key[KEY], const char *who, struct bytes *out, struct why *why)
{
        uint8_t box[NONCE + KEY + TAG];
        struct key_one k;
        gcry_cipher_hd_t c;
        const char *text;

        if (!key_find(b, NULL, &k))
                return refuse(why, R_BLOB_KEY, NULL, "没有配置密钥文件（MINGJING_BLOB_KEYS）");
        random_bytes(box, NONCE);
        c = wrapping(&k, mem, who, box);
        must(!gcry_cipher_encrypt(c, box + NONCE, KEY, key, KEY) && !gcry_cipher_gettag(c, box + NONCE + KEY, TAG));
        gcry_cipher_close(c);
        text = text_make(mem, KEY_TITLE "\n%s\n%s\n", k.id, base64_text(mem, box, sizeof box));
        explicit_bzero(&k, sizeof k);
        *out = (struct bytes){ (const uint8_t *)text, strlen(text) };
        return true;
}

bool seal_wrap(const struct blobs *b, struct arena *mem, const struct seal *s, const char *who, struct bytes *out, struct why *why)
{
        return wrap(b, mem, s->key, who, out, why);
}

static bool unwrap(const struct blobs *b, struct bytes text, const char *who, uint8_t key[KEY], const char **id, struct why *why)
{
        size_t lines, n = 0;
        char **line = text_split(why->mem, text_copy_n(why->mem, (const char *)text.p, text.n), '\n', &lines);
        uint8_t *box = lines == 4 && !strcmp(line[0], KEY_TITLE) ? base64_bytes(why->mem, line[2], &n) : NULL;
        struct key_one k;
        gcry_cipher_hd_t c;
        bool good;

        if (!box || n != NONCE + KEY + TAG)
                return refuse(why, R_BLOB_BROKEN, NULL, "%s 的密钥文件已损坏", who);
        *id = line[1];
        if (!key_find(b, line[1], &k))
                return refuse(why, R_BLOB_KEY, NULL, "密钥文件里没有编号为 %s 的密钥", line[1]);
        c = wrapping(&k, why->mem, who, box);
        good = !gcry_cipher_decrypt(c, key, KEY, box + NONCE, KEY) && !gcry_cipher_checktag(c, box + NONCE + KEY, TAG);
        gcry_cipher_close(c);
        explicit_bzero(&k, sizeof k);
        return good || refuse(why, R_BLOB_BROKEN, NULL, "%s 的数据密钥打不开：密钥不对，或者被换过", who);
}

bool seal_unwrap(const struct blobs *b, struct bytes text, const char *who, uint8_t key[16], struct why *why)
{
        const char *id;

        return unwrap(b, text, who, key, &id, why);
}

/* ---- rotation ---- */

struct rotation { struct blobs *b; struct arena *mem; struct key_one newest; int64_t done; struct why *why; bool good; };

static bool rotate_one(struct rotation *r, const struct item *i, struct why *why)
{
        const char *name = name_of(r->mem, i->digest, ".key"), *id;
        struct bytes text = { 0 }, fresh = { 0 };
        uint8_t key[KEY];
        bool good;

        if (!side_read(r->b, r->mem, name, &text, why) || !unwrap(r->b, text, i->digest, key, &id, why))
                return false;
        good = !strcmp(id, r->newest.id) || (wrap(r->b, r->mem, key, i->digest, &fresh, why) && r->b->back->write(r->b, name, fresh, why));
        explicit_bzero(key, sizeof key);
        r->done += good && fresh.n;
        return good;
}

static bool rotate_item(void *to, const struct item *i)
{
        struct rotation *r = to;
        struct why why = { .mem = r->mem };

        if (!i->sealed)
                return true;
        if (!rotate_one(r, i, &why)) {
                r->good = why.kind == WHY_REFUSED ? refuse(r->why, why.code, NULL, "%s", why.detail ? why.detail : "") : fail(r->why, "%s", why.detail);
                return false;
        }
        arena_reset(r->mem);
        return true;
}

/* Uploads that are not finished have wrapped keys, too. */
static bool rotate_upload(void *to, const struct blob_upload *u)
{
        struct rotation *r = to;
        struct why why = { .mem = r->mem };
        const char *path = upload_path(r->b, r->mem, u->id, ".key"), *id;
        struct bytes text = { 0 }, fresh = { 0 };
        uint8_t key[KEY];
        bool there = false;

        if (!u->sealed || u->done)
                return true;
        r->good = file_text(r->mem, path, &there, &text, &why) &&
                  (!there || (unwrap(r->b, text, u->id, key, &id, &why) && (!strcmp(id, r->newest.id) ||
                              (wrap(r->b, r->mem, key, u->id, &fresh, &why) && file_replace(r->b, path, fresh, &why)))));
        explicit_bzero(key, sizeof key);
        if (!r->good && why.kind == WHY_REFUSED)
                refuse(r->why, why.code, NULL, "%s", why.detail ? why.detail : "");
        else if (!r->good)
                fail(r->why, "%s", why.detail);
        return r->good;
}

bool blob_keys_rotate(struct blobs *b, int64_t *done, struct why *why)
{
        struct rotation r = { .b = b, .mem = arena_new(), .why = why, .good = true };
        int lock;
        bool good;

        if (!key_find(b, NULL, &r.newest)) {
                arena_free(r.mem);
                return refuse(why, R_BLOB_KEY, NULL, "没有配置密钥文件（MINGJING_BLOB_KEYS）");
        }
        lock = store_lock(b, true, why);
        good = lock >= 0 && items_each(b, NULL, rotate_item, &r, why) && r.good && blob_uploads(b, rotate_upload, &r, why) && r.good;
        if (lock >= 0)
                close(lock);
        explicit_bzero(&r.newest, sizeof r.newest);
        arena_free(r.mem);
        *done = r.done;
        return good;
}
