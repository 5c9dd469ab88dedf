/* recording.h - audio, video and photos: how they come in, what a case must have of them, and what is made from them.
 *
 * A recording is announced (intake.promise: name, size and, where the sender knows it, the digest), comes in (intake.receive: the bytes are
 * in the store, were read by mingjing-media and scanned), and waits in the inbox of its unit until a person puts it into a case
 * (recording.add on the case, which confirms time, place, collector, device and object of proof).  One that must be set aside is in
 * quarantine until a person decides (intake.accept, intake.discard); its bytes stay.  recording.add also takes a file with the form; then it
 * is read in the same way.  Every recording that is in a case is known by the number of its recording.add.
 *
 * A duty (pack: duties) is a step that wants recordings: this folder's row for the noun "case" refuses the step without them.
 * Who may watch and for how long is custody/'s matter: nothing here hands out bytes.
 * Legal basis: 国办发〔2018〕118号 三；行政处罚法 47；三项制度方案 第6条 (five labels).
 */
#ifndef RECORDING_RECORDING_H
#define RECORDING_RECORDING_H
#include "case/case.h"
#include "media/media.h"
#include "ui/page.h"

/* ---- bound once at start ---- */
struct recording_hooks {
        struct media *media;            /* reads recordings; NULL: intake fails with words */
        const char *clamd;              /* socket of clamd; NULL: recordings count as unscanned */
};
void recording_bind(const struct recording_hooks *h);
const struct recording_hooks *recording_bound(void);
/* clamd's word about a file of anybody's: "" nobody was asked, "clean", or the name of what was found; fails. */
bool recording_scan(int fd, struct arena *mem, const char **found, struct why *why);

/* ---- what was found in a file: prepared before the act, and part of it ---- */
/* Fields that intake.receive and recording.add get from prepare(), all ARG_PREPARED: size, segments (root, hex), media (media_json),
 * found (video audio photo other; kind is what a person chose), type, length (ms, -1), made (RFC 3339 or absent), latitude, longitude, findings (names, comma), stopped
 * (true: quarantine), pictures (digests of up to five JPEG pictures in the store, comma), waveform (digest of 1000 bytes), scan ("" unscanned |
 * clean | name of what was found). */
bool recording_look(struct ctx *c, const char *digest, const char *file_name, struct request *r);

/* ---- the inbox ---- */
enum intake_state { INTAKE_PROMISED, INTAKE_INBOX, INTAKE_QUARANTINE, INTAKE_ADDED, INTAKE_DISCARDED };
const char *intake_state_name(enum intake_state s);     /* "promised" … as stored */
struct intake {
        int64_t id;                     /* the act intake.promise */
        enum intake_state state;
        const char *promised;           /* digest announced; "" none */
        const char *file_name, *digest /* "" before it came */, *kind, *type, *findings, *scan, *pictures, *waveform, *media, *segments;
        const char *agency, *unit, *by, *source /* upload phone dock import */, *device /* code, "" unknown */, *batch;
        int64_t size, length;
        struct instant promised_at, received_at, made;  /* made: by the recording itself, corrected by the device's clock where it is known; 0 */
        int64_t latitude, longitude; bool placed;
        const char *collector;          /* login proposed: who had the device then, else who sent it */
        int64_t case_id;                /* proposed (dock) or, when added, the case; 0 none */
        int64_t added;                  /* the act recording.add; 0 */
};
struct intakes { struct intake *at; size_t n; };
/* Refuses SUBJECT_UNKNOWN, SCOPE: one's own, or those of units in scope. */
bool intake_find(struct ctx *c, int64_t id, struct intake *out);
/* Newest first; state NULL: what is open (promised, inbox, quarantine). */
bool intakes_list(struct ctx *c, const char *state, int64_t before /* id; 0: from the newest */, size_t most, struct intakes *out);
bool intakes_open(struct ctx *c, int64_t *n, int64_t *quarantine);      /* how many wait for c->who: for the badge */

/* ---- recordings in cases ---- */
struct recording {
        int64_t id, case_id, intake /* 0: came with the form */;
        const char *kind, *title, *digest, *type, *place, *collector, *device, *proves, *findings, *pictures, *waveform, *segments, *media;
        int64_t size, length /* ms; -1 */;
        struct instant taken_at, added_at;
        const char *added_by;
        bool classified;                /* 涉密: sealed in the store, kept out of lists of those who may not */
};
struct recordings { struct recording *at; size_t n; };
/* In the order of taken_at; the caller has asked case_may_see.  Classified ones only for c->who with access_sees_classified(). */
bool recordings_of(struct ctx *c, int64_t case_id, struct recordings *out);
/* With the case's facts (out may be NULL); refuses SUBJECT_UNKNOWN, SCOPE. */
bool recording_find(struct ctx *c, int64_t id, struct recording *out, struct case_facts *facts);

/* Does this act tell what is in a classified recording?  For access_secret_bind(). */
bool recording_secret(struct ctx *c, const struct act *a, bool *out);

/* ---- duties ---- */
enum duty_state { DUTY_MET, DUTY_WAIVED, DUTY_OPEN /* its step is still to come */, DUTY_PART /* done, but not all minutes covered */ };
struct span { struct instant from, until; };
struct duty {
        const struct pack_duty *duty;
        enum duty_state state;
        int64_t act;                    /* the step done, 0 while open */
        struct span step;               /* from started to ended of that act; from.ms 0: the act has no times */
        const int64_t *recordings; size_t n_recordings;
        const struct span *covered; size_t n_covered;   /* by recordings, merged, within the step */
        const struct span *bare; size_t n_bare;         /* minutes of the step without any */
        const char *waiver;             /* reason; "" */
        const char *waiver_by;
};
struct duties { struct duty *at; size_t n; size_t met, open, waived, part; };
bool duties_of(struct ctx *c, const struct case_facts *f, struct duties *out);
/* Pure: spans merged and cut to the step, and what is left bare; seconds are what counts. */
void spans_cover(struct arena *mem, struct span step, const struct span *have, size_t n, const struct span **covered, size_t *n_covered,
                 const struct span **bare, size_t *n_bare);

/* ---- player (recording_player.c): the picture and its controls; bytes come from file_url, which custody/ gives out ---- */
struct player {
        const struct recording *r;
        const char *file_url;           /* "/desk/recording/12/file" */
        const char *watermark;          /* name and time, drawn over the picture */
        bool may_mark, may_copy;
};
bool recording_player(struct ctx *c, const struct page_in *in, struct html *h, const struct player *p);

bool recording_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f);        /* of the case page: duties, time line, list */
bool recording_desk_card(struct ctx *c, struct html *h);        /* on the desk: what waits in the inbox; nothing where nothing waits */
typedef void recording_file_fn(void *to, const char *digest, const char *of /* "recording 12", … */);
bool recording_files_each(struct ctx *c, recording_file_fn *each, void *to);    /* every digest that rows name: originals, pictures, waveforms, copies */

extern const struct command recording_commands[]; extern const size_t recording_commands_n;     /* intake.*, recording.add, recording.classify */
extern const struct command copy_commands[]; extern const size_t copy_commands_n;               /* recording.copy, .mark, .text … */
extern const struct noun recording_nouns[]; extern const size_t recording_nouns_n;
extern const struct view recording_views[]; extern const size_t recording_views_n;              /* inbox, recordings, duties */
extern const struct view copy_views[]; extern const size_t copy_views_n;
extern const struct page recording_pages[]; extern const size_t recording_pages_n;              /* /desk/inbox, /desk/intake/{id} */
extern const struct page copy_pages[]; extern const size_t copy_pages_n;                        /* /desk/object, copies, texts */
extern const struct shadow recording_shadows[]; extern const size_t recording_shadows_n;
extern const struct shadow copy_shadows[]; extern const size_t copy_shadows_n;

#endif
