/* state.c - where a thing stands and what comes next: steps, clocks and why they end on that day, actions with their locks, what
 * happened so far.  Shape and words carry the meaning; colour only repeats it. */
#include "ui/ui_inner.h"
#include "ui/basis.h"
#include <string.h>

#define WARN_DAYS 3
#define WARN_HOURS 12
#define STRIP_MAX 21            /* longer runs are folded month by month */

/* ---- steps ---- */

static const struct { const char *css, *said; } step_states[] = {
        [STEP_DONE] = { "done", "已完成：" },
        [STEP_NOW] = { "now", "现在：" },
        [STEP_LOCK] = { "lock", "锁定：" },
        [STEP_TODO] = { "todo", "未到：" },
        [STEP_SKIP] = { "skipped", "未经过：" },
};

static void step_put(struct html *h, const struct ui_step *s, size_t number)
{
        html(h, "<li class=\"%s\"", step_states[s->state].css);
        ui__attribute(h, "aria-current", s->state == STEP_NOW ? "step" : NULL);
        html(h, "><span class=\"dot\" aria-hidden=\"true\">");
        if (s->state == STEP_DONE)
                ui_icon(h, "check");
        else if (s->state == STEP_LOCK)
                ui_icon(h, "lock");
        else if (s->state == STEP_SKIP)
                ui_icon(h, "minus");
        else
                html(h, "%zu", number);
        html(h, "</span><span class=\"vh\">%s</span>%s<small>%s</small></li>", step_states[s->state].said, s->label,
             text_empty(s->note) ? "—" : s->note);
}

void ui_stepper(struct html *h, const char *label, const struct ui_step *steps, size_t n)
{
        html(h, "<div class=\"steps\" role=\"group\" aria-label=\"%s\" tabindex=\"0\"><ol>", label);
        for (size_t i = 0; i < n; i++)
                step_put(h, &steps[i], i + 1);
        html(h, "</ol></div>\n");
}

/* ---- clocks ---- */

static void due_put(struct html *h, const char *kind, const char *icon, const char *text, const char *by)
{
        html(h, "<span class=\"due %s\">", kind);
        ui_icon(h, icon);
        html(h, "<span>%s", text);
        if (!text_empty(by))
                html(h, "<span class=\"by\">（%s）</span>", by);
        html(h, "</span></span>");
}

/* How many days are left; *unit says which days they are.  Without a calendar working days cannot be counted, so plain days are. */
static int days_left(const struct ui_due *d, const char **unit)
{
        int left;

        *unit = "个工作日";
        if (d->unit == UNIT_WORKING && d->calendar && working_days_left(d->calendar, d->today, d->day, &left))
                return left;
        *unit = "天";
        return d->day.n - d->today.n;
}

/* Nobody is late when the party did not use its time. */
static void due_over(struct html *h, const struct ui_due *d, const char *day)
{
        due_put(h, "mute", "clock", "已届满", d->bare ? "" : text_make(h->b.mem, "%s", day));
}

static void due_days(struct html *h, const struct ui_due *d)
{
        struct arena *a = h->b.mem;
        const char *unit, *day = ui__day_short(a, d->day, d->today);
        int left = days_left(d, &unit), warn = d->warn ? d->warn : WARN_DAYS;

        if (left < 0 && d->party)
                due_over(h, d, day);
        else if (left < 0)
                due_put(h, "bad", "alert-octagon", text_make(a, "超期 %d %s", -left, unit),
                        d->bare ? "" : text_make(a, "应于 %s", day));
        else if (left == 0)
                due_put(h, "warn", "alert-triangle", day_compare(d->day, d->today) ? "今天是最后一个工作日" : "今天到期",
                        d->bare ? "" : text_make(a, "%s 前", day));
        else
                due_put(h, left <= warn ? "warn" : "ok", left <= warn ? "alert-triangle" : "circle-check",
                        text_make(a, "剩 %d %s", left, unit), d->bare ? "" : text_make(a, "%s 前", day));
}

static const char *span(struct arena *a, int64_t ms)
{
        int64_t minutes = ms / 60000;

        if (minutes < 60)
                return text_make(a, "%lld 分钟", (long long)minutes);
        return text_make(a, "%lld 小时", (long long)(minutes / 60));
}

static void due_hours(struct html *h, const struct ui_due *d)
{
        struct arena *a = h->b.mem;
        int64_t left = d->instant.ms - d->now.ms;
        const char *at = text_make(a, "%s%s", ui__day_short(a, day_of(d->instant), day_of(d->now)),
                                   strchr(instant_local(a, d->instant), ' '));
        bool warn = left <= WARN_HOURS * INT64_C(3600000);

        if (left < 0 && d->party)
                due_over(h, d, at);
        else if (left < 0)
                due_put(h, "bad", "alert-octagon", text_make(a, "超期 %s", span(a, -left)),
                        d->bare ? "" : text_make(a, "应于 %s", at));
        else
                due_put(h, warn ? "warn" : "ok", warn ? "alert-triangle" : "circle-check", text_make(a, "剩 %s", span(a, left)),
                        d->bare ? "" : text_make(a, "%s 前", at));
}

void ui_due(struct html *h, const struct ui_due *d)
{
        if (d->state == DUE_STOPPED)
                due_put(h, "mute", "clock-pause", "暂停计时", "");
        else if (d->state == DUE_MET)
                due_put(h, "ok", "circle-check", "已按期办结", "");
        else if (d->undetermined)
                due_put(h, "mute", "circle-dashed", "待公布",
                        d->missing_year ? text_make(h->b.mem, "%d 年节假日安排公布后确定", d->missing_year) : "");
        else if (d->state == DUE_RUNNING && d->unit == UNIT_HOUR && d->instant.ms)
                due_hours(h, d);
        else if (d->state == DUE_RUNNING && day_is(d->day))
                due_days(h, d);
        else
                html(h, "<span class=\"none\">—</span>");
}

/* ---- why this date ---- */

static void day_put(struct html *h, const struct step_day *s, bool last)
{
        int y, m, d;
        const char *worth = s->number ? text_make(h->b.mem, "第 %d", s->number) : text_empty(s->why) ? "不计" : s->why;

        day_split(s->day, &y, &m, &d);
        html(h, "<li class=\"%s\"><b><span class=\"vh\">%d 月 </span>%d</b> %s<small>%s",
             last ? "end" : s->number ? "on" : "off", m, d, weekday_chinese(day_weekday(s->day)), worth);
        if (s->number && !text_empty(s->why))
                html(h, "<br>%s", s->why);
        html(h, "</small></li>");
}

static void days_put(struct html *h, const struct step_day *s, size_t n, bool last)
{
        html(h, "<ol class=\"days\">");
        for (size_t i = 0; i < n; i++)
                day_put(h, &s[i], last && i + 1 == n);
        html(h, "</ol>");
}

static int month_of(struct day day)
{
        int y, m, d;

        day_split(day, &y, &m, &d);
        return y * 12 + m - 1;
}

static void month_put(struct html *h, const struct step_day *s, size_t n, bool last)
{
        int month = month_of(s[0].day), first = 0, end = 0, idle = 0;

        for (size_t i = 0; i < n; i++) {
                idle += !s[i].number;
                first = first ? first : s[i].number;
                end = s[i].number ? s[i].number : end;
        }
        html(h, "<details class=\"month\"><summary>");
        ui_icon(h, "chevron-right");
        html(h, "<span>%d年%d月　", month / 12, month % 12 + 1);
        if (first)
                html(h, "第 %d 至第 %d 日", first, end);
        if (idle)
                html(h, "%s%d 日不计", first ? "，另有 " : "", idle);
        html(h, "%s</span></summary>", last ? "　末日在本月" : "");
        days_put(h, s, n, last);
        html(h, "</details>");
}

/* A lead period is told backwards; months are cut wherever the month changes, so both directions work. */
static void months_put(struct html *h, const struct explanation *e)
{
        html(h, "<div>");
        for (size_t i = 0, n; i < e->n; i += n) {
                for (n = 1; i + n < e->n && month_of(e->days[i + n].day) == month_of(e->days[i].day);)
                        n++;
                month_put(h, &e->days[i], n, i + n == e->n);
        }
        html(h, "</div>");
}

void ui_why_date(struct html *h, const struct explanation *e, const char *title, bool open)
{
        html(h, "<details class=\"why\"%s><summary>", open ? " open" : "");
        ui_icon(h, "chevron-right");
        html(h, "%s</summary>", title);
        html(h, "<p>%s</p>", e->summary);
        if (e->n > STRIP_MAX)
                months_put(h, e);
        else if (e->n)
                days_put(h, e->days, e->n, true);
        if (!text_empty(e->end))
                html(h, "<p>%s。</p>", e->end);
        html(h, "</details>\n");
}

void ui_clocks(struct html *h, const struct ui_clock *k, size_t n)
{
        html(h, "<ul class=\"clocks\">");
        for (size_t i = 0; i < n; i++) {
                html(h, "<li><div class=\"row\"><h3>%s</h3><span class=\"push\">", k[i].title);
                ui_due(h, &k[i].due);
                html(h, "</span></div>");
                if (!text_empty(k[i].note))
                        html(h, "<p>%s</p>", k[i].note);
                if (k[i].explanation)
                        ui_why_date(h, k[i].explanation, k[i].why ? k[i].why : "逐日计算", k[i].open);
                html(h, "</li>");
        }
        html(h, "</ul>\n");
}

/* ---- next steps ---- */

static void reason_put(struct html *h, const struct ui_action *a, size_t id)
{
        const struct why *w = a->why;
        const char *law = w->kind == WHY_REFUSED ? why_law(w) : "",
                   *what = w->kind == WHY_REFUSED ? refusal_of(w->code)->what : "暂时无法判断";

        html(h, "<div class=\"reason\" id=\"u%zu\">", id);
        ui_icon(h, "lock");
        html(h, "<p><b>%s</b>%s%s%s", what, text_empty(w->detail) ? "。" : "：", w->detail ? w->detail : "",
             text_empty(w->detail) ? "" : "。");
        if (!text_empty(law)) {
                html(h, "依据");
                ui_basis(h, law);
                html(h, "。");
        }
        if (ui__href(a->unlock_url))
                html(h, "<a href=\"%s\">%s</a>", a->unlock_url, a->unlock ? a->unlock : "怎样解锁");
        else if (a->unlock || (w->kind == WHY_REFUSED && !text_empty(why_next(w))))
                html(h, "怎样解锁：%s。", a->unlock ? a->unlock : why_next(w));
        html(h, "</p></div>");
}

static void action_put(struct html *h, const struct ui_action *a)
{
        bool locked = a->why && a->why->kind != WHY_NOTHING;
        size_t id;

        html(h, "<li class=\"%s\"><div><h3>%s</h3>", locked ? "locked" : "open", a->title);
        if (!text_empty(a->help))
                html(h, "<p>%s</p>", a->help);
        id = ui__id(h);
        if (locked)
                reason_put(h, a, id);
        html(h, "</div>");
        if (locked && a->button)
                html(h, "<button class=\"btn\" type=\"button\" aria-disabled=\"true\" aria-describedby=\"u%zu\">%s</button>", id,
                     a->button);
        else if (a->button)
                ui_button(h, &(struct ui_button){ a->button, a->url, NULL, a->primary ? BUTTON_PRIMARY : BUTTON_PLAIN });
        html(h, "</li>\n");
}

void ui_actions(struct html *h, const struct ui_action *a, size_t n)
{
        html(h, "<ul class=\"actions\">");
        for (size_t i = 0; i < n; i++)
                action_put(h, &a[i]);
        html(h, "</ul>");
}

/* ---- what happened ---- */

static void event_put(struct html *h, const struct ui_event *e)
{
        const char *kind = e->kind ? e->kind : "";

        must(!*kind || text_in(kind, "ok|bad|soft", '|'));
        html(h, "<li class=\"%s\"><p><b>%s</b>", kind, e->title);
        if (!text_empty(e->text))
                html(h, "　%s", e->text);
        if (ui__href(e->link))
                html(h, "　<a href=\"%s\">%s</a>", e->link, e->link_label ? e->link_label : "查看");
        html(h, "</p><p class=\"meta\">");
        for (size_t i = 0; i < sizeof e->meta / sizeof *e->meta && e->meta[i]; i++)
                html(h, "<span>%s</span>", e->meta[i]);
        for (size_t i = 0; i < e->n_tags; i++)
                ui_tag_icon(h, &e->tags[i]);
        html(h, "</p></li>\n");
}

void ui_timeline(struct html *h, const char *label, const struct ui_event *e, size_t n)
{
        html(h, "<ol class=\"tl\" aria-label=\"%s\">", label);
        for (size_t i = 0; i < n; i++)
                event_put(h, &e[i]);
        html(h, "</ol>\n");
}

void ui_tabs(struct html *h, const char *label, const struct ui_tab *t, size_t n, size_t current)
{
        html(h, "<nav class=\"tabs\" aria-label=\"%s\">", label);
        for (size_t i = 0; i < n; i++) {
                must(ui__href(t[i].url));
                html(h, "<a href=\"%s\"", t[i].url);
                ui__attribute(h, "aria-current", i == current ? "page" : NULL);
                html(h, ">%s", t[i].label);
                if (t[i].count)
                        html(h, " <small>%s</small>", t[i].count);
                html(h, "</a>");
        }
        html(h, "</nav>\n");
}
