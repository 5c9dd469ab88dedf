/* paper_sign.c - the slow half of signing and sealing: compose, sign with the keyring, store.  Runs in the thread of whoever asks,
 * before the writer; what it found goes into the request, and the handler checks that nothing about the paper has moved since.
 *
 * Nothing is signed that was not composed here from the journal: a person can choose which paper, never which bytes. */
#include "base/hash.h"
#include "blob/blob.h"
#include "law/facts.h"
#include "paper/paper_inner.h"
#include "sign/sign.h"
#include <string.h>

#define SIGNED_MAX (INT64_C(256) << 20)
#define PICTURE_MAX (INT64_C(1) << 20)

struct signing {
        struct ctx *c;
        struct request *r;
        struct paper p;
        struct paper_case *pc;
        struct bytes unsigned_pdf, pdf, ofd;
        struct box seal;
        const char *over, *over_ofd;    /* digests of what was signed before; "" nothing */
};

/* ---- finding ---- */

static bool begin(struct ctx *c, const struct args *a, struct request *r, struct signing *s)
{
        *s = (struct signing){ .c = c, .r = r, .over = "", .over_ofd = "" };
        if (!paper_find(c, r->subject, arg_int(a, "of"), arg_text(a, "paper"), &s->p) || !paper__case_of(c, &s->p, &s->pc))
                return false;
        if (*s->p.voided)
                return refuse(&c->why, R_PAPER_STALE, "paper", "%s已经作废：%s", s->p.kind->name, s->p.voided);
        for (size_t i = s->pc->n; i < s->pc->all; i++) {
                const struct act *act = &s->pc->acts[i];

                if (act_int(act, "of") == s->p.seq && !strcmp(act_text(act, "paper"), s->p.kind->id) && *act_text(act, "file")) {
                        s->over = act_text(act, "file");
                        s->over_ofd = act_text(act, "ofd");
                }
        }
        return true;
}

static const char *digest_of(struct ctx *c, struct bytes b)
{
        struct hash h = hash_bytes(HASH_SM3, b.p, b.n);

        return hash_digest(c->mem, HASH_SM3, &h);
}

/* The paper as typeset, with room for the seal, and where that is. */
static bool compose(struct signing *s, const struct paper_marks *marks)
{
        struct ctx *c = s->c;
        struct doc *d;

        return paper__compose_marked(c, s->p.kind, s->pc, marks, &d) &&
               paper__typeset(c, s->p.pack, d, PAPER_PDF, &s->unsigned_pdf, &s->seal) &&
               paper__typeset(c, s->p.pack, d, PAPER_OFD, &s->ofd, NULL);
}

/* ---- signing ---- */

/* A later signature or seal lies over what was signed before, so that each keeps holding, whatever the order. */
static bool ground(struct signing *s)
{
        if (!compose(s, &(struct paper_marks){ .as = "" }))
                return false;
        s->pdf = s->unsigned_pdf;
        if (!*s->over)
                return true;
        return blob_read(s->c->blobs, s->c->mem, s->over, SIGNED_MAX, &s->pdf, &s->c->why) &&
               (!*s->over_ofd || blob_read(s->c->blobs, s->c->mem, s->over_ofd, SIGNED_MAX, &s->ofd, &s->c->why));
}

static bool sign_with(struct signing *s, const char *who, const struct sign_how *how, struct bytes picture)
{
        struct ctx *c = s->c;
        struct keyring *ring = paper__keyring(c);
        struct signer *k = ring ? signer_open(ring, who, &c->why) : NULL;
        bool ok = k && pdf_sign(c->mem, s->pdf, k, how, &s->pdf, &c->why) &&
                  ofd_sign(c->mem, s->ofd, k, how, picture, &s->ofd, &c->why);

        signer_close(k);
        return ok;
}

static bool store(struct signing *s, struct bytes b, const char *field)
{
        const char *digest;

        if (!blob_put_bytes(s->c->blobs, s->c->mem, b.p, b.n, &digest, &s->c->why))
                return false;
        request_put(s->c->mem, s->r, field, digest);
        return true;
}

static bool finish(struct signing *s, const char *signs, const char *signer)
{
        struct ctx *c = s->c;
        int64_t seen = s->pc->acts[s->pc->all - 1].seq;

        if (!store(s, s->pdf, "file") || (s->ofd.n && !store(s, s->ofd, "ofd")))
                return false;
        request_put(c->mem, s->r, "paper_name", s->p.kind->name);
        request_put(c->mem, s->r, "unsigned", digest_of(c, s->unsigned_pdf));
        request_put(c->mem, s->r, "seen", text_make(c->mem, "%lld", (long long)seen));
        request_put(c->mem, s->r, "signs", signs);
        request_put(c->mem, s->r, "signer", signer);
        return true;
}

bool paper__prepare_seal(struct ctx *c, const struct args *a, struct request *r)
{
        struct signing s;
        const struct pack_agency *g;
        struct typesetter *t;
        struct seal seal;
        struct sign_how how = { .at = c->now, .reason = "加盖印章" };

        if (!paper__store(c) || !begin(c, a, r, &s))
                return false;
        if (!s.p.kind->seal)
                return refuse(&c->why, R_NEED, "paper", "%s不需要盖章", s.p.kind->name);
        if (paper__about(s.pc, s.p.kind, "paper.seal", ""))
                return refuse(&c->why, R_PAPER_SEALED, "paper", "%s", s.p.kind->name);
        g = pack_agency(s.p.pack, paper__agency(s.pc));
        t = g ? paper__typesetter(c, s.p.pack) : NULL;
        if (!t || !ground(&s) || !seal_make(t, c->mem, *s.p.kind->heading ? s.p.kind->heading : g->name, &seal, &c->why))
                return g ? false : fail(&c->why, "策略包里没有办案机关");
        how.name = g->name;
        how.place = g->region;
        how.page = s.seal.page;
        how.x = s.seal.x;
        how.y = s.seal.y;
        how.w = s.seal.w;
        how.h = s.seal.h;
        how.drawing = seal.paths;
        return sign_with(&s, text_make(c->mem, "agency/%s", g->id), &how, seal.png) && finish(&s, "seal", g->name);
}

static bool role_of(const struct ctx *c, const char *as, const struct act *own)
{
        const struct case_facts *f = facts_of(c);
        const char *me = c->who->login, *named = act_text(own, "officers");

        if (!strcmp(as, "officers"))
                return *named ? text_in(me, named, ',') : names_have(&f->officers, me);
        if (!strcmp(as, "unit_leader"))
                return who_has_role(c->who, "team_leader");
        if (!strcmp(as, "reviewer"))
                return who_has_role(c->who, "reviewer") || who_has_role(c->who, "committee");
        if (!strcmp(as, "host"))
                return !strcmp(act_text(own, "host"), me);
        if (!strcmp(as, "attendees"))
                return who_has_role(c->who, "head") || who_has_role(c->who, "team_leader") || who_has_role(c->who, "reviewer");
        return !strcmp(as, "head") && who_has_role(c->who, "head");
}

const char *paper__signs_as(const struct ctx *c, const struct paper *p, const struct act *own)
{
        struct buffer b = { .mem = c->mem };

        for (size_t i = 0; i < p->kind->signs.n; i++)
                if (!paper__by_seal(p->kind, p->kind->signs.at[i]) && role_of(c, p->kind->signs.at[i], own))
                        buffer_make(&b, "%s%s", b.n ? "," : "", p->kind->signs.at[i]);
        return buffer_done(&b);
}

/* Has this person signed it already? */
static bool mine(const struct signing *s)
{
        for (size_t i = s->pc->n; i < s->pc->all; i++) {
                const struct act *a = &s->pc->acts[i];

                if (!strcmp(a->verb, "paper.sign") && act_int(a, "of") == s->p.seq && !strcmp(act_text(a, "paper"), s->p.kind->id) &&
                    !strcmp(act_text(a, "actor"), s->c->who->login))
                        return true;
        }
        return false;
}

bool paper__prepare_sign(struct ctx *c, const struct args *a, struct request *r)
{
        struct signing s;
        const char *as;
        struct sign_how how = { .at = c->now, .name = c->who->name, .place = "" };

        if (!paper__store(c) || !begin(c, a, r, &s))
                return false;
        as = paper__signs_as(c, &s.p, paper__own(s.pc));
        if (!*as)
                return refuse(&c->why, R_ROLE, "paper", "%s由%s签名", s.p.kind->name,
                              s.p.kind->signs.n ? paper_signer_label(s.p.kind->signs.at[0]) : "印章代替，不");
        if (mine(&s))
                return refuse(&c->why, R_ONCE, "paper", "您已经签过这份文书");
        how.reason = text_make(c->mem, "以%s身份签名", paper_signer_label(text_copy_n(c->mem, as, strcspn(as, ","))));
        return ground(&s) && sign_with(&s, text_make(c->mem, "officer/%s", c->who->login), &how, (struct bytes){ 0 }) &&
               finish(&s, as, c->who->name);
}

/* ---- a signature drawn on a screen ---- */

static bool picture_read(struct signing *s, const char *digest, struct bytes *out)
{
        static const uint8_t png[8] = { 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a };

        return blob_read(s->c->blobs, s->c->mem, digest, PICTURE_MAX, out, &s->c->why) &&
               ((out->n > sizeof png && !memcmp(out->p, png, sizeof png)) || refuse(&s->c->why, R_FILE_TYPE, "drawn", "手写签名应为 PNG 图片"));
}

/* Bound to what was shown: the digest of the bytes on the screen must be that of the paper as it is made here and now. */
bool paper__prepare_drawn(struct ctx *c, const struct args *a, struct request *r)
{
        const char *as = arg_text(a, "as");
        struct paper_marks marks = { .as = as };
        struct signing s;

        if (!paper__store(c) || !begin(c, a, r, &s))
                return false;
        if (!names_have(&s.p.kind->signs, as))
                return refuse(&c->why, R_NEED, "as", "%s不由%s签名", s.p.kind->name, paper_signer_label(as));
        if (paper__about(s.pc, s.p.kind, "paper.sign", "") || paper__about(s.pc, s.p.kind, "paper.seal", ""))
                return refuse(&c->why, R_PAPER_SEALED, "paper", "已有电子签名，手写签名应当在前");
        if (!compose(&s, &(struct paper_marks){ .as = "" }))
                return false;
        if (strcmp(digest_of(c, s.unsigned_pdf), arg_text(a, "shown")))
                return refuse(&c->why, R_PAPER_STALE, "shown", "屏幕上显示的与现在的文书不是同一份");
        if (!picture_read(&s, arg_text(a, "drawn"), &marks.drawn) || !compose(&s, &marks))
                return false;
        s.pdf = s.unsigned_pdf;
        return finish(&s, as, arg_text(a, "name"));
}

/* ---- keys ---- */

/* serialNumber of a certificate takes plain ASCII only: a number with Chinese characters gives way to the login. */
static const char *code_of(struct ctx *c, const char *login)
{
        struct why kept = c->why;
        struct certificate k;
        bool certified = certificate_on(c, login, day_of(c->now), &k);

        c->why = kept;
        for (const char *p = certified ? k.number : ""; *p; p++)
                certified = certified && (unsigned char)*p < 0x80;
        return certified ? k.number : login;
}

/* "agency/bureau" or "officer/li", with the name and code that go into the certificate. */
static bool holder(struct ctx *c, const struct args *a, const char **who, const char **name, const char **code)
{
        const struct pack_agency *g = arg_given(a, "agency") ? pack_agency(c->pack, arg_text(a, "agency")) : NULL;
        struct user u;

        if (arg_given(a, "agency") == arg_given(a, "login"))
                return refuse(&c->why, R_ARG_MISSING, "agency", "写明机关或者人员，二者取一");
        if (arg_given(a, "agency") && !g)
                return refuse(&c->why, R_ARG_CHOICE, "agency", "%s", arg_text(a, "agency"));
        if (!g && !user_load(c, arg_text(a, "login"), &u))
                return false;
        *who = g ? text_make(c->mem, "agency/%s", g->id) : text_make(c->mem, "officer/%s", u.login);
        *name = g ? g->name : u.name;
        *code = g ? g->uscc : code_of(c, u.login);
        return true;
}

bool paper__prepare_key(struct ctx *c, const struct args *a, struct request *r)
{
        const char *who, *name, *code, *certificate;
        enum sign_kind kind = SIGN_SM2;
        struct keyring *ring;

        if (!holder(c, a, &who, &name, &code))
                return false;
        must(!arg_given(a, "kind") || sign_kind_parse(arg_text(a, "kind"), &kind));
        ring = paper__keyring(c);
        if (!ring || !keyring_make(ring, who, name, code, kind, c->now, c->mem, &certificate, &c->why))
                return false;
        request_put(c->mem, r, "certificate", certificate);
        return true;
}

bool paper__prepare_import(struct ctx *c, const struct args *a, struct request *r)
{
        const char *who, *name, *code, *certificate;
        struct bytes p12;
        struct keyring *ring;

        if (!holder(c, a, &who, &name, &code))
                return false;
        p12.p = base64_bytes(c->mem, arg_text(a, "p12"), &p12.n);
        if (!p12.p)
                return refuse(&c->why, R_ARG_TYPE, "p12", "应为 PKCS#12 文件的 base64 文字");
        ring = paper__keyring(c);
        if (!ring || !keyring_import(ring, who, p12, arg_text(a, "password"), c->mem, &certificate, &c->why))
                return false;
        request_put(c->mem, r, "certificate", certificate);
        return true;
}
