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
/* The recording points of a procedure: each verb that leaves a document or wants a recording, once, in the order of the steps.  How it is
 * recorded: "录像、照片（全程）"; "" where text is enough. */
struct flow_record { const char *label, *papers /* 立案审批表、… */, *media, *law; };
struct flow_records { struct flow_record *at; size_t n; };
struct flow_records flow_records(struct arena *mem, const struct pack *p, const struct pack_procedure *proc);
struct flow *flow_make(struct arena *mem, const struct pack *p, const struct pack_procedure *proc);
/* As SVG with a title and a description for screen readers; colours by the style sheet (class flow). */
void ui_flow(struct html *h, const struct flow *f, const char *title);

#endif
