/* flow.h - the flowchart of a procedure, drawn from the pack's own rows: what is shown is what runs.
 *
 * Stages stand below each other; each names the acts that may be done in it, where a recording is a duty and which periods run.  Between
 * them stand the acts that lead on, with the posts that may do them; ends beside the main line stand at the right; ways back (dashed) and
 * ways round run at the left.  Made for 执法流程图 (公示、全过程记录): on screen as SVG, in documents as strokes.
 * Pure: the pack and the commands' labels in, strokes out; memory from the given arena.
 */
#ifndef UI_FLOW_H
#define UI_FLOW_H
#include "base/html.h"
#include "law/pack.h"
#include "typeset/typeset.h"

struct flow { double w, h; struct stroke *strokes; size_t n, room; struct arena *mem; };
/* Does this period run in this procedure (some verb that starts it is a step of it)?  How long it is: “提前 7 个工作日”. */
bool flow_has_clock(const struct pack_procedure *proc, const struct pack_clock *k);
const char *flow_length(struct arena *mem, const struct pack_clock *k);
struct flow *flow_make(struct arena *mem, const struct pack *p, const struct pack_procedure *proc);
/* As SVG with a title and a description for screen readers; colours by the style sheet (class flow). */
void ui_flow(struct html *h, const struct flow *f, const char *title);

#endif
