/* case_pages_tabs.c - what lies in a case: its story from the journal, materials, the party, clocks, proof. */
#include "case/case_pages.h"
#include "journal/proof.h"
#include "ui/basis.h"
#include <string.h>

/* ---- story ---- */

struct story { struct ctx *c; struct ui_event *at; size_t n, room; bool ok; };

/* Steps back are marked by shape, small additions are quiet, what moved the case is full. */
static const char *kind_of(const char *verb)
{
        static const char bad[] = "review.return|source.decline|case.dismiss|decision.revoke|publish.withdraw|case.suspend|permit.refuse";

        if (text_in(verb, bad, '|'))
                return "bad";
        return text_in(verb, "recording.add|material.add|case.assign|publish.prepare", '|') ? "soft" : "ok";
}

static const struct ui_tag recorded_tag = { "ok", "有音像记录", "video" };

static bool story_add(void *to, const struct act *a)
{
        struct story *s = to;
        struct arena *mem = s->c->mem;
        const struct command *cmd = command_find(a->verb);
        struct ui_event *e;
        bool hidden;

        s->ok = access_act_hidden(s->c, a, &hidden);
        if (!s->ok)
                return false;
        if (s->n == s->room) {
                s->at = arena_grow(mem, s->at, s->room * sizeof *s->at, (s->room * 2 + 16) * sizeof *s->at);
                s->room = s->room * 2 + 16;
        }
        e = &s->at[s->n++];
        *e = (struct ui_event){ .kind = kind_of(a->verb), .title = cmd ? cmd->label : text_copy(mem, a->verb),
                                .text = hidden ? "（涉密，内容只对有权知悉的人显示）" : case__values(s->c, a),
                                .link_label = text_make(mem, "日志第 %lld 条", (long long)a->seq),
                                .link = text_make(mem, "/desk/journal/%lld", (long long)a->seq) };
        e->meta[0] = text_copy(mem, *act_text(a, "actor_name") ? act_text(a, "actor_name") : act_text(a, "actor"));
        e->meta[1] = instant_local(mem, a->at);
        if (*act_text(a, "recordings")) {
                e->tags = &recorded_tag;
                e->n_tags = 1;
        }
        return true;
}

bool case__tab_timeline(struct ctx *c, struct html *h, const struct case_facts *f)
{
        struct story s = { .c = c, .ok = true };

        if (!acts_on(c, (struct subject){ "case", f->id }, story_add, &s) || !s.ok)
                return false;
        for (size_t i = 0; i < s.n / 2; i++) {          /* newest first */
                struct ui_event e = s.at[i];

                s.at[i] = s.at[s.n - 1 - i];
                s.at[s.n - 1 - i] = e;
        }
        ui_timeline(h, "经过", s.at, s.n);
        return true;
}

/* ---- materials ---- */

static const char *file_cell(struct arena *mem, const char *digest)
{
        return *digest ? text_make(mem, "打开\t%s", url(mem, "/api/blobs/%s", digest)) : NULL;
}

static void materials_put(struct ctx *c, struct html *h, const struct case_materials *l)
{
        static const struct column columns[] = { { "title", "名称", CELL_TEXT }, { "kind", "种类", CELL_TEXT },
                { "by", "入卷人", CELL_TEXT }, { "at", "入卷时间", CELL_INSTANT }, { "file", "文件", CELL_LINK }, COLUMN_END };
        struct table t;

        table_start(&t, c->mem, columns);
        for (size_t i = 0; i < l->n; i++)
                table_row(&t, (const char *[]){ l->at[i].title, case__material_label(c->pack, l->at[i].kind),
                        user_name(c, l->at[i].by), instant_text(c->mem, l->at[i].at), file_cell(c->mem, l->at[i].digest) });
        html(h, "<h3>材料（%zu）</h3>", l->n);
        ui_table(h, &t, &(struct ui_table){ .caption = "材料", .empty = "还没有材料", .empty_when = "笔录、告知书、决定书办理后自动入卷。" });
}

bool case__tab_materials(struct ctx *c, struct html *h, const struct case_facts *f)
{
        struct case_materials materials;

        if (!case_materials_load(c, f->id, &materials))
                return false;
        materials_put(c, h, &materials);
        return true;
}

/* ---- party ---- */

void case__tab_party(struct ctx *c, struct html *h, const struct case_facts *f)
{
        static const struct arg kinds = { .name = "party_kind", .choices = "citizen=公民|body=法人或者其他组织|sole_trader=个体工商户" };
        const struct pack_item *item = pack_item(c->pack, f->item);

        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "名称", f->party);
        ui_kv(h, "类别", *f->party_kind ? choice_label(c->mem, &kinds, f->party_kind) : "");
        ui_kv(h, "证件号码", access_shown(c, "party_id", f->party_id));
        ui_kv(h, "法定代表人", f->party_person);
        ui_kv(h, "住所", access_shown(c, "party_address", f->party_address));
        ui_kv(h, "联系电话", access_shown(c, "party_phone", f->party_phone));
        ui_kv(h, "违法事项", item ? item->name : f->item);
        ui_kv_open(h, "依据");                  /* as it read when it was decided; until then as it reads today */
        ui_basis_on(h, item ? item->basis : "", day_is(f->decided_on) ? f->decided_on : day_of(c->now));
        ui_kv_close(h);
        ui_kv_end(h);
        if (*f->party_id && !access_hides(c, "party_id"))
                ui_link(h, url(c->mem, "/desk/object?party_id=%s", f->party_id), "这个当事人的全部案件、文书和音像资料");
        else if (*f->party)
                ui_link(h, url(c->mem, "/desk/object?party=%s", f->party), "这个当事人的全部案件、文书和音像资料");
}

/* ---- clocks ---- */

void case__tab_clocks(struct ctx *c, struct html *h, const struct case_clocks *l)
{
        struct ui_clock *k = TAKE_N(c->mem, struct ui_clock, l->n + 1);

        for (size_t i = 0; i < l->n; i++) {
                const struct case_clock *at = &l->at[i];

                k[i] = (struct ui_clock){ .title = at->label, .due = case__due(c, at), .explanation = case__due_why(c, at),
                                          .note = text_make(c->mem, "%s　起算：%s%s", at->law, instant_local(c->mem, at->since),
                                          case__due_ended(c, at)),
                                          .why = case__due_title(c->mem, at) };
        }
        if (l->n)
                ui_clocks(h, k, l->n);
        else
                ui_empty(h, "还没有开始计算的期限", "立案、告知、决定等动作会自动开始计算期限。", NULL, NULL);
}

/* ---- proof ---- */

bool case__tab_proof(struct ctx *c, struct html *h, const struct case_facts *f)
{
        const char *note;
        int64_t size;

        if (!checkpoint_latest(c, &note, &size))
                return false;
        ui_kv_begin(h, 0);
        ui_kv(h, "最新动作", text_make(c->mem, "日志第 %lld 条", (long long)f->last_seq));
        ui_kv(h, "签名", size > f->last_seq ? text_make(c->mem, "已被签名头覆盖（共 %lld 条）", (long long)size) : "等待下一次签名");
        ui_kv_end(h);
        html(h, "<p>每个动作的证明可以导出，离线核验：</p><pre class=\"code\" tabindex=\"0\">mingjing journal prove %lld --db URL &gt;"
                " proof.json\n"
             "mingjing proof check proof.json --key 公钥</pre>", (long long)f->last_seq);
        return true;
}
