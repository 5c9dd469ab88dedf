/* try_test.c - the small site and the client of try.h. */
#include "web/try.h"
#include "org/org.h"
#include "org/session.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

void bind_all(void);

/* ---- what the small site consists of ---- */

int try_shown;

static bool add(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        if (text_same(arg_text(a, "title"), "拒绝"))
                return refuse(&c->why, R_REVIEW_MISSING, "title", "试验");
        if (text_same(arg_text(a, "title"), "故障"))
                return fail(&c->why, "试验用的故障");
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(out, a->command->args[i].name, a->values[i]);
        return true;
}

static bool apply_nothing(struct db_write *w, const struct act *a)
{
        (void)w; (void)a;
        return true;
}

static const struct arg args[] = {
        { "title", ARG_TEXT, ARG_REQUIRED, "题目", "写一行。", NULL, 1, 40 },
        { "body", ARG_LONG, 0, "内容", "可以写多行。", NULL, 0, 0 },
        { "kinds", ARG_CHOICES, 0, "类别", "可以多选。", "a=甲|b=乙|c=丙", 0, 0 },
        { "amount", ARG_MONEY, 0, "金额", "单位元。", NULL, 0, 0 },
        { "points", ARG_POINTS, 0, "要点", "每行一条。", NULL, 0, 0 },
        { "agree", ARG_BOOL, 0, "同意", "是或否。", NULL, 0, 0 },
        { "count", ARG_INT, 0, "数量", "整数。", NULL, 0, 100 },
        { "photo", ARG_FILE, 0, "照片", "现场照片。", NULL, 0, 0 },
        ARG_END
};

static const struct command commands[] = {
        { .verb = "webtest.add", .label = "试办", .help = "试验用。", .noun = "webtest", .creates = true, .roles = "admin|officer",
          .args = args, .handle = add, .apply = apply_nothing, .sets = "", .clears = "" },
        { .verb = "webtest.note", .label = "批注", .help = "试验用。", .noun = "webtest", .roles = "admin", .args = args,
          .handle = add, .apply = apply_nothing, .sets = "", .clears = "" },
};

static bool show_kept(struct ctx *c, const struct page_in *in, struct html *h)
{
        (void)c;
        html(h, "<!doctype html><p>kept %d %s</p>", __atomic_add_fetch(&try_shown, 1, __ATOMIC_SEQ_CST), in->size);
        return true;
}

static bool show_desk(struct ctx *c, const struct page_in *in, struct html *h)
{
        html(h, "<p>desk %s %s|%s|%s</p>", c->who->login, in->csrf, page_query(in, "q"), in->args[0] ? in->args[0] : "");
        return true;
}

static bool show_open(struct ctx *c, const struct page_in *in, struct html *h)
{
        html(h, "<p>open %s|%s</p>", c->who ? c->who->login : "visitor", page_query(in, "q"));
        return true;
}

static const struct page pages[] = {
        { "/webtest/kept", "存", "public", show_kept, true },
        { "/webtest/open", "开", "public", show_open, false },
        { "/webtest/desk/{a}", "案", "", show_desk, false },
        { "/webtest/officer", "员", "officer", show_desk, false },
};

static const char pack[] =
        "name: mini\nversion: 1.0.0\ntitle: 试验\njurisdiction: 试验县\nportal: 试验平台\ncalendar: days.csv\n"
        "roles:\n  officer: { label: 执法人员, scope: unit }\n  admin: { label: 系统管理员, scope: agency }\n"
        "agencies:\n  bureau: { name: 试验局, short: 局, uscc: \"115109230000000197\", region: \"510923\", superior: 县政府, "
        "court: 县法院 }\n"
        "units:\n  squad: { name: 一队, agency: bureau }\n"
        "review:\n  body: 审核委员会\n  paper: 意见书\n  catalogue:\n    all: { label: 全部, kind: all, law: 处罚法 58 }\n"
        "  points: [主体合法, 权限合法, 程序合法, 事实清楚, 证据充分, 适用法律正确, 文书完备, 涉嫌犯罪的移送]\n  materials: {}\n"
        "publication:\n  fields: [agency]\n  second_person: true\n  masks: {}\n";

static void write_file(const char *path, const char *text)
{
        FILE *f = fopen(path, "we");

        must(f && fwrite(text, 1, strlen(text), f) == strlen(text) && !fclose(f));
}

static void bind_once(void)
{
        if (command_find("webtest.add"))
                return;
        if (!command_find("session.open"))
                bind_all();
        commands_bind(commands, sizeof commands / sizeof *commands);
        pages_bind(pages, sizeof pages / sizeof *pages);
}

/* ---- start and stop ---- */

static const char *site_make(struct test *t, const char *dir, struct instant now)
{
        const char *folder = text_make(t->mem, "%s/mini", dir), *url = text_make(t->mem, "sqlite:%s/x.db", dir);
        struct findings found = { .mem = t->mem };
        const struct verb_effect *verbs;
        struct pack *p;
        size_t n;

        must(!mkdir(folder, 0755));
        write_file(text_make(t->mem, "%s/pack.yaml", folder), pack);
        write_file(text_make(t->mem, "%s/days.csv", folder), "date,name,type\n2018-01-01,元旦,off\n");
        verbs = org_verbs(&n);
        p = pack_load(folder, verbs, n, &found);
        for (size_t i = 0; i < found.n; i++)
                printf("# %s\n", finding_text(t->mem, &found.at[i]));
        must(p != NULL);
        must(journal_init(url, "test/web", HASH_SM3, p->sources, now, &t->why));
        pack_free(p);
        return url;
}

static void pack_use(struct test *t, const char *url)
{
        struct db *db = db_open(url, DB_READ, &t->why);
        struct site site;

        must(db && site_load(db, t->mem, &site, &t->why) && org_pack_load(db, &site, &t->why));
        db_close(db);
}

static void password_set(struct test *t, struct journal *j, const struct web_options *o)
{
        static const struct pair password[] = { { "password", "correct-horse" } };
        struct request r = { .verb = "user.password", .subject = 1, .pairs = password, .n = 1, .login = "admin", .expected = -1,
                             .at = o->now, .test_clock = o->test_clock };
        struct ctx c = { .mem = t->mem, .why = { .mem = t->mem } };
        struct answer a;

        must(request_prepare(&c, &r) && journal_submit(j, t->mem, &r, &a));
}

struct site_try try_start(struct test *t, const struct web_options *o)
{
        struct site_try s = { .t = t, .dir = test_dir(t) };
        struct web_options own = *o;

        bind_once();
        s.url = site_make(t, s.dir, o->now);
        pack_use(t, s.url);
        s.journal = journal_open(s.url, &org_hooks, &t->why);
        must(s.journal && journal_found(s.journal, o->now, o->test_clock, &t->why));
        password_set(t, s.journal, o);
        own.url = s.url;
        own.listen = "127.0.0.1:0";
        s.web = web_start(&own, s.journal, &t->why);
        must(s.web != NULL);
        return s;
}

void try_stop(struct site_try *s)
{
        web_stop(s->web);
        journal_close(s->journal);
}

/* ---- the client ---- */

int try_connect(const struct site_try *s)
{
        struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)web_port(s->web)),
                .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        struct timeval limit = { .tv_sec = 30 };
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

        must(fd >= 0 && !connect(fd, (struct sockaddr *)&a, sizeof a));
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        return fd;
}

bool try_send(int fd, const void *p, size_t n)
{
        const char *at = p;

        while (n) {
                ssize_t w = send(fd, at, n, MSG_NOSIGNAL);

                if (w < 0 && errno == EINTR)
                        continue;
                if (w <= 0)
                        return false;
                at += w;
                n -= (size_t)w;
        }
        return true;
}

const char *try_between(struct test *t, const char *s, const char *before, const char *after)
{
        const char *from = strstr(s, before), *to;

        if (!from)
                return "";
        from += strlen(before);
        to = strstr(from, after);
        return to ? text_copy_n(t->mem, from, (size_t)(to - from)) : "";
}

const char *try_header(struct test *t, const struct reply *r, const char *name)
{
        return try_between(t, r->head, text_make(t->mem, "\r\n%s: ", name), "\r\n");
}

/* One byte at a time up to the empty line (answers may follow each other), then the body by its length. */
bool try_read(struct test *t, int fd, bool bodiless, struct reply *out)
{
        struct buffer head = { .mem = t->mem };
        struct reply r = { 0 };
        int64_t want = 0, status = 0;
        char c;

        do {
                if (recv(fd, &c, 1, 0) != 1)
                        return false;
                buffer_put(&head, &c, 1);
        } while (head.n < 4 || memcmp(head.p + head.n - 4, "\r\n\r\n", 4));
        r.head = head.p;
        text_int(text_copy_n(t->mem, head.p + 9, 3), 100, 999, &status);
        r.status = (int)status;
        if (!bodiless && r.status != 304)
                text_int(try_header(t, &r, "Content-Length"), 0, 1 << 30, &want);
        r.body = arena_take(t->mem, (size_t)want + 1);
        for (ssize_t got; r.n < (size_t)want; r.n += (size_t)got) {
                got = recv(fd, (char *)r.body + r.n, (size_t)want - r.n, 0);
                if (got <= 0)
                        return false;
        }
        *out = r;
        return true;
}

struct reply try_raw(const struct site_try *s, const void *p, size_t n)
{
        struct reply r = { .head = "", .body = "" };
        int fd = try_connect(s);

        if (try_send(fd, p, n) && !try_read(s->t, fd, !strncmp(p, "HEAD ", 5), &r))
                r.status = 0;
        close(fd);
        return r;
}

struct reply try_say(const struct site_try *s, const char *fmt, ...)
{
        va_list ap;
        char *text;

        va_start(ap, fmt);
        text = text_make_v(s->t->mem, fmt, ap);
        va_end(ap);
        return try_raw(s, text, strlen(text));
}

struct reply try_get(const struct site_try *s, const char *path, const char *head)
{
        return try_say(s, "GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n", path, head);
}

struct reply try_post(const struct site_try *s, const char *path, const char *head, const char *type, const void *body, size_t n)
{
        struct buffer b = { .mem = s->t->mem };

        buffer_make(&b, "POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", path, head, type, n);
        buffer_put(&b, body, n);
        return try_raw(s, b.p, b.n);
}

struct reply try_json(const struct site_try *s, const char *path, const char *json)
{
        const char *head = s->token ? text_make(s->t->mem, "Authorization: Bearer %s\r\n", s->token) : "";

        return try_post(s, path, head, "application/json", json, strlen(json));
}

void try_login(struct site_try *s, const char *login, const char *password)
{
        struct reply r;

        s->token = NULL;
        r = try_json(s, "/api/login", text_make(s->t->mem, "{\"login\":\"%s\",\"password\":\"%s\"}", login, password));
        s->token = try_between(s->t, r.body, "\"token\":\"", "\"");
}

void try_login_form(struct site_try *s)
{
        static const char body[] = "login=admin&password=correct-horse&next=%2Fwebtest%2Fdesk%2F1";
        struct reply r = try_post(s, "/login", "", "application/x-www-form-urlencoded", body, strlen(body));
        const char *token = try_between(s->t, r.head, "Set-Cookie: mj=", ";");

        s->cookie = text_make(s->t->mem, "Cookie: mj=%s\r\n", token);
        r = try_get(s, "/webtest/desk/1", s->cookie);
        s->csrf = try_between(s->t, r.body, "desk admin ", "|");
}
