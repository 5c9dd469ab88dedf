/* http.c - the HTTP server: libmicrohttpd with an epoll thread pool; start, stop, and the way from its calls to ours.
 *
 * A request without a body is answered at once; one with a body is taken in first.  An act is posted to the writer and its
 * connection suspended, so that many callers share one commit; slow work (passwords, file syncs) goes to helper threads likewise.
 * Must never: block a server thread on the writer, or take memory on the path of a kept page.
 */
#include "web/metrics.h"
#include "web/tus.h"
#include "org/attempt.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEADERS_MAX ((size_t)32 * 1024)
#define CONNECTIONS_MAX 8192u
#define IDLE_SECONDS 60u
#define UPLOAD_MAX (INT64_C(200) * 1024 * 1024)

/* ---- libmicrohttpd's calls ---- */

static enum MHD_Result call_queue(struct call *k)
{
        enum MHD_Result r = MHD_queue_response(k->con, k->status, k->response);

        call_db_back(k);
        MHD_destroy_response(k->response);
        k->response = NULL;
        return r;
}

/* The key of a kept answer: the path as asked for, then the display choices.  False: this request is for nothing kept. */
static bool kept_key(struct MHD_Connection *con, const char *url, char *key, size_t room)
{
        static const char *const names[] = { "mj_size", "mj_mode", "mj_contrast", "mj_theme" };
        size_t n = strlen(url);

        if (n + 64 > room || MHD_get_connection_values(con, MHD_GET_ARGUMENT_KIND, NULL, NULL))
                return false;
        memcpy(key, url, n + 1);
        if (!MHD_lookup_connection_value(con, MHD_HEADER_KIND, "Cookie"))
                return true;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                const char *v = MHD_lookup_connection_value(con, MHD_COOKIE_KIND, names[i]);
                int w = v && *ui_display_value(names[i] + 3, v) ? snprintf(key + n, room - n, "\n%zu%s", i, v) : 0;

                if (w < 0 || (size_t)w >= room - n)
                        return false;
                n += (size_t)w;
        }
        return true;
}

/* A GET whose answer may be kept takes no call until it is known not to be kept.  (An answer queued at the first of
 * libmicrohttpd's calls would close the connection, so it has to be told apart from later ones even then.) */
static char maybe_kept;

static bool keepable(const char *method)
{
        return !strcmp(method, "GET") || !strcmp(method, "HEAD");
}

static enum MHD_Result answer(struct call *k)
{
        call_run(k);
        if (k->waiting)
                return MHD_YES;
        must(k->response != NULL);
        return call_queue(k);
}

/* The headers are here.  Answers that cannot wait for the body close the connection. */
static enum MHD_Result begin(struct web *w, struct MHD_Connection *con, const char *url, const char *method, struct call **out)
{
        struct call *k = call_new(w, con, url, method);

        *out = k;
        return call_open(k) ? MHD_YES : answer(k);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *con, const char *url, const char *method, const char *version,
                                  const char *data, size_t *n, void **state)
{
        struct web *w = cls;
        struct call *k;
        enum MHD_Result sent;
        char key[PATH_MAX_LENGTH + 128];

        (void)version;
        if (!*state && keepable(method)) {
                *state = &maybe_kept;
                return MHD_YES;
        }
        if (!*state)
                return begin(w, con, url, method, (struct call **)state);
        if (*state == &maybe_kept) {
                bool may = !*n && kept_key(con, url, key, sizeof key);

                if (may && cache_answer(w->cache, con, key, &sent)) {
                        metrics_kept();
                        return sent;
                }
                *state = k = call_new(w, con, url, method);
                k->kept = may ? text_copy(k->mem, key) : NULL;
                call_open(k);
        }
        k = *state;
        if (!*n)
                return answer(k);
        k->waiting = false;
        return call_take(k, data, n) ? MHD_YES : MHD_NO;
}

static void trace(const struct call *k)
{
        fprintf(stderr, "http %s %s %u %lldms %s\n", k->method, k->raw, k->status,
                (long long)(machine_ms(CLOCK_MONOTONIC) - k->began), k->login ? k->login : "-");
}

static void on_completed(void *cls, struct MHD_Connection *con, void **state, enum MHD_RequestTerminationCode code)
{
        struct call *k = *state;

        (void)cls; (void)con; (void)code;
        if (!k || *state == &maybe_kept)
                return;
        if (k->web->o.trace)
                trace(k);
        metrics_done(k);
        call_free(k);
        *state = NULL;
}

/* Paths and queries are decoded by our own strict parsers: libmicrohttpd shall leave them as they are. */
static size_t leave_escaped(void *cls, struct MHD_Connection *con, char *s)
{
        (void)cls; (void)con;
        return strlen(s);
}

/* ---- start and stop ---- */

static void no_log(void *cls, const char *fmt, va_list ap)
{
        struct web *w = cls;

        if (!w->o.trace)
                return;
        fputs("http: ", stderr);
        vfprintf(stderr, fmt, ap);
}

/* "127.0.0.1:8080" or "[::1]:8080". */
bool listen_parse(const char *s, struct sockaddr_storage *out, socklen_t *len)
{
        struct sockaddr_in *v4 = (struct sockaddr_in *)out;
        struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;
        const char *colon = strrchr(s, ':');
        char host[64] = "";
        int64_t port;
        size_t n = colon ? (size_t)(colon - s) : 0;
        bool bracketed = n >= 2 && s[0] == '[' && s[n - 1] == ']';

        if (!colon || n >= sizeof host || !text_int(colon + 1, 0, 65535, &port))
                return false;
        memcpy(host, s + bracketed, n - (bracketed ? 2 : 0));
        memset(out, 0, sizeof *out);
        if (bracketed) {
                v6->sin6_family = AF_INET6;
                v6->sin6_port = htons((uint16_t)port);
                *len = sizeof *v6;
                return inet_pton(AF_INET6, host, &v6->sin6_addr) == 1;
        }
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        *len = sizeof *v4;
        return inet_pton(AF_INET, host, &v4->sin_addr) == 1;
}

static bool listen_start(struct web *w, struct why *why)
{
        struct sockaddr_storage addr;
        socklen_t len;
        unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO | MHD_USE_ERROR_LOG;
        unsigned pool = w->o.threads > 1 ? (unsigned)w->o.threads : 0;
        const union MHD_DaemonInfo *info;

        if (!listen_parse(w->o.listen, &addr, &len))
                return fail(why, "--listen 应写成 127.0.0.1:8080 或 [::1]:8080，现在是 %s", w->o.listen);
        if (addr.ss_family == AF_INET6)
                flags |= MHD_USE_IPv6;
        w->daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, w,
                MHD_OPTION_EXTERNAL_LOGGER, no_log, w,
                MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&addr,
                MHD_OPTION_NOTIFY_COMPLETED, on_completed, w,
                MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, w,
                MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS,
                MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX,
                MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEADERS_MAX,
                MHD_OPTION_PER_IP_CONNECTION_LIMIT, w->o.behind_tls ? 0u : (unsigned)w->o.per_address,
                MHD_OPTION_STRICT_FOR_CLIENT, 1,
                pool ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, pool,
                MHD_OPTION_END);
        if (!w->daemon)
                return fail(why, "不能在 %s 上提供服务：地址不可用或已被占用", w->o.listen);
        info = MHD_get_daemon_info(w->daemon, MHD_DAEMON_INFO_BIND_PORT);
        w->port = info ? info->port : 0;
        return true;
}

/* Many connections need many descriptors; the soft limit is raised as far as the system allows. */
static void descriptors_raise(void)
{
        struct rlimit r;

        if (!getrlimit(RLIMIT_NOFILE, &r) && r.rlim_cur < r.rlim_max) {
                r.rlim_cur = r.rlim_max;
                setrlimit(RLIMIT_NOFILE, &r);
        }
}

static void web_free(struct web *w)
{
        tus_free(w->tus);
        door_stop();
        later_free(w->later);
        cache_free(w->cache);
        blobs_close(w->blobs);
        while (w->n_readers)
                db_close(w->readers[--w->n_readers]);
        pthread_mutex_destroy(&w->lock);
        pthread_mutex_destroy(&w->order);
        pthread_cond_destroy(&w->idle);
        pthread_cond_destroy(&w->tick);
        arena_free(w->mem);
        memory_free(w);
}

static void options_fill(struct web *w, const struct web_options *o)
{
        w->o = *o;
        w->o.url = text_copy(w->mem, o->url);
        w->o.listen = text_copy(w->mem, o->listen);
        w->o.threads = o->threads > 0 ? o->threads : 2;
        w->o.upload_max = o->upload_max > 0 ? o->upload_max : UPLOAD_MAX;
        w->o.recording_max = o->recording_max > 0 ? o->recording_max : RECORDING_MAX;
        w->o.per_address = o->per_address > 0 ? o->per_address : 256;
        w->clock_ms = o->now.ms;
        w->clock_at = machine_ms(CLOCK_MONOTONIC);
}

struct web *web_start(const struct web_options *o, struct journal *j, struct why *why)
{
        struct web *w = memory_take(sizeof *w);
        const char *dir;

        w->mem = arena_new();
        w->journal = j;
        must(!pthread_mutex_init(&w->lock, NULL) && !pthread_mutex_init(&w->order, NULL) && !pthread_cond_init(&w->idle, NULL) &&
             !pthread_cond_init(&w->tick, NULL));
        options_fill(w, o);
        w->cache = cache_new();
        w->later = later_new();
        w->tus = tus_new(w);
        door_start(o->secret, o->asks_per_hour);
        dir = blobs_dir(w->mem, o->url, o->blobs, why);
        w->blobs = dir ? blobs_open(dir, journal_site(j)->hash, why) : NULL;
        descriptors_raise();
        attempts_open(o->url);
        if (w->blobs && signin_doors_read(w->mem, o->signin, &w->doors, why) && metrics_listen(w, why) && listen_start(w, why) && watch_start(w, why))
                return w;
        metrics_stop();
        web_free(w);
        return NULL;
}

void web_stop(struct web *w)
{
        if (!w)
                return;
        watch_stop(w);
        metrics_stop();
        pthread_mutex_lock(&w->lock);
        w->stopping = true;
        while (w->waiting)
                pthread_cond_wait(&w->idle, &w->lock);
        pthread_mutex_unlock(&w->lock);
        MHD_stop_daemon(w->daemon);
        attempts_close();
        web_free(w);
}

int web_port(const struct web *w)
{
        return w->port;
}
