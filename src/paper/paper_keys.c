/* paper_keys.c - the keys with which this site's agencies and officers sign: a folder beside the database, never in it.
 *
 * The folder is opened at first use: a process that only reads needs no key file. */
#include "paper/paper_inner.h"
#include "sign/sign.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define KEY_FILE_MAX 16384

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[4096], key_file[4096];
static struct keyring *ring;

void paper_keys_at(const char *in, const char *wrapped_by)
{
        pthread_mutex_lock(&lock);
        keyring_close(ring);
        ring = NULL;
        snprintf(folder, sizeof folder, "%s", in);
        snprintf(key_file, sizeof key_file, "%s", wrapped_by);
        pthread_mutex_unlock(&lock);
}

static bool secret_read(struct ctx *c, struct bytes *out)
{
        FILE *f = fopen(key_file, "re");
        uint8_t *p = arena_take(c->mem, KEY_FILE_MAX);

        if (!f)
                return fail(&c->why, "打不开站点的密钥文件 %s：%s", key_file, strerror(errno));
        *out = (struct bytes){ p, fread(p, 1, KEY_FILE_MAX, f) };
        fclose(f);
        return out->n > 0 || fail(&c->why, "站点的密钥文件 %s 是空的", key_file);
}

struct keyring *paper__keyring(struct ctx *c)
{
        struct bytes secret;

        pthread_mutex_lock(&lock);
        if (!*folder)
                refuse(&c->why, R_KEY_MISSING, NULL, "没有设置密钥文件夹");
        else if (!ring && secret_read(c, &secret))
                ring = keyring_open(folder, secret, &c->why);
        pthread_mutex_unlock(&lock);
        return ring;
}
