/* net_test.c - what a mail looks like, and that no line break of anybody's gets into its head. */
#include "base/test.h"
#include "net/net.h"
#include <string.h>

static struct net_mail mail_of(const char *to, const char *subject)
{
        return (struct net_mail){ .url = "smtp://127.0.0.1:1", .tls = "none", .from = "desk@example.gov.cn", .from_name = "示例县综合行政执法局", .to = to,
                                  .subject = subject, .body = "快到期\n示综执立〔2024〕1号\n", .id = "message-1-li@example.gov.cn",
                                  .at = instant_at(day_make(2024, 9, 10), 9, 5) };
}

TEST(net_mail, has_headers_in_ascii_lines_that_are_short_and_a_date_with_the_zone)
{
        struct net_mail m = mail_of("li@example.gov.cn", "【快到期】示综执立〔2024〕1号　未经许可处置建筑垃圾案，这是一个很长很长很长很长的标题");
        const char *text = net_mail_text(t->mem, &m);

        CHECK(text != NULL);
        CHECK(strstr(text, "Date: Tue, 10 Sep 2024 09:05:00 +0800\r\n") == text);
        CHECK(strstr(text, "\r\nTo: <li@example.gov.cn>\r\n") != NULL);
        CHECK(strstr(text, "Subject: =?UTF-8?B?") != NULL);
        for (const char *p = text; p && *p; p = strstr(p, "\r\n") ? strstr(p, "\r\n") + 2 : NULL)
                CHECK(strcspn(p, "\r") <= 78);
        for (const char *p = text; *p; p++)
                CHECK((unsigned char)*p < 128);
}

TEST(net_mail, is_none_where_a_head_would_hold_a_line_break_or_the_address_is_more_than_one)
{
        struct net_mail m = mail_of("li@example.gov.cn", "好\r\nBcc: x@example.org");

        CHECK(!net_mail_text(t->mem, &m));
        m = mail_of("li@example.gov.cn\r\nBcc: x@example.org", "好");
        CHECK(!net_mail_text(t->mem, &m));
        m = mail_of("li@example.gov.cn,x@example.org", "好");
        CHECK(!net_mail_text(t->mem, &m));
        m = mail_of("@example.gov.cn", "好");
        CHECK(!net_mail_text(t->mem, &m));
}

TEST(net_mail, says_why_it_did_not_get_through_when_nobody_listens)
{
        struct net_mail m = mail_of("li@example.gov.cn", "好");
        struct net_outcome o;

        net_mail(t->mem, &m, &o);
        CHECK(!o.good);
        CHECK_INT(o.status, 0);
        CHECK(*o.detail);
}

TEST(net_ask, says_why_nobody_answered_and_leaves_an_empty_text)
{
        struct net_answer a;

        net_ask(t->mem, &(struct net_request){ .url = "http://127.0.0.1:1/", .most = 100, .seconds = 2 }, &a);
        CHECK(!a.came);
        CHECK_INT(a.status, 0);
        CHECK_TEXT(a.text, "");
        CHECK(*a.detail);
}
