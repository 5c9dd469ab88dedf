/* file.h - whole reads and writes of a descriptor, once for everybody: short counts and interruptions are dealt with here. */
#ifndef BASE_FILE_H
#define BASE_FILE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

bool write_all(int fd, const void *bytes, size_t n);            /* false: errno says why not; some of it may stand there */
ssize_t pread_all(int fd, void *to, size_t n, int64_t from);    /* fewer than n only at the end; -1: errno says why */

#endif
