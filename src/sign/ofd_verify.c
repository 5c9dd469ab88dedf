/* ofd_verify.c - every seal and signature of an OFD: does each part still have the digest it was signed with, and is none left out?
 *
 * A signature must cover every part of the package but the list of signatures, its own description and value, and the three parts
 * that each later signature brings along.  A part that nobody signed is an addition, and an addition is a change.
 * Whoever signs later answers for the whole, as with PDF.
 */
#include "sign/ofd_inner.h"
#include "sign/ses.h"
#include "base/hash.h"
#include <string.h>

#define SIGNATURES_MAX 200

struct entry {
        const char *list;               /* the Signatures.xml it stands in */
        const char *path, *value, *seal;        /* of its parts; NULL if it names none */
        bool seals;                     /* Type Seal; else a plain signature */
        xmlDoc *doc;
};
struct entries { struct entry *at; size_t n; };
struct judged { struct arena *mem; const struct ofd *ofd; struct entries all; const char *roots; };

/* ---- reading ---- */

static bool entry_read(struct arena *mem, const struct ofd *o, const char *list, const xmlNode *n, struct entries *all)
{
        struct entry e = { .list = list, .path = ofd_path(mem, list, xml_attribute(mem, n, "BaseLoc")) };
        const xmlNode *info, *seal;

        if (all->n == SIGNATURES_MAX)
                return false;
        e.seals = !text_same(xml_attribute(mem, n, "Type"), "Sign");
        e.doc = e.path ? ofd_xml(ofd_part(o, e.path)) : NULL;
        if (e.doc) {
                info = xml_child(xmlDocGetRootElement(e.doc), "SignedInfo");
                seal = xml_child(xml_child(info, "Seal"), "BaseLoc");
                e.value = ofd_path(mem, e.path, xml_text(mem, xml_child(xmlDocGetRootElement(e.doc), "SignedValue")));
                e.seal = seal ? ofd_path(mem, e.path, xml_text(mem, seal)) : NULL;
        }
        all->at[all->n++] = e;
        return true;
}

static bool list_read(struct arena *mem, const struct ofd *o, const char *list, struct entries *all)
{
        xmlDoc *d = list ? ofd_xml(ofd_part(o, list)) : NULL;
        bool good = d != NULL;

        for (xmlNode *n = d ? xml_child(xmlDocGetRootElement(d), "Signature") : NULL; good && n; n = xml_next(n, "Signature"))
                good = entry_read(mem, o, list, n, all);
        xmlFreeDoc(d);
        return good;
}

static bool entries_read(struct arena *mem, const struct ofd *o, struct entries *all, struct why *why)
{
        xmlDoc *d = ofd_xml(ofd_part(o, "OFD.xml"));
        bool good = d && text_same((const char *)xmlDocGetRootElement(d)->name, "OFD");

        all->at = TAKE_N(mem, struct entry, SIGNATURES_MAX);
        for (xmlNode *b = good ? xml_child(xmlDocGetRootElement(d), "DocBody") : NULL; good && b; b = xml_next(b, "DocBody"))
                if (xml_child(b, "Signatures"))
                        good = list_read(mem, o, ofd_path(mem, "OFD.xml", xml_text(mem, xml_child(b, "Signatures"))), all);
        xmlFreeDoc(d);
        return good || refuse(why, R_FILE_TYPE, "file", "OFD 的入口或者签名列表读不出来");
}

static void entries_free(struct entries *all)
{
        for (size_t i = 0; i < all->n; i++)
                xmlFreeDoc(all->at[i].doc);
}

/* ---- judging ---- */

/* SM3 or SHA-256, by name or object identifier; the standard's MD5 and SHA-1 prove nothing any more. */
static bool method_read(const char *s, enum hash_kind *out)
{
        *out = HASH_SM3;
        if (text_same(s, "SM3") || text_same(s, "sm3") || text_same(s, "1.2.156.10197.1.401"))
                return true;
        *out = HASH_SHA256;
        return text_same(s, "SHA256") || text_same(s, "SHA-256") || text_same(s, "2.16.840.1.101.3.4.2.1");
}

static bool digest_same(struct arena *mem, enum hash_kind k, struct bytes data, const char *said)
{
        struct hash h = hash_bytes(k, data.p, data.n);
        size_t n;
        uint8_t *p = base64_bytes(mem, said, &n);

        return p && n == sizeof h.b && !memcmp(p, h.b, n);
}

/* Marks what it covers; adds up how many bytes. */
static const char *references_wrong(const struct judged *j, const struct entry *e, bool *covered, size_t *bytes)
{
        const xmlNode *list = xml_child(xml_child(xmlDocGetRootElement(e->doc), "SignedInfo"), "References");
        enum hash_kind k;

        if (!method_read(xml_attribute(j->mem, list, "CheckMethod"), &k))
                return "签名用了过时的摘要算法";
        for (const xmlNode *n = xml_child(list, "Reference"); n; n = xml_next(n, "Reference")) {
                const char *name = ofd_path(j->mem, e->path, xml_attribute(j->mem, n, "FileRef"));
                const struct ofd_part *p = ofd_part(j->ofd, name);

                if (!p)
                        return "签名所保护的文件不见了";
                if (covered[p - j->ofd->at])
                        return "签名对同一文件有两个摘要";
                if (!digest_same(j->mem, k, p->data, xml_text(j->mem, xml_child(n, "CheckValue"))))
                        return text_make(j->mem, "签名以后 %s 被改动", p->name);
                covered[p - j->ofd->at] = true;
                *bytes += p->data.n;
        }
        return "";
}

/* May this part be there without being covered by signature i? */
static bool excused(const struct judged *j, size_t i, const char *name)
{
        const struct entries *all = &j->all;

        for (size_t k = 0; k < all->n; k++)
                if (text_same(name, all->at[k].list))
                        return true;
        if (text_same(name, all->at[i].path) || text_same(name, all->at[i].value))
                return true;
        for (size_t k = i + 1; k < all->n; k++)
                if (text_same(name, all->at[k].path) || text_same(name, all->at[k].value) || text_same(name, all->at[k].seal))
                        return true;
        return false;
}

static const char *coverage_wrong(const struct judged *j, size_t i, size_t *bytes)
{
        bool *covered = TAKE_N(j->mem, bool, j->ofd->n);
        const char *wrong = references_wrong(j, &j->all.at[i], covered, bytes);

        for (size_t k = 0; !*wrong && k < j->ofd->n; k++)
                if (!covered[k] && !excused(j, i, j->ofd->at[k].name))
                        wrong = text_make(j->mem, "%s 没有被签名覆盖", j->ofd->at[k].name);
        return wrong;
}

static void plain_check(const struct judged *j, struct bytes value, struct bytes text, struct sign_check *c)
{
        struct cms_check cms;
        const char *distrust;

        cms_check(value, &(struct pieces){ .at = { text }, .n = 1 }, &cms);
        c->wrong = *cms.wrong ? cms.wrong : cms.n != value.n ? "签名数据后面附有别的内容" : cms.has_time ? "" : "签名没有时间";
        c->at = cms.at;
        c->good = !*c->wrong;
        if (cms.cert) {
                check_name(j->mem, cms.cert, c);
                distrust = certificate_distrust(cms.cert, cms.others, j->roots, c->at);
                c->trusted = !*distrust;
                if (c->good)
                        c->wrong = distrust;
        }
        cms_check_free(&cms);
}

static void signature_judge(const struct judged *j, size_t i, struct sign_check *c)
{
        const struct entry *e = &j->all.at[i];
        const struct ofd_part *text = ofd_part(j->ofd, e->path), *value = ofd_part(j->ofd, e->value),
                *seal = ofd_part(j->ofd, e->seal);
        size_t bytes = 0;
        const char *wrong;

        *c = (struct sign_check){ .name = "", .code = "", .issuer = "", .serial = "", .wrong = "" };
        if (!e->doc || !text || !value || (e->seal && !seal)) {
                c->wrong = "签名的描述文件、签名值或者印章不在文件包里";
                return;
        }
        if (e->seals)
                ses_check(j->mem, value->data, text->data, seal ? seal->data : (struct bytes){ 0 }, j->roots, c);
        else
                plain_check(j, value->data, text->data, c);
        wrong = coverage_wrong(j, i, &bytes);
        c->covers = bytes + text->data.n;
        if (c->good && *wrong) {
                c->good = false;
                c->wrong = wrong;
        }
}

bool ofd_verify(struct arena *mem, struct bytes ofd, const char *roots, struct sign_checks *out, struct why *why)
{
        struct ofd o;
        struct judged j = { .mem = mem, .ofd = &o, .roots = roots };
        struct sign_checks all = { 0 };
        bool good;

        if (!ofd_read(mem, ofd, &o, why))
                return false;
        good = entries_read(mem, &o, &j.all, why);
        if (good) {
                all.n = j.all.n;
                all.at = TAKE_N(mem, struct sign_check, all.n + 1);
                for (size_t i = 0; i < all.n; i++)
                        signature_judge(&j, i, &all.at[i]);
                checks_settle(&all);
                all.original = all.n ? 0 : ofd.n;
                *out = all;
        }
        entries_free(&j.all);
        return good;
}
