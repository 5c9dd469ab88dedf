/* address.c - from where a request comes.  What a header says about that counts only when the connection itself comes from a proxy that the
 * operator named; a proxy puts the address it was asked from at the end of X-Forwarded-For, and what stands before that anybody may have
 * written.  Must never: take a client certificate from a header of anybody else. */
#include "web/entry.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

static const char *peer_of(struct call *k)
{
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(k->con, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        char text[INET6_ADDRSTRLEN] = "";

        if (info && info->client_addr->sa_family == AF_INET)
                inet_ntop(AF_INET, &((const struct sockaddr_in *)info->client_addr)->sin_addr, text, sizeof text);
        else if (info && info->client_addr->sa_family == AF_INET6)
                inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)info->client_addr)->sin6_addr, text, sizeof text);
        return text_copy(k->mem, text_starts(text, "::ffff:") ? text + 7 : text);
}

bool call_from_proxy(struct call *k)
{
        return names_have(&k->web->doors.proxies, peer_of(k));
}

/* Written as inet_ntop() would, or not at all: one asker has one name. */
static const char *canonical(struct call *k, const char *told)
{
        char text[INET6_ADDRSTRLEN];
        uint8_t bytes[16];
        int family = strchr(told, ':') ? AF_INET6 : AF_INET;

        return inet_pton(family, told, bytes) == 1 && inet_ntop(family, bytes, text, sizeof text) ? text_copy(k->mem, text) : NULL;
}

/* Without a list of proxies, --behind-tls says that there is one and that nobody else can connect. */
const char *call_address(struct call *k)
{
        const char *all = call_header(k, "X-Forwarded-For"), *comma = all ? strrchr(all, ',') : NULL, *told = NULL;

        if (all && (call_from_proxy(k) || (k->web->o.behind_tls && !k->web->doors.proxies.n)))
                told = canonical(k, text_trim(k->mem, comma ? comma + 1 : all));
        return told ? told : peer_of(k);
}

const char *call_certificate(struct call *k)
{
        const char *name = k->web->doors.certificate.header;

        return name && call_from_proxy(k) ? call_header(k, name) : NULL;
}

const char *call_device(struct call *k)
{
        const char *agent = call_header(k, "User-Agent");

        return agent && !text_check(agent, strlen(agent)) ? utf8_head(k->mem, agent, 190) : "";
}

void call_note(struct call *k, const char *login, bool known, const char *kind, const char *result)
{
        attempt_note(&(struct attempt){ .at = k->c.now, .login = known ? login : attempt_masked(k->mem, login), .address = call_address(k),
                                        .device = call_device(k), .kind = kind, .result = result });
}

void call_note_why(struct call *k, const char *login, bool known, const char *kind)
{
        static const struct { enum refusal_code code; const char *result; } words[] = {
                { R_PASSWORD, "wrong" }, { R_CODE_WRONG, "wrong" }, { R_CODE_USED, "replay" }, { R_LOCKED_OUT, "locked" }, { R_ACTOR_DISABLED, "disabled" },
        };
        const char *result = k->c.why.kind == WHY_FAILED ? "down" : k->c.why.kind == WHY_REFUSED ? "refused" : "ok";

        if (k->c.why.code == R_CODE_NEEDED)
                return;                         /* nothing was tried */
        for (size_t i = 0; k->c.why.kind == WHY_REFUSED && i < sizeof words / sizeof *words; i++)
                if (words[i].code == k->c.why.code)
                        result = words[i].result;
        call_note(k, login, known, kind, result);
}
