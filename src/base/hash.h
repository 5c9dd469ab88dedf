/* hash.h - SM3 (GB/T 32905) and SHA-256, base64, hex, random bytes.  The algorithms are OpenSSL's and libgcrypt's. */
#ifndef BASE_HASH_H
#define BASE_HASH_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

enum hash_kind { HASH_SM3, HASH_SHA256, HASH__MAX };
struct hash { uint8_t b[32]; };

const char *hash_name(enum hash_kind k);                /* "sm3", "sha256" */
bool hash_by_name(const char *name, enum hash_kind *out);
struct hash hash_bytes(enum hash_kind k, const void *p, size_t n);
bool hash_same(const struct hash *a, const struct hash *b);

/* One message in pieces.  Example: struct hasher *h = hasher_new(k); hasher_add(h, p, n); r = hasher_done(h) (frees h). */
struct hasher;
struct hasher *hasher_new(enum hash_kind k);
void hasher_add(struct hasher *h, const void *p, size_t n);
struct hash hasher_done(struct hasher *h);

char *hash_digest(struct arena *a, enum hash_kind k, const struct hash *h); /* "sm3:1ab2…" as acts write it */
bool digest_valid(const char *s);                       /* is it "sm3:" or "sha256:" and 64 lower-case hex digits? */

char *base64_text(struct arena *a, const void *p, size_t n);
/* Canonical only: standard alphabet, right padding, no spaces, unused bits zero.  Returns NULL if not. */
uint8_t *base64_bytes(struct arena *a, const char *s, size_t *n);
void base64_hash(const struct hash *h, char out[45]);   /* 44 characters and NUL */
char *hex_text(struct arena *a, const void *p, size_t n);
void random_bytes(void *p, size_t n);                   /* from the kernel; never fails quietly */
char *random_token(struct arena *a, size_t bytes);      /* URL-safe */

#endif
