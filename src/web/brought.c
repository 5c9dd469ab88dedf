/* brought.c - which files of the store a person has brought here: whoever names a file in an act must have sent its bytes, or see a case in
 * which it lies.  Otherwise the fingerprint of somebody else's recording would be enough to make it one's own.
 *
 * Only hashes are kept, of the newest few thousand; after a restart a file that lies in nobody's case may be named by anyone, as before.
 */
#include "org/who.h"
#include "web/call.h"
#include <string.h>

#define BROUGHT 8192

static struct { uint64_t at[BROUGHT]; size_t next; pthread_mutex_t lock; } brought = { .lock = PTHREAD_MUTEX_INITIALIZER };

static uint64_t word_of(struct arena *mem, const char *login, const char *digest)
{
        const char *s = text_make(mem, "%s\n%s", login, digest);
        struct hash h = hash_bytes(HASH_SHA256, s, strlen(s));
        uint64_t word;

        memcpy(&word, h.b, sizeof word);
        return word;
}

void brought_note(struct call *k, const char *digest)
{
        uint64_t word = k->c.who ? word_of(k->mem, k->c.who->login, digest) : 0;

        pthread_mutex_lock(&brought.lock);
        if (word)
                brought.at[brought.next++ % BROUGHT] = word;
        pthread_mutex_unlock(&brought.lock);
}

static bool brought_by(struct call *k, const char *digest)
{
        uint64_t word = k->c.who ? word_of(k->mem, k->c.who->login, digest) : 0;
        bool found = false;

        pthread_mutex_lock(&brought.lock);
        for (size_t i = 0; word && !found && i < BROUGHT; i++)
                found = brought.at[i] == word;
        pthread_mutex_unlock(&brought.lock);
        return found;
}

bool brought_or_seen(struct call *k, const char *digest, bool *may)
{
        const struct web_hooks *hooks = k->web->o.hooks;
        bool others = false;

        if (!brought_by(k, digest) && hooks && hooks->others && !hooks->others(&k->c, digest, &others))
                return false;
        *may = !others;
        return true;
}
