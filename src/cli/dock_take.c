/* dock_take.c - see dock_take.h.  Decides nothing: every step is an act that may be refused, and what was refused is told. */
#include "cli/dock_take.h"
#include "base/json.h"
#include "blob/blob.h"
#include "cli/site.h"
#include "equipment/equipment.h"
#include "org/org.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE ((size_t)1 << 20)
#define FILE_LIMIT ((int64_t)64 << 30)  /* bytes; devices split their files long before */

const char *taken_name(enum taken_how how)
{
        static const char *const names[] = { "taken", "already", "refused", "failed", "changing" };

        return names[how];
}

bool taking_open(struct cli *x, struct taking *t)
{
        struct acting *a = t->acting;

        t->login = cli_option(x, "as");
        t->pattern = cli_option(x, "pattern") ? cli_option(x, "pattern") : "";
        t->test_clock = cli_option(x, "now") != NULL;
        if (!t->login)
                return refuse(&x->why, R_ARG_MISSING, "as", "%s", cli_usage(x->mem, x->sub));
        if (!cli_url(x) || !cli_instant(x, "now", &t->now) || !acting_open(x, x->url, cli_option(x, "blobs"), a))
                return false;
        a->blobs = site_store(x->mem, x->url, cli_option(x, "blobs"), journal_site(a->journal)->hash, &x->why);
        t->db = a->blobs ? db_open(x->url, DB_READ, &x->why) : NULL;
        return t->db && journal_found(a->journal, t->now, t->test_clock, &x->why);
}

void taking_close(struct taking *t)
{
        db_close(t->db);
        if (t->acting->journal)
                acting_close(t->acting);
}

static struct ctx reader(struct taking *t, struct arena *mem)
{
        return (struct ctx){ .mem = mem, .why = { .mem = mem }, .now = t->now.ms ? t->now : moment_now(), .test_clock = t->test_clock, .db = t->db,
                             .blobs = t->acting->blobs };
}

struct doing { struct taking *t; struct arena *mem; const char *verb; int64_t subject; struct pair pairs[10]; size_t n; const char *key; };

static void say(struct doing *d, const char *name, const char *value)
{
        must(d->n < sizeof d->pairs / sizeof *d->pairs);
        if (!text_empty(value))
                d->pairs[d->n++] = (struct pair){ name, value };
}

static void say_int(struct doing *d, const char *name, int64_t value)
{
        say(d, name, text_make(d->mem, "%lld", (long long)value));
}

static bool submit(struct doing *d, struct answer *out)
{
        struct cli x = { .mem = d->mem, .why = { .mem = d->mem } };
        struct acting a = *d->t->acting;
        struct request r = { .verb = d->verb, .subject = d->subject, .pairs = d->pairs, .n = d->n, .login = d->t->login, .key = d->key, .expected = -1,
                             .at = d->t->now, .test_clock = d->t->test_clock };
        bool ok;

        a.x = &x;
        ok = acting_submit(&a, &r, out);
        if (!ok && out->why.kind == WHY_NOTHING)
                out->why = x.why;
        return ok;
}

/* ---- the file's bytes ---- */

static bool file_hash(int fd, enum hash_kind kind, struct arena *mem, const char **digest, struct why *why)
{
        struct hasher *h = hasher_new(kind);
        uint8_t *piece = memory_take(PIECE);
        struct hash sum;
        int64_t at = 0;
        ssize_t n;

        while ((n = pread(fd, piece, PIECE, at)) > 0) {
                hasher_add(h, piece, (size_t)n);
                at += n;
        }
        sum = hasher_done(h);
        memory_free(piece);
        *digest = hash_digest(mem, kind, &sum);
        return n == 0 || fail(why, "文件读不出来：%s", strerror(errno));
}

static bool file_put(struct blobs *b, int fd, struct arena *mem, const char **digest, struct why *why)
{
        struct blob_put *p = blob_begin(b, FILE_LIMIT, why);
        uint8_t *piece = memory_take(PIECE);
        int64_t at = 0, size;
        ssize_t n = 0;
        bool ok = p != NULL;

        while (ok && (n = pread(fd, piece, PIECE, at)) > 0) {
                ok = blob_add(p, piece, (size_t)n, why);
                at += n;
        }
        memory_free(piece);
        if (ok && n < 0)
                ok = fail(why, "文件读不出来：%s", strerror(errno));
        if (ok)
                return blob_finish(p, mem, digest, &size, why);
        blob_drop(p);
        return false;
}

/* ---- what its name says ---- */

static const char *path_clean(struct arena *mem, const char *path)
{
        size_t n;
        char **steps = text_split(mem, path, '/', &n);
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s", i ? "/" : "", dock_name_clean(mem, steps[i], strlen(steps[i])));
        return buffer_done(&b);
}

static const char *path_base(struct arena *mem, const char *path)
{
        const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

        return dock_name_clean(mem, name, strlen(name));
}

/* Who had the device then; else the person named by the file, if it is one of ours. */
static bool collector_of(struct ctx *c, const struct dock_name *name, const char **login)
{
        struct ctx ask = *c;
        struct instant real;
        int64_t offset;
        struct user u;
        bool known;

        *login = "";
        if (name->timed && *name->device && (!device_time(c, name->device, name->shown, &real, &offset, &known) ||
                                             !device_holder_at(c, name->device, real, login)))
                return false;
        ask.why = (struct why){ .mem = c->mem };
        if (!**login && *name->user && user_load(&ask, name->user, &u) && u.enabled)
                *login = u.login;
        return ask.why.kind != WHY_FAILED || fail(&c->why, "%s", ask.why.detail);
}

/* ---- announcing, putting, receiving ---- */

static bool promise_once(struct taking *t, struct arena *mem, const struct dock_name *name, struct taken *k, bool with, const char *key, struct answer *out)
{
        struct doing d = { .t = t, .mem = mem, .verb = "intake.promise", .subject = SUBJECT_NEW, .key = key };

        say(&d, "file_name", k->file_name);
        say_int(&d, "size", k->size);
        say(&d, "digest", k->digest);
        say(&d, "source", t->source);
        say(&d, "batch", t->batch);
        say(&d, "device", utf8_head(mem, name->device, 60));
        say(&d, "collector", with ? k->collector : NULL);
        say(&d, "case", t->case_id ? text_make(mem, "%lld", (long long)t->case_id) : NULL);
        return submit(&d, out);
}

/* The key keeps two stations from announcing one file twice.  One that somebody has discarded before it came is announced anew. */
static bool promise(struct taking *t, struct ctx *c, const struct dock_name *name, struct taken *k)
{
        struct answer answer = { 0 };
        struct intake i;

        for (int with = *k->collector ? 1 : 0; with >= 0; with--) {
                const char *key = text_make(c->mem, "%s:%s:%s:%d", t->source, t->login, k->digest + strcspn(k->digest, ":") + 1, with);
                bool ok = promise_once(t, c->mem, name, k, with, key, &answer);

                while (ok && answer.repeated && intake_find(c, answer.subject.id, &i) && i.state != INTAKE_PROMISED) {
                        key = text_make(c->mem, "%s:%lld", key, (long long)i.id);
                        ok = promise_once(t, c->mem, name, k, with, key, &answer);
                }
                if (!ok && answer.why.code == R_KEY_REUSED)     /* announced and given up under another batch or name */
                        ok = promise_once(t, c->mem, name, k, with, text_make(c->mem, "%s:%lld", key, (long long)c->now.ms), &answer);
                if (ok)
                        return k->intake = answer.subject.id, c->why.kind == WHY_NOTHING;
                if (!text_same(answer.why.field, "collector"))
                        break;          /* who left, or is of another organ, cannot be proposed: it comes in without */
        }
        return k->why = answer.why, false;
}

static bool receive(struct taking *t, struct arena *mem, struct taken *k)
{
        struct doing d = { .t = t, .mem = mem, .verb = "intake.receive", .subject = k->intake };
        struct answer answer = { 0 };

        say(&d, "file", k->digest);
        d.key = text_make(mem, "receive:%lld", (long long)k->intake);
        return submit(&d, &answer) || (k->why = answer.why, false);
}

/* How it stands now, for the report. */
static bool intake_told(struct ctx *c, struct taken *k)
{
        struct intake i;

        if (!intake_find(c, k->intake, &i))
                return false;
        k->quarantine = i.state == INTAKE_QUARANTINE;
        k->collector = i.collector;
        k->findings = i.findings;
        k->case_id = i.case_id;
        k->made = i.made;
        return true;
}

static void wrong(struct taken *k, const struct why *why)
{
        k->why = *why;
        k->how = why->kind == WHY_REFUSED ? TAKEN_REFUSED : TAKEN_FAILED;
}

static bool bytes_in(struct taking *t, struct arena *mem, int fd, struct taken *k, struct why *why)
{
        const char *stored = k->digest;
        int64_t size;
        bool there;

        if (!blob_find(t->acting->blobs, k->digest, &there, &size, why) || (!there && !file_put(t->acting->blobs, fd, mem, &stored, why)))
                return false;
        if (strcmp(stored, k->digest))
                k->how = TAKEN_MOVED;
        return true;
}

static bool taken_in(struct taking *t, struct ctx *c, int fd, const char *path, struct taken *k)
{
        enum intake_state state;
        struct dock_name name;
        struct stat before, after;
        bool known;

        if (!who_load(c, t->login) || fstat(fd, &before) || !file_hash(fd, journal_site(t->acting->journal)->hash, c->mem, &k->digest, &c->why))
                return false;
        k->size = before.st_size;
        (void)dock_name_by_pack(c->mem, c->pack, t->pattern, path_clean(c->mem, path), &name);
        k->device = name.device;
        k->shown = name.timed ? name.shown : (struct instant){ 0 };
        if (!dock_known(c, k->digest, t->source, &k->intake, &state, &known))
                return false;
        if (known && state != INTAKE_PROMISED)
                return k->how = TAKEN_ALREADY, true;
        if (!known && (!collector_of(c, &name, &k->collector) || !promise(t, c, &name, k)))
                return false;
        if (!bytes_in(t, c->mem, fd, k, &c->why))
                return false;
        if (fstat(fd, &after) || after.st_size != before.st_size)
                k->how = TAKEN_MOVED;
        return k->how == TAKEN_MOVED || receive(t, c->mem, k);
}

void take_file(struct taking *t, struct arena *mem, int fd, const char *path, struct taken *out)
{
        struct ctx c = reader(t, mem);
        struct taken k = { .how = TAKEN_NEW, .file_name = path_base(mem, path), .digest = "", .device = "", .collector = "", .findings = "",
                           .intake = -1, .why = { .mem = mem } };

        if (!taken_in(t, &c, fd, path, &k) || (k.how == TAKEN_NEW && !intake_told(&c, &k)))
                wrong(&k, k.why.kind != WHY_NOTHING ? &k.why : &c.why);
        *out = k;
}

/* ---- beside its neighbours ---- */

struct flagging { struct taking *t; struct ctx *c; const struct pack_dock *rule; struct dock_files l; size_t room; };

static struct dock_file *file_add(struct flagging *f, const struct dock_file *add)
{
        for (size_t i = 0; i < f->l.n; i++)
                if (f->l.at[i].intake == add->intake)
                        return &f->l.at[i];
        if (f->l.n == f->room) {
                f->l.at = arena_grow(f->c->mem, f->l.at, f->room * sizeof *f->l.at, (2 * f->room + 16) * sizeof *f->l.at);
                f->room = 2 * f->room + 16;
        }
        f->l.at[f->l.n] = *add;
        return &f->l.at[f->l.n++];
}

static bool near_add(struct flagging *f, const char *device, struct day day)
{
        struct dock_files near;

        if (!dock_files_near(f->c, device, day, &near))
                return false;
        for (size_t i = 0; i < near.n; i++)
                (void)file_add(f, &near.at[i]);
        return true;
}

static bool case_of(struct flagging *f, const struct intake *i, const struct dock_file *file, int64_t *id)
{
        struct span when;
        int64_t offset;
        bool known;

        *id = 0;
        if (i->case_id || !*i->collector || !file->shown.ms)
                return true;
        if (!device_time(f->c, file->device, file->shown, &when.from, &offset, &known))
                return false;
        when.until.ms = when.from.ms + (i->length > 0 ? i->length : 0);
        return dock_case(f->c, i->collector, when, id);
}

/* Only what is new is said: a file that was compared before and stands as it stood needs no second act. */
static bool flag_one(struct flagging *f, const struct dock_file *file)
{
        struct doing d = { .t = f->t, .mem = f->c->mem, .verb = "intake.flag", .subject = file->intake };
        struct answer answer = { 0 };
        struct dock_file noted;
        struct intake i;
        int64_t case_id = 0;
        bool found;

        if (!intake_find(f->c, file->intake, &i))
                return f->c->why.kind == WHY_REFUSED ? (why_clear(&f->c->why), true) : false;
        if (i.state != INTAKE_INBOX && i.state != INTAKE_QUARANTINE)
                return true;
        if (!dock_file_of(f->c, file->intake, &noted, &found) || (!found && !case_of(f, &i, file, &case_id)))
                return false;
        if (found && !strcmp(noted.sequence, file->sequence) && !strcmp(noted.note, file->note))
                return true;
        say(&d, "device", file->device);
        say(&d, "shown", file->shown.ms ? instant_text(f->c->mem, file->shown) : NULL);
        if (file->number >= 0)
                say_int(&d, "number", file->number);
        say(&d, "sequence", file->sequence);
        say(&d, "note", utf8_head(f->c->mem, file->note, 1900));
        if (case_id)
                say_int(&d, "case", case_id);
        return submit(&d, &answer) || (f->c->why = answer.why, false);
}

/* All files of one device among those that were taken in. */
static bool device_flag(struct taking *t, struct ctx *c, const struct took_in *at, size_t n, const char *device)
{
        struct flagging f = { .t = t, .c = c };

        for (size_t i = 0; i < n; i++) {
                struct dock_name name;
                struct intake in;

                if (at[i].k.intake < 0 || at[i].k.how > TAKEN_ALREADY || strcmp(at[i].k.device, device))
                        continue;
                f.rule = dock_name_by_pack(c->mem, c->pack, t->pattern, path_clean(c->mem, at[i].path), &name);
                if (!intake_find(c, at[i].k.intake, &in)) {
                        why_clear(&c->why);
                        continue;
                }
                if (!name.timed)
                        continue;       /* its own time, if it has one, was corrected when it was received */
                (void)file_add(&f, &(struct dock_file){ .intake = in.id, .file_name = in.file_name, .device = device, .sequence = "", .note = "",
                                                        .shown = name.shown, .number = name.number, .length = in.length });
        }
        for (size_t i = 0, all = f.l.n; i < all; i++)
                if ((!i || day_compare(day_of(f.l.at[i].shown), day_of(f.l.at[i - 1].shown))) && !near_add(&f, device, day_of(f.l.at[i].shown)))
                        return false;
        dock_order(f.l.at, f.l.n);
        dock_sequence(c->mem, f.l.at, f.l.n, f.rule);
        for (size_t i = 0; i < f.l.n; i++)
                if (!flag_one(&f, &f.l.at[i]))
                        return false;
        return true;
}

static bool first_of_device(const struct took_in *at, size_t i)
{
        for (size_t k = 0; k < i; k++)
                if (!strcmp(at[k].k.device, at[i].k.device))
                        return false;
        return *at[i].k.device != '\0';
}

bool take_flags(struct taking *t, struct arena *mem, struct took_in *at, size_t n, struct why *why)
{
        struct ctx c = reader(t, mem);
        bool ok = who_load(&c, t->login);

        for (size_t i = 0; i < n && ok; i++)
                ok = !first_of_device(at, i) || device_flag(t, &c, at, n, at[i].k.device);
        for (size_t i = 0; i < n && ok; i++)
                if (at[i].k.how == TAKEN_NEW)
                        ok = intake_told(&c, &at[i].k);
        if (!ok && why->kind == WHY_NOTHING)
                *why = c.why;
        return ok;
}

/* ---- clocks and reports ---- */

bool take_clock(struct taking *t, struct arena *mem, const char *device, struct instant shown, struct instant real, const char *key, struct why *why)
{
        struct doing d = { .t = t, .mem = mem, .verb = "device.clock", .key = key };
        struct ctx c = reader(t, mem);
        struct answer answer = { 0 };
        struct device found;
        bool there;

        if (!device_find(&c, device, &found, &there))
                return *why = c.why, false;
        if (!there)
                return refuse(why, R_SUBJECT_UNKNOWN, "clock", "没有登记设备 %s", device);
        d.subject = found.id;
        say(&d, "shown", instant_text(mem, shown));
        say(&d, "real", instant_text(mem, real));
        say(&d, "source", "dock");
        return submit(&d, &answer) || (*why = answer.why, false);
}

static void json_moment(struct json *j, struct arena *mem, const char *name, struct instant t)
{
        json_pair(j, name, t.ms ? instant_text(mem, t) : NULL);
}

static void json_number(struct json *j, const char *name, int64_t n)
{
        json_key(j, name);
        json_int(j, n);
}

const char *taken_json(struct arena *mem, const char *path, const struct taken *k)
{
        struct json *j = json_new(mem);
        const struct refusal *r = k->why.kind == WHY_REFUSED ? refusal_of(k->why.code) : NULL;

        json_open(j, '{');
        json_pair(j, "outcome", taken_name(k->how));
        json_pair(j, "path", path_clean(mem, path));
        json_pair(j, "file_name", k->file_name);
        json_pair(j, "digest", k->digest);
        json_number(j, "size", k->size);
        if (k->intake >= 0)
                json_number(j, "intake", k->intake);
        json_pair(j, "device", k->device);
        json_pair(j, "collector", k->collector);
        json_moment(j, mem, "shown", k->shown);
        json_moment(j, mem, "made", k->made);
        if (k->case_id)
                json_number(j, "case", k->case_id);
        json_pair(j, "findings", k->findings);
        json_key(j, "quarantine");
        json_bool(j, k->quarantine);
        json_pair(j, "code", r ? r->code : NULL);
        json_pair(j, "why", k->why.kind == WHY_NOTHING ? NULL : k->why.kind == WHY_REFUSED ? why_sentence(&k->why) : k->why.detail);
        json_close(j, '}');
        return json_done(j);
}
