/* output.h - private to worker/: a derivative being written to TO. */
#ifndef MEDIA_WORKER_OUTPUT_H
#define MEDIA_WORKER_OUTPUT_H
#include "media/worker/worker.h"

struct output { AVFormatContext *f; int64_t at, end; const char *type; };
/* name: "mp4", "mov", "matroska", "wav", …  Nothing of our own or of the program's name gets into the file: same input, same bytes. */
void output_open(struct output *o, const char *name);
/* A stream like that one: parameters and rotation, no words. */
AVStream *output_like(struct output *o, const AVStream *from);
void output_begin(struct output *o);
void output_packet(struct output *o, AVPacket *p, AVRational base);
void output_end(struct output *o, const struct record_made *part);      /* says RECORD_MADE */
/* A container that holds the given codecs and that browsers play, if there is one. */
const char *output_for(const AVFormatContext *in, const bool *wanted, enum AVCodecID instead_of_video);
void say_change(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
const char *moment(struct arena *mem, int64_t ms);      /* "00:01:02.500" */

#endif
