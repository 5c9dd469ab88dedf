/* keys.c - the two private keys of a log: one file, mode 0600, beside the database and never in it.
 *
 * The file: "mingjing-keys/1", "origin <origin>", then two PEM private keys, Ed25519 and SM2.  It is made once (O_EXCL) and never
 * written again.  Private keys leave this file only as signatures; a file that others may read is not used.
 */
#include "journal/note.h"
#include "base/setting.h"
#include <errno.h>
#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_LINE "mingjing-keys/1\n"
#define SM2_ID "1234567812345678"
#define ORIGIN_MAX 100

struct keys {
        char origin[ORIGIN_MAX + 1];
        EVP_PKEY *ed25519, *sm2;
        uint8_t ed25519_pub[NOTE_ED25519_SIZE], sm2_pub[NOTE_SM2_SIZE];
        struct note_key as_ed25519, as_sm2;             /* names and public halves, pointing into this struct */
};

/* ---- where ---- */

/* postgresql://user@host:5432/zhifa?x=y -> "zhifa"; what cannot stand in a file name becomes '_'. */
static char *name_in_url(struct arena *mem, const char *url)
{
        const char *host = strstr(url, "://"), *path = host ? strchr(host + 3, '/') : NULL;
        char *name = text_copy_n(mem, path ? path + 1 : "", path ? strcspn(path + 1, "?#") : 0);

        for (char *p = name; *p; p++)
                if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", *p))
                        *p = '_';
        return *name ? name : text_copy(mem, "mingjing");
}

char *keys_path(struct arena *mem, const char *url)
{
        const char *set = setting_environment("MINGJING_KEYS"), *state = setting_environment("XDG_STATE_HOME"), *home = setting_environment("HOME");

        if (text_starts(url, "sqlite:"))
                return text_make(mem, "%s.keys", url + strlen("sqlite:"));
        if (!text_empty(set))
                return text_copy(mem, set);
        if (text_empty(state))
                state = text_make(mem, "%s/.local/state", home ? home : "");
        return text_make(mem, "%s/mingjing/%s.keys", state, name_in_url(mem, url));
}

/* ---- making ---- */

static bool folders_make(const char *path, struct why *why)
{
        char *folder = text_copy(why->mem, path);

        for (char *p = strchr(folder + 1, '/'); p; p = strchr(p + 1, '/')) {
                *p = '\0';
                if (mkdir(folder, 0700) && errno != EEXIST)
                        return fail(why, "不能建立文件夹 %s：%s", folder, strerror(errno));
                *p = '/';
        }
        return true;
}

static bool file_write(FILE *f, const char *origin)
{
        EVP_PKEY *ed = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"), *sm2 = EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
        bool good = ed && sm2 && fprintf(f, FIRST_LINE "origin %s\n", origin) > 0 &&
                    PEM_write_PrivateKey(f, ed, NULL, NULL, 0, NULL, NULL) == 1 &&
                    PEM_write_PrivateKey(f, sm2, NULL, NULL, 0, NULL, NULL) == 1;

        EVP_PKEY_free(ed);
        EVP_PKEY_free(sm2);
        return good && fflush(f) == 0 && fsync(fileno(f)) == 0;
}

/* The folder too must be on disk: keys that a power cut takes back have signed in vain. */
static bool folder_sync(const char *path, struct why *why)
{
        char *folder = text_copy(why->mem, path), *slash = strrchr(folder, '/');
        int fd;
        bool good;

        if (slash)
                slash[slash == folder] = '\0';
        fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        good = fd >= 0 && fsync(fd) == 0;
        if (fd >= 0)
                close(fd);
        return good;
}

bool keys_make(const char *path, const char *origin, struct why *why)
{
        char buffer[BUFSIZ];
        FILE *f;
        int fd;
        bool good;

        must(act_origin_valid(origin, strlen(origin)));
        if (!folders_make(path, why))
                return false;
        fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0)
                return fail(why, "不能建立密钥文件 %s：%s", path, errno == EEXIST ? "文件已经存在，不会覆盖" : strerror(errno));
        f = fchmod(fd, 0600) ? NULL : fdopen(fd, "w");
        if (!f) {
                close(fd);
                unlink(path);
                return fail(why, "不能写密钥文件 %s", path);
        }
        setvbuf(f, buffer, _IOFBF, sizeof buffer);      /* our own, so that it can be wiped */
        good = file_write(f, origin);
        good = fclose(f) == 0 && good && folder_sync(path, why);
        OPENSSL_cleanse(buffer, sizeof buffer);
        if (good)
                return true;
        unlink(path);
        return fail(why, "写密钥文件 %s 没有成功", path);
}

/* ---- loading ---- */

static bool public_halves(struct keys *k)
{
        size_t n = sizeof k->ed25519_pub, m = 0;

        if (!EVP_PKEY_is_a(k->ed25519, "ED25519") || !EVP_PKEY_is_a(k->sm2, "SM2"))
                return false;
        if (EVP_PKEY_get_raw_public_key(k->ed25519, k->ed25519_pub, &n) != 1 || n != sizeof k->ed25519_pub)
                return false;
        if (EVP_PKEY_get_octet_string_param(k->sm2, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, k->sm2_pub, sizeof k->sm2_pub, &m) != 1)
                return false;
        return m == sizeof k->sm2_pub && k->sm2_pub[0] == 4;
}

static bool file_read(FILE *f, struct keys *k)
{
        char first[sizeof FIRST_LINE], line[ORIGIN_MAX + 16];
        size_t n;

        if (!fgets(first, sizeof first, f) || strcmp(first, FIRST_LINE))
                return false;
        if (!fgets(line, sizeof line, f) || !text_starts(line, "origin "))
                return false;
        n = strcspn(line, "\n");
        if (line[n] != '\n')
                return false;
        line[n] = '\0';
        if (!act_origin_valid(line + strlen("origin "), n - strlen("origin ")))
                return false;
        memcpy(k->origin, line + strlen("origin "), n - strlen("origin ") + 1);
        k->ed25519 = PEM_read_PrivateKey(f, NULL, NULL, NULL);
        k->sm2 = k->ed25519 ? PEM_read_PrivateKey(f, NULL, NULL, NULL) : NULL;
        return k->sm2 && public_halves(k);
}

static FILE *file_open(const char *path, struct why *why)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        struct stat st;
        FILE *f = NULL;

        if (fd < 0) {
                fail(why, "不能打开密钥文件 %s：%s", path, strerror(errno));
                return NULL;
        }
        if (fstat(fd, &st) || !S_ISREG(st.st_mode) || (st.st_mode & 077))
                fail(why, "密钥文件 %s 的权限不对：应当是普通文件，权限 600", path);
        else if (!(f = fdopen(fd, "r")))
                fail(why, "不能读密钥文件 %s", path);
        if (!f)
                close(fd);
        return f;
}

struct keys *keys_load(const char *path, struct why *why)
{
        FILE *f = file_open(path, why);
        char buffer[BUFSIZ];
        struct keys *k;
        bool good;

        if (!f)
                return NULL;
        k = memory_take(sizeof *k);
        setvbuf(f, buffer, _IOFBF, sizeof buffer);
        good = file_read(f, k);
        fclose(f);
        OPENSSL_cleanse(buffer, sizeof buffer);
        if (!good) {
                keys_free(k);
                fail(why, "密钥文件 %s 的内容不完整，或不是本系统的密钥文件", path);
                return NULL;
        }
        k->as_ed25519 = note_key_make(NOTE_ED25519, k->origin, k->ed25519_pub);
        k->as_sm2 = note_key_make(NOTE_SM2, k->origin, k->sm2_pub);
        return k;
}

void keys_free(struct keys *k)
{
        if (!k)
                return;
        EVP_PKEY_free(k->ed25519);
        EVP_PKEY_free(k->sm2);
        memory_free(k);
}

const char *keys_origin(const struct keys *k)
{
        return k->origin;
}

const char *keys_vkey_ed25519(struct keys *k, struct arena *mem)
{
        return note_key_text(mem, &k->as_ed25519);
}

const char *keys_vkey_sm2(struct keys *k, struct arena *mem)
{
        return note_key_text(mem, &k->as_sm2);
}

/* ---- signing ---- */

static bool ed25519_sign(EVP_PKEY *key, const char *text, uint8_t out[NOTE_SIGNATURE_SIZE])
{
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        size_t n = NOTE_SIGNATURE_SIZE;
        bool good = ctx && EVP_DigestSignInit(ctx, NULL, NULL, NULL, key) == 1 &&
                    EVP_DigestSign(ctx, out, &n, (const uint8_t *)text, strlen(text)) == 1 && n == NOTE_SIGNATURE_SIZE;

        EVP_MD_CTX_free(ctx);
        return good;
}

/* DER, as OpenSSL gives it -> r ‖ s. */
static bool sm2_raw(const uint8_t *der, size_t n, uint8_t out[NOTE_SIGNATURE_SIZE])
{
        ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &der, (long)n);
        bool good = sig && BN_bn2binpad(ECDSA_SIG_get0_r(sig), out, 32) == 32 &&
                    BN_bn2binpad(ECDSA_SIG_get0_s(sig), out + 32, 32) == 32;

        ECDSA_SIG_free(sig);
        return good;
}

static bool sm2_sign(EVP_PKEY *key, const char *text, uint8_t out[NOTE_SIGNATURE_SIZE])
{
        EVP_PKEY_CTX *pctx = EVP_PKEY_CTX_new(key, NULL);
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        uint8_t der[80];
        size_t n = sizeof der;
        bool good = false;

        /* OpenSSL does not put the default distinguishing ID by itself. */
        if (pctx && ctx && EVP_PKEY_CTX_set1_id(pctx, SM2_ID, (int)strlen(SM2_ID)) == 1) {
                EVP_MD_CTX_set_pkey_ctx(ctx, pctx);
                good = EVP_DigestSignInit(ctx, NULL, EVP_sm3(), NULL, key) == 1 &&
                       EVP_DigestSign(ctx, der, &n, (const uint8_t *)text, strlen(text)) == 1 && sm2_raw(der, n, out);
        }
        EVP_MD_CTX_free(ctx);
        EVP_PKEY_CTX_free(pctx);
        return good;
}

bool keys_sign(struct keys *k, struct arena *mem, const char *text, const char **note, struct why *why)
{
        uint8_t ed[NOTE_SIGNATURE_SIZE], sm2[NOTE_SIGNATURE_SIZE];
        size_t n = strlen(text);

        must(n && text[n - 1] == '\n');
        if (!ed25519_sign(k->ed25519, text, ed) || !sm2_sign(k->sm2, text, sm2))
                return fail(why, "签名没有成功");
        *note = text_make(mem, "%s\n%s%s", text, note_line(mem, &k->as_ed25519, ed, sizeof ed),
                          note_line(mem, &k->as_sm2, sm2, sizeof sm2));
        return true;
}
