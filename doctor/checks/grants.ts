import type { Fragment, Sql } from 'postgres';
import { ANALYTICS_SCHEMAS, owners, tablesExpression } from '../../subgraphs/migrations/owners.ts';
import { type CheckResult, databaseCheck, failed, ok } from '../check.ts';

/** A right that the role should not have, or that it lacks. */
interface Right {
  /** The object of the right: "metadata.series". */
  readonly object: string;
  /** "INSERT, UPDATE". */
  readonly rights: string;
  /** The SQL that corrects it, run as a superuser. */
  readonly remedy: string;
}

const GRANTS =
  "As a superuser: psql --file=deploy/grants.sql; then ALTER ROLE chronos_gateway LOGIN PASSWORD '…'; and log in with it in DATABASE_URL.";

/** The rules, each with its heading, the query for violations, and their text. */
const RULES: readonly [
  subject: string,
  find: (sql: Sql) => Promise<readonly Right[]>,
  textOf: (rights: string) => string,
][] = [
  ['Reads what Alembic owns', unreadableTables, () => 'The role may not read it.'],
  ['Will read what Alembic adds', unreadableAdditions, () => 'The role could not read a table that its owner adds.'],
  ['Writes none of it', writableObjects, (rights) => `The role could write what Alembic owns: ${rights}.`],
  ['Reads nothing of Directus and Twenty', foreignTables, (rights) => `The role could read it: ${rights}.`],
  ['Has no right by PUBLIC', rightsByPublic, (rights) => `Every role has it, by PUBLIC: ${rights}.`],
];

/** Checks that the gateway's role may read Alembic's schemas, and has no other rights on the server. */
export const grants = databaseCheck('Grants', async (sql) => {
  const role = await superuser(sql);
  // A superuser has every right: no other rule applies.
  if (role.length > 0) return role;
  const findings = RULES.map(async ([subject, find, textOf]): Promise<readonly CheckResult[]> => {
    const found = await find(sql);
    if (found.length === 0) return [ok(subject, 'Holds for every object.')];
    return found
      .toSorted((one, other) => (one.object < other.object ? -1 : 1))
      .map(({ object, rights, remedy }) => failed(object, textOf(rights), remedy));
  });
  return (await Promise.all(findings)).flat();
});

async function superuser(sql: Sql): Promise<readonly CheckResult[]> {
  const [row] = await sql<{ name: string }[]>`
    SELECT rolname::text AS name FROM pg_roles WHERE rolname = current_user AND rolsuper`;
  return row ? [failed(row.name, 'The role is a superuser: it may do everything.', GRANTS)] : [];
}

/** `relkind` of tables, partitioned ones and views of either kind. */
const TABLES = ['r', 'p', 'v', 'm', 'f'];

/** The grantees whose rights the role has: itself, the roles that it is a member of, and PUBLIC (0). */
const grantees = (sql: Sql): Fragment => sql`
  (SELECT oid, quote_ident(rolname) AS name FROM pg_roles WHERE pg_has_role(oid, 'MEMBER')
   UNION ALL SELECT 0, 'PUBLIC') AS grantees (oid, name)`;

/** The SQL that removes an owner's rights from the role: by the membership, or else by the ownership. */
const disown = (sql: Sql, owner: Fragment, alter: Fragment): Fragment => sql`
  CASE WHEN ${owner} = to_regrole(quote_ident(current_user))
    THEN format('ALTER %s OWNER TO %I;', ${alter}, (SELECT rolname FROM pg_roles WHERE rolsuper ORDER BY oid LIMIT 1))
    ELSE (SELECT format('REVOKE %I FROM %I;', rolname, current_user)
      FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = roleid
      WHERE member = to_regrole(quote_ident(current_user)) AND pg_has_role(roleid, ${owner}, 'MEMBER') LIMIT 1)
  END`;

function unreadableTables(sql: Sql): Promise<Right[]> {
  return sql<Right[]>`
    SELECT format('%I.%I', nspname, relname) AS object, 'SELECT' AS rights,
      format('GRANT USAGE ON SCHEMA %I TO %I; GRANT SELECT ON %1$I.%3$I TO %2$I;', nspname, current_user, relname) AS remedy
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname IN ${sql(ANALYTICS_SCHEMAS)} AND relkind IN ${sql(TABLES)}
      AND NOT (has_schema_privilege(pg_namespace.oid, 'USAGE') AND has_table_privilege(pg_class.oid, 'SELECT'))`;
}

/** Finds owners whose default privileges do not name the role: it could not read tables that they create later. */
function unreadableAdditions(sql: Sql): Promise<Right[]> {
  return sql<Right[]>`
    SELECT DISTINCT format('%I, tables of %I', nspname, pg_get_userbyid(relowner)) AS object, 'SELECT' AS rights,
      format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON TABLES TO %I;',
        pg_get_userbyid(relowner), nspname, current_user) AS remedy
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname IN ${sql(ANALYTICS_SCHEMAS)} AND relkind IN ${sql(TABLES)} AND NOT pg_has_role(relowner, 'MEMBER')
      AND NOT EXISTS (
        SELECT FROM pg_default_acl CROSS JOIN LATERAL aclexplode(defaclacl) JOIN ${grantees(sql)} ON grantees.oid = grantee
        WHERE defaclrole = relowner AND defaclobjtype = 'r' AND defaclnamespace IN (relnamespace, 0)
          AND privilege_type = 'SELECT')`;
}

/** Finds objects that the role may write, also by rights to columns or by its memberships in owners. */
async function writableObjects(sql: Sql): Promise<Right[]> {
  const revoke = (name: Fragment) => sql`
    string_agg(DISTINCT privilege_type, ', ') AS rights,
    format('REVOKE %s ON %s FROM %s;',
      string_agg(DISTINCT privilege_type, ', '), ${name}, string_agg(DISTINCT grantees.name, ', ')) AS remedy`;
  const table = sql`format('%I.%I', nspname, relname)`;
  const schema = sql`format('SCHEMA %I', nspname)`;
  return sql<Right[]>`
    SELECT ${table} AS object, ${revoke(table)}
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    CROSS JOIN LATERAL (
      SELECT * FROM aclexplode(relacl)
      UNION ALL
      SELECT acl.* FROM pg_attribute CROSS JOIN LATERAL aclexplode(attacl) AS acl WHERE attrelid = pg_class.oid
    ) AS acl
    JOIN ${grantees(sql)} ON grantees.oid = grantee
    WHERE nspname IN ${sql(ANALYTICS_SCHEMAS)} AND relkind IN ${sql(TABLES)}
      AND privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER') AND grantee <> relowner
    GROUP BY nspname, relname
    UNION ALL
    SELECT ${table}, 'as its owner', ${disown(sql, sql`relowner`, sql`'TABLE ' || ${table}`)}
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname IN ${sql(ANALYTICS_SCHEMAS)} AND relkind IN ${sql(TABLES)} AND pg_has_role(relowner, 'MEMBER')
    UNION ALL
    SELECT ${schema}, ${revoke(schema)}
    FROM pg_namespace CROSS JOIN LATERAL aclexplode(nspacl) JOIN ${grantees(sql)} ON grantees.oid = grantee
    WHERE nspname IN ${sql(ANALYTICS_SCHEMAS)} AND privilege_type = 'CREATE' AND grantee <> nspowner
    GROUP BY nspname
    UNION ALL
    SELECT ${schema}, 'as its owner', ${disown(sql, sql`nspowner`, schema)}
    FROM pg_namespace
    WHERE nspname IN ${sql(ANALYTICS_SCHEMAS)} AND pg_has_role(nspowner, 'MEMBER')`;
}

function foreignTables(sql: Sql): Promise<Right[]> {
  return sql<Right[]>`
    SELECT format('%I.%I', nspname, relname) AS object, 'SELECT' AS rights,
      format('REVOKE SELECT ON %I.%I FROM %s;', nspname, relname, (
        SELECT string_agg(DISTINCT grantees.name, ', ') FROM (
          SELECT * FROM aclexplode(relacl)
          UNION ALL
          SELECT acl.* FROM pg_attribute CROSS JOIN LATERAL aclexplode(attacl) AS acl WHERE attrelid = pg_class.oid
        ) AS acl JOIN ${grantees(sql)} ON grantees.oid = grantee
        WHERE privilege_type = 'SELECT')) AS remedy
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE (nspname || '.' || relname) ~ ${tablesExpression(owners.directus, owners.twenty)}
      AND relkind IN ${sql(TABLES)}
      AND has_schema_privilege(pg_namespace.oid, 'USAGE')
      AND has_any_column_privilege(pg_class.oid, 'SELECT')`;
}

/** Finds rights on the server that PostgreSQL grants to every role by default: deploy/grants.sql revokes them. */
function rightsByPublic(sql: Sql): Promise<Right[]> {
  return sql<Right[]>`
    SELECT format('DATABASE %I', datname) AS object, string_agg(privilege_type, ', ' ORDER BY privilege_type) AS rights,
      format('REVOKE %s ON DATABASE %I FROM PUBLIC;',
        string_agg(privilege_type, ', ' ORDER BY privilege_type), datname) AS remedy
    FROM pg_database CROSS JOIN LATERAL aclexplode(coalesce(datacl, acldefault('d', datdba)))
    WHERE grantee = 0 AND (privilege_type = 'TEMPORARY' AND datname = current_database()
      OR privilege_type = 'CONNECT' AND datname <> current_database() AND datallowconn)
    GROUP BY datname
    UNION ALL
    SELECT 'Large objects', 'EXECUTE',
      format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC;', string_agg(pg_proc.oid::regprocedure::text, ', '))
    FROM pg_proc CROSS JOIN LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner)))
    WHERE grantee = 0 AND pronamespace = 'pg_catalog'::regnamespace
      AND (proname LIKE 'lo\\_%' OR proname IN ('loread', 'lowrite'))
    HAVING count(*) > 0`;
}
