/* portal_advance_people.c - officers as the public may check them: by name, by number, by the code on the certificate card.  Shows what the
 * register publishes and whether the certificate holds today; nothing of logins, posts in the program or work. */
#include "portal/portal_advance.h"
#include <string.h>

#define SHOWN 60

static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "事前公开", "/lists" }, { "执法人员", "/officers" } };

const struct arg advance__officer_params[] = {
        { "q", ARG_TEXT, 0, "姓名或者证件编号", "其中的一段即可。", NULL, 1, 40 },
        { "agency", ARG_CODE, 0, "执法机关", "", "agencies", 0, 0 },
        ARG_END
};

struct judged { const char *tag, *icon, *word, *long_word; };
static const struct judged judgements[] = {
        [CERTIFICATE_VALID] = { "ok", "shield-check", "有效", "证件有效，可以执法" },
        [CERTIFICATE_EARLY] = { "warn", "clock", "未生效", "证件还没有到有效期，不得执法" },
        [CERTIFICATE_EXPIRED] = { "bad", "shield-x", "已过期", "证件已经过期，不得执法" },
        [CERTIFICATE_REVOKED] = { "bad", "ban", "已失效", "证件已经失效，不得执法" },
        [CERTIFICATE_SUSPENDED] = { "bad", "ban", "暂扣中", "证件正在暂扣，不得执法" },
};

const char *advance__unit(const struct pack *p, const struct officer *o)
{
        const struct pack_unit *u = pack_unit(p, o->unit);
        const struct pack_agency *a = pack_agency(p, o->agency);

        return u ? u->name : a ? a->name : "";
}

static const char *agency_name(const struct pack *p, const char *id)
{
        const struct pack_agency *a = pack_agency(p, id);

        return a ? a->name : id;
}

/* 执法一大队 · 大队长: the unit once, where the post names it already. */
static const char *place_of(struct arena *mem, const struct pack *p, const struct officer *o)
{
        const char *unit = advance__unit(p, o), *post = text_starts(o->post, unit) ? o->post + strlen(unit) : o->post;

        return *post ? text_make(mem, "%s · %s", unit, post) : unit;
}

static const char *initial(struct arena *mem, const char *name)
{
        const char *end = name;

        utf8_next(&end);
        return text_copy_n(mem, name, (size_t)(end - name));
}

void advance__officer_cards(struct ctx *c, struct html *h, const struct officer *at, size_t n)
{
        html(h, "<ul class=\"people\">");
        for (size_t i = 0; i < n; i++) {
                const struct judged *j = &judgements[certificate_validity(&at[i].certificate, day_of(c->now))];

                html(h, "<li><a href=\"%s\"><span class=\"face\" aria-hidden=\"true\">%s</span><span><b>%s</b><small>%s</small><small>%s</small></span>",
                     url(c->mem, "/officer/%s", at[i].certificate.number), initial(c->mem, at[i].name), at[i].name, place_of(c->mem, c->pack, &at[i]),
                     at[i].certificate.number);
                ui_tag_icon(h, &(struct ui_tag){ j->tag, j->word, j->icon });
                html(h, "</a></li>\n");
        }
        html(h, "</ul>\n");
}

bool portal_officers(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *q = text_trim(c->mem, page_query(in, "q")), *agency = page_query(in, "agency");
        struct officers l;

        agency = pack_agency(c->pack, agency) ? agency : "";
        if (utf8_length(q) > 40)
                q = "";
        if (!officers_find(c, &(struct officer_wish){ agency, q, SHOWN + 1 }, &l))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "执法人员", .crumbs = crumbs, .n_crumbs = 2, .current = "/lists",
                .lead = "姓名、单位、职务、证件编号、执法类别和区域；证件今天是否有效。执法人员应当主动出示证件，您也可以在这里核对。" });
        ui_card_begin(h, &(struct ui_card){ .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/officers", .label = "查执法人员", .params = advance__officer_params, .query = in->query, .n = in->n,
                                            .options = advance__agency_options, .to = c, .total = -1 });
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = l.n > SHOWN ? text_make(c->mem, "前 %d 名", SHOWN) : text_make(c->mem, "%zu 名", l.n),
                .note = l.n > SHOWN ? "请写姓名或者证件编号" : NULL, .more_url = "/api/views/officers?format=csv", .more_label = "下载全部" });
        if (l.n)
                advance__officer_cards(c, h, l.at, l.n > SHOWN ? SHOWN : l.n);
        else
                ui_empty(h, "没有找到这名执法人员", "核对姓名和证件编号。对方不能出示有效执法证件的，您有权拒绝接受调查或者检查（行政处罚法第五十五条）。", "看全部人员", "/officers");
        ui_card_end(h);
        page_end_public(c, in, h);
        return true;
}

/* ---- one officer ---- */

/* The photo of the certificate; else the first character of the name. */
void advance__portrait(struct html *h, const struct officer *o)
{
        if (!text_empty(o->photo))
                html(h, "<img class=\"portrait\" src=\"%s\" alt=\"照片：%s\" width=\"104\" height=\"130\">",
                     url(h->b.mem, "/officer/%s/%s", o->certificate.number, strcmp(o->photo, "image/png") ? "photo.jpg" : "photo.png"), o->name);
        else
                html(h, "<span class=\"portrait\" aria-hidden=\"true\">%s</span>", initial(h->b.mem, o->name));
}

static void card_put(struct ctx *c, struct html *h, const struct officer *o, const char *address)
{
        const struct certificate *k = &o->certificate;
        const struct judged *j = &judgements[certificate_validity(k, day_of(c->now))];

        html(h, "<section class=\"card idcard %s\" aria-label=\"核验结果\"><div class=\"state\" role=\"status\">", j->tag);
        ui_icon(h, j->icon);
        html(h, "<b>%s</b><small>%s 核验</small></div><div class=\"who\">",
             j->long_word, day_text(c->mem, day_of(c->now)));
        advance__portrait(h, o);
        html(h, "<div><h1>%s</h1><p>%s</p><p>%s</p></div></div>", o->name, agency_name(c->pack, o->agency), place_of(c->mem, c->pack, o));
        html(h, "<div class=\"body\">");
        ui_kv_begin(h, 0);
        ui_kv(h, "证件编号", k->number);
        ui_kv(h, "执法类别", k->kinds);
        ui_kv(h, "执法区域", k->area);
        ui_kv_open(h, "有效期");
        ui_day(h, k->since);
        html(h, " 至 ");
        ui_day(h, k->until);
        ui_kv_close(h);
        if (day_is(k->revoked))
                ui_kv(h, "失效日期", day_text(c->mem, k->revoked));
        ui_kv_end(h);
        advance__qr(h, address, "扫码核验这张证件");
        html(h, "</div></section>\n");
}

/* The code on a card names the card: one that was lost and replaced is told apart from the one that counts. */
static void lost_card_put(struct html *h, const char *asked, const struct certificate *k)
{
        int64_t card;

        if (text_int(asked, 1, INT64_MAX, &card) && card != k->card)
                ui_callout(h, "bad", "这张卡已经作废", "证卡已经挂失或者补发，请持卡人出示现在的卡。证件本身是否有效，以下面的核验结果为准。");
}

static void right_put(struct html *h, const char *icon, const char *text)
{
        html(h, "<li>");
        ui_icon(h, icon);
        html(h, "<span>%s</span></li>", text);
}

static void rights_put(struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "您的权利" });
        html(h, "<ul class=\"rights\">");
        right_put(h, "users", "执法人员不得少于两人，法律另有规定的除外。");
        right_put(h, "id-badge-2", "执法人员应当主动出示执法证件；不出示的，您有权拒绝接受调查或者检查。");
        right_put(h, "message", "您有权知道事由和依据，有权陈述和申辩。");
        right_put(h, "coin", "除法律规定可以当场收缴的以外，执法人员不得自行收缴罚款。");
        html(h, "</ul><p class=\"small muted\">《中华人民共和国行政处罚法》第四十二条、第四十四条、第五十五条、第六十七条</p>");
        ui_card_end(h);
}

static void again_put(struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "再查一位" });
        html(h, "<form class=\"stack\" action=\"/officers\" role=\"search\" aria-label=\"查执法人员\"><label for=\"again\">姓名，或者证件上的编号</label>"
             "<input class=\"in large\" id=\"again\" name=\"q\" required><button class=\"btn primary large\" type=\"submit\">核验</button></form>");
        ui_card_end(h);
        if (advance__there(h->b.mem, "/complain"))
                ui_button(h, &(struct ui_button){ "本人与证件不符，我要举报", "/complain", "message-report", BUTTON_DANGER });
}

bool portal_officer(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *address;
        struct officer o;
        bool found;

        if (!officer_by_number(c, in->args[0], &o, &found))
                return false;
        if (!found)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有编号为“%s”的执法证件；对方不能出示有效证件的，您有权拒绝接受调查或者检查",
                              utf8_head(c->mem, in->args[0], 40));
        if (!advance__address(c, url(c->mem, "/officer/%s", o.certificate.number), &address))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s 执法证件核验", o.name), .bare = true, .current = "/lists" });
        ui_split_begin(h);
        lost_card_put(h, page_query(in, "card"), &o.certificate);
        card_put(c, h, &o, address);
        ui_split_aside(h);
        rights_put(h);
        again_put(h);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}
