/* player_inner.h - private to the player: what its parts (recording_player*.c) show one recording from. */
#ifndef RECORDING_PLAYER_INNER_H
#define RECORDING_PLAYER_INNER_H
#include "recording/copy_inner.h"

struct showing {
        struct ctx *c; const struct page_in *in; struct html *h;
        const struct player *p;
        const struct media_facts *m;
        struct case_facts facts;
        struct marks marks;
        const char *const *pictures; size_t n_pictures;
        int64_t from;                   /* ms: where to begin, ?at= */
};
const char *player__at(const struct showing *s, int64_t ms);    /* this page, from there */
void player__track(const struct showing *s);                    /* the seek bar */
void player__findings(const struct showing *s);
void player__card(const struct showing *s);
/* Peaks (0-255) as the outline of a picture of 1000 by 100, mirrored; pure. */
char *player__wave(struct arena *mem, struct bytes peaks);

#endif
