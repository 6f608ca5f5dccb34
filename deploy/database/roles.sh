#!/usr/bin/env bash
# Runs once, when the database is created: a role for each server that shares it, and a database of Twenty's own.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set gateway_password="$GATEWAY_DB_PASSWORD" \
  --set directus_password="$DIRECTUS_DB_PASSWORD" \
  --set twenty_password="$TWENTY_DB_PASSWORD" <<'SQL'
-- Reads the four schemas of the analytics: loading them grants it that.
CREATE ROLE chronos_gateway LOGIN PASSWORD :'gateway_password';

-- Keeps its tables and the content in public; the log of the content's migrations is in schema gateway.
CREATE ROLE directus LOGIN PASSWORD :'directus_password';
CREATE SCHEMA gateway;
GRANT USAGE, CREATE ON SCHEMA gateway, public TO directus;

-- Keeps the keys of partners, for the gateway too.
CREATE ROLE chronos_migrator LOGIN PASSWORD :'gateway_password';
GRANT USAGE, CREATE ON SCHEMA gateway TO chronos_migrator;

-- From template0: the other template holds TimescaleDB, which is not Twenty's.
CREATE ROLE twenty LOGIN PASSWORD :'twenty_password';
CREATE DATABASE twenty OWNER twenty TEMPLATE template0;
SQL
