/* file.c - whole reads and writes of a descriptor.  Opens and closes nothing, and must never take an interruption for an error. */
#include "base/file.h"
#include <errno.h>
#include <unistd.h>

bool write_all(int fd, const void *bytes, size_t n)
{
        const char *at = bytes;

        while (n) {
                ssize_t w = write(fd, at, n);

                if (w < 0 && errno == EINTR)
                        continue;
                if (w <= 0)
                        return false;
                at += w;
                n -= (size_t)w;
        }
        return true;
}

ssize_t pread_all(int fd, void *to, size_t n, int64_t from)
{
        size_t got = 0;

        while (got < n) {
                ssize_t r = pread(fd, (char *)to + got, n - got, from + (int64_t)got);

                if (r < 0 && errno == EINTR)
                        continue;
                if (r < 0)
                        return -1;
                if (!r)
                        break;
                got += (size_t)r;
        }
        return (ssize_t)got;
}
