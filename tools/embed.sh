#!/bin/sh
# embed.sh NAME INPUT OUTPUT: a text file as a C string, `const char NAME[]`, line by line so that it stays readable.
set -eu
{
        printf 'extern const char %s[];\nconst char %s[] =\n' "$1" "$1"
        sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/\\t/g' -e 's/^/        "/' -e 's/$/\\n"/' "$2"
        printf '        "";\n'
} > "$3"
