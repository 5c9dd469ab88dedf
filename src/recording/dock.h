/* dock.h - files from docking stations: how their names are read, whose they are, which case they may belong to, and whether pieces are missing.
 *
 * A name is only a hint that a device wrote: it proposes, a person confirms.  A file whose name says nothing is taken in all the same.
 * Times in names are China time by the device's own clock; device_time() (equipment/) corrects them.
 */
#ifndef RECORDING_DOCK_H
#define RECORDING_DOCK_H
#include "recording/recording.h"

#define DOCK_NAME_MAX 1024      /* bytes of a path that are read as a name; a longer one says nothing */

/* What a name says; "" and 0 and -1 for what it does not. */
struct dock_name { const char *device, *user; struct instant shown /* by the device's clock */; bool timed; int64_t number; };
/* path: relative to the station's folder, with /.  False: the name does not fit the pattern.  Pure. */
bool dock_name_read(struct arena *mem, const char *pattern, const char *path, struct dock_name *out);
/* By the pack's patterns (id "" all, in their order); the one that fitted, or NULL. */
const struct pack_dock *dock_name_by_pack(struct arena *mem, const struct pack *p, const char *id, const char *path, struct dock_name *out);
/* A name as a person may read it and an act may hold it, whatever bytes the file system gives: GB 18030 is turned into UTF-8, line feeds, controls
 * and what hides or turns text become '_'; never "" or more than 200 characters, its end is kept. */
const char *dock_name_clean(struct arena *mem, const char *name, size_t n);

/* What is known of content already: the intake that holds it (or, state INTAKE_PROMISED, one of c->who's own from that source that waits for it). */
bool dock_known(struct ctx *c, const char *digest, const char *source, int64_t *intake, enum intake_state *state, bool *found);
/* The case whose act by that officer overlaps that time most; 0: none, or two alike. */
bool dock_case(struct ctx *c, const char *login, struct span when, int64_t *case_id);

/* ---- what intake.flag noted about a file ---- */
struct dock_file { int64_t intake; const char *file_name, *device, *sequence, *note; struct instant shown; int64_t number, length; };
struct dock_files { struct dock_file *at; size_t n; };
/* Files of a device around that day, in the order in which it must have written them (day, number, time). */
bool dock_files_near(struct ctx *c, const char *device, struct day day, struct dock_files *out);
bool dock_file_of(struct ctx *c, int64_t intake, struct dock_file *out, bool *found);
/* Findings between neighbours go to the later one: sequence gets their names, note their words.  Pure. */
void dock_sequence(struct arena *mem, struct dock_file *files, size_t n, const struct pack_dock *rule);
void dock_order(struct dock_file *files, size_t n);     /* as dock_files_near gives them.  Pure */

extern const struct command dock_commands[]; extern const size_t dock_commands_n;               /* intake.flag */
extern const struct view dock_views[]; extern const size_t dock_views_n;                        /* dock_files */
extern const struct shadow dock_shadows[]; extern const size_t dock_shadows_n;

#endif
