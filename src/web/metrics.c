/* metrics.c - see metrics.h.  Counting is a few additions under one lock; what costs a look at disk or database is asked only when somebody
 * scrapes.  Must never: count by anything that strangers choose (paths), or the table would grow with them. */
#include "web/metrics.h"
#include "base/setting.h"
#include "base/version.h"
#include "org/session.h"
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#define SERIES_MAX 512
#define BUCKETS 8

static const int bucket_ms[BUCKETS] = { 5, 25, 100, 250, 1000, 2500, 10000, 60000 };

struct series { const char *method, *route; unsigned status; int64_t n, ms, bucket[BUCKETS]; };

static struct {
        pthread_mutex_t lock;
        struct series series[SERIES_MAX];
        size_t n;
        int64_t refusals[R__MAX], failed;
        struct MHD_Daemon *daemon;
} m = { .lock = PTHREAD_MUTEX_INITIALIZER };
static atomic_llong kept;

void metrics_kept(void)
{
        atomic_fetch_add_explicit(&kept, 1, memory_order_relaxed);
}

/* With the lock held. */
static struct series *series_of(const char *method, const char *route, unsigned status)
{
        for (size_t i = 0; i < m.n; i++)
                if (m.series[i].status == status && !strcmp(m.series[i].route, route) && !strcmp(m.series[i].method, method))
                        return &m.series[i];
        if (m.n == SERIES_MAX)
                return NULL;
        m.series[m.n] = (struct series){ .method = method, .route = route, .status = status };
        return &m.series[m.n++];
}

/* Others than these are strangers' words. */
static const char *method_of(const struct call *k)
{
        return text_same(k->method, "GET") || text_same(k->method, "HEAD") ? "GET" : text_same(k->method, "POST") ? "POST" : "other";
}

/* ---- the log ---- */

static void log_json(struct arena *mem, const struct call *k, const char *route, int64_t ms)
{
        struct json *j = json_new(mem);

        json_open(j, '{');
        json_pair(j, "time", instant_text(mem, (struct instant){ machine_ms(CLOCK_REALTIME) }));
        json_pair(j, "level", k->status >= 500 ? "error" : k->status >= 400 ? "warning" : "info");
        json_pair(j, "request", text_make(mem, "%llx", (unsigned long long)k->id));
        json_pair(j, "login", k->login ? k->login : "");
        json_pair(j, "method", method_of(k));
        json_pair(j, "route", route);
        json_key(j, "status"), json_int(j, k->status);
        if (k->c.why.kind == WHY_REFUSED)
                json_pair(j, "refused", refusal_of(k->c.why.code)->code);
        json_key(j, "ms"), json_int(j, ms);
        json_close(j, '}');
        fprintf(stderr, "%s\n", json_done(j));
}

static void log_call(const struct call *k, const char *route, int64_t ms)
{
        struct arena *mem;

        if (k->web->o.log == WEB_LOG_OFF)
                return;
        mem = arena_new();
        if (k->web->o.log == WEB_LOG_JSON)
                log_json(mem, k, route, ms);
        else                            /* "<4>": the level as journald reads it */
                fprintf(stderr, "<%d>%llx %s %s %s %u %lldms\n", k->status >= 500 ? 3 : k->status >= 400 ? 4 : 6, (unsigned long long)k->id,
                        k->login ? k->login : "-", method_of(k), route, k->status, (long long)ms);
        arena_free(mem);
}

/* ---- counting ---- */

void metrics_done(const struct call *k)
{
        const char *route = k->route ? k->route->pattern : "page";
        int64_t ms = machine_ms(CLOCK_MONOTONIC) - k->began;
        struct series *s;

        pthread_mutex_lock(&m.lock);
        s = series_of(method_of(k), route, k->status);
        if (s) {
                s->n++;
                s->ms += ms;
                for (int i = 0; i < BUCKETS; i++)
                        s->bucket[i] += ms <= bucket_ms[i];
        }
        if (k->c.why.kind == WHY_REFUSED)
                m.refusals[k->c.why.code]++;
        else if (k->answer.why.kind == WHY_REFUSED)
                m.refusals[k->answer.why.code]++;
        m.failed += k->c.why.kind == WHY_FAILED;
        pthread_mutex_unlock(&m.lock);
        log_call(k, route, ms);
}

/* ---- what is there ---- */

static const char *database_path(const struct web *w)
{
        return text_starts(w->o.url, "sqlite:") ? w->o.url + 7 : NULL;
}

static int64_t free_mib(const char *path)
{
        struct statvfs fs;

        return statvfs(path, &fs) ? -1 : (int64_t)((uint64_t)fs.f_bavail * fs.f_frsize >> 20);
}

/* Seconds since the newest whole backup; -1: there is none, or nobody said where. */
static int64_t backup_age(void)
{
        const char *dir = setting_text("backup-dir");
        DIR *d = dir ? opendir(dir) : NULL;
        char newest[17] = "";
        struct dirent *e;
        struct tm t = { 0 };

        while (d && (e = readdir(d)) != NULL)
                if (strlen(e->d_name) == 16 && e->d_name[8] == 'T' && e->d_name[15] == 'Z' && strcmp(e->d_name, newest) > 0)
                        memcpy(newest, e->d_name, sizeof newest);
        if (d)
                closedir(d);
        return *newest && strptime(newest, "%Y%m%dT%H%M%SZ", &t) ? machine_ms(CLOCK_REALTIME) / 1000 - (int64_t)timegm(&t) : -1;
}

/* ---- health ---- */

void healthz_show(struct call *k)
{
        reply_bytes(k, 200, "text/plain; charset=utf-8", (struct bytes){ (const uint8_t *)"ok\n", 3 });
}

struct readiness { bool database, journal, disk, clock; };

static bool disk_ready(const struct web *w)
{
        int64_t min = setting_int("disk-min"), blobs = free_mib(blobs_folder(w->blobs)), db = -1;
        const char *path = database_path(w), *slash = path ? strrchr(path, '/') : NULL;
        char folder[4096];

        if (path) {
                snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path + 1) : 1, slash ? path : ".");
                db = free_mib(folder);
        }
        return (blobs < 0 || blobs >= min) && (db < 0 || db >= min);
}

static void ready_look(struct web *w, struct ctx *c, struct readiness *out)
{
        const char *path = database_path(w);
        struct instant newest = { 0 };
        int64_t size = 0;

        out->database = c->db && journal_size(c, &size);
        out->clock = out->database && (!size || (act_when(c, size - 1, &newest) &&
                     (w->o.test_clock || newest.ms - machine_ms(CLOCK_REALTIME) <= setting_int("clock-back-max") * 1000)));
        out->journal = out->database && (!path || !access(path, W_OK));
        out->disk = disk_ready(w);
}

void readyz_show(struct call *k)
{
        struct readiness r;
        struct json *j = json_new(k->mem);
        bool ready;

        ready_look(k->web, &k->c, &r);
        why_clear(&k->c.why);
        ready = r.database && r.journal && r.disk && r.clock;
        json_open(j, '{');
        json_key(j, "ready"), json_bool(j, ready);
        json_key(j, "database"), json_bool(j, r.database);
        json_key(j, "journal"), json_bool(j, r.journal);
        json_key(j, "disk"), json_bool(j, r.disk);
        json_key(j, "clock"), json_bool(j, r.clock);
        json_close(j, '}');
        reply_json(k, ready ? 200 : 503, json_done(j));
}

/* ---- Prometheus ---- */

static void gauge(struct buffer *b, const char *name, const char *type, const char *help, int64_t value)
{
        metrics_head(b, name, type, help);
        buffer_make(b, "%s %lld\n", name, (long long)value);
}

static void requests_put(struct buffer *b)
{
        metrics_head(b, "mingjing_requests_total", "counter", "Requests answered, by route and status.");
        for (size_t i = 0; i < m.n; i++)
                buffer_make(b, "mingjing_requests_total{method=\"%s\",route=\"%s\",status=\"%u\"} %lld\n", m.series[i].method, m.series[i].route,
                            m.series[i].status, (long long)m.series[i].n);
        metrics_head(b, "mingjing_request_seconds", "histogram", "Time from the first header to the last byte.");
        for (size_t i = 0; i < m.n; i++) {
                const struct series *s = &m.series[i];
                const char *labels = text_make(b->mem, "method=\"%s\",route=\"%s\",status=\"%u\"", s->method, s->route, s->status);

                for (int q = 0; q < BUCKETS; q++)
                        buffer_make(b, "mingjing_request_seconds_bucket{%s,le=\"%g\"} %lld\n", labels, bucket_ms[q] / 1000.0, (long long)s->bucket[q]);
                buffer_make(b, "mingjing_request_seconds_bucket{%s,le=\"+Inf\"} %lld\n", labels, (long long)s->n);
                buffer_make(b, "mingjing_request_seconds_sum{%s} %g\nmingjing_request_seconds_count{%s} %lld\n", labels, (double)s->ms / 1000, labels,
                            (long long)s->n);
        }
}

static void refusals_put(struct buffer *b)
{
        metrics_head(b, "mingjing_refusals_total", "counter", "Requests refused, by code.");
        for (int i = R_NONE + 1; i < R__MAX; i++)
                if (m.refusals[i])
                        buffer_make(b, "mingjing_refusals_total{code=\"%s\"} %lld\n", refusal_of((enum refusal_code)i)->code, (long long)m.refusals[i]);
}

static void process_put(struct buffer *b)
{
        struct rusage u;

        getrusage(RUSAGE_SELF, &u);
        metrics_head(b, "process_cpu_seconds_total", "counter", "Processor time.");
        buffer_make(b, "process_cpu_seconds_total %.2f\n", (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6);
        gauge(b, "process_resident_memory_max_bytes", "gauge", "Memory at its highest.", (int64_t)u.ru_maxrss * 1024);
}

static void site_put(struct buffer *b, struct web *w)
{
        struct ctx c = { .mem = b->mem, .why = { .mem = b->mem }, .now = web_now(w), .pack = org_pack() };
        const char *path = database_path(w);
        struct readiness r;
        struct stat st;
        int64_t size = 0;

        c.db = web_db(w, &c.why);
        ready_look(w, &c, &r);
        why_clear(&c.why);
        if (c.db && journal_size(&c, &size))
                gauge(b, "mingjing_journal_acts", "gauge", "Acts in the journal.", size);
        if (c.db && c.why.kind == WHY_NOTHING)
                metrics_jobs(b, &c);
        if (c.db && c.why.kind == WHY_NOTHING)
                metrics_outbox(b, &c);
        web_db_back(w, c.db, c.why.kind != WHY_FAILED);
        gauge(b, "mingjing_ready", "gauge", "1 when the server can do its work.", r.database && r.journal && r.disk && r.clock);
        gauge(b, "mingjing_clock_right", "gauge", "0 when the machine's clock is before the newest act by more than is allowed.", r.clock);
        if (path && !stat(path, &st))
                gauge(b, "mingjing_database_bytes", "gauge", "Size of the database file.", (int64_t)st.st_size);
        gauge(b, "mingjing_disk_free_mebibytes", "gauge", "Free beside the stored files.", free_mib(blobs_folder(w->blobs)));
        gauge(b, "mingjing_backup_age_seconds", "gauge", "Since the newest whole backup in backup-dir; -1 when there is none.", backup_age());
}

static const char *metrics_text(struct arena *mem, struct web *w)
{
        struct buffer b = { .mem = mem };
        int waiting;

        pthread_mutex_lock(&w->lock);
        waiting = w->waiting;
        pthread_mutex_unlock(&w->lock);
        metrics_head(&b, "mingjing_build_info", "gauge", "The program.");
        buffer_make(&b, "mingjing_build_info{version=\"%s\"} 1\n", MINGJING_VERSION);
        pthread_mutex_lock(&m.lock);
        requests_put(&b);
        refusals_put(&b);
        gauge(&b, "mingjing_failures_total", "counter", "Requests that disk, database or network let down.", m.failed);
        pthread_mutex_unlock(&m.lock);
        gauge(&b, "mingjing_kept_pages_total", "counter", "Answers from kept pages.", atomic_load(&kept));
        gauge(&b, "mingjing_acts_total", "counter", "Acts that this server brought about.", atomic_load(&w->wrote));
        gauge(&b, "mingjing_passwords_tried_total", "counter", "Passwords held against a hash, that of a real account or of none.", secret_count());
        gauge(&b, "mingjing_requests_waiting", "gauge", "Requests that wait for the writer or a helper.", waiting);
        metrics_groups(&b);
        site_put(&b, w);
        process_put(&b);
        return buffer_done(&b);
}

/* ---- an address of its own ---- */

static enum MHD_Result on_scrape(void *cls, struct MHD_Connection *con, const char *url, const char *method, const char *version,
                                 const char *data, size_t *n, void **state)
{
        struct arena *mem;
        struct MHD_Response *r;
        enum MHD_Result sent;
        const char *text;
        bool found = !strcmp(url, "/metrics") && !strcmp(method, "GET");

        (void)version, (void)data, (void)n;
        if (!*state) {
                *state = cls;
                return MHD_YES;
        }
        mem = arena_new();
        text = found ? metrics_text(mem, cls) : "not here\n";
        r = response_plain((struct bytes){ (const uint8_t *)text, strlen(text) }, true);
        response_guard(r);
        MHD_add_response_header(r, "Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        sent = MHD_queue_response(con, found ? 200 : 404, r);
        MHD_destroy_response(r);
        arena_free(mem);
        return sent;
}

bool metrics_listen(struct web *w, struct why *why)
{
        struct sockaddr_storage addr;
        socklen_t len;
        unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD;

        if (text_empty(w->o.metrics_listen))
                return true;
        if (!listen_parse(w->o.metrics_listen, &addr, &len))
                return fail(why, "metrics-listen 应写成 127.0.0.1:9180 或 [::1]:9180，现在是 %s", w->o.metrics_listen);
        if (addr.ss_family == AF_INET6)
                flags |= MHD_USE_IPv6;
        m.daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_scrape, w, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&addr, MHD_OPTION_CONNECTION_TIMEOUT, 10u,
                                    MHD_OPTION_CONNECTION_LIMIT, 16u, MHD_OPTION_END);
        return m.daemon || fail(why, "不能在 %s 上提供运行指标：地址不可用或已被占用", w->o.metrics_listen);
}

int metrics_port(void)
{
        const union MHD_DaemonInfo *info = m.daemon ? MHD_get_daemon_info(m.daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;

        return info ? info->port : 0;
}

void metrics_stop(void)
{
        if (m.daemon)
                MHD_stop_daemon(m.daemon);
        m.daemon = NULL;
}
