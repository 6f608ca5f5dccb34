import type { Sql } from 'postgres';
import { ALEMBIC_SCHEMAS, databaseCheck, type Finding, failed, ok } from '../check.ts';

/** Something that the role may do, or may not. */
interface Right {
  readonly table: string;
  readonly rights: string;
}

const GRANTS = 'Run deploy/grants.sql as a superuser, and log in as chronos_gateway.';

/** The gateway's role reads what Alembic owns, writes none of it, and reads nothing of Directus's and Twenty's. */
export const grants = databaseCheck('Grants', async (sql) => {
  const [role, unreadable, writable, foreign] = await Promise.all([
    superuser(sql),
    unreadableTables(sql),
    writableTables(sql),
    foreignTables(sql),
  ]);
  return [
    ...role,
    ...listed('Reads what Alembic owns', unreadable, ({ table }) => failed(table, 'The role may not read it.', GRANTS)),
    ...listed('Writes none of it', writable, ({ table, rights }) =>
      failed(
        table,
        `The role could write what Alembic owns: ${rights}.`,
        `REVOKE ${rights} ON ${table} from whom the role has it, or log in as a role that owns nothing there.`,
      ),
    ),
    ...listed('Reads nothing of Directus and Twenty', foreign, ({ table, rights }) =>
      failed(table, `The role could read it: ${rights}.`, `REVOKE ${rights} ON ${table} from whom the role has it.`),
    ),
  ];
});

function listed(subject: string, found: readonly Right[], tell: (right: Right) => Finding): readonly Finding[] {
  return found.length === 0
    ? [ok(subject, 'Holds for every table there is.')]
    : found.toSorted((one, other) => (one.table < other.table ? -1 : 1)).map(tell);
}

async function superuser(sql: Sql): Promise<readonly Finding[]> {
  const [row] = await sql<{ name: string }[]>`
    SELECT rolname::text AS name FROM pg_roles WHERE rolname = current_user AND rolsuper`;
  return row ? [failed(row.name, 'The role is a superuser: nothing is kept from it.', GRANTS)] : [];
}

/** `relkind` of tables, partitioned ones and views of either kind. */
const TABLES = ['r', 'p', 'v', 'm', 'f'];

function unreadableTables(sql: Sql): Promise<Right[]> {
  return sql<Right[]>`
    SELECT format('%I.%I', nspname, relname) AS table, 'SELECT' AS rights
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname IN ${sql(ALEMBIC_SCHEMAS)} AND relkind IN ${sql(TABLES)}
      AND NOT (has_schema_privilege(pg_namespace.oid, 'USAGE') AND has_table_privilege(pg_class.oid, 'SELECT'))`;
}

/** A right to a column counts, and so does what the role could do as an owner that it is a member of. */
function writableTables(sql: Sql): Promise<Right[]> {
  return sql<Right[]>`
    SELECT name AS table, string_agg(right_to, ', ' ORDER BY position) AS rights
    FROM (
      SELECT format('%I.%I', nspname, relname) AS name, right_to, position
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) WITH ORDINALITY AS r (right_to, position)
      WHERE nspname IN ${sql(ALEMBIC_SCHEMAS)} AND relkind IN ${sql(TABLES)}
        AND (
          has_table_privilege(pg_class.oid, right_to)
          OR right_to IN ('INSERT', 'UPDATE') AND has_any_column_privilege(pg_class.oid, right_to)
        )
      UNION ALL
      SELECT format('%I.%I', nspname, relname), 'OWNERSHIP', 9
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE nspname IN ${sql(ALEMBIC_SCHEMAS)} AND relkind IN ${sql(TABLES)}
        AND pg_has_role(current_user, relowner, 'MEMBER')
      UNION ALL
      SELECT format('SCHEMA %I', nspname), 'CREATE', 1
      FROM pg_namespace
      WHERE nspname IN ${sql(ALEMBIC_SCHEMAS)} AND has_schema_privilege(oid, 'CREATE')
    ) AS found
    GROUP BY name`;
}

function foreignTables(sql: Sql): Promise<Right[]> {
  return sql<Right[]>`
    SELECT format('%I.%I', nspname, relname) AS table, 'SELECT' AS rights
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE (nspname = 'core' OR nspname LIKE 'workspace\\_%' OR nspname = 'public' AND relname LIKE 'directus\\_%')
      AND relkind IN ${sql(TABLES)}
      AND has_schema_privilege(pg_namespace.oid, 'USAGE')
      AND has_any_column_privilege(pg_class.oid, 'SELECT')`;
}
