#!/bin/sh
# A role and a database of its own for each service; no service can enter another's.
# PostgreSQL's image runs this once, when its volume is empty. It may be run again: what exists stays.
# Councils that share a server have names of their own: DATABASE_PREFIX=lindenhof makes lindenhof_voting and its like.
set -eu
prefix=${DATABASE_PREFIX:-commonpurse}

for service in ideas proposals deliberation voting residents reporting; do
    upper=$(echo "$service" | tr '[:lower:]' '[:upper:]')
    eval "password=\${${upper}_DATABASE_PASSWORD:?set ${upper}_DATABASE_PASSWORD}"
    psql -v ON_ERROR_STOP=1 --quiet --no-psqlrc --username "${POSTGRES_USER:-postgres}" --dbname postgres \
        -v name="${prefix}_$service" -v password="$password" <<'SQL'
SELECT format('CREATE ROLE %I', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" LOGIN PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I ENCODING ''UTF8'' TEMPLATE template0', :'name', :'name')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
