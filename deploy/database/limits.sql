-- What each role may take of the server that all of them share: docs/database.md, "Limits". Run it as a superuser; it may
-- be run again. It holds for new connections. Roles that this server does not have are left out.
DO $$
DECLARE
  limits CONSTANT text[] := ARRAY[
    -- The gateway: short reads. Its connections set the same; through PgBouncer only the role does. grants.sql has its timeout.
    'chronos_gateway SET idle_in_transaction_session_timeout = ''10s''',
    'chronos_gateway SET work_mem = ''16MB''',
    'chronos_gateway SET jit = off',
    'chronos_gateway SET plan_cache_mode = ''force_generic_plan''',
    'chronos_gateway SET max_parallel_workers_per_gather = 0',
    'chronos_gateway CONNECTION LIMIT 50',
    -- Directus: short reads and writes, and migrations at its start.
    'directus SET statement_timeout = ''60s''',
    'directus SET idle_in_transaction_session_timeout = ''60s''',
    'directus SET work_mem = ''8MB''',
    'directus SET jit = off',
    'directus SET max_parallel_workers_per_gather = 0',
    'directus CONNECTION LIMIT 15',
    -- The ingestion: one core of the machine for loads and refreshes, and memory to sort in.
    'ingestion SET statement_timeout = ''30min''',
    'ingestion SET lock_timeout = ''10s''',
    'ingestion SET work_mem = ''64MB''',
    'ingestion SET maintenance_work_mem = ''128MB''',
    'ingestion SET max_parallel_workers_per_gather = 0',
    'ingestion SET max_parallel_maintenance_workers = 0',
    'ingestion SET synchronous_commit = off',
    'ingestion CONNECTION LIMIT 4',
    -- Twenty: in a database of its own.
    'twenty SET statement_timeout = ''60s''',
    'twenty SET idle_in_transaction_session_timeout = ''60s''',
    'twenty SET work_mem = ''8MB''',
    'twenty CONNECTION LIMIT 20'
  ];
  limitation text;
BEGIN
  FOREACH limitation IN ARRAY limits LOOP
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = split_part(limitation, ' ', 1)) THEN
      EXECUTE 'ALTER ROLE ' || limitation;
    END IF;
  END LOOP;
END
$$;
