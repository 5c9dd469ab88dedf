/* draw.h - lots that anybody can draw again (双随机): pure, no database, no clock, no chance of its own.
 *
 * A bowl holds names with weights.  Weight w puts w tickets into the bowl; ticket t (1…w) of `id` has the key
 *
 *      SM3("mingjing-draw/1\n" seed "\n" item "\n" what "\n" id "\n" t "\n")
 *
 * The smallest key of a name is its lot; lots in ascending order, the first n are drawn.  So a name with weight 4 comes about four times as
 * often as one with weight 1, and whoever knows seed and bowl gets the same names with any SM3 program.  seed: the digest as the act has it
 * ("sm3:…"), which is the root of the log at a size from before the act; item: number of the spot-check item; what: "object" or "officer".
 * Legal basis: 国办发〔2015〕58号 (双随机抽查机制); weights: 国办发〔2019〕35号 (信用分级分类监管).
 *
 *      struct bowl b = { (struct lot[]){ { "12", 1 }, { "15", 4 } }, 2 };
 *      draw_lots(mem, seed, "CC-01", "object", &b);    b.at[0].id is drawn first; b.at[0].key says why
 */
#ifndef INSPECTION_DRAW_H
#define INSPECTION_DRAW_H
#include "base/hash.h"
#include "base/text.h"

#define DRAW_WEIGHT_MAX 100
struct lot { const char *id; int weight /* 1…DRAW_WEIGHT_MAX */; struct hash key; };
struct bowl { struct lot *at; size_t n; };
/* Works out all keys and puts the lots in ascending order. */
void draw_lots(struct arena *mem, const char *seed, const char *item, const char *what, struct bowl *b);

/* As acts keep it: a line "weight id" for each, in the order given.  False where the text is no bowl; out untouched. */
const char *bowl_text(struct arena *mem, const struct bowl *b);
bool bowl_parse(struct arena *mem, const char *text, struct bowl *out);
/* The first n names, "12,15". */
const char *bowl_first(struct arena *mem, const struct bowl *b, size_t n);

#endif
