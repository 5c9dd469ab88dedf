/* template.h - document templates as data: what a paper says, field by field, with the source of each field.
 *
 * A lawyer writes them in YAML (packs/<name>/papers.yaml, named in pack.yaml by `parts: [papers.yaml]`; overlays merge by key); the
 * program only looks words up.  docs/papers.md is the lawyers' manual.  Pure: no database, no clock, no file.
 *
 * Words in braces are looked up:  {source.name}  {verb.field}  {…|filter|filter}
 *   act.FIELD        a field of the act that made the paper                 {act.opinion}
 *   NOUN.VERB.FIELD  a field of the newest act of that verb on the case, not later than the paper's own   {case.file.opinion}
 *   case.FIELD       the newest value of that field in any act on the case, not later than the paper's own   {case.found_facts}
 *   party.name .id .person .address .phone .kind      agency.name .short .uscc .superior .court .phone .address
 *   officers.names .certificates .both      officer.name .certificate .post (who did the act)      unit.name
 *   item.name .violates .basis      paper.number .date .name      case.number .source_number
 *   clock.ID         the last day of that period as it was counted when the act was done      site.verify (address of the check page)
 *   remedy.text      what the `remedy` of the paper says (must stand in every paper that has one)
 * Of any act also `at` (when) and `actor` (who):  {review.pass.at|day}  {case.file.actor|name}
 * A value comes in the form its type asks for (a day as 2026年7月14日, an instant as 2026年7月14日9时5分, money as 180,000.00元, a choice by its label, people by name,
 * points as 1. 2. 3.); filters change that:  upper (大写: 壹拾捌万元整)  yuan  iso  day  time (of an instant: 9时5分)  name  names  certificates  both (张三（证件号 51-0001）)  label  raw  mask
 *   {?act.fine}…{/}  stands only where the word has a value;  {!act.fine}…{/} only where it has none.  They may be nested four deep.
 *   {?act.ground=slight}…{/}  only where the word is that choice (of several: has it among them), by its stored name;  {!…=…} where not.
 *                          {?act.method=post,electronic}…{/}: one of these
 *   `when:` (of a paper, of a block) is written the same way without braces:  act.hearing  "!act.hearing"  act.method=leave
 *   A no (false), an amount of 0, an empty list and an empty text have no value.
 *   {{ and }} are braces.  There is no loop, no arithmetic, no file: a template ends because its text does.  Lists repeat in
 *   `list:` blocks only, once for each point of a value.
 *
 *   papers:
 *     decision:
 *       name: 行政处罚决定书
 *       from: [case.decide]              # the verbs whose act makes it
 *       procedures: [ordinary]           # empty: all
 *       when: case.fine                  # optional: only if this word has a value
 *       form: letter                     # letter form record strip cover plain
 *       number: decision                 # key of `numbering`; the act takes the number.  Without: no number.  Where the verb's own
 *                                        # handler takes one of that key (source case notice review decision permit application), it is that
 *       to: "{party.name}"
 *       served: true                     # wants a service receipt
 *       seal: true                       # the agency's seal
 *       signs: [head]                    # who signs: officers unit_leader head party witness reviewer host attendees
 *       remedy: reconsider_or_sue        # key of `remedies`; must be there when served and it decides (law: where)
 *       volume: principal                # principal secondary
 *       law: 处罚法 59
 *       needs: [party.name, case.found_facts, case.basis]     # mandatory: the act is refused (PAPER_FIELD_EMPTY) without
 *       body:
 *         - 当事人：{party.name}{?party.id}，{party.id}{/}     # text = a paragraph
 *         - heading: 一、违法事实和证据
 *         - text: "{case.found_facts}"                        # also with style: flush center right kai small; when: WORD
 *         - rows: [[案由, "{case.cause}"], [{label: 承办人意见, text: "{act.opinion}", sign: officers, lines: 4}]]
 *                                        # in a row, texts are label, value, label, value; {label: …, text: …} is a label with its value;
 *                                        # {text: …} alone is a value without a label.  The last value of a short row takes the rest
 *         - list: { over: act.items, head: [序号, 物品名称及特征], row: ["{n}", "{item}"], share: [1, 9] }
 *         - break: page
 *     seizure:                           # a paper that no verb makes: `from: []`; the verb paper.make does, and asks on its form for
 *       from: []
 *       asks:                            # … these, in this order; they stand in the act under their names: act.things
 *         things: { label: 查封的物品, type: points, required: true, help: 每行一件：名称、数量、特征。 }
 *         # type: text long day money points people.  required: false if left out
 *   remedies:
 *     reconsider_or_sue: { text: "如不服本决定，可以自收到本决定书之日起六十日内向{agency.superior}申请行政复议，也可以在六个月内依法向{agency.court}提起行政诉讼。", says: [60日复议, 6个月诉讼], law: 复议法 20；诉讼法 46 }
 *     # says: which statutory terms the text states; pack check compares them with the known ones (law-facts D23–D25): an outdated
 *     # term or body (三个月诉讼; 向上一级主管部门 alone) is an error with its position.
 */
#ifndef LAW_TEMPLATE_H
#define LAW_TEMPLATE_H
#include "law/pack.h"

/* ---- one compiled text ---- */
struct template;                        /* immutable, in the pack's arena */
/* NULL with what is wrong (Chinese) and at which byte: unknown syntax, an unclosed brace, nesting too deep, a filter unknown. */
struct template *template_compile(struct arena *mem, const char *text, const char **wrong, size_t *offset);
/* Each word it looks up, in order; i from 0; NULL past the end. */
const char *template_word(const struct template *t, size_t i);

/* A value as found: how it reads, and where it came from for “这一栏从哪里来”. */
enum value_kind { VALUE_NONE, VALUE_TEXT, VALUE_MONEY /* fen */, VALUE_DAY, VALUE_INSTANT, VALUE_PEOPLE /* logins */, VALUE_POINTS /* JSON list */, VALUE_NUMBER };
struct value {
        enum value_kind kind;
        const char *text;               /* canonical, as in the act */
        const char *label;              /* of a choice: how it reads; else NULL */
        int64_t seq;                    /* the act it stands in; -1: the pack or the law */
};
struct template_source {
        /* The value of a word; kind VALUE_NONE if there is none.  Words were checked when the pack was loaded. */
        struct value (*look)(void *to, const char *word);
        /* 张三（证件号 51-0001） of a login, for people: what = names | certificates | both */
        const char *(*person)(void *to, const char *login, const char *what);
        void *to;
};
/* Where a piece of the result came from, for the preview. */
struct template_piece { size_t from, to /* bytes of the result */; const char *word; struct value value; };
struct template_pieces { struct template_piece *at; size_t n, room; };
/* Never fails: what has no value is left out.  pieces may be NULL. */
const char *template_fill(struct arena *mem, const struct template *t, const struct template_source *s, struct template_pieces *pieces);

/* A `when:` as it stands in the pack: word, !word, word=choice, !word=choice,choice.  "" always holds. */
bool template_holds(struct arena *mem, const char *condition, const struct template_source *s);

/* ---- papers ---- */
enum block_kind { BLOCK_TEXT, BLOCK_ROWS, BLOCK_LIST, BLOCK_BREAK };
enum block_style { STYLE_BODY, STYLE_FLUSH, STYLE_HEADING, STYLE_CENTER, STYLE_RIGHT, STYLE_KAI, STYLE_SMALL };
struct paper_cell { const struct template *text; const char *sign /* who signs at its foot; "" nobody */; int span, lines; bool label; struct pack_at pos; };
struct paper_row { struct paper_cell *cells; size_t n; };
struct paper_block {
        enum block_kind kind; enum block_style style;
        const char *when /* "", a word, or word=choice */; bool when_not;
        const struct template *text;
        struct paper_row *rows; size_t n_rows;          /* rows; of a list: the head */
        const char *over; struct paper_row row;         /* list: {n} and {item} may be used in its cells */
        const double *share; size_t columns;
        struct pack_at pos;
};
/* A field that paper.make asks for.  type: text long day money points people. */
/* after, days: a day at most so many days after the one asked for there (the first does not count). */
struct paper_ask { const char *id, *label, *type, *help, *after; int days; bool required; struct pack_at pos; };
struct pack_paper {
        const char *id, *name, *law, *number, *when /* with its ! */, *remedy, *volume, *heading /* the organ on top; "" = {agency.name} */, *form;
        struct names from, procedures, signs, needs;
        const struct template *to;                      /* NULL: nobody is addressed */
        bool served, seal, decides, coercive /* a compulsory measure: not by an entrusted body (强制法 17) */;
        const char *continues;                          /* the paper whose term it prolongs, once and before it ends; "" */
        struct paper_block *body; size_t n_body;
        struct paper_ask *asks; size_t n_asks;          /* only of papers that no verb makes */
        struct pack_at pos;
};
struct pack_remedy { const char *id, *law; const struct template *text; struct names says; struct pack_at pos; };

const struct pack_paper *pack_paper(const struct pack *p, const char *id);      /* NULL if not there */
const struct pack_remedy *pack_remedy(const struct pack *p, const char *id);
/* The papers that an act of this verb makes in this procedure, in the pack's order: i counts from 0; NULL past the end. */
const struct pack_paper *pack_paper_of(const struct pack *p, const char *verb, const char *procedure, size_t i);

#endif
