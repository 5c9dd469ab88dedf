/* written.c - documents that are written as they are made, not held in memory: volumes of a dossier, the package for the archive, the handbook.
 * They go into a nameless temporary file while the connection waits, and from there to the browser; nothing is left behind when either ends. */
#include "web/call.h"
#include "base/setting.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int call_nameless(struct call *k)
{
        const char *folder = setting_text("temp");
        int fd = open(text_empty(folder) ? "/tmp" : folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

        if (fd < 0)
                fail(&k->c.why, "无法建立临时文件：%s", strerror(errno));
        return fd;
}

static void written_work(struct call *k)
{
        const struct web_hooks *hooks = k->web->o.hooks;

        k->c.blobs = k->web->blobs;
        k->written = -1;
        if (!hooks || !hooks->write)
                refuse(&k->c.why, R_PAGE_UNKNOWN, NULL, NULL);
        else if ((k->written = call_nameless(k)) >= 0)
                hooks->write(&k->c, k->path, k->args, k->written, &k->document);
}

static void written_done(struct call *k)
{
        off_t size = k->written >= 0 ? lseek(k->written, 0, SEEK_END) : 0;
        struct MHD_Response *r;

        if (k->c.why.kind != WHY_NOTHING) {
                if (k->written >= 0)
                        close(k->written);
                reply_why(k);
                return;
        }
        r = MHD_create_response_from_fd_at_offset64((uint64_t)size, k->written, 0);     /* closes it */
        must(r != NULL);
        reply_header(k, "Content-Disposition", text_make(k->mem, "%s; filename*=UTF-8''%s", k->document.save ? "attachment" : "inline",
                                                         url(k->mem, "%s", k->document.name)));
        reply_header(k, "Cache-Control", "private, no-store");
        reply_response(k, 200, k->document.type, r);
}

void written_show(struct call *k)
{
        call_later(k, written_work, written_done);
}
