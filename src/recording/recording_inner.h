/* recording_inner.h - private to the core of recording/ (recording_*.c). */
#ifndef RECORDING_INNER_H
#define RECORDING_INNER_H
#include "db/db.h"
#include "recording/recording.h"

#define RECORDING_KINDS "video=录像|audio=录音|photo=照片"
#define INTAKE_SOURCES "upload=网页上传|phone=手机拍摄|dock=采集站|import=批量导入"
#define INTAKE_STATES "promised=等待上传|inbox=待入卷|quarantine=隔离|added=已入卷|discarded=不予采用"
#define INTAKE_ROLES "duty|officer|team_leader|reviewer|archivist|head"
#define INTAKE_JUDGES "team_leader|head|archivist"      /* who decides about what was set aside */
#define RECORDING_SIZE_MAX ((int64_t)64 << 30)          /* bytes; a larger one is split by every device long before */

/* What is found in a file before the act and stands in it: rows of the commands that take files in (recording_look fills them). */
#define FOUND_TEXT(name, label, most) { name, ARG_TEXT, ARG_PREPARED, label, "由系统从文件中读出。", NULL, 0, most }
#define FOUND_INT(name, label) { name, ARG_INT, ARG_PREPARED, label, "由系统从文件中读出。", NULL, 0, 0 }
#define ARGS_FOUND \
        FOUND_INT("size", "字节数"), FOUND_TEXT("segments", "分段摘要的根", 64), FOUND_TEXT("found", "内容种类", 10), \
        FOUND_TEXT("type", "内容类型", 60), FOUND_INT("length", "时长（毫秒）"), FOUND_TEXT("made", "文件记录的拍摄时间", 30), \
        FOUND_INT("latitude", "纬度（百万分之一度）"), FOUND_INT("longitude", "经度（百万分之一度）"), FOUND_TEXT("findings", "检查发现", 400), \
        { "stopped", ARG_BOOL, ARG_PREPARED, "需要隔离", "由系统从文件中读出。", NULL, 0, 0 }, \
        FOUND_TEXT("pictures", "缩略图", 600), FOUND_TEXT("waveform", "波形", 80), FOUND_TEXT("scan", "病毒扫描", 200), \
        { "media", ARG_LONG, ARG_PREPARED, "读出的全部内容", "由系统从文件中读出。", NULL, 1, 400000 }

void recording__put_args(struct draft *d, const struct args *a);

/* recording_clamd.c: one file past clamd; out: "clean", or the name of what was found, "" if it is too large for clamd.  Never a refusal. */
bool clamd_scan(const char *socket_path, int fd, struct arena *mem, const char **out, struct why *why);

/* recording_look with the device that the file is said to come from, by whose clock its time is corrected; NULL: not known. */
bool recording__look(struct ctx *c, const char *digest, const char *file_name, const char *device, struct request *r);

/* recording_read.c: without asking about scope, for handlers and the noun */
bool recording__intake(struct ctx *c, int64_t id, struct intake *out);  /* refuses SUBJECT_UNKNOWN */
bool recording__intake_sees(struct ctx *c, const struct intake *i);
bool recording__in_case(struct ctx *c, int64_t id, int64_t case_id, const char **kind, bool *found);

/* Is it for the eyes of c->who?  What is classified is only for roles that the pack opens it to. */
bool recording__shown(const struct ctx *c, const struct recording *r);
bool recording__all_of(struct ctx *c, int64_t case_id, struct recordings *out); /* recordings_of with what is not: to count and to cover only */

/* recording_rules.c: pure */
bool rule_recording_labels(const char *taken_at, const char *place, const char *collector, const char *proves, struct why *why);
/* The kind that a person chose against the one found; vouched: somebody looked at it in quarantine. */
bool rule_recording_kind(const char *chosen, const char *found, bool vouched, struct why *why);
/* taken_at against the recording's own time, which may be that of its start or of its end. */
#define TIME_TOLERANCE_MS ((int64_t)10 * 60 * 1000)
bool rule_recording_time(struct instant taken_at, struct instant made, int64_t length, const char *reason, struct why *why);
bool rule_file_name(const char *name, struct why *why);

/* recording_noun.c */
const struct pack_duty *recording__duty(const struct ctx *c, const struct command *cmd, const struct args *a);

/* recording_tab.c: the first picture, or the sign of its kind */
struct html;
void recording__thumb(struct ctx *c, struct html *h, const char *kind, const char *pictures);
struct ui_tag;
const struct ui_tag *recording__state_tag_of(enum intake_state s);              /* recording_pages.c */
page_fn recording__page_intake;

extern command_fn intake__promise, intake__receive, intake__accept, intake__discard, recording__add, recording__classify;
extern prepare_fn intake__prepare_receive, recording__prepare_add, recording__prepare_classify;
extern apply_fn intake__apply_promise, intake__apply_receive, intake__apply_accept, intake__apply_discard, recording__apply_add,
        recording__apply_classify;

/* Still to be decided about, with its pictures there to look at: later they belong to the recording, or to nobody. */
static inline bool recording__waits(const struct intake *i) { return i->state == INTAKE_INBOX || i->state == INTAKE_QUARANTINE; }

/* Words */
const char *recording__kind_label(struct arena *mem, const char *kind);         /* 录像 */
const char *recording__virus(const char *scan);                                 /* what the scanner found; "" nothing, or not scanned */
const char *recording__findings_words(struct arena *mem, const char *names);    /* "TRUNCATED,GAP" -> "文件不完整；时间戳中断" */
const char *recording__length_words(struct arena *mem, int64_t ms);             /* "1:02:03"; "" unknown */
const char *recording__size_words(struct arena *mem, int64_t bytes);            /* "7.6 KB" */

#endif
