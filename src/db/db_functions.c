/* db_functions.c - functions of the program that SQLite's statements may call (DB_FUNCTION in db.h).  PostgreSQL has none of them: there
 * such a statement has words of its own.  Must never call anything but pure functions of the text they are given. */
#include "db/db_impl.h"
#include <sqlite3.h>

/* The linker's bounds of all functions; weak, because a program may have none. */
extern const struct db_function *const __start_db_functions[] __attribute__((weak));
extern const struct db_function *const __stop_db_functions[] __attribute__((weak));

static void function_call(sqlite3_context *to, int n, sqlite3_value **args)
{
        const struct db_function *f = sqlite3_user_data(to);
        const char *text = (const char *)sqlite3_value_text(args[0]);
        struct arena *mem = arena_new();

        (void)n;
        sqlite3_result_text(to, f->make(mem, text ? text : ""), -1, SQLITE_TRANSIENT);
        arena_free(mem);
}

void db_functions_make(struct sqlite3 *c)
{
        for (const struct db_function *const *f = __start_db_functions; f < __stop_db_functions; f++)
                must(sqlite3_create_function_v2(c, (*f)->name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, (void *)(uintptr_t)*f, function_call,
                                                NULL, NULL, NULL) == SQLITE_OK);
}
