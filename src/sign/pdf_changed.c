/* pdf_changed.c - between one signature and the next, was the document changed or only signed again?
 *
 * Both states are walked from the trailer side by side.  Whatever the older one reaches must be the same in the newer one, byte for
 * byte of each stream.  Three places may grow, by entries at the end only: the fields of the form, the annotations of a page, the
 * catalog by a form.  What is added there must be signature fields without actions.  Anything else counts as a change, also what a
 * reader might call harmless: attacks on signed PDF hide behind "harmless".
 */
#include "sign/pdf_inner.h"
#include <string.h>

#define FIELD_KEYS "Type|Subtype|FT|T|TU|V|F|P|Rect|AP|Ff|MK|DA|Lock|NM"
#define FORM_KEYS "Fields|SigFlags|DA|DR"

struct both { int id; qpdf_oh older, newer; };
struct walk {
        struct arena *mem;
        struct pdf older, newer;
        uint8_t *seen; size_t n_seen;           /* by object number */
        struct both *open; size_t n_open, room; /* met, not yet looked at */
        int root;
        const char *wrong;
};

static bool values_same(struct walk *w, qpdf_oh a, qpdf_oh b, int depth);

static bool differs(struct walk *w, const char *why)
{
        if (!w->wrong)
                w->wrong = why;
        return false;
}

static bool see(struct walk *w, int id)
{
        if (id <= 0 || (size_t)id >= w->n_seen)
                return differs(w, "对象编号不对");
        if (w->seen[id])
                return false;
        w->seen[id] = 1;
        return true;
}

/* Both must refer to the same number; what lies behind it is looked at later, once. */
static bool references_same(struct walk *w, qpdf_oh a, qpdf_oh b)
{
        int id = qpdf_oh_get_object_id(w->older.q, a);

        if (!qpdf_oh_is_indirect(w->newer.q, b) || id != qpdf_oh_get_object_id(w->newer.q, b))
                return differs(w, "有对象被换成了别的对象");
        if (qpdf_oh_get_generation(w->older.q, a) || qpdf_oh_get_generation(w->newer.q, b))
                return differs(w, "对象编号重复使用过，无法比对");
        if (!see(w, id))
                return !w->wrong;
        if (w->n_open == w->room) {
                w->open = arena_grow(w->mem, w->open, w->room * sizeof *w->open, (w->room * 2 + 64) * sizeof *w->open);
                w->room = w->room * 2 + 64;
        }
        w->open[w->n_open++] = (struct both){ id, a, b };
        return true;
}

static bool slot_same(struct walk *w, qpdf_oh a, qpdf_oh b, int depth)
{
        if (qpdf_oh_is_indirect(w->older.q, a))
                return references_same(w, a, b);
        if (qpdf_oh_is_indirect(w->newer.q, b))
                return differs(w, "有内容被换成了别的对象");
        return values_same(w, a, b, depth + 1);
}

static bool arrays_same(struct walk *w, qpdf_oh a, qpdf_oh b, int depth)
{
        int n = qpdf_oh_get_array_n_items(w->older.q, a);
        bool same = n == qpdf_oh_get_array_n_items(w->newer.q, b) || differs(w, "有列表被增减");

        for (int i = 0; same && i < n; i++) {
                qpdf_oh x = qpdf_oh_get_array_item(w->older.q, a, i), y = qpdf_oh_get_array_item(w->newer.q, b, i);

                same = slot_same(w, x, y, depth);
        }
        return same;
}

static bool scalars_same(struct walk *w, qpdf_oh a, qpdf_oh b)
{
        return text_same(pdf_source(&w->older, a), pdf_source(&w->newer, b)) || differs(w, "有内容被改动");
}

/* ---- what may grow ---- */

static bool keys_among(const struct pdf *p, qpdf_oh dict, const char *list)
{
        struct pdf_keys k = pdf_keys(p, dict);

        for (size_t i = 0; i < k.n; i++)
                if (!text_in(k.at[i] + 1, list, '|'))
                        return false;
        return true;
}

static bool signature_field(const struct pdf *p, qpdf_oh oh)
{
        return qpdf_oh_is_indirect(p->q, oh) && qpdf_oh_is_dictionary(p->q, oh) && pdf_name_is(p, oh, "/FT", "/Sig") &&
               keys_among(p, oh, FIELD_KEYS);
}

/* The older entries in their order, then signature fields only. */
static bool list_grows(struct walk *w, qpdf_oh a, qpdf_oh b, int depth)
{
        int n = qpdf_oh_is_array(w->older.q, a) ? qpdf_oh_get_array_n_items(w->older.q, a) : 0;
        int m = qpdf_oh_is_array(w->newer.q, b) ? qpdf_oh_get_array_n_items(w->newer.q, b) : 0;
        bool good = m >= n || differs(w, "有签名或者批注被去掉");

        for (int i = 0; good && i < n; i++) {
                qpdf_oh x = qpdf_oh_get_array_item(w->older.q, a, i), y = qpdf_oh_get_array_item(w->newer.q, b, i);

                good = slot_same(w, x, y, depth);
        }
        for (int i = n; good && i < m; i++)
                good = signature_field(&w->newer, qpdf_oh_get_array_item(w->newer.q, b, i)) || differs(w, "添加了签名以外的内容");
        return good;
}

/* An array or dictionary that is an object of its own is compared here in its own way, not again by its number. */
static void claim(struct walk *w, const struct pdf *p, qpdf_oh oh)
{
        if (qpdf_oh_is_indirect(p->q, oh))
                see(w, qpdf_oh_get_object_id(p->q, oh));
}

static bool others_same(struct walk *w, qpdf_oh a, qpdf_oh b, const char *but, int depth)
{
        struct pdf_keys k = pdf_keys(&w->older, a), l = pdf_keys(&w->newer, b);
        bool same = true;

        for (size_t i = 0; same && i < l.n; i++)
                same = text_in(l.at[i] + 1, but, '|') || qpdf_oh_has_key(w->older.q, a, l.at[i]) || differs(w, "有对象增加了内容");
        for (size_t i = 0; same && i < k.n; i++)
                if (!text_in(k.at[i] + 1, but, '|'))
                        same = slot_same(w, pdf_key(&w->older, a, k.at[i]), pdf_key(&w->newer, b, k.at[i]), depth);
        return same;
}

static bool forms_same(struct walk *w, qpdf_oh a, qpdf_oh b, int depth)
{
        qpdf_oh x = pdf_key(&w->older, a, "/Fields"), y = pdf_key(&w->newer, b, "/Fields");
        bool had = qpdf_oh_is_dictionary(w->older.q, a);

        if (had && !qpdf_oh_is_dictionary(w->newer.q, b))
                return differs(w, "表单被去掉");
        claim(w, &w->older, a);
        claim(w, &w->older, x);
        if (!had && qpdf_oh_is_dictionary(w->newer.q, b) && !keys_among(&w->newer, b, FORM_KEYS))
                return differs(w, "添加了签名以外的表单内容");
        return list_grows(w, x, y, depth) && (!had || others_same(w, a, b, "Fields|SigFlags", depth));
}

static bool pages_same(struct walk *w, qpdf_oh a, qpdf_oh b, int depth)
{
        qpdf_oh x = pdf_key(&w->older, a, "/Annots"), y = pdf_key(&w->newer, b, "/Annots");

        claim(w, &w->older, x);
        return list_grows(w, x, y, depth) && others_same(w, a, b, "Annots", depth);
}

static bool catalogs_same(struct walk *w, qpdf_oh a, qpdf_oh b, int depth)
{
        return forms_same(w, pdf_key(&w->older, a, "/AcroForm"), pdf_key(&w->newer, b, "/AcroForm"), depth) &&
               others_same(w, a, b, "AcroForm", depth);
}

/* ---- everything else ---- */

static bool dictionaries_same(struct walk *w, qpdf_oh a, qpdf_oh b, int depth)
{
        if (qpdf_oh_is_indirect(w->older.q, a) && qpdf_oh_get_object_id(w->older.q, a) == w->root)
                return catalogs_same(w, a, b, depth);
        if (qpdf_oh_is_indirect(w->older.q, a) && pdf_name_is(&w->older, a, "/Type", "/Page"))
                return pages_same(w, a, b, depth);
        return others_same(w, a, b, "", depth);
}

static bool streams_same(struct walk *w, qpdf_oh a, qpdf_oh b, int depth)
{
        unsigned char *x = NULL, *y = NULL;
        size_t n = 0, m = 0;
        bool read = qpdf_oh_get_stream_data(w->older.q, a, qpdf_dl_none, NULL, &x, &n) == QPDF_SUCCESS &&
                    qpdf_oh_get_stream_data(w->newer.q, b, qpdf_dl_none, NULL, &y, &m) == QPDF_SUCCESS;
        bool same = read && n == m && (n == 0 || !memcmp(x, y, n));

        memory_free(x);
        memory_free(y);
        if (!same)
                return differs(w, "页面内容、字体或者图像被改动");
        return others_same(w, qpdf_oh_get_dict(w->older.q, a), qpdf_oh_get_dict(w->newer.q, b), "", depth);
}

static bool values_same(struct walk *w, qpdf_oh a, qpdf_oh b, int depth)
{
        enum qpdf_object_type_e type = qpdf_oh_get_type_code(w->older.q, a);

        if (depth > PDF_DEPTH_MAX)
                return differs(w, "结构层次太深");
        if (type != qpdf_oh_get_type_code(w->newer.q, b))
                return differs(w, "有内容被改动");
        switch (type) {
        case ot_array: return arrays_same(w, a, b, depth);
        case ot_dictionary: return dictionaries_same(w, a, b, depth);
        case ot_stream: return streams_same(w, a, b, depth);
        default: return scalars_same(w, a, b);
        }
}

static void walk_all(struct walk *w)
{
        qpdf_oh a = qpdf_get_trailer(w->older.q), b = qpdf_get_trailer(w->newer.q), x, y;
        bool same;

        w->root = qpdf_oh_get_object_id(w->older.q, qpdf_get_root(w->older.q));
        same = slot_same(w, pdf_key(&w->older, a, "/Root"), pdf_key(&w->newer, b, "/Root"), 0);
        x = pdf_key(&w->older, a, "/Info");
        y = pdf_key(&w->newer, b, "/Info");
        same = same && slot_same(w, x, y, 0);
        while (same && w->n_open) {
                struct both next = w->open[--w->n_open];

                same = values_same(w, next.older, next.newer, 0);
                qpdf_oh_release(w->older.q, next.older);
                qpdf_oh_release(w->newer.q, next.newer);
        }
        if (!pdf_sound(&w->older) || !pdf_sound(&w->newer))
                differs(w, "内容有损坏，无法比对");
}

const char *pdf_changed(struct arena *mem, struct bytes older, struct bytes newer)
{
        struct walk w = { .mem = mem };
        struct why quiet = { .mem = mem };
        size_t n = 0;

        if (!pdf_open(&w.older, mem, older, &quiet))
                return "前一状态的文件结构有损坏";
        if (pdf_open(&w.newer, mem, newer, &quiet)) {
                if (!pdf_size(&w.newer, pdf_key(&w.newer, qpdf_get_trailer(w.newer.q), "/Size"), &n) || n > PDF_OBJECTS_MAX) {
                        w.wrong = "交叉引用有问题";
                } else {
                        w.n_seen = n;
                        w.seen = arena_take(mem, n);
                        walk_all(&w);
                }
        } else {
                w.wrong = "后一状态的文件结构有损坏";
        }
        pdf_close(&w.older);
        pdf_close(&w.newer);
        return w.wrong;
}
