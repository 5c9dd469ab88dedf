/* exam_rules.c - drawing papers, answers, lines of an import, codes of attendance: pure, the same for the same values for ever.
 *
 * A paper is drawn by SM3 over its seed, so whoever has the seed and the bank draws it again.  Attendance: SM3-HMAC over class and stretch of
 * time under a secret that only the class's row has.  Must never read a clock or take chance from anywhere but what it is given.
 */
#include "base/json.h"
#include "training/training_inner.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#define OPTIONS_MAX 8
#define CODE_BYTES 8            /* 16 hex digits: 64 bits, and a minute to guess them in */

/* ---- drawing ---- */

static uint64_t number_of(struct arena *mem, const char *seed, const char *part, size_t i)
{
        const char *text = text_make(mem, "%s\n%s\n%zu", seed, part, i);
        struct hash h = hash_bytes(HASH_SM3, text, strlen(text));
        uint64_t v = 0;

        for (int k = 0; k < 8; k++)
                v = v << 8 | h.b[k];
        return v;
}

/* Fisher and Yates as far as it is needed; 64 bits over a bank of thousands leave no bias that anybody could count. */
bool exam__draw(struct arena *mem, const char *seed, const char *part, const int64_t *ids, size_t n, size_t count, int64_t *out)
{
        int64_t *left;

        if (n < count)
                return false;
        left = arena_copy(mem, ids, n * sizeof *ids);
        for (size_t i = 0; i < count; i++) {
                size_t k = i + (size_t)(number_of(mem, seed, part, i) % (n - i));

                out[i] = left[k];
                left[k] = left[i];
        }
        return true;
}

/* ---- answers ---- */

static bool judged(const char *typed, const char **out)
{
        static const struct { const char *word, *answer; } words[] = {
                { "对", "A" }, { "正确", "A" }, { "√", "A" }, { "A", "A" }, { "a", "A" }, { "错", "B" }, { "错误", "B" }, { "×", "B" }, { "B", "B" }, { "b", "B" },
        };

        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (text_same(words[i].word, typed)) {
                        *out = words[i].answer;
                        return true;
                }
        return false;
}

const char *exam__answer(struct arena *mem, const char *kind, const char *typed, size_t options)
{
        struct buffer b = { .mem = mem };
        bool chosen[OPTIONS_MAX] = { false };
        const char *out = NULL;
        size_t n = 0;

        if (!strcmp(kind, "judge"))
                return judged(text_trim(mem, typed), &out) ? out : NULL;
        for (const char *s = typed; *s; s++) {
                int letter = *s >= 'a' && *s <= 'z' ? *s - 'a' : *s - 'A';

                if (*s == ' ' || *s == ',')
                        continue;
                if (letter < 0 || letter >= OPTIONS_MAX || (size_t)letter >= options)
                        return NULL;
                chosen[letter] = true;
        }
        for (int i = 0; i < OPTIONS_MAX; i++)
                if (chosen[i]) {
                        buffer_make(&b, "%s%c", n ? "," : "", 'A' + i);
                        n++;
                }
        return n && (n == 1 || !strcmp(kind, "multiple")) ? buffer_done(&b) : NULL;
}

bool exam__right(const char *given, const char *key)
{
        return *key && !strcmp(given, key);
}

/* ---- lines of an import ---- */

const char *exam__options_json(struct arena *mem, char **at, size_t n)
{
        struct json *j = json_new(mem);

        json_open(j, '[');
        for (size_t i = 0; i < n; i++)
                json_text(j, text_trim(mem, at[i]));
        json_close(j, ']');
        return json_done(j);
}

struct names exam__options(struct arena *mem, const char *json)
{
        struct why why = { .mem = mem };
        json_t *list = json_parse(&why, json, strlen(json));
        struct names l = { TAKE_N(mem, const char *, json_array_size(list) + 1), 0 };

        for (size_t i = 0; i < json_array_size(list); i++)
                l.at[l.n++] = text_copy(mem, json_string_value(json_array_get(list, i)) ? json_string_value(json_array_get(list, i)) : "");
        json_decref(list);
        return l;
}

static const char *kind_of(const char *word)
{
        static const char *const words[][2] = { { "单选", "single" }, { "单选题", "single" }, { "多选", "multiple" }, { "多选题", "multiple" }, { "判断", "judge" },
                                                { "判断题", "judge" }, { "single", "single" }, { "multiple", "multiple" }, { "judge", "judge" } };

        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (!strcmp(words[i][0], word))
                        return words[i][1];
        return NULL;
}

/* By id or by label, as people write it. */
static const char *subject_of(const struct pack *p, const char *word)
{
        const struct pack_training *t = pack_training(p);

        for (size_t i = 0; i < t->n_subjects; i++)
                if (!strcmp(t->subjects[i].id, word) || !strcmp(t->subjects[i].label, word))
                        return t->subjects[i].id;
        return NULL;
}

static const char *options_of(struct arena *mem, const char *kind, const char *text, size_t *n)
{
        static const char *const both[] = { "正确", "错误" };
        char **at = text_split(mem, text_replace(mem, text, "；", ";"), ';', n);

        if (strcmp(kind, "judge"))
                return exam__options_json(mem, at, *n);
        *n = 2;
        return exam__options_json(mem, (char **)(uintptr_t)both, 2);
}

bool exam__line(struct arena *mem, const struct pack *p, const char *line, struct question_line *out, const char **wrong)
{
        size_t n, options;
        char **at = text_split(mem, text_replace(mem, line, "｜", "|"), '|', &n);
        struct question_line q;

        if (n != 6) {
                *wrong = "应当是六段，用竖线分开：科目|题型|题干|选项；选项|答案|依据";
                return false;
        }
        q = (struct question_line){ .subject = subject_of(p, text_trim(mem, at[0])), .kind = kind_of(text_trim(mem, at[1])), .stem = text_trim(mem, at[2]),
                                    .basis = text_trim(mem, at[5]) };
        *wrong = !q.subject ? "策略包没有这个科目" : !q.kind ? "题型应为单选、多选或者判断" : !*q.stem ? "没有题干" : NULL;
        if (*wrong)
                return false;
        q.options = options_of(mem, q.kind, at[3], &options);
        if (options < 2 || options > OPTIONS_MAX) {
                *wrong = "选项应为 2 到 8 个，用分号分开";
                return false;
        }
        q.answer = exam__answer(mem, q.kind, at[4], options);
        if (!q.answer) {
                *wrong = "答案应为选项的字母（判断题写对或者错），单选只有一个";
                return false;
        }
        *out = q;
        return true;
}

/* ---- codes of attendance ---- */

static const char *code_at(struct arena *mem, const char *secret, int64_t class_id, int64_t stretch)
{
        const char *text = text_make(mem, "%lld\n%lld", (long long)class_id, (long long)stretch);
        uint8_t sum[EVP_MAX_MD_SIZE];
        unsigned n = 0;

        must(HMAC(EVP_sm3(), secret, (int)strlen(secret), (const unsigned char *)text, strlen(text), sum, &n) && n >= CODE_BYTES);
        return hex_text(mem, sum, CODE_BYTES);
}

const char *class__code(struct arena *mem, const char *secret, int64_t class_id, struct instant at, int seconds)
{
        return code_at(mem, secret, class_id, at.ms / 1000 / seconds);
}

/* The stretch before counts as well, for who scanned just before the change. */
bool class__code_right(struct arena *mem, const char *typed, const char *secret, int64_t class_id, struct instant at, int seconds)
{
        int64_t stretch = at.ms / 1000 / seconds;
        const char *now = code_at(mem, secret, class_id, stretch), *before = code_at(mem, secret, class_id, stretch - 1);

        return strlen(typed) == strlen(now) && (!CRYPTO_memcmp(typed, now, strlen(now)) || !CRYPTO_memcmp(typed, before, strlen(now)));
}
