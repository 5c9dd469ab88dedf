/* recording_pages.c - the inbox. */
#include "recording/recording_inner.h"

const struct page recording_pages[] = { { 0 } };
const size_t recording_pages_n = 0;
