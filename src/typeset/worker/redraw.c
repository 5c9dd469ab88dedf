/* redraw.c - the pages of a PDF as drawings (form XObjects), upright, with what its annotations show.  Taken over are contents, resources
 * and appearances; left behind are actions, scripts, forms, links, attachments and every name of another file. */
#include "typeset/worker/worker.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define PAGES_MAX 1000
#define OBJECTS_MAX 2000000
#define UNPACKED_MAX ((size_t)768 << 20)        /* of all streams together */
#define PIXELS_MAX 400e6                        /* of one picture: A0 at 600 dpi */
#define SIDE_MAX 14400.0                        /* points: the largest page of ISO 32000-1 */
#define ANNOTATIONS_MAX 2000

struct redraw { qpdf_data from, to; struct arena *mem; struct buffer *sizes; };
struct rect { double x, y, w, h; };

static qpdf_oh key(qpdf_data q, qpdf_oh dict, const char *name)
{
        return qpdf_oh_get_key_if_dict(q, dict, name);
}

static qpdf_oh parse(qpdf_data q, const char *text)
{
        return qpdf_oh_parse(q, text);
}

/* ---- what the file may be ---- */

static void file_open(struct redraw *r, struct bytes file)
{
        QPDF_ERROR_CODE rc;

        r->from = qpdf_init();
        r->to = qpdf_init();
        qpdf_silence_errors(r->from);
        qpdf_silence_errors(r->to);
        qpdf_set_suppress_warnings(r->from, QPDF_TRUE);
        qpdf_set_suppress_warnings(r->to, QPDF_TRUE);
        qpdf_set_attempt_recovery(r->from, QPDF_FALSE);
        rc = qpdf_read_memory(r->from, "pdf", (const char *)file.p, file.n, NULL);
        if (rc & QPDF_ERRORS)
                give_up(qpdf_get_error_code(r->from, qpdf_get_error(r->from)) == qpdf_e_password ? "设有密码" : "文件结构有损坏");
        if (qpdf_is_encrypted(r->from))
                give_up("文件是加密的");
        if (qpdf_push_inherited_attributes_to_page(r->from) & QPDF_ERRORS)
                give_up("页面结构有损坏");
}

/* A layer that is off would be seen in the copy. */
static void layers_check(struct redraw *r)
{
        qpdf_oh off = key(r->from, key(r->from, key(r->from, qpdf_get_root(r->from), "/OCProperties"), "/D"), "/OFF");

        if (qpdf_oh_is_array(r->from, off) && qpdf_oh_get_array_n_items(r->from, off) > 0)
                give_up("含有隐藏的图层");
}

static void picture_check(struct redraw *r, qpdf_oh dict)
{
        double w = qpdf_oh_get_numeric_value(r->from, key(r->from, dict, "/Width"));
        double h = qpdf_oh_get_numeric_value(r->from, key(r->from, dict, "/Height"));

        if (qpdf_oh_is_name_and_equals(r->from, key(r->from, dict, "/Subtype"), "/Image") && w * h > PIXELS_MAX)
                give_up("含有超大的图片（%.0f×%.0f 像素）", w, h);
}

/* Unpacks it once, and takes from it every name of something outside. */
static size_t stream_tame(struct redraw *r, qpdf_oh stream)
{
        static const char *const outside[] = { "/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI", "/Alternates", "/PS", "/Metadata", "/PieceInfo", "/OC" };
        qpdf_oh dict = qpdf_oh_get_dict(r->from, stream);
        unsigned char *data = NULL;
        size_t n = 0;

        for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
                qpdf_oh_remove_key(r->from, dict, outside[i]);
        picture_check(r, dict);
        if (qpdf_oh_get_stream_data(r->from, stream, qpdf_dl_generalized, NULL, &data, &n) & QPDF_ERRORS)
                give_up("数据流有损坏，或者展开后过大");
        memory_free(data);
        return n;
}

static void streams_check(struct redraw *r)
{
        long long last = qpdf_oh_get_int_value(r->from, key(r->from, qpdf_get_trailer(r->from), "/Size"));
        size_t all = 0;

        if (last < 2 || last > OBJECTS_MAX)
                give_up("对象数目不对");
        for (int id = 1; id < (int)last; id++) {
                qpdf_oh oh = qpdf_get_object_by_id(r->from, id, 0);

                if (qpdf_oh_is_stream(r->from, oh))
                        all += stream_tame(r, oh);
                if (all > UNPACKED_MAX)
                        give_up("展开后过大");
                qpdf_oh_release(r->from, oh);
        }
}

/* ---- numbers ---- */

static double number_at(qpdf_data q, qpdf_oh array, int i)
{
        return qpdf_oh_get_numeric_value(q, qpdf_oh_get_array_item(q, array, i));
}

/* False if it is none, or of no size. */
static bool rect_read(qpdf_data q, qpdf_oh array, struct rect *out)
{
        double v[4];

        if (!qpdf_oh_is_array(q, array) || qpdf_oh_get_array_n_items(q, array) != 4)
                return false;
        for (int i = 0; i < 4; i++)
                v[i] = number_at(q, array, i);
        *out = (struct rect){ fmin(v[0], v[2]), fmin(v[1], v[3]), fabs(v[2] - v[0]), fabs(v[3] - v[1]) };
        return isfinite(out->x) && isfinite(out->y) && fabs(out->x) < 1e6 && fabs(out->y) < 1e6 && out->w > 0 && out->h > 0 && out->w < 1e6 && out->h < 1e6;
}

static struct rect page_box(struct redraw *r, qpdf_oh page)
{
        struct rect media, crop;
        double right, top;

        if (!rect_read(r->from, key(r->from, page, "/MediaBox"), &media))
                give_up("页面没有大小");
        if (!rect_read(r->from, key(r->from, page, "/CropBox"), &crop))
                return media;
        right = fmin(media.x + media.w, crop.x + crop.w);
        top = fmin(media.y + media.h, crop.y + crop.h);
        crop.x = fmax(media.x, crop.x);
        crop.y = fmax(media.y, crop.y);
        crop.w = right - crop.x;
        crop.h = top - crop.y;
        return crop.w > 0 && crop.h > 0 ? crop : media;
}

/* ---- drawings ---- */

struct matrix { double a, b, c, d, e, f; };

static qpdf_oh matrix_put(struct redraw *r, struct matrix m)
{
        return parse(r->from, text_make(r->mem, "[%.6f %.6f %.6f %.6f %.4f %.4f]", m.a, m.b, m.c, m.d, m.e, m.f));
}

static qpdf_oh form_new(struct redraw *r, struct rect box, struct matrix m, qpdf_oh resources, const void *content, size_t n)
{
        qpdf_data q = r->from;
        qpdf_oh form = qpdf_oh_new_stream(q), dict = qpdf_oh_get_dict(q, form), none = qpdf_oh_new_null(q);

        qpdf_oh_replace_key(q, dict, "/Type", qpdf_oh_new_name(q, "/XObject"));
        qpdf_oh_replace_key(q, dict, "/Subtype", qpdf_oh_new_name(q, "/Form"));
        qpdf_oh_replace_key(q, dict, "/BBox", parse(q, text_make(r->mem, "[%.4f %.4f %.4f %.4f]", box.x, box.y, box.x + box.w, box.y + box.h)));
        qpdf_oh_replace_key(q, dict, "/Matrix", matrix_put(r, m));
        qpdf_oh_replace_key(q, dict, "/Resources", resources);
        qpdf_oh_replace_stream_data(q, form, content, n, none, none);
        return form;
}

static const struct matrix upright = { 1, 0, 0, 1, 0, 0 };

/* What the page itself draws. */
static qpdf_oh content_form(struct redraw *r, qpdf_oh page, struct rect box)
{
        unsigned char *content = NULL;
        qpdf_oh resources = key(r->from, page, "/Resources"), group = key(r->from, page, "/Group"), form;
        size_t n = 0;

        if (qpdf_oh_get_page_content_data(r->from, page, &content, &n) & QPDF_ERRORS)
                give_up("页面内容有损坏");
        form = form_new(r, box, upright, qpdf_oh_is_dictionary(r->from, resources) ? resources : qpdf_oh_new_dictionary(r->from), content, n);
        memory_free(content);
        if (qpdf_oh_is_dictionary(r->from, group))
                qpdf_oh_replace_key(r->from, qpdf_oh_get_dict(r->from, form), "/Group", group);
        return form;
}

/* The appearance that a reader would show; not a dictionary when there is none. */
static qpdf_oh appearance_of(struct redraw *r, qpdf_oh annotation)
{
        qpdf_data q = r->from;
        int flags = qpdf_oh_get_int_value_as_int(q, key(q, annotation, "/F"));
        qpdf_oh normal = key(q, key(q, annotation, "/AP"), "/N"), state = key(q, annotation, "/AS");

        if ((flags & (2 | 32)) || qpdf_oh_is_name_and_equals(q, key(q, annotation, "/Subtype"), "/Popup"))
                return qpdf_oh_new_null(q);
        if (!qpdf_oh_is_stream(q, normal) && qpdf_oh_is_name(q, state))
                return key(q, normal, qpdf_oh_get_name(q, state));
        return normal;
}

/* Where the appearance's box comes to lie once its own matrix has moved it (ISO 32000-1, 12.5.5). */
static struct rect moved(struct redraw *r, qpdf_oh dict, struct rect b)
{
        qpdf_oh m = key(r->from, dict, "/Matrix");
        double v[6] = { 1, 0, 0, 1, 0, 0 }, left = INFINITY, low = INFINITY, right = -INFINITY, top = -INFINITY;

        for (int i = 0; i < 6 && qpdf_oh_is_array(r->from, m) && qpdf_oh_get_array_n_items(r->from, m) == 6; i++)
                v[i] = number_at(r->from, m, i);
        for (int i = 0; i < 4; i++) {
                double x = b.x + (i & 1 ? b.w : 0), y = b.y + (i & 2 ? b.h : 0), u = v[0] * x + v[2] * y + v[4], w = v[1] * x + v[3] * y + v[5];

                left = fmin(left, u), right = fmax(right, u);
                low = fmin(low, w), top = fmax(top, w);
        }
        return (struct rect){ left, low, right - left, top - low };
}

static void annotation_draw(struct redraw *r, qpdf_oh annotation, int i, qpdf_oh things, struct buffer *content)
{
        qpdf_data q = r->from;
        qpdf_oh form = appearance_of(r, annotation), dict;
        const char *name = text_make(r->mem, "/A%d", i);
        struct rect box, at;
        double sx, sy;

        if (!qpdf_oh_is_stream(q, form) || !rect_read(q, key(q, annotation, "/Rect"), &at))
                return;
        dict = qpdf_oh_get_dict(q, form);
        if (!rect_read(q, key(q, dict, "/BBox"), &box))
                return;
        box = moved(r, dict, box);
        if (!(box.w > 0) || !(box.h > 0) || !isfinite(box.w) || !isfinite(box.h))
                return;
        sx = at.w / box.w;
        sy = at.h / box.h;
        qpdf_oh_replace_key(q, dict, "/Type", qpdf_oh_new_name(q, "/XObject"));
        qpdf_oh_replace_key(q, dict, "/Subtype", qpdf_oh_new_name(q, "/Form"));
        qpdf_oh_replace_key(q, things, name, form);
        buffer_make(content, "q %.6f 0 0 %.6f %.4f %.4f cm %s Do Q\n", sx, sy, at.x - sx * box.x, at.y - sy * box.y, name);
}

/* Turned as it is to be seen, its lower left corner at 0, 0. */
static struct matrix turned(struct rect b, int turn, double unit)
{
        switch (turn) {
        case 90:  return (struct matrix){ 0, -unit, unit, 0, -unit * b.y, unit * (b.x + b.w) };
        case 180: return (struct matrix){ -unit, 0, 0, -unit, unit * (b.x + b.w), unit * (b.y + b.h) };
        case 270: return (struct matrix){ 0, unit, -unit, 0, unit * (b.y + b.h), -unit * b.x };
        default:  return (struct matrix){ unit, 0, 0, unit, -unit * b.x, -unit * b.y };
        }
}

static qpdf_oh page_form(struct redraw *r, qpdf_oh page, double *w, double *h)
{
        qpdf_data q = r->from;
        struct rect box = page_box(r, page);
        int turn = ((qpdf_oh_get_int_value_as_int(q, key(q, page, "/Rotate")) % 360) + 360) % 360;
        double unit = qpdf_oh_is_number(q, key(q, page, "/UserUnit")) ? qpdf_oh_get_numeric_value(q, key(q, page, "/UserUnit")) : 1;
        qpdf_oh resources = qpdf_oh_new_dictionary(q), things = qpdf_oh_new_dictionary(q), notes = key(q, page, "/Annots");
        struct buffer content = { .mem = r->mem };
        int n = qpdf_oh_is_array(q, notes) ? qpdf_oh_get_array_n_items(q, notes) : 0;

        qpdf_oh_replace_key(q, resources, "/XObject", things);
        qpdf_oh_replace_key(q, things, "/P", content_form(r, page, box));
        buffer_text(&content, "q /P Do Q\n");
        for (int i = 0; i < n && i < ANNOTATIONS_MAX; i++)
                annotation_draw(r, qpdf_oh_get_array_item(q, notes, i), i, things, &content);
        *w = unit * (turn % 180 ? box.h : box.w);
        *h = unit * (turn % 180 ? box.w : box.h);
        if (!(*w >= 1) || !(*h >= 1) || *w > SIDE_MAX || *h > SIDE_MAX)
                give_up("页面大小不对（%.0f×%.0f 点）", *w, *h);
        return form_new(r, box, turned(box, turn, unit), resources, buffer_done(&content), content.n);
}

/* ---- the tame file ---- */

static void page_add(struct redraw *r, qpdf_oh form, double w, double h)
{
        qpdf_data q = r->to;
        qpdf_oh page = parse(q, text_make(r->mem, "<< /Type /Page /MediaBox [0 0 %.4f %.4f] /Resources << /XObject << >> >> >>", w, h));
        qpdf_oh content = qpdf_oh_new_stream(q), none = qpdf_oh_new_null(q);

        qpdf_oh_replace_stream_data(q, content, (const unsigned char *)"/X Do\n", 6, none, none);
        qpdf_oh_replace_key(q, page, "/Contents", content);
        qpdf_oh_replace_key(q, key(q, key(q, page, "/Resources"), "/XObject"), "/X", qpdf_oh_copy_foreign_object(q, r->from, form));
        if (qpdf_add_page(q, q, qpdf_make_indirect_object(q, page), QPDF_FALSE) & QPDF_ERRORS)
                give_up("页面排不进来");
        buffer_make(r->sizes, "%ld %ld\n", lround(w * 100), lround(h * 100));
}

static struct bytes file_write(struct redraw *r)
{
        if (qpdf_init_write_memory(r->to) & QPDF_ERRORS)
                give_up("写不出来");
        qpdf_set_static_ID(r->to, QPDF_TRUE);
        if ((qpdf_write(r->to) & QPDF_ERRORS) || qpdf_has_error(r->from) || qpdf_has_error(r->to))
                give_up("内容有损坏");
        return (struct bytes){ qpdf_get_buffer(r->to), qpdf_get_buffer_length(r->to) };
}

struct bytes pdf_redraw(struct arena *mem, struct bytes file, struct buffer *sizes)
{
        struct redraw r = { .mem = mem, .sizes = sizes };
        double w, h;
        int n;

        file_open(&r, file);
        n = qpdf_get_num_pages(r.from);
        if (n < 1 || n > PAGES_MAX)
                give_up(n < 1 ? "没有页面" : "超过 %d 页", PAGES_MAX);
        layers_check(&r);
        streams_check(&r);
        qpdf_empty_pdf(r.to);
        for (int i = 0; i < n; i++) {
                qpdf_oh form = page_form(&r, qpdf_get_page_n(r.from, (size_t)i), &w, &h);

                page_add(&r, form, w, h);
        }
        if (qpdf_has_error(r.from))
                give_up("内容有损坏");
        return file_write(&r);
}
