/* worker.h - inside mingjing-pdf: everything here runs jailed, on hostile bytes. */
#ifndef TYPESET_WORKER_H
#define TYPESET_WORKER_H
#include "base/text.h"
#include "base/why.h"
#include <qpdf/qpdf-c.h>
#include <signal.h>

/* Ends the program with the reason, in Chinese. */
_Noreturn void give_up(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The tame file; sizes receives a line for each page. */
struct bytes pdf_redraw(struct arena *mem, struct bytes file, struct buffer *sizes);

#endif
