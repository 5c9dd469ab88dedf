/* media_speech.c - drafts of speech from a transcription service: POST {url}/audio/transcriptions, multipart, as OpenAI's interface has it
 * and whisper.cpp's server, FunASR and others speak it.  The sound goes there as WAV; the answer is read like any input from strangers.
 * Never follows a redirect, never goes to another address than the configured one, never waits without a limit. */
#include "base/json.h"
#include "media/host.h"
#include <curl/curl.h>
#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ANSWER_MAX ((size_t)16 << 20)
#define SOUND_MAX ((int64_t)512 << 20)   /* in memory, because it may be secret: four and a half hours */
#define SAID_MAX 20000
#define TEXT_MAX ((size_t)65536)

struct sending { int fd; int64_t at, size; struct buffer got; bool much; };

static size_t wav_read(char *to, size_t size, size_t n, void *of)
{
        struct sending *s = of;
        ssize_t r = pread(s->fd, to, size * n, s->at);

        if (r < 0)
                return CURL_READFUNC_ABORT;
        s->at += r;
        return (size_t)r;
}

static int wav_seek(void *of, curl_off_t to, int how)
{
        struct sending *s = of;

        if (how != SEEK_SET || to < 0 || to > s->size)
                return CURL_SEEKFUNC_FAIL;
        s->at = to;
        return CURL_SEEKFUNC_OK;
}

static size_t answer_write(char *p, size_t size, size_t n, void *of)
{
        struct sending *s = of;

        if (s->got.n + size * n > ANSWER_MAX) {
                s->much = true;
                return 0;
        }
        buffer_put(&s->got, p, size * n);
        return size * n;
}

/* ---- the request ---- */

static void part_add(curl_mime *form, const char *name, const char *value)
{
        curl_mimepart *p = curl_mime_addpart(form);

        curl_mime_name(p, name);
        curl_mime_data(p, value, CURL_ZERO_TERMINATED);
}

static void form_fill(curl_mime *form, const struct media_speech *set, struct sending *s)
{
        curl_mimepart *file = curl_mime_addpart(form);

        curl_mime_name(file, "file");
        curl_mime_filename(file, "sound.wav");
        curl_mime_type(file, "audio/wav");
        curl_mime_data_cb(file, s->size, wav_read, wav_seek, NULL, s);
        part_add(form, "model", set->model ? set->model : "whisper-1");
        part_add(form, "language", set->language ? set->language : "zh");
        part_add(form, "response_format", "verbose_json");
        part_add(form, "timestamp_granularities[]", "segment");
}

static void request_set(CURL *c, const struct media_speech *set, struct arena *mem, struct sending *s)
{
        size_t n = strlen(set->url);
        const char *slash = n && set->url[n - 1] == '/' ? "" : "/";

        curl_easy_setopt(c, CURLOPT_URL, text_make(mem, "%s%saudio/transcriptions", set->url, slash));
        curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(c, CURLOPT_PROXY, "");
        curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)(set->connect_seconds ? set->connect_seconds : 5));
        curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)(set->seconds ? set->seconds : 600));
        curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, answer_write);
        curl_easy_setopt(c, CURLOPT_WRITEDATA, s);
}

/* ---- the answer ---- */

static bool text_get(struct arena *mem, const json_t *v, const char **out)
{
        const char *s = json_string_value(v);

        if (!s || json_string_length(v) > TEXT_MAX || text_check(s, json_string_length(v)))
                return false;
        *out = text_trim(mem, s);
        return true;
}

static bool seconds_get(const json_t *v, int64_t *out)
{
        double s = json_is_number(v) ? json_number_value(v) : -1;

        if (!(s >= 0 && s < 1e7))
                return false;
        *out = (int64_t)(s * 1000 + 0.5);
        return true;
}

static bool segment_get(struct arena *mem, const json_t *v, struct media_said *out)
{
        return seconds_get(json_object_get(v, "start"), &out->from) && seconds_get(json_object_get(v, "end"), &out->until) &&
                out->until >= out->from &&
               text_get(mem, json_object_get(v, "text"), &out->text);
}

/* Services without time stamps give one text for the whole. */
static bool said_read(struct arena *mem, const json_t *o, int64_t length, const struct media_said **out, size_t *n)
{
        const json_t *list = json_object_get(o, "segments");
        size_t all = json_array_size(list);
        struct media_said *said = TAKE_N(mem, struct media_said, all && all <= SAID_MAX ? all : 1);

        if (all > SAID_MAX)
                return false;
        for (size_t i = 0; i < all; i++)
                if (!segment_get(mem, json_array_get(list, i), &said[i]))
                        return false;
        if (!all) {
                said[0] = (struct media_said){ 0, length, "" };
                if (!text_get(mem, json_object_get(o, "text"), &said[0].text))
                        return false;
                all = *said[0].text ? 1 : 0;
        }
        *out = said;
        *n = all;
        return true;
}

static bool answer_read(struct arena *mem, const struct sending *s, int64_t length, const struct media_said **out, size_t *n,
        struct why *why)
{
        struct why ignored = { .mem = mem };
        json_t *o = json_parse(&ignored, s->got.p ? s->got.p : "", s->got.n);
        bool ok = o && said_read(mem, o, length, out, n);

        if (o)
                json_decref(o);
        return ok || fail(why, "转写服务的回答不合约定");
}

static bool transcribe(struct arena *mem, const struct media_speech *set, struct sending *s, struct why *why)
{
        CURL *c = curl_easy_init();
        curl_mime *form = c ? curl_mime_init(c) : NULL;
        struct curl_slist *heads = set->key ? curl_slist_append(NULL, text_make(mem, "Authorization: Bearer %s", set->key)) : NULL;
        CURLcode rc = CURLE_OUT_OF_MEMORY;
        long status = 0;

        if (form) {
                form_fill(form, set, s);
                request_set(c, set, mem, s);
                curl_easy_setopt(c, CURLOPT_MIMEPOST, form);
                curl_easy_setopt(c, CURLOPT_HTTPHEADER, heads);
                rc = curl_easy_perform(c);
                curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
        }
        curl_slist_free_all(heads);
        curl_mime_free(form);
        curl_easy_cleanup(c);
        if (s->much)
                return fail(why, "转写服务的回答太长");
        if (rc)
                return fail(why, "转写服务没有回答：%s", curl_easy_strerror(rc));
        return status == 200 || fail(why, "转写服务没有做成（HTTP %ld）", status);
}

/* ---- */

static bool sound_get(struct media *m, struct arena *mem, int fd, int wav, int64_t *length, struct why *why)
{
        struct job job = { .kind = JOB_SOUND, .output = SOUND_MAX };
        struct answer *a = TAKE(mem, struct answer);

        if (!host_run(m, mem, &job, true, fd, wav, NULL, a, why))
                return false;
        if (a->refused)
                return refuse(why, R_MEDIA_UNREADABLE, NULL, "%s", a->words);
        if (a->broke || !a->made)
                return refuse(why, R_MEDIA_UNREADABLE, NULL, "%s", a->broke ? a->broke : "读取程序的回答不合约定");
        *length = a->part.until;
        return true;
}

bool media_speech(struct media *m, struct arena *mem, int fd, const struct media_speech *set, const struct media_said **out,
        size_t *n, struct why *why)
{
        struct sending s = { .got = { .mem = mem } };
        int64_t length = 0;
        bool ok;

        if (!set || text_empty(set->url))
                return refuse(why, R_ENGINE_MISSING, NULL, "没有设置语音转写服务的地址");
        s.fd = memfd_create("sound", MFD_CLOEXEC);
        if (s.fd < 0)
                return fail(why, "内存：%s", strerror(errno));
        ok = sound_get(m, mem, fd, s.fd, &length, why);
        s.size = lseek(s.fd, 0, SEEK_END);
        ok = ok && transcribe(mem, set, &s, why) && answer_read(mem, &s, length, out, n, why);
        close(s.fd);
        return ok;
}
