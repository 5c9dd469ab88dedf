/* sign_fixture.h - what the tests of sign/ share: a keyring, a PDF as typeset makes it (Cairo), the same with other structure. */
#ifndef SIGN_FIXTURE_H
#define SIGN_FIXTURE_H
#include "base/test.h"
#include "sign/sign.h"

struct sign_fixture { struct keyring *keys; struct instant now; const char *roots; /* of all kinds that were made */ };
struct sign_fixture sign_fixture_open(struct test *t, const char *folder);
/* Makes the key of `who`, returns its signer; the root joins f->roots. */
struct signer *sign_fixture_signer(struct test *t, struct sign_fixture *f, const char *who, const char *name, enum sign_kind kind);
struct bytes sign_fixture_pdf(struct test *t, int pages, const char *title);   /* each page another drawing; no fonts */
/* Objects and cross references as compressed streams. */
struct bytes sign_fixture_compressed(struct test *t, struct bytes pdf);
struct bytes sign_fixture_ofd(struct test *t, const char *text);
struct bytes sign_fixture_png(struct test *t);
struct bytes sign_fixture_joined(struct test *t, struct bytes a, const char *b);
/* The same bytes with one piece of text replaced by another of the same length, once. */
struct bytes sign_fixture_swapped(struct test *t, struct bytes a, const char *from, const char *to);

#endif
