/* openapi.c - the API described for programs (OpenAPI 3.1), made from the very tables that the server asks.
 *
 * Nothing is written twice: a new command or view is described as soon as it is bound.
 */
#include "web/call.h"
#include "base/version.h"
#include <stdio.h>
#include <string.h>

static void string_schema(struct json *j, const char *format, const char *pattern)
{
        json_pair(j, "type", "string");
        if (format)
                json_pair(j, "format", format);
        if (pattern)
                json_pair(j, "pattern", pattern);
}

/* The stored words of "stored=label|…". */
static void choices_enum(struct json *j, const char *choices)
{
        json_key(j, "enum");
        json_open(j, '[');
        for (const char *p = choices; p && *p;) {
                size_t n = strcspn(p, "=|");
                char *word = text_copy_n(j->b.mem, p, n);

                json_text(j, word);
                p = strchr(p + n, '|');
                p = p ? p + 1 : NULL;
        }
        json_close(j, ']');
}

static void limits(struct json *j, const struct arg *g, const char *least, const char *most)
{
        if (g->min) {
                json_key(j, least);
                json_int(j, g->min);
        }
        if (g->max) {
                json_key(j, most);
                json_int(j, g->max);
        }
}

static void list_schema(struct json *j, const char *choices)
{
        json_pair(j, "type", "array");
        json_key(j, "items");
        json_open(j, '{');
        json_pair(j, "type", "string");
        if (choices)
                choices_enum(j, choices);
        json_close(j, '}');
}

static void type_schema(struct json *j, const struct arg *g)
{
        switch (g->type) {
        case ARG_TEXT:
        case ARG_LONG:
                string_schema(j, NULL, NULL);
                limits(j, g, "minLength", "maxLength");
                break;
        case ARG_INT:
                json_pair(j, "type", "integer");
                limits(j, g, "minimum", "maximum");
                break;
        case ARG_MONEY:
                string_schema(j, NULL, "^[0-9,]+([.][0-9]{1,2})?$");
                break;
        case ARG_DAY:
                string_schema(j, "date", NULL);
                break;
        case ARG_BOOL:
                json_pair(j, "type", "boolean");
                break;
        case ARG_CHOICE:
                string_schema(j, NULL, NULL);
                choices_enum(j, g->choices);
                break;
        case ARG_CHOICES:
                list_schema(j, g->choices);
                break;
        case ARG_REF:
                json_pair(j, "type", "integer");
                break;
        case ARG_REFS:
        case ARG_LOGINS:
        case ARG_CODES:
        case ARG_POINTS:
                list_schema(j, NULL);
                break;
        case ARG_FILE:
                string_schema(j, NULL, "^(sm3|sha256):[0-9a-f]{64}$");
                break;
        default:
                string_schema(j, NULL, NULL);
        }
}

/* What the type alone does not say. */
static const char *words_of(struct arena *mem, const struct arg *g)
{
        static const char *const more[ARG__MAX] = {
                [ARG_MONEY] = "金额，单位元。",
                [ARG_INSTANT] = "时间，如 2024-10-29 10:31（北京时间）或 RFC 3339。",
                [ARG_FILE] = "先以 POST /api/blobs 上传，这里写返回的摘要。",
                [ARG_USCC] = "统一社会信用代码。", [ARG_IDNO] = "公民身份号码。", [ARG_LOGIN] = "登录名。", [ARG_LOGINS] = "登录名的列表。",
        };
        const char *extra = more[g->type];

        return text_make(mem, "%s%s%s%s", g->label, text_empty(g->help) ? "" : "：", g->help ? g->help : "", extra ? extra : "");
}

static void arg_property(struct json *j, const struct arg *g)
{
        json_key(j, g->name);
        json_open(j, '{');
        type_schema(j, g);
        json_pair(j, "description", words_of(j->b.mem, g));
        json_close(j, '}');
}

static void typed_property(struct json *j, const char *name, const char *type, const char *words)
{
        json_key(j, name);
        json_open(j, '{');
        json_pair(j, "type", type);
        json_pair(j, "description", words);
        json_close(j, '}');
}

static void required_list(struct json *j, const struct command *cmd)
{
        size_t n = cmd->creates ? 0 : 1;

        for (const struct arg *g = cmd->args; arg_asked(g); g++)
                n += (g->flags & ARG_REQUIRED) != 0;
        if (!n)
                return;
        json_key(j, "required");
        json_open(j, '[');
        if (!cmd->creates)
                json_text(j, "subject");
        for (const struct arg *g = cmd->args; arg_asked(g); g++)
                if (g->flags & ARG_REQUIRED)
                        json_text(j, g->name);
        json_close(j, ']');
}

static void act_schema(struct json *j, const struct command *cmd)
{
        json_open(j, '{');
        json_pair(j, "type", "object");
        json_key(j, "additionalProperties");
        json_bool(j, cmd->widen != NULL);       /* what the pack asks for comes along */
        json_key(j, "properties");
        json_open(j, '{');
        if (!cmd->creates)
                typed_property(j, "subject", "integer", text_make(j->b.mem, "办理对象（%s）的编号", cmd->noun));
        typed_property(j, "key", "string", "防重复编号：同一编号、同一内容再次提交，得到第一次的结果");
        typed_property(j, "expected", "integer", "填写时该对象最新动作的序号；已有新动作的，以 STALE 拒绝");
        typed_property(j, "now", "string", "办理时间，只在以 --now 启动的演示站点可用");
        for (const struct arg *g = cmd->args; arg_asked(g); g++)
                arg_property(j, g);
        json_close(j, '}');
        required_list(j, cmd);
        json_close(j, '}');
}

static void content_open(struct json *j, const char *type)
{
        json_key(j, "content");
        json_open(j, '{');
        json_key(j, type);
        json_open(j, '{');
        json_key(j, "schema");
}

static void content_close(struct json *j)
{
        json_close(j, '}');
        json_close(j, '}');
}

static void refer(struct json *j, const char *what)
{
        json_open(j, '{');
        json_pair(j, "$ref", what);
        json_close(j, '}');
}

static void answer(struct json *j, const char *status, const char *words, const char *schema)
{
        json_key(j, status);
        json_open(j, '{');
        json_pair(j, "description", words);
        if (schema) {
                content_open(j, "application/json");
                refer(j, schema);
                content_close(j);
        }
        json_close(j, '}');
}

static void answers(struct json *j, const char *status, const char *words, const char *schema)
{
        json_key(j, "responses");
        json_open(j, '{');
        answer(j, status, words, schema);
        answer(j, "4XX", "拒绝：出了什么事、依据、怎么办", "#/components/schemas/Refused");
        answer(j, "503", "系统没有做成，什么也没有写入", "#/components/schemas/Failed");
        json_close(j, '}');
}

static void operation_open(struct json *j, const char *path, const char *method, const char *summary, const char *words)
{
        json_key(j, path);
        json_open(j, '{');
        json_key(j, method);
        json_open(j, '{');
        json_pair(j, "summary", summary);
        if (!text_empty(words))
                json_pair(j, "description", words);
}

static void operation_close(struct json *j)
{
        json_close(j, '}');
        json_close(j, '}');
}

static void signed_in(struct json *j)
{
        json_key(j, "security");
        json_raw(j, "[{\"bearer\":[]},{\"cookie\":[],\"csrf\":[]}]");
}

static void act_path(struct json *j, const struct command *cmd)
{
        operation_open(j, text_make(j->b.mem, "/api/acts/%s", cmd->verb), "post", cmd->label, cmd->help);
        json_pair(j, "operationId", cmd->verb);
        signed_in(j);
        json_key(j, "requestBody");
        json_open(j, '{');
        json_key(j, "required");
        json_bool(j, true);
        content_open(j, "application/json");
        act_schema(j, cmd);
        content_close(j);
        json_close(j, '}');
        answers(j, "201", "已办理，写入日志", "#/components/schemas/Done");
        operation_close(j);
}

static void parameter(struct json *j, const struct arg *g)
{
        json_open(j, '{');
        json_pair(j, "name", g->name);
        json_pair(j, "in", "query");
        json_pair(j, "description", words_of(j->b.mem, g));
        json_key(j, "required");
        json_bool(j, g->flags & ARG_REQUIRED);
        json_key(j, "schema");
        json_open(j, '{');
        type_schema(j, g);
        json_close(j, '}');
        if (arg_takes_several(g)) {
                json_key(j, "explode");
                json_bool(j, true);
        }
        json_close(j, '}');
}

static void view_path(struct json *j, const struct view *v)
{
        operation_open(j, text_make(j->b.mem, "/api/views/%s", v->name), "get", v->label, v->help);
        json_pair(j, "operationId", text_make(j->b.mem, "view.%s", v->name));
        if (!text_same(v->roles, "public"))
                signed_in(j);
        json_key(j, "parameters");
        json_open(j, '[');
        for (const struct arg *g = v->params; arg_asked(g); g++)
                parameter(j, g);
        json_raw(j, "{\"name\":\"format\",\"in\":\"query\",\"schema\":{\"type\":\"string\",\"enum\":[\"json\",\"csv\"]}}");
        json_close(j, ']');
        answers(j, "200", "表格", "#/components/schemas/Table");
        operation_close(j);
}

static void login_path(struct json *j)
{
        operation_open(j, "/api/login", "post", "登录", "得到令牌，之后放在 Authorization: Bearer 里");
        json_pair(j, "operationId", "login");
        json_key(j, "requestBody");
        json_raw(j, "{\"required\":true,\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\","
                    "\"required\":[\"login\",\"password\"],"
                 "\"properties\":{\"login\":{\"type\":\"string\"},\"password\":{\"type\":\"string\",\"format\":\"password\"},"
                 "\"code\":{\"type\":\"string\"},\"new_password\":{\"type\":\"string\",\"format\":\"password\"}}"
                 "}}}}");
        answers(j, "200", "已登录", "#/components/schemas/Token");
        operation_close(j);
}

/* Before the acts of the pack's signin.again_before. */
static void again_path(struct json *j)
{
        operation_open(j, "/api/again", "post", "再次确认身份", "有的动作办理前要再次确认身份（不予办理 AGAIN），确认后几分钟内有效");
        json_pair(j, "operationId", "again");
        signed_in(j);
        json_key(j, "requestBody");
        json_raw(j, "{\"required\":true,\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\","
                    "\"properties\":{\"password\":{\"type\":\"string\",\"format\":\"password\"},\"code\":{\"type\":\"string\"}}}}}}");
        answers(j, "200", "已确认；until 是在此以前不再问", "#/components/schemas/Again");
        operation_close(j);
}

static void blob_path(struct json *j)
{
        operation_open(j, "/api/blobs", "post", "上传文件", "内容原样放在请求体里，或用 multipart/form-data 的 file 字段");
        json_pair(j, "operationId", "blob");
        signed_in(j);
        json_key(j, "requestBody");
        json_raw(j, "{\"required\":true,\"content\":{\"application/octet-stream\":{}}}");
        answers(j, "201", "已存入文件库", "#/components/schemas/Blob");
        operation_close(j);
}

static void log_paths(struct json *j)
{
        operation_open(j, "/log/checkpoint", "get", "最新的已签名检查点（C2SP tlog-checkpoint）", "");
        json_pair(j, "operationId", "log.checkpoint");
        answers(j, "200", "签名的文本", NULL);
        operation_close(j);
        operation_open(j, "/proof/{seq}", "get", "已公示内容的证明", "可离线核验，格式见 docs/proof-format.md");
        json_pair(j, "operationId", "proof");
        json_key(j, "parameters");
        json_raw(j, "[{\"name\":\"seq\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"integer\",\"minimum\":0}}]");
        answers(j, "200", "证明", NULL);
        operation_close(j);
}

static const char components[] =
        "{\"securitySchemes\":{\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\"},"
        "\"cookie\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"" COOKIE "\"},"
        "\"csrf\":{\"type\":\"apiKey\",\"in\":\"header\",\"name\":\"X-CSRF-Token\"}},"
        "\"schemas\":{"
        "\"Again\":{\"type\":\"object\",\"properties\":{\"until\":{\"type\":\"string\",\"format\":\"date-time\"}}},"
        "\"Token\":{\"type\":\"object\",\"properties\":{\"token\":{\"type\":\"string\"},\"expires\":{\"type\":\"string\","
        "\"format\":\"date-time\"}}},"
        "\"Done\":{\"type\":\"object\",\"properties\":{\"seq\":{\"type\":\"integer\"},\"subject\":{\"type\":\"object\","
        "\"properties\":"
        "{\"noun\":{\"type\":\"string\"},\"id\":{\"type\":\"integer\"}}},\"at\":{\"type\":\"string\",\"format\":\"date-time\"},"
        "\"repeated\":{\"type\":\"boolean\"}}},"
        "\"Refused\":{\"type\":\"object\",\"properties\":{\"refused\":{\"type\":\"object\","
        "\"properties\":{\"code\":{\"type\":\"string\"},"
        "\"what\":{\"type\":\"string\"},\"detail\":{\"type\":[\"string\",\"null\"]},\"field\":{\"type\":[\"string\",\"null\"]},"
        "\"law\":{\"type\":\"string\"},\"next\":{\"type\":\"string\"}}}}},"
        "\"Failed\":{\"type\":\"object\",\"properties\":{\"failed\":{\"type\":\"object\","
        "\"properties\":{\"what\":{\"type\":\"string\"},"
        "\"detail\":{\"type\":\"string\"},\"next\":{\"type\":\"string\"}}}}},"
        "\"Table\":{\"type\":\"object\",\"properties\":{\"columns\":{\"type\":\"array\"},\"rows\":{\"type\":\"array\"},"
        "\"total\":{\"type\":\"integer\"}}},"
        "\"Blob\":{\"type\":\"object\",\"properties\":{\"digest\":{\"type\":\"string\"},\"size\":{\"type\":\"integer\"}}}}}";

const char *openapi_make(struct arena *mem)
{
        struct json *j = json_new(mem);

        json_open(j, '{');
        json_pair(j, "openapi", "3.1.0");
        json_key(j, "info");
        json_open(j, '{');
        json_pair(j, "title", "明镜 Mingjing");
        json_pair(j, "version", MINGJING_VERSION);
        json_pair(j, "description", "行政执法三项制度：每个动作都写入可验证的日志。");
        json_close(j, '}');
        json_key(j, "paths");
        json_open(j, '{');
        login_path(j);
        again_path(j);
        blob_path(j);
        for (size_t i = 0; command_at(i); i++)
                if (!text_same(command_at(i)->verb, "session.open"))
                        act_path(j, command_at(i));
        for (size_t i = 0; view_at(i); i++)
                view_path(j, view_at(i));
        log_paths(j);
        json_close(j, '}');
        json_key(j, "components");
        json_raw(j, components);
        json_close(j, '}');
        return json_done(j);
}

void openapi_show(struct call *k)
{
        const char *json = openapi_make(k->mem);
        struct bytes body = { (const uint8_t *)json, strlen(json) };

        if (k->kept)
                cache_keep(k->web->cache, k->kept, CACHE_FOREVER, "application/json; charset=utf-8", "no-cache", body,
                           (struct bytes){ 0 });
        reply_header(k, "Cache-Control", "no-cache");
        reply_header(k, "ETag", reply_etag(k->mem, body));
        reply_json(k, 200, json);
}
