#!/usr/bin/env bash
# Runs once, when the database is created: a role for each server that shares it, and a database of Twenty's own.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set database="$POSTGRES_DB" \
  --set gateway_password="$GATEWAY_DB_PASSWORD" \
  --set migrator_password="$MIGRATOR_DB_PASSWORD" \
  --set directus_password="$DIRECTUS_DB_PASSWORD" \
  --set twenty_password="$TWENTY_DB_PASSWORD" <<'SQL'
-- Reads the four schemas of the analytics: loading them grants it that.
CREATE ROLE chronos_gateway LOGIN PASSWORD :'gateway_password';

-- Keeps its tables and the content in public; the log of the content's migrations is in schema gateway.
CREATE ROLE directus LOGIN PASSWORD :'directus_password';
CREATE SCHEMA gateway;
GRANT USAGE, CREATE ON SCHEMA gateway, public TO directus;

-- Makes the table of partners' keys and the simplified borders. No server that runs logs in as this role.
CREATE ROLE chronos_migrator LOGIN PASSWORD :'migrator_password';
GRANT USAGE, CREATE ON SCHEMA gateway TO chronos_migrator;

-- From template0: the other template holds TimescaleDB, which is not Twenty's.
CREATE ROLE twenty LOGIN PASSWORD :'twenty_password';
CREATE DATABASE twenty OWNER twenty TEMPLATE template0;

-- What every role has by itself, none has here: each is granted what it needs. So does deploy/grants.sql with other servers'
-- databases.
REVOKE CONNECT, TEMPORARY ON DATABASE :"database", twenty, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO chronos_gateway, chronos_migrator, directus;
GRANT TEMPORARY ON DATABASE :"database" TO directus;
SELECT format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', oid::regprocedure)
FROM pg_proc
WHERE pronamespace = 'pg_catalog'::regnamespace AND (proname LIKE 'lo\_%' OR proname IN ('loread', 'lowrite'))
\gexec
SQL
