/* inspection_inner.h - private to inspection/: reads and words that commands, views and pages share. */
#ifndef INSPECTION_INSPECTION_INNER_H
#define INSPECTION_INSPECTION_INNER_H
#include "inspection/inspection.h"
#include "law/pack.h"

/* Objects and draws belong to an agency as a whole: whoever works in it or sees something of it.  Refuses LOGIN, SCOPE. */
bool inspection__may_see(struct ctx *c, const char *agency);
struct object { int64_t id; const char *agency, *unit, *code, *name, *kind, *class, *class_why, *address; bool person, open; };
bool inspection__object(struct ctx *c, int64_t id, struct object *out);         /* refuses SUBJECT_UNKNOWN */
struct objects { struct object *at; size_t n; };
struct drawing { int64_t id; const char *item_name, *on; };
struct drawings { struct drawing *at; size_t n; };
bool inspection__recent(struct ctx *c, const char *agency, struct drawings *out);        /* the newest 50 */
/* kinds: "" any, else "|在建工地|": exactly those that can be drawn for it. */
bool inspection__objects(struct ctx *c, const char *agency, const char *kinds, struct objects *out);
bool inspection__taken(struct ctx *c, const char *agency, const char *code, bool *out);
bool inspection__drawn_today(struct ctx *c, const char *agency, const char *item, struct day day, bool *out);
/* The place of an object in a draw: *n 0 when it is not in it; *check -1 when it was not checked yet. */
bool inspection__in_draw(struct ctx *c, int64_t draw, int64_t object, int64_t *n, int64_t *check);

/* How many of n a ratio of the list asks for at least, rounded up; 0 where the words name no percentage. */
int64_t inspection__share(const char *ratio, int64_t n);
int inspection__weight(const struct pack *p, const char *class);
const char *inspection__kinds(struct arena *mem, const char *objects);          /* 在建工地、餐饮服务单位 -> |在建工地|餐饮服务单位| */
const char *inspection__shown(struct ctx *c, const char *name, bool person);    /* 张某某 */
const char *inspection__covered(struct ctx *c, const char *text, const char *name, bool person);        /* a proposal for the public words */
bool inspection__clean(struct ctx *c, const char *field, const char *text, const char *name, bool person);      /* refuses PUBLISH_MASK */

const char *inspection__source(struct arena *mem, const char *source);     /* 双随机抽查 … */
const char *inspection__result(struct arena *mem, const char *result);     /* 未发现问题 … */
const char *inspection__result_tone(const char *result);
const char *inspection__agency(const struct ctx *c, const char *agency);
const char *inspection__people(struct ctx *c, const char *logins);              /* 李立夏、陈霜降 */

bool inspection__items(struct ctx *c, struct ui_options *out);            /* of the list in force: inspection_draw.c */
void inspection__recheck_put(struct ctx *c, struct html *h, const struct draw *d, const struct draw_check *k);

command_fn inspection__register, inspection__grade, inspection__draw, inspection__draw_release, inspection__check, inspection__check_release;
prepare_fn inspection__draw_prepare;
apply_fn inspection__apply_register, inspection__apply_grade, inspection__apply_draw, inspection__apply_draw_release, inspection__apply_check,
        inspection__apply_check_release, inspection__heirs;
page_fn inspection__page_desk, inspection__page_objects, inspection__page_draw, inspection__page_check, inspection__portal, inspection__portal_draw,
        inspection__portal_check;

#endif
