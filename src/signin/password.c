/* password.c - is a password good enough, has it been used before, is it theirs?  Quality is libpwquality's (with cracklib's dictionary), the
 * hash is Argon2id.  Must never: say a password, or check one in the writer's thread. */
#include "signin/signin_inner.h"
#include "base/secret_code.h"
#include <pwquality.h>
#include <string.h>

QUERY(secrets_last, "SELECT secret FROM signin_password WHERE user_id = $1 AND until = '' ORDER BY id DESC LIMIT $2");

/* Capital, small, digit, anything else (Chinese too). */
static int classes_of(const char *s)
{
        bool seen[4] = { false };

        for (; *s; s++)
                seen[*s >= 'A' && *s <= 'Z' ? 0 : *s >= 'a' && *s <= 'z' ? 1 : *s >= '0' && *s <= '9' ? 2 : 3] = true;
        return seen[0] + seen[1] + seen[2] + seen[3];
}

static const char *quality_words(int error)
{
        switch (error) {
        case PWQ_ERROR_USER_CHECK: return "含有登录名";
        case PWQ_ERROR_CRACKLIB_CHECK: case PWQ_ERROR_BAD_WORDS: return "是词典里的词，或者太有规律";
        case PWQ_ERROR_PALINDROME: return "正着倒着一样";
        case PWQ_ERROR_MAX_SEQUENCE: case PWQ_ERROR_MAX_CONSECUTIVE: case PWQ_ERROR_MAX_CLASS_REPEAT: return "有太长的连续或者重复的字符";
        case PWQ_ERROR_MIN_LENGTH: return "太短";
        default: return "太容易猜到";
        }
}

static bool quality(struct ctx *c, const char *login, const char *password)
{
        pwquality_settings_t *s = pwquality_default_settings();
        void *more = NULL;
        int got;

        must(s && !pwquality_set_int_value(s, PWQ_SETTING_MIN_LENGTH, session_rules(c)->length) &&
             !pwquality_set_int_value(s, PWQ_SETTING_DICT_CHECK, 1) && !pwquality_set_int_value(s, PWQ_SETTING_USER_CHECK, 1) &&
             !pwquality_set_int_value(s, PWQ_SETTING_MAX_SEQUENCE, 4) && !pwquality_set_int_value(s, PWQ_SETTING_MAX_REPEAT, 3));
        got = pwquality_check(s, password, NULL, *login ? login : NULL, &more);
        pwquality_free_settings(s);
        return got >= 0 || refuse(&c->why, R_PASSWORD_WEAK, "password", "密码%s", quality_words(got));
}

bool signin_password_fits(struct ctx *c, const char *login, const char *password)
{
        const struct pack_signin *s = session_rules(c);
        int n = (int)utf8_length(password), classes = classes_of(password);
        bool good = true;

        if (n < s->length)
                good = refuse(&c->why, R_PASSWORD_WEAK, "password", "至少 %d 个字，现在是 %d 个", s->length, n);
        else if (classes < s->classes)
                good = refuse(&c->why, R_PASSWORD_WEAK, "password", "大写字母、小写字母、数字、其他字符四类中至少要有 %d 类，现在是 %d 类", s->classes, classes);
        else if (s->dictionary)
                good = quality(c, login, password);
        if (!good && *s->law)
                c->why.law = s->law;
        return good;
}

bool signin_password_fresh(struct ctx *c, int64_t user, const char *password)
{
        int most = session_rules(c)->history;
        const char *old[16] = { NULL };
        struct rows r;
        size_t n = 0;

        if (!most)
                return true;
        r = db_ask(c->db, &c->why, &secrets_last, ARGS(I(user), I(most)));
        while (n < sizeof old / sizeof *old && db_next(&r))
                old[n++] = db_text_in(c->mem, &r, 0);
        if (!db_done(&r))
                return false;
        for (size_t i = 0; i < n; i++)
                if (secret_right(old[i], password))
                        return refuse(&c->why, R_PASSWORD_USED, "password", "最近 %d 个密码不能再用", most);
        return true;
}

/* A one-time code is read as secret codes are (small letters, spaces, O for 0); its hash is over the code's digest. */
static bool one_time_right(struct ctx *c, const struct signin_person *p, const char *typed)
{
        const char *digest = secret_code_digest(c->mem, typed);

        return secret_right(digest ? p->user.secret : "", digest ? digest : typed) && c->now.ms < p->password.until.ms;
}

static bool local_right(struct ctx *c, const struct signin_person *p, const char *password)
{
        return p->password.until.ms ? one_time_right(c, p, password) : secret_right(p->user.secret, password);
}

/* Whoever is unknown is asked for in the directory as well, so that neither words nor time tell who has an account here. */
bool signin_password_try(struct ctx *c, const struct signin_doors *d, const struct signin_person *p, const char *login, const char *password,
                         const char **method)
{
        bool right = local_right(c, p, password);

        *method = "password";
        if (d && d->ldap.url && !*p->user.secret) {
                *method = "ldap";
                if (!signin_ldap_bind(c, &d->ldap, login, password, &right))
                        return false;
        }
        return (right && p->known) || refuse(&c->why, R_PASSWORD, NULL, NULL);
}

/* Both before the handler: refused is what does not fit; what was used before is looked for where there is time for it, not in the writer. */
bool signin__user_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        const char *password;

        if (!text_in(cmd->verb, "user.add|user.password", '|') || !arg_given(a, "password"))
                return true;
        password = arg_text(a, "password");
        if (cmd->creates)
                return signin_password_fits(c, arg_text(a, "login"), password);
        return signin_password_fits(c, c->who ? c->who->login : "", password) && (c->known || signin_password_fresh(c, subject, password));
}
