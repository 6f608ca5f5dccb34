-- The two roles of this project on a database that others share, and all that they may do there. Run it as a superuser
-- once Alembic's four schemas are there; it may be run again at any time. Neither role can log in until it is given a
-- password of its own: ALTER ROLE chronos_gateway LOGIN PASSWORD '…'.
-- `npm run schema` writes the lists of schemas from subgraphs/migrations/owners.ts.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chronos_gateway') THEN
    CREATE ROLE chronos_gateway;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chronos_migrator') THEN
    CREATE ROLE chronos_migrator;
  END IF;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO chronos_gateway, chronos_migrator', current_database());
END
$$;

-- What PostgreSQL gives to every role by itself, and neither of these needs: to connect to the server's other databases, to
-- make temporary tables here, and to write large objects. PUBLIC loses it; each other role that can log in now keeps it.
DO $$
DECLARE
  revoked record;
  others text;
BEGIN
  SELECT string_agg(quote_ident(rolname), ', ') INTO others
  FROM pg_roles
  WHERE rolcanlogin AND NOT rolsuper
    AND NOT pg_has_role(oid, 'chronos_gateway', 'MEMBER') AND NOT pg_has_role(oid, 'chronos_migrator', 'MEMBER');
  FOR revoked IN
    SELECT rights || ' ON DATABASE ' || quote_ident(datname) AS rights
    FROM pg_database
    CROSS JOIN LATERAL (
      SELECT string_agg(privilege_type, ', ') AS rights
      FROM aclexplode(coalesce(datacl, acldefault('d', datdba)))
      WHERE grantee = 0 AND (privilege_type = 'TEMPORARY' OR datname <> current_database())
    ) AS of_public
    WHERE rights IS NOT NULL
    UNION ALL
    SELECT 'EXECUTE ON FUNCTION ' || string_agg(oid::regprocedure::text, ', ')
    FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND (proname LIKE 'lo\_%' OR proname IN ('loread', 'lowrite'))
      AND EXISTS (
        SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner)))
        WHERE grantee = 0 AND privilege_type = 'EXECUTE'
      )
    HAVING count(*) > 0
  LOOP
    IF others IS NOT NULL THEN
      EXECUTE format('GRANT %s TO %s', revoked.rights, others);
    END IF;
    EXECUTE format('REVOKE %s FROM PUBLIC', revoked.rights);
  END LOOP;
END
$$;

-- The gateway: it reads what Alembic owns, and nothing else.
ALTER ROLE chronos_gateway SET default_transaction_read_only = on;
ALTER ROLE chronos_gateway SET statement_timeout = '10s';

GRANT USAGE ON SCHEMA /* analytics */ metadata, timeseries, geospatial, analytics /* end */ TO chronos_gateway;
GRANT SELECT ON ALL TABLES IN SCHEMA /* analytics */ metadata, timeseries, geospatial, analytics /* end */ TO chronos_gateway;

-- Drizzle's migrations create tables in two schemas. The runner checks their names before a migration runs. The role has no
-- right on anything that another role owns, nor to a new schema; but it reads the borders, to store simplified ones
-- (npm run refresh:tiles).
CREATE SCHEMA IF NOT EXISTS gateway;
GRANT USAGE, CREATE ON SCHEMA /* migrations */ public, gateway /* end */ TO chronos_migrator;
GRANT USAGE ON SCHEMA geospatial TO chronos_migrator;
GRANT SELECT ON ALL TABLES IN SCHEMA geospatial TO chronos_migrator;

-- What those who own tables in Alembic's schemas, or the schemas themselves, make there later is read as well.
DO $$
DECLARE
  owned record;
BEGIN
  FOR owned IN
    SELECT nspname AS schema, pg_get_userbyid(owner) AS owner
    FROM pg_namespace
    CROSS JOIN LATERAL (
      SELECT nspowner AS owner
      UNION
      SELECT relowner FROM pg_class WHERE relnamespace = pg_namespace.oid AND relkind IN ('r', 'p', 'v', 'm', 'f')
    ) AS owners
    WHERE nspname IN (/* analytics */ 'metadata', 'timeseries', 'geospatial', 'analytics' /* end */)
  LOOP
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON TABLES TO %s', owned.owner, owned.schema,
      CASE owned.schema WHEN 'geospatial' THEN 'chronos_gateway, chronos_migrator' ELSE 'chronos_gateway' END);
  END LOOP;
END
$$;

-- What the migrations keep for the gateway in their schema, it reads. Of the keys of partners it notes the last use, too: that
-- right comes with their table (npm run keys).
GRANT USAGE ON SCHEMA gateway TO chronos_gateway;
GRANT SELECT ON ALL TABLES IN SCHEMA gateway TO chronos_gateway;
ALTER DEFAULT PRIVILEGES FOR ROLE chronos_migrator IN SCHEMA gateway GRANT SELECT ON TABLES TO chronos_gateway;
