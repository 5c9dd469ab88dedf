/* options.c - reads the words of a call.  Which options there are is read from the usage line itself, so that the two cannot differ.
 *
 * "--name" followed by a space and a capital letter in the usage takes a value; if an ellipsis follows the value it takes all words
 * up to the next option.  "--name=value" works as well.  Nothing is guessed: an option that is not in the usage is refused.
 */
#include "base/file.h"
#include "cli/cli.h"
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX ((size_t)64 * 1024 * 1024)

enum option_kind { OPTION_NONE, OPTION_FLAG, OPTION_VALUE, OPTION_MANY };

static enum option_kind option_kind(const char *usage, const char *name, size_t n)
{
        for (const char *p = strstr(usage, "--"); p; p = strstr(p + 2, "--")) {
                const char *after = p + 2 + n;

                if (strncmp(p + 2, name, n) || isalpha((unsigned char)*after) || *after == '-')
                        continue;
                if (*after != ' ' || !isupper((unsigned char)after[1]))
                        return OPTION_FLAG;
                while (*++after && !strchr(" ]", *after))
                        if (text_starts(after, "…"))
                                return OPTION_MANY;
                return OPTION_VALUE;
        }
        return OPTION_NONE;
}

static void option_add(struct cli *x, const char *name, const char *value)
{
        x->options[x->n_options++] = (struct pair){ name, value };
}

/* Reads argv[i], which starts with "--", and its value; returns the index of the last word used, or -1 when refused. */
static int option_read(struct cli *x, int argc, char **argv, int i)
{
        const char *word = argv[i] + 2, *equals = strchr(word, '=');
        size_t n = equals ? (size_t)(equals - word) : strlen(word);
        enum option_kind kind = option_kind(x->sub->usage, word, n);
        char *name = text_copy_n(x->mem, word, n);

        if (kind == OPTION_NONE || (kind == OPTION_FLAG && equals)) {
                refuse(&x->why, R_ARG_UNKNOWN, name, "--%s。%s", name, cli_usage(x->mem, x->sub));
                return -1;
        }
        if (kind == OPTION_FLAG) {
                option_add(x, name, "");
                return i;
        }
        if (equals) {
                option_add(x, name, equals + 1);
                return i;
        }
        if (i + 1 >= argc) {
                refuse(&x->why, R_ARG_MISSING, name, "--%s 后面要写内容。%s", name, cli_usage(x->mem, x->sub));
                return -1;
        }
        option_add(x, name, argv[++i]);
        while (kind == OPTION_MANY && i + 1 < argc && !text_starts(argv[i + 1], "--"))
                option_add(x, name, argv[++i]);
        return i;
}

bool options_read(struct cli *x, int argc, char **argv)
{
        bool only_words = false;

        x->words = TAKE_N(x->mem, const char *, argc + 1);
        x->options = TAKE_N(x->mem, struct pair, argc + 1);
        for (int i = 0; i < argc; i++)
                if (!utf8_valid(argv[i], strlen(argv[i])))      /* a refusal repeats what was written */
                        return refuse(&x->why, R_ARG_ENCODING, NULL, "第 %d 个词不是 UTF-8 文本", i + 1);
        for (int i = 0; i < argc; i++) {
                if (!only_words && !strcmp(argv[i], "--"))
                        only_words = true;
                else if (x->sub->raw || only_words || !text_starts(argv[i], "--"))
                        x->words[x->n_words++] = argv[i];
                else if ((i = option_read(x, argc, argv, i)) < 0)
                        return false;
        }
        return true;
}

const char *cli_option(const struct cli *x, const char *name)
{
        for (size_t i = x->n_options; i-- > 0;)
                if (!strcmp(x->options[i].name, name))
                        return x->options[i].value;
        return NULL;
}

bool cli_flag(const struct cli *x, const char *name)
{
        return cli_option(x, name) != NULL;
}

bool cli_instant(struct cli *x, const char *name, struct instant *out)
{
        const char *s = cli_option(x, name);

        if (!s || instant_parse_local(s, out))
                return true;
        return refuse(&x->why, R_ARG_TYPE, name, "--%s 应为时间，如 2024-10-29T10:31", name);
}

bool pairs_read(struct cli *x, const char **words, size_t n, struct pair **out)
{
        struct pair *p = TAKE_N(x->mem, struct pair, n + 1);

        for (size_t i = 0; i < n; i++) {
                const char *equals = strchr(words[i], '=');

                if (!equals || equals == words[i])
                        return refuse(&x->why, R_ARG_TYPE, NULL, "“%s”应写成 名称=内容", words[i]);
                p[i].name = text_copy_n(x->mem, words[i], (size_t)(equals - words[i]));
                p[i].value = equals + 1;
        }
        *out = p;
        return true;
}

bool file_bytes(struct cli *x, struct arena *mem, const char *path, struct bytes *out)
{
        FILE *f = strcmp(path, "-") ? fopen(path, "rbe") : stdin;
        struct buffer b = { .mem = mem };
        char block[65536];
        size_t n;
        bool ok;

        if (!f)
                return fail(&x->why, "打不开 %s：%s", path, strerror(errno));
        while ((n = fread(block, 1, sizeof block, f)) > 0 && b.n <= FILE_MAX)
                buffer_put(&b, block, n);
        ok = !ferror(f) || fail(&x->why, "读不了 %s", path);
        if (f != stdin)
                fclose(f);
        if (ok && b.n > FILE_MAX)
                ok = refuse(&x->why, R_BODY_TOO_LARGE, NULL, "%s", path);
        *out = (struct bytes){ (const uint8_t *)buffer_done(&b), b.n };
        return ok;
}

int out_open(struct cli *x, const char *path)
{
        int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644) : STDOUT_FILENO;

        if (fd < 0)
                fail(&x->why, "打不开 %s：%s", path, strerror(errno));
        return fd;
}

void out_close(int fd)
{
        if (fd >= 0 && fd != STDOUT_FILENO)
                close(fd);
}

void out_undo(const char *path)
{
        struct stat st;

        if (path && !lstat(path, &st) && S_ISREG(st.st_mode))
                unlink(path);
}

bool bytes_out(struct cli *x, const char *path, struct bytes b)
{
        int fd = out_open(x, path);
        bool ok = fd >= 0 && (write_all(fd, b.p, b.n) || fail(&x->why, "没有写完：%s", strerror(errno)));

        out_close(fd);
        return ok;
}
