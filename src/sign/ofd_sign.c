/* ofd_sign.c - a seal or a signature in an OFD after GB/T 33190, chapter 18.
 *
 * Every part that is there is named in Signature.xml with its SM3 digest, but the list of signatures, which grows with the next one.
 * With a seal picture the signature value is a SES_Signature (GB/T 38540); without one it is a detached SignedData (GB/T 35275).
 * Parts stay as they are; OFD.xml learns once where the list of signatures is.
 */
#include "sign/ofd_inner.h"
#include "sign/ses.h"
#include "base/hash.h"
#include "base/html.h"
#include "base/version.h"
#include <string.h>

#define PICTURE_MAX ((size_t)1 << 20)
#define SEAL_MM 40                      /* of a round seal, when no place is given */
#define SIGNS_MAX 1000
#define POINTS_MAX 14400
#define ID_MAX 1000000
#define OID_SM3 "1.2.156.10197.1.401"

struct job {
        struct arena *mem;
        const struct signer *signer;
        const struct sign_how *how;
        struct ofd ofd;
        const char *list, *folder;              /* Signatures.xml; the folder of this signature */
        const char *page_id;                    /* of the visible place; NULL: none */
        unsigned id;                            /* this signature is s<id>, its place on the page s<id + 1> */
        struct ofd_part put[5]; size_t n_put;
        struct bytes picture;
};

static const char *in_folder(const struct job *j, const char *name)
{
        return text_make(j->mem, "%s/%s", j->folder, name);
}

static void put_part(struct job *j, const char *name, struct bytes data)
{
        must(j->n_put < sizeof j->put / sizeof *j->put);
        j->put[j->n_put++] = (struct ofd_part){ name, data };
}

/* ---- where things are ---- */

/* The page's identifier in the document; pages are counted from 1. */
static const char *page_find(struct job *j, const char *document)
{
        xmlDoc *d = ofd_xml(ofd_part(&j->ofd, document));
        xmlNode *page = d ? xml_child(xml_child(xmlDocGetRootElement(d), "Pages"), "Page") : NULL;
        const char *id = NULL;

        for (size_t i = 1; page && i < (j->how->page ? j->how->page : 1); i++)
                page = xml_next(page, "Page");
        if (page)
                id = xml_attribute(j->mem, page, "ID");
        xmlFreeDoc(d);
        return id;
}

static void list_tell(xmlNode *body, const char *list)
{
        xmlNode *after = xml_child(body, "Versions"), *n;

        if (!after)
                after = xml_child(body, "DocRoot");
        n = xmlNewDocNode(body->doc, body->ns, (const xmlChar *)"Signatures", NULL);
        must(n && after);
        xmlNodeAddContent(n, (const xmlChar *)"/");
        xmlNodeAddContent(n, (const xmlChar *)list);
        xmlAddNextSibling(after, n);
}

/* Finds the list of signatures; if there is none yet, OFD.xml is told where it will be. */
static bool list_find(struct job *j, xmlDoc *entry, struct why *why)
{
        xmlNode *body = xml_child(xmlDocGetRootElement(entry), "DocBody"), *list = xml_child(body, "Signatures");
        const char *root = xml_text(j->mem, xml_child(body, "DocRoot")),
                *document = *root ? ofd_path(j->mem, "OFD.xml", root) : NULL;

        if (!document || !ofd_part(&j->ofd, document))
                return refuse(why, R_FILE_TYPE, "file", "OFD 文件包里没有文档");
        if (j->how->w > 0 && !(j->page_id = page_find(j, document)))
                return refuse(why, R_ARG_RANGE, "page", "OFD 没有第 %zu 页", j->how->page);
        if (list) {
                j->list = ofd_path(j->mem, "OFD.xml", xml_text(j->mem, list));
                return (j->list && ofd_part(&j->ofd, j->list)) || refuse(why, R_FILE_TYPE, "file", "OFD 的签名列表不在文件包里");
        }
        j->list = ofd_path(j->mem, document, "Signs/Signatures.xml");
        if (ofd_part(&j->ofd, j->list))
                return refuse(why, R_FILE_TYPE, "file", "OFD 的签名列表没有入口");
        list_tell(body, j->list);
        put_part(j, "OFD.xml", xml_bytes(j->mem, entry));
        return true;
}

static bool folder_find(struct job *j, struct why *why)
{
        for (unsigned i = 0; i < SIGNS_MAX; i++) {
                bool taken = false;

                j->folder = ofd_path(j->mem, j->list, text_make(j->mem, "Sign_%u", i));
                for (size_t k = 0; j->folder && k < j->ofd.n; k++)
                        taken = taken || text_starts(j->ofd.at[k].name, text_make(j->mem, "%s/", j->folder));
                if (j->folder && !taken)
                        return true;
        }
        return refuse(why, R_FILE_TYPE, "file", "OFD 里的签名太多");
}

/* s003 or 3: the number in it; 0 if there is none, or too large a one. */
static unsigned id_number(const char *s)
{
        unsigned v = 0;

        s += strcspn(s, "0123456789");
        for (; *s >= '0' && *s <= '9' && v < ID_MAX; s++)
                v = v * 10 + (unsigned)(*s - '0');
        return v < ID_MAX ? v : 0;
}

static const char *id_text(struct arena *mem, unsigned id)
{
        return text_make(mem, "s%03u", id);
}

/* The list with this signature at its end.  Identifiers are never used twice; the largest is kept beside. */
static bool list_write(struct job *j, struct why *why)
{
        xmlDoc *d = ofd_xml(ofd_part(&j->ofd, j->list));
        struct html *h = html_new(j->mem);
        unsigned max = 0;

        if (!d && ofd_part(&j->ofd, j->list))
                return refuse(why, R_FILE_TYPE, "file", "OFD 的签名列表读不出来");
        for (xmlNode *n = d ? xml_child(xmlDocGetRootElement(d), "Signature") : NULL; n; n = xml_next(n, "Signature")) {
                unsigned id = id_number(xml_attribute(j->mem, n, "ID"));

                max = id > max ? id : max;
        }
        if (d && id_number(xml_text(j->mem, xml_child(xmlDocGetRootElement(d), "MaxSignId"))) > max)
                max = id_number(xml_text(j->mem, xml_child(xmlDocGetRootElement(d), "MaxSignId")));
        j->id = max + 1;
        html(h, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:Signatures xmlns:ofd=\"%s\"><ofd:MaxSignId>%s</ofd:MaxSignId>",
             OFD_NS, id_text(j->mem, j->id + 1));
        for (xmlNode *n = d ? xml_child(xmlDocGetRootElement(d), "Signature") : NULL; n; n = xml_next(n, "Signature")) {
                const char *type = xml_attribute(j->mem, n, "Type");

                html(h, "<ofd:Signature ID=\"%s\" Type=\"%s\" BaseLoc=\"%s\"/>", xml_attribute(j->mem, n, "ID"),
                     *type ? type : "Seal", xml_attribute(j->mem, n, "BaseLoc"));
        }
        html(h, "<ofd:Signature ID=\"%s\" Type=\"%s\" BaseLoc=\"/%s\"/></ofd:Signatures>\n", id_text(j->mem, j->id),
             j->picture.n ? "Seal" : "Sign", in_folder(j, "Signature.xml"));
        xmlFreeDoc(d);
        put_part(j, j->list, html_done(h));
        return true;
}

/* ---- Signature.xml ---- */

/* Points to millimetres with three decimals, whatever the locale. */
static const char *mm(struct arena *mem, double points)
{
        long um = (long)(points * 25400 / 72 + 0.5);

        return text_make(mem, "%ld.%03ld", um / 1000, um % 1000);
}

static const char *digest_text(struct arena *mem, struct bytes b)
{
        struct hash h = hash_bytes(HASH_SM3, b.p, b.n);

        return base64_text(mem, h.b, sizeof h.b);
}

static void reference_put(struct job *j, struct html *h, const char *name, struct bytes data)
{
        html(h, "<ofd:Reference FileRef=\"/%s\"><ofd:CheckValue>%s</ofd:CheckValue></ofd:Reference>", name,
             digest_text(j->mem, data));
}

static const char *time_text(struct arena *mem, struct instant at)
{
        char s[INSTANT_SIZE];

        instant_write(at, s);           /* 2024-10-29T02:31:07.123Z -> 20241029023107Z */
        return text_make(mem, "%.4s%.2s%.2s%.2s%.2s%.2sZ", s, s + 5, s + 8, s + 11, s + 14, s + 17);
}

static const struct ofd_part *put_find(const struct job *j, const char *name)
{
        return ofd_part(&(struct ofd){ .at = (struct ofd_part *)j->put, .n = j->n_put }, name);
}

static struct bytes signature_text(struct job *j, struct bytes seal)
{
        static const char *const methods[] = { [SIGN_SM2] = "1.2.156.10197.1.501", [SIGN_ECDSA] = "1.2.840.10045.4.3.2",
                                               [SIGN_RSA] = "1.2.840.113549.1.1.11" };
        struct html *h = html_new(j->mem);
        const struct sign_how *how = j->how;

        html(h, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:Signature xmlns:ofd=\"%s\"><ofd:SignedInfo>"
             "<ofd:Provider ProviderName=\"Mingjing\" Version=\"%s\" Company=\"Mingjing\"/><ofd:SignatureMethod>%s</ofd:SignatureMethod>"
             "<ofd:SignatureDateTime>%s</ofd:SignatureDateTime><ofd:References CheckMethod=\"%s\">",
             OFD_NS, MINGJING_VERSION, methods[j->signer->kind], time_text(j->mem, how->at), OID_SM3);
        for (size_t i = 0; i < j->ofd.n; i++) {
                const struct ofd_part *p = &j->ofd.at[i], *new = put_find(j, p->name);

                if (!text_same(p->name, j->list))
                        reference_put(j, h, p->name, new ? new->data : p->data);
        }
        if (seal.n)
                reference_put(j, h, in_folder(j, "Seal.esl"), seal);
        html(h, "</ofd:References>");
        if (j->page_id)
                html(h, "<ofd:StampAnnot ID=\"%s\" PageRef=\"%s\" Boundary=\"%s %s %s %s\"/>", id_text(j->mem, j->id + 1),
                     j->page_id,
                     mm(j->mem, how->x), mm(j->mem, how->y), mm(j->mem, how->w), mm(j->mem, how->h));
        if (seal.n)
                html(h, "<ofd:Seal><ofd:BaseLoc>/%s</ofd:BaseLoc></ofd:Seal>", in_folder(j, "Seal.esl"));
        html(h, "</ofd:SignedInfo><ofd:SignedValue>/%s</ofd:SignedValue></ofd:Signature>\n", in_folder(j, "SignedValue.dat"));
        return html_done(h);
}

static bool value_make(struct job *j, struct why *why)
{
        struct bytes seal = { 0 }, value, text;
        const struct sign_how *how = j->how;
        struct ses_plan p = { .picture = j->picture, .at = how->at, .w_mm = SEAL_MM, .h_mm = SEAL_MM };

        if (how->w > 0) {
                p.w_mm = (int)(how->w * 25.4 / 72 + 0.5);
                p.h_mm = (int)(how->h * 25.4 / 72 + 0.5);
        }
        if (j->picture.n && !ses_seal_make(j->mem, j->signer, &p, &seal, why))
                return false;
        text = signature_text(j, seal);
        p.text = text;
        p.what = text_make(j->mem, "/%s", in_folder(j, "Signature.xml"));
        if (seal.n ? !ses_sign(j->mem, j->signer, &p, seal, &value, why)
                   : !cms_sign(j->mem, j->signer, &(struct pieces){ .at = { text }, .n = 1 }, how->at, &value, why))
                return false;
        if (seal.n)
                put_part(j, in_folder(j, "Seal.esl"), seal);
        put_part(j, in_folder(j, "Signature.xml"), text);
        put_part(j, in_folder(j, "SignedValue.dat"), value);
        return true;
}

static bool picture_good(struct bytes p, struct why *why)
{
        if (!p.n || (p.n > 8 && p.n <= PICTURE_MAX && !memcmp(p.p, "\x89PNG\r\n\x1a\n", 8)))
                return true;
        return refuse(why, R_FILE_TYPE, "seal_picture", "印章图像应当是不超过 1 MB 的 PNG");
}

bool ofd_sign(struct arena *mem, struct bytes ofd, const struct signer *s, const struct sign_how *how, struct bytes seal_picture,
              struct bytes *out, struct why *why)
{
        struct job j = { .mem = mem, .signer = s, .how = how, .picture = seal_picture };
        xmlDoc *entry;
        bool good;

        must(how->w >= 0 && how->w <= POINTS_MAX && how->h >= 0 && how->h <= POINTS_MAX);
        must(how->w <= 0 || (how->x >= 0 && how->x <= POINTS_MAX && how->y >= 0 && how->y <= POINTS_MAX));
        if (!signer_may(s, how->at, why) || !picture_good(seal_picture, why) || !ofd_read(mem, ofd, &j.ofd, why))
                return false;
        entry = ofd_xml(ofd_part(&j.ofd, "OFD.xml"));
        if (!entry)
                return refuse(why, R_FILE_TYPE, "file", "OFD.xml 读不出来");
        good = list_find(&j, entry, why) && folder_find(&j, why) && list_write(&j, why) && value_make(&j, why) &&
               ofd_write(mem, ofd, j.put, j.n_put, how->at, out, why);
        xmlFreeDoc(entry);
        return good;
}
