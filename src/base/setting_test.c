/* setting_test.c - who wins between environment, file and default, and what does not fit. */
#include "base/setting.h"
#include "base/test.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

static const char *misfit(struct arena *mem, const char *name, const char *value)
{
        return setting_misfit(mem, setting_find(name), value);
}

TEST(setting, every_row_of_the_table_has_its_words_and_a_default_that_fits)
{
        struct arena *mem = arena_new();
        const struct setting *s;

        for (size_t i = 0; (s = setting_at(i)) != NULL; i++) {
                CHECK(setting_find(s->name) == s && *s->help && *s->restart);
                CHECK(!*s->otherwise || !setting_misfit(mem, s, s->otherwise));
                CHECK(!*s->example || !setting_misfit(mem, s, s->example));
                CHECK(s->type != SETTING_INT || (*s->otherwise && s->min <= s->max && *s->unit));
        }
        CHECK(!setting_find("nothing"));
        arena_free(mem);
}

TEST(setting, the_environment_wins_over_the_file_and_the_file_over_the_default)
{
        unsetenv("MINGJING_THREADS");
        CHECK(setting_int("threads") == 2 && setting_source(setting_find("threads")) == SETTING_DEFAULT);
        setting_give("MINGJING_THREADS", "5");
        CHECK(setting_int("threads") == 5 && setting_source(setting_find("threads")) == SETTING_FILE);
        setenv("MINGJING_THREADS", "7", 1);
        CHECK(setting_int("threads") == 7 && setting_source(setting_find("threads")) == SETTING_ENVIRONMENT);
        setenv("MINGJING_THREADS", "", 1);
        CHECK(setting_int("threads") == 5);
        setenv("MINGJING_THREADS", "9999", 1);
        CHECK(setting_int("threads") == 2);
        unsetenv("MINGJING_THREADS");
        setting_give("MINGJING_THREADS", "2");
        setting_give("MINGJING_BEHIND_TLS", "yes");
        CHECK(setting_flag("behind-tls"));
        setting_give("MINGJING_BEHIND_TLS", "no");
        CHECK(!setting_flag("behind-tls"));
}

TEST(setting, what_does_not_fit_is_said_with_the_bounds)
{
        struct arena *mem = arena_new();

        CHECK(strstr(misfit(mem, "threads", "0"), "1 至 256") && strstr(misfit(mem, "threads", "two"), "1 至 256"));
        CHECK(!misfit(mem, "threads", "256") && misfit(mem, "threads", "257"));
        CHECK(misfit(mem, "behind-tls", "true") && !misfit(mem, "behind-tls", "yes"));
        CHECK(misfit(mem, "log", "xml") && !misfit(mem, "log", "json"));
        CHECK(misfit(mem, "listen", "8080") && misfit(mem, "listen", "h:99999") && !misfit(mem, "listen", "[::1]:0"));
        CHECK(misfit(mem, "db", "zhifa.db") && !misfit(mem, "db", "sqlite:zhifa.db"));
        CHECK(misfit(mem, "clamd", "clamd.ctl") && !misfit(mem, "clamd", "/run/clamd"));
        arena_free(mem);
}
