/* screen.c - a page that fills a display in a hall: no navigation, no script, nothing to touch; where it is asked to, it renews itself by the browser's own clock,
 * so that it may stand for weeks.  Large type comes from the style sheet (class screen). */
#include "ui/assets.h"
#include "ui/ui_inner.h"

void page_begin_screen(struct html *h, const char *title, int seconds)
{
        html(h, "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<title>%s</title>\n<link rel=\"stylesheet\" href=\"%s\">\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"%s\">\n",
             title, asset_path("mingjing.css"), asset_path("favicon.svg"));
        if (seconds)
                html(h, "<meta http-equiv=\"refresh\" content=\"%d\">\n", seconds);
        html(h, "</head>\n<body class=\"screen\">\n<main id=\"main\">\n");
}

void page_end_screen(struct html *h)
{
        html(h, "</main>\n</body>\n</html>\n");
}
