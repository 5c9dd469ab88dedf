/* copy_apply.h - private to copy_commands.c and copy_apply.c: what writes. */
#ifndef RECORDING_COPY_APPLY_H
#define RECORDING_COPY_APPLY_H
#include "journal/command.h"

extern apply_fn copy__apply_copy, copy__apply_mark, copy__apply_text, copy__apply_text_accept, copy__apply_text_reject;

#endif
