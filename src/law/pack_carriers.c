/* pack_carriers.c - the sections of a pack about what goes out beside the portal: carriers that are sent to, sites that may show our pages.
 *
 * The pack says to whom, in which words and how often; where that is on the network and the secret stay outside (environment), so that
 * neither stands in the journal.  What a template may name is carrier_words: the record as it is published, nothing else.
 */
#include "law/pack_value.h"
#include <string.h>

const char carrier_words[] = "change|act|at|id|number|kind|kind_name|agency|agency_name|agency_code|region|title|party|party_kind|cause|item|facts|basis|result|fine|"
                             "decided_on|released_on|withdrawn_on|url|proof";
/* All that is left of a withdrawn record. */
const char carrier_words_withdrawn[] = "change|act|at|id|number|withdrawn_on|url|proof";

struct carrier_row { struct pack_carrier k; const struct node *fields, *withdrawn; };
static const struct field carrier_fields[] = {
        { "label", FIELD_TEXT, AT(carrier_row, k.label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(carrier_row, k.law), true, REF_FREE, NULL },
        { "kind", FIELD_TEXT, AT(carrier_row, k.kind), true, REF_CHOICE, "webhook|province|wechat|weibo" },
        { "address", FIELD_TEXT, AT(carrier_row, k.address), true, REF_FREE, NULL },
        { "secret", FIELD_TEXT, AT(carrier_row, k.secret), false, REF_FREE, NULL },
        { "sign", FIELD_TEXT, AT(carrier_row, k.sign), true, REF_CHOICE, "hmac|keys" },
        { "kinds", FIELD_WORDS, AT(carrier_row, k.kinds), false, REF_CHOICE, "penalty|permit|list" },
        { "agencies", FIELD_WORDS, AT(carrier_row, k.agencies), false, REF_AGENCY, NULL },
        { "tries", FIELD_INT, AT(carrier_row, k.tries), false, REF_FREE, NULL },
        { "fields", FIELD_NODE, AT(carrier_row, fields), false, REF_FREE, NULL },
        { "withdrawn", FIELD_NODE, AT(carrier_row, withdrawn), false, REF_FREE, NULL },
        END
};

/* Every {word} of a template must be one that there is. */
static void template_check(struct reader *r, const struct node *n, const char *words)
{
        for (const char *p = strchr(n->text, '{'); p; p = strchr(p + 1, '{')) {
                const char *word = text_copy_n(r->mem, p + 1, strcspn(p + 1, "}"));

                if (!text_in(word, words, '|'))
                        WRONG(r, node_at(r->mem, n, (size_t)(p - n->text)), "载体的字段里没有“{%s}”，可用的有：%s", word, words);
        }
}

static void templates_read(struct reader *r, const struct node *n, const char *words, struct pack_carrier_field **out, size_t *count)
{
        *out = TAKE_N(r->mem, struct pack_carrier_field, n ? n->n + 1 : 1);
        *count = 0;
        if (n && n->kind != NODE_MAP) {
                WRONG(r, n->at, "载体的字段应当是“对方的字段: 模板”");
                return;
        }
        for (size_t i = 0; n && i < n->n; i++) {
                const struct node *v = n->entries[i].value;

                if (v->kind != NODE_TEXT) {
                        WRONG(r, n->entries[i].at, "“%s”的模板应当是文字", n->entries[i].key);
                        continue;
                }
                template_check(r, v, words);
                (*out)[(*count)++] = (struct pack_carrier_field){ n->entries[i].key, v->text };
        }
}

/* The name of a setting of the environment. */
static bool setting_fits(const char *s)
{
        return *s && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == strlen(s);
}

static void read_carrier(struct reader *r, const struct node_entry *e, struct pack_carrier *out)
{
        struct carrier_row row = { .k = { .id = e->key, .tries = 8, .pos = e->at } };
        bool read = fields_read(r, e->key, e->at, e->value, carrier_fields, &row);

        templates_read(r, row.fields, carrier_words, &row.k.fields, &row.k.n_fields);
        templates_read(r, row.withdrawn, carrier_words_withdrawn, &row.k.withdrawn, &row.k.n_withdrawn);
        *out = row.k;
        if (!read)
                return;
        if (!setting_fits(out->address) || (*out->secret && !setting_fits(out->secret)))
                WRONG(r, e->at, "载体“%s”：address、secret 写环境变量的名字（大写字母、数字、下划线），网址和密钥不写在策略包里", e->key);
        if (!strcmp(out->sign, "hmac") && !*out->secret)
                WRONG(r, e->at, "载体“%s”用 hmac 签名，要写明密钥所在的环境变量（secret）", e->key);
        if (out->tries < 1 || out->tries > 20)
                WRONG(r, e->at, "载体“%s”的 tries 应为 1 至 20", e->key);
        if (strcmp(out->kind, "webhook") && !out->n_fields)
                WRONG(r, e->at, "载体“%s”要写明对方的字段（fields）", e->key);
        if (out->n_fields && !out->n_withdrawn)
                WRONG(r, e->at, "载体“%s”没有写撤下时怎样告知对方（withdrawn）：撤下必须同样送达（处罚法 48）", e->key);
}

static const struct field embed_fields[] = {
        { "site", FIELD_TEXT, AT(pack_embed, site), true, REF_FREE, NULL },
        { "label", FIELD_TEXT, AT(pack_embed, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_embed, law), true, REF_FREE, NULL },
        END
};

/* A whole origin and nothing that could say more in a policy header. */
static bool site_fits(const char *s)
{
        const char *host = text_starts(s, "https://") ? s + 8 : text_starts(s, "http://") ? s + 7 : "";

        return *host && strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-:") == strlen(host);
}

static void read_embed(struct reader *r, const struct node_entry *e, struct pack_embed *out)
{
        *out = (struct pack_embed){ .id = e->key, .pos = e->at };
        if (fields_read(r, e->key, e->at, e->value, embed_fields, out) && !site_fits(out->site))
                WRONG(r, e->at, "可以嵌入的网站“%s”应写成 https://www.example.gov.cn，不带路径", out->site);
}

void pack_carriers_read(struct reader *r)
{
        struct pack *p = r->p;

        SECTION(r, r->root, "carriers", p->carriers, p->n_carriers, pack_carrier, read_carrier);
        SECTION(r, r->root, "embeds", p->embeds, p->n_embeds, pack_embed, read_embed);
}

const struct pack_carrier *pack_carrier(const struct pack *p, const char *id)
{
        for (size_t i = 0; i < p->n_carriers; i++)
                if (!strcmp(p->carriers[i].id, id))
                        return &p->carriers[i];
        return NULL;
}
