/* net_inner.h - private to net/: what both ways out share. */
#ifndef NET_NET_INNER_H
#define NET_NET_INNER_H
#include "net/net.h"
#include <curl/curl.h>

CURL *net__curl(long seconds);                          /* never NULL; timeouts set, no proxy, no signals */
void net__perform(struct arena *mem, CURL *curl, struct net_outcome *out);      /* status; detail "" where the transfer came through */

#endif
