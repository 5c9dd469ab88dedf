/* keyring.c - the folder with the private keys of agencies and officers, and the site's own issuer.
 *
 * agency%2Fbureau.<serial>.key    one identity's key and certificate (keyfile.c); never written again, never removed
 * agency%2Fbureau.current         the serial of the one that signs now; replaced at once by rename
 * issuer%2Fsm2.…                  the self-signed root, made at first use, and issuer%2Fseal-sm2.…, the maker of seals
 *
 * A file is whole on disk (fsync of file and folder) before anything points to it.  Two processes that make the issuer at once end up
 * with one: the pointer is linked, not renamed, and who comes second takes the first one's.
 * Never: leaves a folder or file that others may read unnoticed; signs with a key whose certificate is not its own.
 */
#include "base/file.h"
#include "sign/inner.h"
#include "base/hash.h"
#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX ((off_t)1 << 20)
#define WHO_MAX 80
#define SIGNER_YEARS 3
#define ISSUER_YEARS 20
#define P12_MAX ((size_t)1 << 20)

struct keyring { int dir; char *path; struct wrapping wrapping; pthread_mutex_t making; };

/* ---- the folder ---- */

static bool folder_make(const char *path, struct why *why)
{
        char *p = text_copy(why->mem, path);

        for (char *s = strchr(p + 1, '/'); s; s = strchr(s + 1, '/')) {
                *s = '\0';
                if (mkdir(p, 0700) && errno != EEXIST)
                        return fail(why, "不能建立文件夹 %s：%s", p, strerror(errno));
                *s = '/';
        }
        if (mkdir(p, 0700) && errno != EEXIST)
                return fail(why, "不能建立文件夹 %s：%s", p, strerror(errno));
        return true;
}

static bool folder_open(const char *path, int *out, struct why *why)
{
        int fd;
        struct stat st;

        if (!folder_make(path, why))
                return false;
        fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0)
                return fail(why, "不能打开签名密钥的文件夹 %s：%s", path, strerror(errno));
        if (!fstat(fd, &st) && !(st.st_mode & 077)) {
                *out = fd;
                return true;
        }
        close(fd);
        return fail(why, "签名密钥的文件夹 %s 的权限不对：应当是 700", path);
}

struct keyring *keyring_open(const char *dir, struct bytes secret, struct why *why)
{
        struct wrapping w;
        struct keyring *k;
        int fd;

        if (!wrapping_derive(secret, &w)) {
                fail(why, "没有站点的密钥，不能打开签名密钥");
                return NULL;
        }
        if (!folder_open(dir, &fd, why)) {
                OPENSSL_cleanse(&w, sizeof w);
                return NULL;
        }
        k = memory_take(sizeof *k);
        k->dir = fd;
        k->path = memory_take(strlen(dir) + 1);
        memcpy(k->path, dir, strlen(dir));
        k->wrapping = w;
        OPENSSL_cleanse(&w, sizeof w);
        must(pthread_mutex_init(&k->making, NULL) == 0);
        return k;
}

void keyring_close(struct keyring *k)
{
        if (!k)
                return;
        close(k->dir);
        pthread_mutex_destroy(&k->making);
        OPENSSL_cleanse(&k->wrapping, sizeof k->wrapping);
        memory_free(k->path);
        memory_free(k);
}

/* ---- files ---- */

/* agency/bureau -> agency%2Fbureau: nothing of a name can leave the folder. */
static const char *file_of(struct arena *mem, const char *who, const char *rest)
{
        struct buffer b = { .mem = mem };

        must(!text_empty(who) && strlen(who) <= WHO_MAX);
        for (const unsigned char *s = (const unsigned char *)who; *s; s++)
                if ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') || *s == '-' || *s == '_')
                        buffer_put(&b, (const char *)s, 1);
                else
                        buffer_make(&b, "%%%02X", *s);
        buffer_make(&b, ".%s", rest);
        return buffer_done(&b);
}

/* Writes under a passing name, then gives it its own: replacing what is there, or failing with EEXIST. */
static bool file_put(struct keyring *k, const char *name, struct bytes text, bool replace, struct why *why)
{
        const char *tmp = text_make(why->mem, "%s.%s.new", name, random_token(why->mem, 6));
        int fd = openat(k->dir, tmp, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600), error = 0;
        bool good = fd >= 0 && !fchmod(fd, 0600) && write_all(fd, text.p, text.n) && !fsync(fd);

        if (fd >= 0)
                good = !close(fd) && good;
        good = good && !(replace ? renameat(k->dir, tmp, k->dir, name) : linkat(k->dir, tmp, k->dir, name, 0));
        error = errno;
        if (fd >= 0 && !(good && replace))
                unlinkat(k->dir, tmp, 0);
        good = good && !fsync(k->dir);
        errno = error;
        return good || fail(why, "不能写签名密钥文件 %s/%s：%s", k->path, name, strerror(error));
}

enum found { FOUND, FOUND_NONE, FOUND_BROKEN };

static enum found file_get(struct keyring *k, const char *name, struct arena *mem, struct bytes *out, struct why *why)
{
        int fd = openat(k->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        struct stat st;
        uint8_t *p = NULL;
        ssize_t n = -1;

        if (fd < 0 && errno == ENOENT)
                return FOUND_NONE;
        if (fd >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode) && !(st.st_mode & 077) && st.st_size <= FILE_MAX) {
                p = arena_take(mem, (size_t)st.st_size + 1);
                n = read(fd, p, (size_t)st.st_size);
        }
        if (fd >= 0)
                close(fd);
        if (n < 0 || n != st.st_size) {
                fail(why, "不能读签名密钥文件 %s/%s：应当是普通文件，权限 600", k->path, name);
                return FOUND_BROKEN;
        }
        *out = (struct bytes){ p, (size_t)n };
        return FOUND;
}

/* ---- identities ---- */

static enum found record_load(struct keyring *k, const char *who, struct arena *mem, struct key_record *out, struct why *why)
{
        struct bytes serial, text;
        struct key_record r;
        enum found f = file_get(k, file_of(mem, who, "current"), mem, &serial, why);
        const char *name;

        if (f != FOUND)
                return f;
        name = file_of(mem, who, text_make(mem, "%s.key", (const char *)serial.p));
        f = strspn((const char *)serial.p, "0123456789abcdef") == serial.n ? file_get(k, name, mem, &text, why) : FOUND_NONE;
        if (f == FOUND_NONE)
                fail(why, "缺少签名密钥文件 %s/%s", k->path, name);
        if (f != FOUND || !key_record_open(mem, &k->wrapping, text, &r, why))
                return FOUND_BROKEN;
        if (text_same(r.who, who)) {
                *out = r;
                return FOUND;
        }
        key_record_free(&r);
        fail(why, "签名密钥文件 %s/%s 不是 %s 的", k->path, name, who);
        return FOUND_BROKEN;
}

static bool record_write(struct keyring *k, const struct key_record *r, struct why *why)
{
        struct bytes text;
        const char *serial = certificate_serial(why->mem, r->cert);

        return key_record_seal(why->mem, &k->wrapping, r, &text, why) &&
               file_put(k, file_of(why->mem, r->who, text_make(why->mem, "%s.key", serial)), text, false, why);
}

static bool record_point(struct keyring *k, const struct key_record *r, bool replace, struct why *why)
{
        const char *serial = certificate_serial(why->mem, r->cert);

        return file_put(k, file_of(why->mem, r->who, "current"), (struct bytes){ (const uint8_t *)serial, strlen(serial) },
                        replace, why);
}

/* ---- the issuer ---- */

static const char *issuer_who(struct arena *mem, enum sign_kind kind, bool seals)
{
        return text_make(mem, "issuer/%s%s", seals ? "seal-" : "", sign_kind_name(kind));
}

/* A key and a certificate; by == NULL: self-signed. */
static bool record_make(struct key_record *r, const char *name, const char *code, enum certificate_use use,
                        const struct key_record *by,
                        struct instant now, struct why *why)
{
        struct certificate_plan p = { .name = name, .code = code, .use = use, .from = now,
                                      .years = by ? SIGNER_YEARS : ISSUER_YEARS };

        r->chain = sk_X509_new_null();
        r->key = key_make(r->kind);
        if (!r->key || !r->chain)
                return fail(why, "不能生成签名密钥");
        p.key = r->key;
        if (by) {
                p.issuer = by->cert;
                p.issuer_key = by->key;
                p.years = use == USE_SIGN && text_starts(r->who, "issuer/") ? ISSUER_YEARS : SIGNER_YEARS;
        }
        r->cert = certificate_make(&p, why);
        return r->cert != NULL;
}

/* Loads the issuer or the maker of seals, or makes it.  Another process may have been quicker: then its own is taken. */
static bool issuer_get(struct keyring *k, enum sign_kind kind, const struct key_record *by, struct instant now,
                       struct key_record *out, struct why *why)
{
        struct key_record r = { .who = issuer_who(why->mem, kind, by != NULL), .kind = kind };
        struct why other = { .mem = why->mem };
        enum found f = record_load(k, r.who, why->mem, out, why);
        uint8_t mark[4];

        if (f != FOUND_NONE)
                return f == FOUND;
        random_bytes(mark, sizeof mark);
        if (!record_make(&r, text_make(why->mem, "明镜%s %s %s", by ? "制章" : "签章根证书", sign_kind_name(kind),
                                       hex_text(why->mem, mark, sizeof mark)), "",
                         by ? USE_SIGN : USE_ISSUE, by, now, why) || !record_write(k, &r, why)) {
                key_record_free(&r);
                return false;
        }
        if (record_point(k, &r, false, &other)) {
                *out = r;
                return true;
        }
        key_record_free(&r);
        f = record_load(k, issuer_who(why->mem, kind, by != NULL), why->mem, out, why);
        return f == FOUND || fail(why, "%s", other.detail);
}

const char *keyring_root(struct keyring *k, struct arena *mem, enum sign_kind kind, struct why *why)
{
        struct key_record r;
        enum found f = record_load(k, issuer_who(why->mem, kind, false), why->mem, &r, why);
        const char *pem;

        if (f == FOUND_NONE)
                fail(why, "还没有 %s 的签章根证书：制发第一个证书时才会生成", sign_kind_name(kind));
        if (f != FOUND)
                return NULL;
        pem = certificate_pem(mem, r.cert);
        key_record_free(&r);
        return pem;
}

/* ---- making and importing ---- */

static bool who_valid(const char *who, struct why *why)
{
        must(!text_starts(who, "issuer/"));
        if (text_empty(who) || strlen(who) > WHO_MAX)
                return refuse(why, R_ARG_RANGE, "who", "签名人的标识应当有 1 至 %d 个字节", WHO_MAX);
        return true;
}

bool keyring_make(struct keyring *k, const char *who, const char *name, const char *code, enum sign_kind kind, struct instant now,
                  struct arena *mem, const char **certificate, struct why *why)
{
        struct key_record root = { 0 }, maker = { 0 }, r = { .who = who, .kind = kind };
        bool good;

        if (!who_valid(who, why))
                return false;
        pthread_mutex_lock(&k->making);
        good = issuer_get(k, kind, NULL, now, &root, why) && issuer_get(k, kind, &root, now, &maker, why) &&
               record_make(&r, name, code, USE_SIGN, &root, now, why) && record_write(k, &r, why) &&
               record_point(k, &r, true, why);
        pthread_mutex_unlock(&k->making);
        if (good)
                *certificate = certificate_pem(mem, r.cert);
        key_record_free(&root);
        key_record_free(&maker);
        key_record_free(&r);
        return good;
}

static bool p12_read(struct bytes p12, const char *password, struct key_record *r, struct why *why)
{
        const uint8_t *p = p12.p;
        PKCS12 *file = p12.n > 0 && p12.n <= P12_MAX ? d2i_PKCS12(NULL, &p, (long)p12.n) : NULL;
        bool good = file && PKCS12_parse(file, password, &r->key, &r->cert, &r->chain) == 1;
        bool secret = !good && file && ERR_GET_REASON(ERR_peek_last_error()) == PKCS12_R_MAC_VERIFY_FAILURE;

        PKCS12_free(file);
        ERR_clear_error();
        if (secret)
                return refuse(why, R_FILE_TYPE, "password", "证书文件的密码不对");
        if (!good || !r->key || !r->cert)
                return refuse(why, R_FILE_TYPE, "file", "不是含有私钥和证书的 PKCS#12 文件，或者用了不支持的加密方法");
        if (!r->chain)
                r->chain = sk_X509_new_null();
        return true;
}

static bool p12_fits(struct key_record *r, struct why *why)
{
        if (!key_kind(r->key, &r->kind))
                return refuse(why, R_FILE_TYPE, "file", "只支持 SM2、ECDSA 和 2048 位以上的 RSA 密钥");
        if (X509_check_private_key(r->cert, r->key) != 1) {
                ERR_clear_error();
                return refuse(why, R_FILE_TYPE, "file", "文件里的私钥与证书不相配");
        }
        if (!certificate_may_sign(r->cert))
                return refuse(why, R_FILE_TYPE, "file", "证书不能用于签名");
        return true;
}

/* The same certificate imported again is there already: it only becomes the current one. */
static bool already_there(struct keyring *k, const struct key_record *r, struct why *why)
{
        struct why quiet = { .mem = why->mem };
        const char *name = file_of(why->mem, r->who, text_make(why->mem, "%s.key", certificate_serial(why->mem, r->cert)));
        struct bytes text;
        struct key_record old;
        bool same;

        if (file_get(k, name, why->mem, &text, &quiet) != FOUND || !key_record_open(why->mem, &k->wrapping, text, &old, &quiet))
                return false;
        same = X509_cmp(old.cert, r->cert) == 0;
        key_record_free(&old);
        return same;
}

bool keyring_import(struct keyring *k, const char *who, struct bytes p12, const char *password, struct arena *mem,
                    const char **certificate, struct why *why)
{
        struct key_record r = { .who = who };
        bool good;

        if (!who_valid(who, why))
                return false;
        good = p12_read(p12, password, &r, why) && p12_fits(&r, why);
        if (good) {
                pthread_mutex_lock(&k->making);
                good = (already_there(k, &r, why) || record_write(k, &r, why)) && record_point(k, &r, true, why);
                pthread_mutex_unlock(&k->making);
        }
        if (good)
                *certificate = certificate_pem(mem, r.cert);
        key_record_free(&r);
        return good;
}

/* ---- signers ---- */

static char *keep(const char *s)
{
        char *p = memory_take(strlen(s) + 1);

        memcpy(p, s, strlen(s));
        return p;
}

/* Whoever is certified by this site has seals made by this site's maker. */
static bool maker_take(struct keyring *k, struct signer *s, struct why *why)
{
        struct key_record root, maker;
        enum found f = record_load(k, issuer_who(why->mem, s->kind, false), why->mem, &root, why);
        bool ours;

        if (f != FOUND)
                return f == FOUND_NONE;
        ours = certificate_issued_by(s->cert, root.cert);
        key_record_free(&root);
        if (!ours)
                return true;
        f = record_load(k, issuer_who(why->mem, s->kind, true), why->mem, &maker, why);
        if (f != FOUND)
                return f == FOUND_NONE;
        s->maker_key = maker.key;
        s->maker = maker.cert;
        maker.key = NULL;
        maker.cert = NULL;
        key_record_free(&maker);
        return true;
}

struct signer *signer_open(struct keyring *k, const char *who, struct why *why)
{
        struct key_record r;
        struct signer *s;
        enum found f;

        if (!who_valid(who, why))
                return NULL;
        f = record_load(k, who, why->mem, &r, why);
        if (f == FOUND_NONE)
                refuse(why, R_KEY_MISSING, NULL, "%s 还没有签名密钥和证书", who);
        if (f != FOUND)
                return NULL;
        s = memory_take(sizeof *s);
        *s = (struct signer){ .kind = r.kind, .who = keep(who), .pem = keep(certificate_pem(why->mem, r.cert)), .key = r.key, .cert = r.cert, .chain = r.chain };
        if (maker_take(k, s, why))
                return s;
        signer_close(s);
        return NULL;
}

void signer_close(struct signer *s)
{
        if (!s)
                return;
        EVP_PKEY_free(s->key);
        EVP_PKEY_free(s->maker_key);
        X509_free(s->cert);
        X509_free(s->maker);
        sk_X509_pop_free(s->chain, X509_free);
        memory_free(s->who);
        memory_free(s->pem);
        memory_free(s);
}

const char *signer_certificate(const struct signer *s)
{
        return s->pem;
}

bool signer_may(const struct signer *s, struct instant at, struct why *why)
{
        if (certificate_valid_at(s->cert, at))
                return true;
        return refuse(why, R_KEY_MISSING, NULL, "%s 的证书在 %s 不在有效期内", s->who, instant_local(why->mem, at));
}
