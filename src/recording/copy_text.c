/* copy_text.c - drafts of text: what stands on a photographed page, what is said in a recording, what a person typed.  A machine's text is a
 * draft until a person has held it against the recording.  Sound leaves this machine only for the service that the site has set. */
#include "blob/blob.h"
#include "recording/copy_inner.h"
#include <string.h>
#include <unistd.h>

#define DRAFT_MAX 1000000               /* characters; as the argument has it */

static struct media_speech speech;

void copy_speech_bind(const char *url, const char *key, const char *model)
{
        speech = (struct media_speech){ .url = url, .key = key, .model = model };
}

const char *copy__engine_label(const char *engine)
{
        return !strcmp(engine, "ocr") ? "识别照片" : !strcmp(engine, "speech") ? "识别语音" : "人工录入";
}

/* One line for each thing said, its moment before it. */
static const char *lines_of(struct arena *mem, const struct media_said *said, size_t n)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s　%s", i ? "\n" : "", copy__moment(mem, said[i].from / 1000 * 1000), text_trim(mem, said[i].text));
        return buffer_done(&b);
}

static bool by_ocr(struct ctx *c, struct media *m, const struct recording *of, int fd, const char **text)
{
        if (strcmp(of->kind, "photo"))
                return refuse(&c->why, R_ARG_CHOICE, "engine", "只有照片可以识别文字；录像先截图");
        return media_ocr(m, c->mem, fd, text, &c->why);
}

static bool by_speech(struct ctx *c, struct media *m, const struct recording *of, int fd, const char **text)
{
        const struct media_said *said;
        size_t n;

        if (!strcmp(of->kind, "photo"))
                return refuse(&c->why, R_ARG_CHOICE, "engine", "照片没有声音");
        if (!media_speech(m, c->mem, fd, &speech, &said, &n, &c->why))
                return false;
        *text = lines_of(c->mem, said, n);
        return true;
}

static bool by_machine(struct ctx *c, const struct recording *of, bool ocr, const char **text)
{
        struct media *m;
        bool ok;
        int fd;

        if (!copy__media(c, of, &m))
                return false;
        fd = blob_open(c->blobs, of->digest, &c->why);
        if (fd < 0)
                return false;
        ok = ocr ? by_ocr(c, m, of, fd, text) : by_speech(c, m, of, fd, text);
        close(fd);
        return ok;
}

bool copy__prepare_text(struct ctx *c, const struct args *a, struct request *r)
{
        const char *engine = arg_text(a, "engine"), *text = arg_text(a, "text");
        bool hand = !strcmp(engine, "hand");
        struct recording of;

        if (!copy__of(c, a, r, &of))
                return false;
        if (hand != arg_given(a, "text"))
                return hand ? refuse(&c->why, R_ARG_MISSING, "text", "人工录入的文字")
                            : refuse(&c->why, R_ARG_UNKNOWN, "text", "机器识别的，不另填文字");
        if (!hand && !by_machine(c, &of, !strcmp(engine, "ocr"), &text))
                return false;
        text = text_trim(c->mem, text);
        if (!*text)
                return refuse(&c->why, R_MEDIA_UNREADABLE, "engine", "没有识别出文字");
        if (utf8_length(text) > DRAFT_MAX)
                return refuse(&c->why, R_ARG_RANGE, "engine", "识别出的文字超过 %d 字", DRAFT_MAX);
        request_put(c->mem, r, "drafted", text);
        return true;
}

/* Accepting and rejecting: whoever may see the recording. */
bool copy__prepare_judged(struct ctx *c, const struct args *a, struct request *r)
{
        struct recording of;
        struct said_text t;

        (void)a;
        if (!copy__text_find(c, r->subject, &t) || !recording_find(c, t.recording, &of, NULL))
                return false;
        request_put(c->mem, r, "case", text_make(c->mem, "%lld", (long long)of.case_id));
        return true;
}
