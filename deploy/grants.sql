-- The two roles of this project on a database that others share, and all that they may do there. Run it as a superuser
-- once Alembic's four schemas are there; it may be run again at any time. Neither role can log in until it is given a
-- password: ALTER ROLE chronos_gateway LOGIN PASSWORD '…'.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chronos_gateway') THEN
    CREATE ROLE chronos_gateway;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chronos_migrator') THEN
    CREATE ROLE chronos_migrator;
  END IF;
END
$$;

-- The gateway: it reads what Alembic owns, and nothing else.
ALTER ROLE chronos_gateway SET default_transaction_read_only = on;
ALTER ROLE chronos_gateway SET statement_timeout = '10s';

GRANT USAGE ON SCHEMA timeseries, metadata, geospatial, analytics TO chronos_gateway;
GRANT SELECT ON ALL TABLES IN SCHEMA timeseries, metadata, geospatial, analytics TO chronos_gateway;
ALTER DEFAULT PRIVILEGES IN SCHEMA timeseries, metadata, geospatial, analytics GRANT SELECT ON TABLES TO chronos_gateway;

-- Drizzle's migrations: schema gateway is theirs, and in public they make the content's tables (which the names of, cms_*
-- and users*, are held to before they run). They have no right on anything that another role owns, nor to a new schema;
-- but they read the borders, of which they keep simplified ones (npm run refresh:tiles).
CREATE SCHEMA IF NOT EXISTS gateway;
GRANT USAGE, CREATE ON SCHEMA gateway, public TO chronos_migrator;
GRANT USAGE ON SCHEMA geospatial TO chronos_migrator;
GRANT SELECT ON ALL TABLES IN SCHEMA geospatial TO chronos_migrator;
ALTER DEFAULT PRIVILEGES IN SCHEMA geospatial GRANT SELECT ON TABLES TO chronos_migrator;

-- What the migrations keep for the gateway in their schema, it reads.
GRANT USAGE ON SCHEMA gateway TO chronos_gateway;
GRANT SELECT ON ALL TABLES IN SCHEMA gateway TO chronos_gateway;
ALTER DEFAULT PRIVILEGES FOR ROLE chronos_migrator IN SCHEMA gateway GRANT SELECT ON TABLES TO chronos_gateway;
