/* custody_pages.c - one recording: opened with a purpose or asked for, played under the name of who watches, and who looked at it before.
 * Shows and never gives bytes: those come from the file route, which asks custody_may_have() each time.
 */
#include "custody/custody_inner.h"
#include <string.h>

#define LOOKS 50

static const char *act_url(struct arena *mem, const char *verb, int64_t recording, const char *more)
{
        return text_make(mem, "/desk/act/%s?recording=%lld%s&back=/desk/recording/%lld", verb, (long long)recording, more, (long long)recording);
}

/* Whose case it is, whoever watches over it, and whoever asked to see it. */
static bool page_may(struct ctx *c, const struct case_facts *f)
{
        struct retrievals l;

        if (!custody__retrievals_of(c, f->id, &l))
                return false;
        return l.n || custody__handles(c, f) || case_may_see(c, f);
}

/* ---- opening ---- */

static void open_form(struct ctx *c, const struct page_in *in, struct html *h, const struct recording *r)
{
        const struct pair values[] = { { "recording", text_make(c->mem, "%lld", (long long)r->id) }, { "mode", "view" } };

        ui_card_begin(h, &(struct ui_card){ .title = "打开", .note = "写明用途，写进存证日志以后就能看" });
        ui_form(h, &(struct ui_form){ .command = command_find("recording.open"), .action = "/desk/act/recording.open", .subject = SUBJECT_NEW, .values = values,
                                      .n_values = 2, .csrf = in->csrf, .key = random_token(c->mem, 16), .expected = -1, .fixed = "recording|mode",
                                      .back = custody__recording_url(c->mem, r->id), .button = "打开" });
        ui_card_end(h);
}

static void ask_put(struct ctx *c, struct html *h, const struct recording *r, const struct why *why)
{
        ui_card_begin(h, &(struct ui_card){ .title = "调阅" });
        ui_refusal(h, why);
        ui_row_begin(h);
        if (why->code != R_DISPOSED)
                ui_button(h, &(struct ui_button){ "申请调阅", act_url(c->mem, "retrieval.ask", r->id, ""), "eye", BUTTON_PRIMARY });
        ui_row_end(h);
        ui_card_end(h);
}

static struct why probe_open(struct ctx *c, const struct recording *r, const struct case_facts *f, bool copy)
{
        struct ctx probe = *c;
        struct permit p;

        probe.why = (struct why){ .mem = c->mem };
        custody__may_open(&probe, r, f, copy, &p);
        return probe.why;
}

static bool holds(struct ctx *c, const struct recording *r, bool copy)
{
        struct ctx probe = *c;

        probe.why = (struct why){ .mem = c->mem };
        return custody_may_have(&probe, r, copy);
}

static void facts_put(struct ctx *c, struct html *h, const struct recording *r, const struct case_facts *f)
{
        ui_card_begin(h, &(struct ui_card){ .title = "采集信息" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv_open(h, "案件");
        ui_link(h, text_make(c->mem, "/desk/case/%lld", (long long)f->id), custody__case_number(f));
        ui_kv_close(h);
        ui_kv_open(h, "采集时间");
        ui_instant(h, r->taken_at);
        ui_kv_close(h);
        ui_kv(h, "采集地点", r->place);
        ui_kv(h, "采集人", r->collector);
        ui_kv(h, "设备", r->device);
        ui_kv(h, "证明对象", r->proves);
        ui_kv(h, "大小", custody__size(c->mem, r->size));
        ui_kv_end(h);
        ui_details_begin(h, "查看指纹", false);
        ui_hash(h, r->digest);
        ui_details_end(h);
        ui_card_end(h);
}

/* The player says by itself what the recording is. */
static bool picture_put(struct ctx *c, const struct page_in *in, struct html *h, const struct recording *r, const struct case_facts *f)
{
        struct why may = probe_open(c, r, f, false);

        if (may.kind == WHY_FAILED)
                return (c->why = may, false);
        if (may.kind == WHY_REFUSED || !holds(c, r, false)) {
                if (may.kind == WHY_REFUSED)
                        ask_put(c, h, r, &may);
                else
                        open_form(c, in, h, r);
                facts_put(c, h, r, f);
                return true;
        }
        return recording_player(c, in, h, &(struct player){ .r = r, .file_url = text_make(c->mem, "/desk/recording/%lld/file", (long long)r->id),
                                .watermark = text_make(c->mem, "%s　%s", c->who->name, instant_local(c->mem, c->now)), .may_mark = custody__in_hand(c, f),
                                .may_copy = custody__in_hand(c, f) || holds(c, r, true) });
}

/* ---- aside ---- */

static bool copy_put(struct ctx *c, struct html *h, const struct recording *r, const struct case_facts *f)
{
        struct why may = probe_open(c, r, f, true);

        if (may.kind == WHY_FAILED)
                return (c->why = may, false);
        if (may.code == R_DISPOSED)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "复制、导出" });
        if (holds(c, r, true)) {
                html(h, "<p class=\"small\">已为复制打开，可以下载原件。</p>");
                ui_button(h, &(struct ui_button){ "下载原件", text_make(c->mem, "/desk/recording/%lld/download", (long long)r->id), "download", BUTTON_PRIMARY });
        } else if (may.kind == WHY_NOTHING) {
                html(h, "<p class=\"small\">复制已经批准；写明用途以后下载，每一次都有记录。</p>");
                ui_button(h, &(struct ui_button){ "为复制打开", act_url(c->mem, "recording.open", r->id, "&mode=copy"), "download", BUTTON_PLAIN });
        } else {
                html(h, "<p class=\"small\">复制、导出都须经批准。</p>");
                ui_button(h, &(struct ui_button){ "申请复制", act_url(c->mem, "retrieval.ask", r->id, "&mode=copy"), "download", BUTTON_PLAIN });
        }
        ui_card_end(h);
        return true;
}

static bool keeping_put(struct ctx *c, struct html *h, const struct recording *r)
{
        struct ctx all = custody__all(c);
        struct keeping k;
        struct item it;
        bool ok;

        all.db = c->db;
        ok = custody__recording_kept(&all, r->id, &it, &k);
        if (!ok && all.why.kind == WHY_FAILED)
                return custody__carry(c, &all);
        ui_card_begin(h, &(struct ui_card){ .title = "保管期限" });
        ui_kv_begin(h, 0);
        if (!ok) {
                ui_kv(h, "保管到", all.why.code == R_DISPOSED ? "已经销毁" : "案件办结以后起算");
        } else {
                ui_kv(h, "类别", k.rule);
                ui_kv(h, "起算", day_text(c->mem, k.since));
                ui_kv(h, "保管到", k.permanent ? "永久" : day_text(c->mem, k.until));
                ui_kv(h, "依据", k.law);
        }
        ui_kv_end(h);
        ui_card_end(h);
        return true;
}

/* ---- who looked ---- */

static const struct column looks_columns[] = {
        { "at", "时间", CELL_INSTANT }, { "who", "谁", CELL_TEXT }, { "mode", "方式", CELL_TEXT }, { "purpose", "用途", CELL_TEXT }, { "act", "存证", CELL_LINK }, COLUMN_END
};

static void look_row(struct ctx *c, const struct opening *o, struct table *t, const char *what)
{
        bool party = !strcmp(o->mode, "party");
        const char *who = user_name(c, o->by);

        table_row(t, (const char *[]){ instant_text(c->mem, o->at), party ? text_make(c->mem, "%s（%s 登记）", o->shown_to, who) : who,
                                       text_make(c->mem, "%s%s", custody__mode_label(o->mode), what),
                                       text_make(c->mem, "%s%s%s", party ? "" : custody__purpose_label(c->mem, o->purpose), *o->words && !party ? "　" : "", o->words),
                                       text_make(c->mem, "第 %lld 条\t/desk/journal/%lld", (long long)o->id, (long long)o->id) });
}

static bool watches(struct ctx *c, const struct case_facts *f)
{
        return who_has_role(c->who, "supervisor") || who_has_role(c->who, "archivist") || custody__handles(c, f);
}

/* Those of the case and those who watch over it see everybody; others their own. */
static bool looks_put(struct ctx *c, struct html *h, const struct opening_wish *wish, const struct case_facts *f)
{
        struct opening_wish w = *wish;
        struct openings l;
        struct table t;

        w.login = watches(c, f) ? "" : c->who->login;
        if (!custody__openings(c, &w, &l))
                return false;
        table_start(&t, c->mem, looks_columns);
        for (size_t i = 0; i < l.n; i++)
                look_row(c, &l.at[i], &t, w.recording ? "" : text_make(c->mem, "　音像 %lld", (long long)l.at[i].recording_id));
        ui_card_begin(h, &(struct ui_card){ .title = *w.login ? "我看过" : "谁看过", .note = l.n == LOOKS ? text_make(c->mem, "最近 %d 次", LOOKS) : NULL, .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "谁看过", .sub = "purpose", .empty = "还没有人看过", .empty_when = "每一次查看、复制、导出都列在这里。" });
        ui_card_end(h);
        return true;
}

static bool party_put(struct ctx *c, struct html *h, const struct recording *r, const struct case_facts *f)
{
        int64_t n;

        if (!custody__shown(c, r->id, &n))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "当事人查看" });
        html(h, "<p>当事人及代理人查看 <b>%lld</b> 次</p>", (long long)n);
        if (custody__in_hand(c, f))
                ui_button(h, &(struct ui_button){ "登记一次查看", act_url(c->mem, "recording.show_party", r->id, ""), NULL, BUTTON_PLAIN });
        ui_card_end(h);
        return true;
}

/* ---- the pages ---- */

static bool aside_put(struct ctx *c, struct html *h, const struct recording *r, const struct case_facts *f)
{
        return copy_put(c, h, r, f) && party_put(c, h, r, f) && keeping_put(c, h, r);
}

bool custody__page_recording(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct opening_wish looks = { .from = DAY_NONE, .to = DAY_NONE, .most = LOOKS };
        struct ui_tag tags[2];
        struct case_facts f;
        struct recording r;
        size_t n = 0;
        bool ok;

        if (!custody__number(c, in, &looks.recording) || !custody__recording(c, looks.recording, &r, &f) || !page_may(c, &f))
                return false;
        const struct ui_crumb crumbs[] = { { "案件台账", "/desk/cases" }, { custody__case_number(&f), text_make(c->mem, "/desk/case/%lld", (long long)f.id) } };

        tags[n++] = (struct ui_tag){ "info", !strcmp(r.kind, "photo") ? "照片" : !strcmp(r.kind, "audio") ? "录音" : "录像", NULL };
        if (r.classified)
                tags[n++] = (struct ui_tag){ "bad", "涉密", "lock" };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = r.title, .crumbs = crumbs, .n_crumbs = 2, .tags = tags, .n_tags = n, .current = "/desk/cases" });
        custody__done(c, in, h);
        ui_split_begin(h);
        ok = picture_put(c, in, h, &r, &f) && looks_put(c, h, &looks, &f);
        ui_split_aside(h);
        ok = ok && aside_put(c, h, &r, &f);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return ok;
}

/* One opening: where whoever has just opened a recording arrives without knowing the way back. */
bool custody__page_opening(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct case_facts f;
        struct recording r;
        struct opening o;
        int64_t id;

        if (!custody__number(c, in, &id) || !custody__opening(c, id, &o) || !custody__recording(c, o.recording_id, &r, &f))
                return false;
        if (strcmp(o.by, c->who->login) != 0 && !watches(c, &f))
                return refuse(&c->why, R_SCOPE, NULL, "调阅记录 %lld", (long long)id);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "调阅记录", .current = "/desk/retrievals" });
        ui_card_begin(h, &(struct ui_card){ .title = r.title });
        ui_kv_begin(h, 0);
        ui_kv(h, "方式", custody__mode_label(o.mode));
        ui_kv(h, "用途", text_make(c->mem, "%s　%s", custody__purpose_label(c->mem, o.purpose), o.words));
        ui_kv(h, "调阅人", user_name(c, o.by));
        ui_kv_open(h, "时间");
        ui_instant(h, o.at);
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_foot(h);
        ui_button(h, &(struct ui_button){ "到音像资料页", custody__recording_url(c->mem, r.id), "video", BUTTON_PRIMARY });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

bool custody_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        struct opening_wish looks = { .case_id = f->id, .from = DAY_NONE, .to = DAY_NONE, .most = LOOKS };

        html(h, "<p class=\"small\">经办人员写明用途就能打开自己手里案件的音像资料；其他人员和归档以后，先申请，经批准再看。");
        ui_link(h, text_make(c->mem, "/desk/act/retrieval.ask?case=%lld&back=/desk/retrievals", (long long)f->id), "申请调阅本案");
        html(h, "</p>");
        return looks_put(c, h, &looks, f);
}

const struct page custody_pages[] = {
        { "/desk/recording/{id}", "音像资料", "", custody__page_recording, false },
        { "/desk/opening/{id}", "调阅记录", "", custody__page_opening, false },
        { "/desk/retrievals", "调阅", "", custody__page_retrievals, false },
        { "/desk/retrievals/views", "调阅记录", "supervisor|head|team_leader|archivist", custody__page_views, false },
        { "/desk/retrieval/{id}", "调阅申请", "", custody__page_retrieval, false },
        { "/desk/retention", "保管期限", "archivist|head|team_leader|supervisor", custody__page_retention, false },
        { "/desk/retention/notice", "保管期限通知", "archivist|head|team_leader|supervisor", custody__page_notice, false },
        { "/desk/disposal/{id}", "销毁清单", "archivist|head|team_leader|supervisor", custody__page_disposal, false },
};
const size_t custody_pages_n = sizeof custody_pages / sizeof *custody_pages;
