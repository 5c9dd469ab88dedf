/* equipment.h - recorders, cameras and what else an office must have: register, holders, calibration, faults, storage, clocks (R5).
 *
 * A device has a code (its own or the office's number, unique).  Who held it when is known for every moment, so that a recording can be
 * given its collector; and what its clock showed at each docking, so that the time of a recording can be corrected.
 * Legal basis: 国办发〔2018〕118号 三（八）; the standards of the packs (`equipment:`).
 */
#ifndef EQUIPMENT_EQUIPMENT_H
#define EQUIPMENT_EQUIPMENT_H
#include "journal/journal.h"
#include "media/media.h"
#include "org/org.h"
#include "ui/page.h"
#include "ui/view.h"

struct device {
        int64_t id;
        const char *code, *kind /* of the pack's equipment: */, *model, *serial, *agency, *unit;
        const char *holder;             /* login, "" in store */
        const char *state;              /* ok fault repair retired */
        struct day calibrated_until;
        int64_t storage;                /* GB; 0 unknown or none */
        struct instant since;           /* held, or in store, from then on */
};
/* These three ask the connection that has every row, so that a handler may ask them as well as prepare() or a page. */
bool device_find(struct ctx *c, const char *code, struct device *out, bool *found);
/* Who held it at that moment: login, "" nobody or unknown. */
bool device_holder_at(struct ctx *c, const char *code, struct instant at, const char **login);
/* The real time of a moment by the device's clock, by its readings (media_clock_real); offset: ms that its clock was ahead at the nearest
 * reading; known false: never read. */
bool device_time(struct ctx *c, const char *code, struct instant by_device, struct instant *real, int64_t *offset, bool *known);

extern const struct command equipment_commands[]; extern const size_t equipment_commands_n;
extern const struct noun equipment_nouns[]; extern const size_t equipment_nouns_n;
extern const struct view equipment_views[]; extern const size_t equipment_views_n;
extern const struct page equipment_pages[]; extern const size_t equipment_pages_n;
extern const struct shadow equipment_shadows[]; extern const size_t equipment_shadows_n;

#endif
