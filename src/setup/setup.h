/* setup.h - the first hour of an office: from an empty site to people who can work, on the page /setup and by ordinary commands.
 *
 * While no administrator can sign in, /setup asks for the code that `serve` printed, and gives the founding account a password: nothing else is
 * open, and nothing is once that is done.  From then on /setup is a page of the system administrator, who goes through the steps in any order,
 * leaves and comes back: each step is acts like any other, so nothing that was entered is lost.
 */
#ifndef SETUP_SETUP_H
#define SETUP_SETUP_H
#include "journal/command.h"
#include "ui/page.h"

/* At the start of serve: packs may be chosen from the folders of `packs`; both texts must live as long as the process.  What to print when an
 * administrator is still missing is setup_code(). */
void setup_start(const char *packs);
const char *setup_code(void);                   /* of this process, made when it is first asked for; nobody else knows it */

extern const struct command setup_commands[];
extern const size_t setup_commands_n;
extern const struct page setup_pages[];
extern const size_t setup_pages_n;

#endif
