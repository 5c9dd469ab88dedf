/* main.c - one program: the subcommand's row is found in the table (cli.c) and its function called. */
#include "cli/cli.h"

int main(int argc, char **argv)
{
        return cli_run(argc, argv);
}
