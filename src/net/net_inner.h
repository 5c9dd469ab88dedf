/* net_inner.h - private to net/: what both ways out share. */
#ifndef NET_NET_INNER_H
#define NET_NET_INNER_H
#include "net/net.h"
#include <curl/curl.h>

CURL *net__curl(long connect_ms, long seconds);         /* never NULL; times as of struct net_request; no signals */
/* What became of it: the status; detail "" where the transfer came through, otherwise why not. */
const char *net__perform(struct arena *mem, CURL *curl, long seconds, int64_t *status);
struct curl_slist *net__line(struct curl_slist *l, const char *text);           /* one longer; never NULL */

#endif
