/* ui.h - the parts that pages are made of.  A page author writes facts into these and never markup for what already has a part.
 *
 * Promises: every text that comes in is escaped; links other than "/…", "#…", "?…", "https://", "http://", "mailto:" and "tel:" are
 *           shown as text; pages work without JavaScript and under a CSP of default-src 'self' (no inline style, script or data:);
 *           labels, heading order, landmarks and focus are those that axe-core asks for.
 * Never:    read a table, decide anything, or write h1 twice: page_begin_… writes the only h1 (unless frame.bare).
 * Headings: ui_card_begin() and ui_section() write h2; inside a card use h3.
 * Dates:    in tables, chips and key-values 2026-11-20 (ui_day); in running text 2026年11月20日 (day_chinese).
 * Linking:  build/web/assets.c, made by web/build.sh, must be linked (see ui/assets.h).
 *
 * A whole page:
 *   static bool show(struct ctx *c, const struct page_in *in, struct html *h)
 *   {
 *           static const struct ui_crumb crumbs[] = { { "案件台账", "/desk/cases" } };
 *           page_begin_desk(c, in, h, &(struct ui_frame){ .title = title, .crumbs = crumbs, .n_crumbs = 1 });
 *           ui_card_begin(h, &(struct ui_card){ .title = "当事人" });
 *           ui_kv_begin(h, 0);
 *           ui_kv(h, "名称", party);
 *           ui_kv_end(h);
 *           ui_card_end(h);
 *           page_end_desk(c, in, h);
 *           return true;
 *   }
 * Examples of the larger parts stand at the end of this file.
 */
#ifndef UI_UI_H
#define UI_UI_H
#include "law/clock.h"
#include "ui/page.h"
#include "ui/view.h"

/* ---- what the house tells the frame: bound once in cli/main.c ---------------------------------------------------------------- */

struct ui_user { const char *name, *unit; };            /* 周明远, 市政环卫执法大队 */
struct ui_nav {
        const char *group;      /* "办案": rows of one group stand together; "" above all groups */
        const char *label, *href, *icon;
        const char *roles;      /* who sees the row: as in struct page */
};
struct ui_foot { const char *title; const char *const *links; /* label, href, label, href, …, NULL; href "" = text only */ };
struct ui_site {
        const char *name;               /* 明镜 */
        const char *agency;             /* under the name at the desk: 大英县综合行政执法局 */
        const char *portal, *motto;     /* 大英县行政执法公示平台, 谁执法谁公示 · 每一条都可验证 */
        const struct ui_nav *desk; size_t n_desk;
        const struct ui_nav *pub; size_t n_pub;
        const struct ui_foot *foot; size_t n_foot;
        const char *desk_search, *public_search;        /* where the search boxes GET to, with q=; NULL: no box */
        const char *desk_new, *desk_new_label;          /* the one primary button of the top bar: "/desk/do/source.register", "案源登记"; NULL: none */
        const char *login, *logout;                     /* "/login" (link), "/logout" (form, POST) */
        bool (*may)(struct ctx *c, const char *roles);  /* org/access: access_may_use */
        bool (*user)(struct ctx *c, struct ui_user *out);       /* the signed-in person; false for the public */
        const char *(*badge)(struct ctx *c, const struct ui_nav *row);  /* "6", "缺 2" (leading 缺 or 超 is shown as urgent) or NULL; may be NULL */
        const char *(*foot_note)(struct ctx *c);        /* at the foot of the desk's navigation; may be NULL */
        void (*names)(struct ctx *c, struct ui_site *copy);     /* may set name … motto by c->pack for this request; may be NULL */
        bool (*may_new)(struct ctx *c);                 /* is the primary button for this person?  NULL: for everybody at the desk */
};
void ui_bind(const struct ui_site *site);
struct ui_options;
/* What the work floor adds to the top bar of the desk: bound once in cli/bind.c; without it there is none of it. */
struct ui_tools {
        bool (*unread)(struct ctx *c, int64_t *out);                    /* messages of this person */
        bool (*kept)(struct ctx *c, const char *link, int64_t *id);     /* is this page among this person's favourites?  id -1: no */
        bool (*batch)(struct ctx *c, const char *list, struct ui_options *out);         /* verbs that may be done for many rows of this list */
        bool (*filters)(struct ctx *c, const char *path, struct ui_options *out);       /* saved for this list: value the query, label the name */
        const char *messages, *mine, *choices, *help, *keep, *drop;     /* addresses: pages, and where the star's form POSTs */
};
void ui_tools_bind(const struct ui_tools *tools);
/* A list in which one verb may be done for many rows (src/workspace/batch_verbs.c says which, by the list's address): o->pick names the column,
 * o->path or `list` the list.  Boxes and the verb are there only for whom there is such a verb; otherwise it is ui_table(). */
struct ui_table;
void ui_table_batch(struct ctx *c, struct html *h, const struct table *t, const struct ui_table *o, const char *list);
/* Would this person be let in?  Leaves c->why as it was. */
bool ui_may(struct ctx *c, const char *roles);

/* Display choices are kept in cookies mj_size, mj_mode, mj_contrast, mj_theme; GET /display?size=lg&back=/path sets one and answers
 * 303 (web/).  The canonical value, or "" for what is not a choice: size lg|xl, mode elder, contrast more, theme dark. */
const char *ui_display_value(const char *name, const char *value);

/* ---- frames ------------------------------------------------------------------------------------------------------------------ */

struct ui_crumb { const char *label, *url; };           /* url NULL: not a link */
struct ui_button { const char *label, *url, *icon; enum { BUTTON_PLAIN, BUTTON_PRIMARY, BUTTON_DANGER, BUTTON_GHOST } kind; };
struct ui_tag { const char *kind, *text, *icon; };      /* kind: "" ok warn bad info note */
struct ui_frame {
        const char *title;              /* <title> and h1 */
        const char *lead;               /* one line under or beside the h1; NULL: none */
        const struct ui_crumb *crumbs; size_t n_crumbs; /* without the page itself: it is added */
        const struct ui_button *buttons; size_t n_buttons;      /* at the right of the h1 */
        const struct ui_tag *tags; size_t n_tags;       /* after the h1 */
        const char *current;            /* href of the nav row to mark; NULL: the longest href that begins the path */
        const char *crumb;              /* what the page is called in the crumbs; NULL: the title */
        bool bare;                      /* the page writes its own h1 (and no crumbs are shown) */
        bool narrow;                    /* public pages: a reading column of 60rem */
};
void page_begin_desk(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_frame *f);
void page_end_desk(struct ctx *c, const struct page_in *in, struct html *h);
void page_begin_public(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_frame *f);
void page_end_public(struct ctx *c, const struct page_in *in, struct html *h);
void page_begin_login(struct ctx *c, const struct page_in *in, struct html *h, const char *title);     /* one card in the middle */
void page_end_login(struct ctx *c, const struct page_in *in, struct html *h);
/* A page that fills a display in a hall: no navigation, no script.  The page writes its h1.  It renews itself after so many seconds, 0: never;
 * a page that people read must not (WCAG 2.2.1), a display that nobody touches has to. */
void page_begin_screen(struct html *h, const char *title, int seconds);
void page_end_screen(struct html *h);
/* A whole page that says why not, for the desk or the public by the path (/desk…): 403, 404, 500 … look like this. */
void page_problem(struct ctx *c, const struct page_in *in, struct html *h, const struct why *w);
/* The answer after a form was done (POST → 303 → page?done=…): "已办理，日志第 n 条".  Nothing when seq is 0. */
void ui_done(struct html *h, const char *what, int64_t seq, const char *url);

/* ---- small parts ------------------------------------------------------------------------------------------------------------- */

void ui_icon(struct html *h, const char *name);                         /* decoration: hidden from screen readers */
void ui_icon_named(struct html *h, const char *name, const char *label);        /* an icon that means something by itself */
void ui_link(struct html *h, const char *url, const char *text);        /* text only when url is not one of those promised above */
void ui_button(struct html *h, const struct ui_button *b);              /* a link that looks like a button */
void ui_tag(struct html *h, const char *kind, const char *text);        /* ui_tag(h, "ok", "证件有效") */
void ui_tag_icon(struct html *h, const struct ui_tag *t);
void ui_day(struct html *h, struct day d);                              /* <time>2026-11-20</time>; — when there is none */
void ui_instant(struct html *h, struct instant t);                      /* 2026-11-20 10:31, China time; — when 0 */
void ui_money(struct html *h, int64_t fen);                             /* 180,000 元; -1: — */
void ui_law(struct html *h, const char *article, const char *text);     /* 《…》第…条 and what it says; text may be "" */
void ui_hash(struct html *h, const char *hex);                          /* in groups of four, breaks anywhere */
void ui_section(struct html *h, const char *title, const char *note);   /* an h2 outside a card */
void ui_row_begin(struct html *h);                                      /* things beside each other, wrapping */
void ui_row_end(struct html *h);

/* Two columns: a wide one and an aside (one column on phones).  ui_split_begin, …, ui_split_aside, …, ui_split_end. */
void ui_split_begin(struct html *h);
void ui_split_aside(struct html *h);
void ui_split_end(struct html *h);
void ui_grid_begin(struct html *h, int columns);                        /* 2, 3 or 4 equal columns that fold by themselves */
void ui_grid_end(struct html *h);

struct ui_card { const char *title, *note, *more_url, *more_label, *id; bool flush; /* no padding: a table or actions inside */ };
void ui_card_begin(struct html *h, const struct ui_card *k);
void ui_card_foot(struct html *h);                                      /* what follows stands in the card's footer */
void ui_card_end(struct html *h);

enum { KV_WIDE = 1 };                                                   /* two pairs beside each other */
void ui_kv_begin(struct html *h, unsigned flags);
void ui_kv(struct html *h, const char *label, const char *value);       /* "" or NULL is shown as — */
void ui_kv_open(struct html *h, const char *label);                     /* ui_kv_open(h, "代表人"); html(h, …); ui_kv_close(h); */
void ui_kv_close(struct html *h);
void ui_kv_end(struct html *h);

void ui_callout(struct html *h, const char *kind, const char *title, const char *text);        /* kind: ok warn bad info */
void ui_callout_begin(struct html *h, const char *kind, const char *title);
void ui_callout_end(struct html *h);
void ui_refusal(struct html *h, const struct why *w);                   /* role=alert: 出了什么事 / 依据 / 怎么办; nothing when w is NULL or good */
/* What is not here, when it will be, what to do: never a picture alone.  when, label, url may be NULL. */
void ui_empty(struct html *h, const char *what, const char *when, const char *label, const char *url);
void ui_details_begin(struct html *h, const char *summary, bool open);
void ui_details_end(struct html *h);

/* ---- where it stands and what comes next ------------------------------------------------------------------------------------- */

enum ui_step_state { STEP_DONE, STEP_NOW, STEP_LOCK, STEP_TODO, STEP_SKIP /* not passed and not going to be */ };
struct ui_step { const char *label, *note; enum ui_step_state state; };
void ui_stepper(struct html *h, const char *label, const struct ui_step *steps, size_t n);     /* label: "程序进度" */

enum ui_due_state { DUE_RUNNING, DUE_STOPPED, DUE_MET, DUE_NONE };      /* stopped: 暂停计时; met: done in time; none: shows — */
struct ui_due {
        struct day day, today;
        const struct calendar *calendar;        /* needed for working days */
        enum clock_unit unit;                   /* UNIT_WORKING: counted in working days, otherwise in days */
        enum ui_due_state state;
        bool undetermined; int missing_year;    /* 待公布：2028 年节假日安排 */
        int warn;                               /* amber from this many days on; 0: 3 */
        struct instant instant, now;            /* hours: the minute; then now is needed */
        bool bare;                              /* without "（11-24 前）" */
        bool party;                             /* a time the party has for its rights: when it is over it reads 已届满, never 超期 */
};
void ui_due(struct html *h, const struct ui_due *d);
/* 为什么是 11 月 24 日: every day with its number, or why it is not counted; long runs folded month by month. */
void ui_why_date(struct html *h, const struct explanation *e, const char *title, bool open);
/* The clocks of a case under each other, inside a flush card: title and chip, a note, and why. */
struct ui_clock { const char *title; struct ui_due due; const char *note; const struct explanation *explanation; const char *why; bool open; };
void ui_clocks(struct html *h, const struct ui_clock *k, size_t n);

struct ui_action {
        const char *title, *help;
        const char *button, *url;               /* what the button says and where its form is */
        bool primary;
        const struct why *why;                  /* NULL or good: allowed; otherwise shown with a lock, the reason and the law */
        const char *unlock, *unlock_url;        /* 怎样解锁: NULL takes why_next() as text */
};
void ui_actions(struct html *h, const struct ui_action *a, size_t n);   /* inside a flush card */

struct ui_event { const char *kind /* "" ok bad soft */, *title, *text, *link_label, *link; const char *meta[5]; const struct ui_tag *tags; size_t n_tags; };
void ui_timeline(struct html *h, const char *label, const struct ui_event *e, size_t n);

struct ui_tab { const char *label, *url, *count; };
void ui_tabs(struct html *h, const char *label, const struct ui_tab *t, size_t n, size_t current);      /* real links */

/* ---- many things ------------------------------------------------------------------------------------------------------------- */

struct ui_table {
        const char *caption;                    /* always; read to screen readers */
        bool show_caption;
        const char *path; const struct pair *query; size_t n_query;     /* of this page: sorting links keep the other choices */
        const char *sortable;                   /* "number|due": names of columns */
        const char *sort; bool descending;      /* as it is sorted now; links say sort=name or sort=-name */
        const char *link, *link_to, *link_base; /* column shown as a link; its address is link_base + the value of column link_to */
        const char *hide;                       /* "id|seq": columns not shown */
        const char *sub;                        /* "cause": shown small under the column before it */
        const char *tags;                       /* columns whose value is "ok:齐", "warn:…" …: shown as tags */
        struct day today; const struct calendar *calendar; enum clock_unit unit;       /* for CELL_DUE */
        bool (*cell)(void *to, struct html *h, const struct table *t, size_t row, size_t column);       /* true: it wrote the cell itself */
        void *to;
        const char *empty, *empty_when;         /* what to say when there are no rows */
        bool roomy;                             /* public pages: taller rows */
        const char *pick;                       /* of ui_table_batch(): column whose value names the row in a batch; a row without a value has no box */
};
void ui_table(struct html *h, const struct table *t, const struct ui_table *o);

/* Links keep the query and set page=.  Shows nothing when everything is on one page. */
void ui_pager(struct html *h, const char *path, const struct pair *query, size_t n, int64_t page, int64_t size, int64_t total);
/* The same query with name=value instead (NULL: without it); page is dropped. */
const char *ui_url_with(struct arena *a, const char *path, const struct pair *query, size_t n, const char *name, const char *value);

/* Choices that the form's author cannot know from the arg alone. */
struct ui_option { const char *value, *label, *hint; };
struct ui_options { struct arena *mem; struct ui_option *at; size_t n, room; };
void ui_option(struct ui_options *o, const char *value, const char *label, const char *hint);   /* all are copied; hint may be NULL */
/* Fills the choices of an ARG_CODE, ARG_LOGIN(S), ARG_REF(S); false: no list, the person types.  Of an ARG_OPEN it adds to the choices. */
typedef bool ui_options_fn(void *to, const struct arg *a, struct ui_options *out);

/* GET form of a view's parameters with the chosen ones as chips that can be taken off; names in `skip` ("page|size") are left out. */
struct ui_filters { const char *path, *label; const struct arg *params; const struct pair *query; size_t n; ui_options_fn *options; void *to;
                    const char *skip; int64_t total; /* shown as "46 条"; -1: not */ };
void ui_filters(struct html *h, const struct ui_filters *f);

struct ui_stat { const char *value, *label, *note, *url, *tone; /* "" bad warn ok */ };
void ui_stats(struct html *h, const char *label, const struct ui_stat *s, size_t n);
struct ui_bar { const char *label; int64_t value; const char *shown; /* NULL: the number */ const char *tone; };
void ui_bars(struct html *h, const char *caption, const struct ui_bar *b, size_t n);    /* a table with server-made SVG: prints, reads aloud */
void ui_meter(struct html *h, const char *label, int64_t value, int64_t of, const char *tone);  /* 34 / 40 学时 */

/* ---- forms: made from the command's description -------------------------------------------------------------------------------
 * POSTs names of args as they are, repeated names for several choices (to be joined with commas), and five of the frame's own:
 * _csrf, _key (idempotency), _expected (last act on the subject), _subject, _back.  multipart/form-data when there is an ARG_FILE.
 * Values are shown as they were typed: money in yuan, points one a line (a canonical JSON list is unfolded), instants in local time
 * (a canonical UTC instant is turned).  ARG_SECRET is never shown again. */
struct ui_error { const char *field, *text; };
struct ui_part { const char *first, *title, *note; };   /* a fieldset that begins with the arg named */
struct ui_form {
        const struct command *command;
        const char *action;                     /* where it POSTs */
        int64_t subject;                        /* SUBJECT_NEW for creating verbs */
        const struct pair *values; size_t n_values;
        const struct why *why;                  /* the refusal of the last try, or NULL: summary at the top, error at its field */
        const struct ui_error *errors; size_t n_errors; /* further ones */
        ui_options_fn *options; void *to;
        const char *csrf, *key; int64_t expected;       /* expected -1: not checked */
        const char *back;                       /* where 返回 leads; NULL: no such link */
        const struct ui_part *parts; size_t n_parts;
        const char *fixed;                      /* "source|item": args that are not asked: their values go in hidden fields */
        const char *button;                     /* NULL: the command's label */
        bool danger;
        void (*more)(void *more_to, struct html *h); void *more_to;     /* further boxes, before the button; NULL: none */
        bool files;                             /* those may hold files: multipart/form-data */
        const char *beside;                     /* beside the button; NULL: what forms of the desk say */
        const char *preview;                    /* where the form can be POSTed to see the documents it would make; NULL: nowhere */
};
void ui_form(struct html *h, const struct ui_form *f);
/* A one-button form for a command without arguments to ask. */
void ui_post(struct html *h, const char *action, const char *csrf, const char *key, const struct ui_button *b);

/* ---- paper and proof --------------------------------------------------------------------------------------------------------- */

struct ui_paper { const char *label /* "决定书（公开版）" */, *org, *title, *number; };
void ui_paper_begin(struct html *h, const struct ui_paper *p);
/* A text, one paragraph a line.  〖姓名〗 is shown as a mask that says what is covered; 【待填】 as a blank to be filled. */
void ui_paper_text(struct html *h, const char *text);
void ui_paper_sign(struct html *h, const char *org, struct day day, bool seal);
void ui_paper_end(struct html *h);
void ui_mask(struct html *h, const char *what);
void ui_seal(struct html *h, const char *org);          /* a drawing of the seal: round, star, name; not a signature */

struct ui_check { bool good; const char *text; };
struct ui_proof {
        bool good; const char *title, *note;    /* "内容完整，未被改动", "2026-11-20 10:31 由本页自动核对" */
        const struct ui_check *checks; size_t n_checks;
        const char *qr;                         /* SVG made by our own code (html_raw), or NULL */
        const char *qr_text;
        const char *hash;                       /* NULL: none; folded under 查看指纹 */
        const char *const *path; size_t n_path; /* hashes of the inclusion proof, folded */
        const struct ui_button *buttons; size_t n_buttons;
};
void ui_proof(struct html *h, const struct ui_proof *p);
/* What stands where a withdrawn decision stood; kv pairs are label, value, …; writes the h1 (frame.bare). */
struct ui_tomb { const char *number, *kind, *title, *lead; const char *const *kv; size_t n_kv; const struct ui_check *checks; size_t n_checks;
                 const struct ui_button *buttons; size_t n_buttons; };
void ui_tombstone(struct html *h, const struct ui_tomb *t);

/* ---- examples ----------------------------------------------------------------------------------------------------------------
 *
 * Steps          static const struct ui_step s[] = { { "立案", "09-22", STEP_DONE }, { "法制审核", "11-19 退回", STEP_NOW },
 *                                                    { "作出决定", "未过审", STEP_LOCK }, { "送达", NULL, STEP_TODO } };
 *                ui_stepper(h, "程序进度", s, 4);
 * Clock          ui_due(h, &(struct ui_due){ .day = due.day, .today = day_of(c->now), .calendar = c->pack->calendar,
 *                                            .unit = UNIT_WORKING, .undetermined = !due.determined, .missing_year = due.missing_year });
 * Clock, why     struct explanation e = clock_explain(c->mem, c->pack->calendar, &rule, from);
 *                ui_clocks(h, &(struct ui_clock){ "答复审核意见", due, "本局规则第 30 条", &e, "为什么是 11 月 24 日", true }, 1);
 * Next steps     struct ui_action a = { .title = "作出处罚决定", .button = "作出决定", .url = url, .why = &refused };
 *                ui_card_begin(h, &(struct ui_card){ .title = "下一步", .flush = true }); ui_actions(h, &a, 1); ui_card_end(h);
 * What happened  struct ui_event e = { "ok", "立案", .text = "两人承办", .link_label = "日志第 27 条", .link = "/desk/act/27",
 *                                      .meta = { "赵清明", "2026-09-22 09:00" } };
 *                ui_timeline(h, "办理经过", &e, 1);
 * Tabs           static const struct ui_tab t[] = { { "经过", "?tab=log", "31" }, { "文书", "?tab=papers", NULL } };
 *                ui_tabs(h, "案件内容", t, 2, 0);
 * Ledger         if (!view_run(c, "cases", in->query, in->n, &table)) return false;
 *                ui_filters(h, &(struct ui_filters){ .path = "/desk/cases", .label = "筛选台账", .params = view->params,
 *                           .query = in->query, .n = in->n, .skip = "sort|size", .total = table.total });
 *                ui_table(h, &table, &(struct ui_table){ .caption = "案件台账", .path = "/desk/cases", .query = in->query,
 *                         .n_query = in->n, .sortable = "number|due", .sort = "due", .link = "number", .link_to = "id",
 *                         .link_base = "/desk/case/", .hide = "id", .sub = "cause", .today = day_of(c->now),
 *                         .calendar = c->pack->calendar, .unit = UNIT_WORKING });
 *                ui_pager(h, "/desk/cases", in->query, in->n, page, size, table.total);
 * Tiles, bars    ui_stats(h, "待办汇总", (struct ui_stat[]){ { "1", "已超期", "须写明原因", "?due=late", "bad" } }, 1);
 *                ui_bars(h, "立案数（件）", (struct ui_bar[]){ { "建筑垃圾", 42, NULL, "" }, { "其他", 7, NULL, "" } }, 2);
 * Form           ui_form(h, &(struct ui_form){ .command = command_find("case.file"), .action = "/desk/act/case.file", .subject = id,
 *                        .values = typed, .n_values = n, .why = &c->why, .options = options, .csrf = in->csrf, .key = key,
 *                        .expected = last_seq, .back = case_url });
 * Paper          ui_paper_begin(h, &(struct ui_paper){ "决定书（公开版）", agency, "行政处罚决定书", number });
 *                ui_paper_text(h, "法定代表人：郑〖姓名〗\n经查，……"); ui_paper_sign(h, agency, decided, true); ui_paper_end(h);
 * Proof          ui_proof(h, &(struct ui_proof){ .good = true, .title = "内容完整，未被改动", .note = "2026-11-20 10:31 核对",
 *                         .checks = (struct ui_check[]){ { true, "在存证日志第 486,197 条" } }, .n_checks = 1, .hash = leaf });
 * Nothing there  ui_empty(h, "没有待回复的协查请求", "收到后会出现在这里，并开始 5 个工作日计时。", "发起协查", "/desk/act/assist.ask");
 */

#endif
