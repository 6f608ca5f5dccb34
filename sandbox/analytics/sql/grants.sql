-- The role that the gateway works under: it reads the four schemas and nothing else. It cannot log in until it is given
-- a password: ALTER ROLE chronos_gateway LOGIN PASSWORD '…'.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chronos_gateway') THEN
    CREATE ROLE chronos_gateway;
  END IF;
END
$$;

ALTER ROLE chronos_gateway SET default_transaction_read_only = on;
ALTER ROLE chronos_gateway SET statement_timeout = '10s';

GRANT USAGE ON SCHEMA timeseries, metadata, geospatial, analytics TO chronos_gateway;
GRANT SELECT ON ALL TABLES IN SCHEMA timeseries, metadata, geospatial, analytics TO chronos_gateway;
ALTER DEFAULT PRIVILEGES IN SCHEMA timeseries, metadata, geospatial, analytics GRANT SELECT ON TABLES TO chronos_gateway;
