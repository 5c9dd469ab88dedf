/* exchange_tables.c - which address gives which file or page.  Kept are those that only change when something is published. */
#include "exchange/exchange.h"
#include "exchange/exchange_inner.h"

#define XML "application/xml; charset=utf-8"

const struct public_file exchange_public_files[] = {
        { "/feed/atom", "Atom 订阅", "application/atom+xml; charset=utf-8", exchange__atom, true, false },
        { "/feed/json", "JSON Feed 订阅", "application/feed+json; charset=utf-8", exchange__json_feed, true, false },
        { "/open/{file}", "开放数据文件", "application/octet-stream", exchange__open_file, false, true },
        { "/embed/latest", "嵌入：最新执法决定", "text/html; charset=utf-8", exchange__embed, false, false },
        { "/sitemap.xml", "网站地图", XML, exchange__sitemap, true, false },
        { "/sitemap/{part}", "网站地图", XML, exchange__sitemap_part, true, false },
        { "/robots.txt", "爬虫须知", "text/plain; charset=utf-8", exchange__robots, true, false },
};
const size_t exchange_public_files_n = sizeof exchange_public_files / sizeof *exchange_public_files;

const struct page exchange_pages[] = {
        { "/open", "开放数据", "public", exchange__open_page, true },
        { "/browse", "按月浏览", "public", exchange__browse, true },
        { "/browse/{agency}", "按月浏览", "public", exchange__browse_agency, true },
        { "/browse/{agency}/{month}", "按月浏览", "public", exchange__browse_month, true },
        { "/desk/carriers", "载体推送", "head|editor|supervisor|admin", exchange__carriers_page, false },
};
const size_t exchange_pages_n = sizeof exchange_pages / sizeof *exchange_pages;
