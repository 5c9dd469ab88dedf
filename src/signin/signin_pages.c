/* signin_pages.c - pages about signing in. */
#include "signin/signin_inner.h"
#include "journal/job.h"
extern const struct page signin_pages[];
extern const size_t signin_pages_n;
extern const struct job signin_jobs[];
extern const size_t signin_jobs_n;
const struct page signin_pages[] = { { .pattern = NULL } };
const size_t signin_pages_n = 0;
const struct job signin_jobs[] = { { .name = NULL } };
const size_t signin_jobs_n = 0;
