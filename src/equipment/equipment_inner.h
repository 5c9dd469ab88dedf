/* equipment_inner.h - private to equipment/: reads that commands, views and pages share, and the labels of stored words. */
#ifndef EQUIPMENT_EQUIPMENT_INNER_H
#define EQUIPMENT_EQUIPMENT_INNER_H
#include "equipment/equipment.h"

/* Refuses SUBJECT_UNKNOWN; the caller asks equipment__may_see. */
bool equipment__load(struct ctx *c, struct db *db, int64_t id, struct device *out);
bool equipment__may_see(struct ctx *c, const struct device *d);

struct device_wish { const char *kind, *unit, *state, *holder, *q; bool due /* calibration over or due within 30 days */; int64_t limit; };
struct devices { struct device *at; size_t n; };
bool equipment__list(struct ctx *c, const struct device_wish *w, struct devices *out);  /* within c->who's scope, by code */

struct hold { int64_t id; const char *login, *content; struct instant since, until /* 0: still held */; int64_t battery, space; };
struct holds { struct hold *at; size_t n; };
bool equipment__holds(struct ctx *c, int64_t device, struct holds *out);        /* newest first, at most 200 */
struct reading_of_clock { int64_t id; struct instant shown, real; };
struct readings_of_clock { struct reading_of_clock *at; size_t n; };
bool equipment__readings(struct ctx *c, int64_t device, struct readings_of_clock *out);         /* in order of real time */

/* One row of the standard: what a unit or the agency must have of a kind, and what it has. */
struct shortfall { const struct pack_equipment *kind; const char *agency, *unit /* "" the agency */; int officers, standard, stock /* not retired */,
                   good /* can be used now */, missing; };
struct shortfalls { struct shortfall *at; size_t n; int missing; };
bool equipment__shortfall(struct ctx *c, struct shortfalls *out);       /* of the agencies that c->who may see */
int equipment__standard(const struct pack_equipment *k, int officers);  /* pure: each, and one for so many officers, rounded up */

enum calibration { CALIBRATION_NONE /* not asked of this kind */, CALIBRATION_GOOD, CALIBRATION_SOON /* within 30 days */, CALIBRATION_OVER };
enum calibration equipment__calibration(const struct pack_equipment *k /* may be NULL */, struct day until, struct day today);
bool equipment__code_fits(const char *code);                            /* may it be a device's number? */

const char *equipment__kind(const struct pack *p, const char *kind);    /* 执法记录仪 */
const char *equipment__place(const struct pack *p, const char *agency, const char *unit);
const char *equipment__state(const char *state);                        /* 完好 故障 维修 报废 */
const char *equipment__state_tag(const char *state);                    /* ok bad warn "" */
const char *equipment__offset(struct arena *mem, int64_t ms);           /* 快 3 分 10 秒 */

const char *equipment__told(struct ctx *c, const struct act *a);        /* what an act on a device says, for its story: "领用人 李立夏，电量（%） 90" */
extern const struct arg equipment__filters[];                           /* of the view devices */

#endif
