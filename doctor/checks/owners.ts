import type { Sql } from 'postgres';
import { type Owner, ownerOf, owners } from '../../subgraphs/migrations/owners.ts';
import { type CheckResult, databaseCheck, ok, warning } from '../check.ts';
import { definitions } from './drift.ts';

const REGISTRY = 'subgraphs/migrations/owners.ts';

/** A table or a view that is no part of an extension. */
interface Table {
  readonly schema: string;
  readonly name: string;
  /** Schema and name, quoted for SQL where necessary. */
  readonly quoted: string;
  /** As in `DROP …`. */
  readonly kind: string;
  readonly role: string;
  readonly size: string;
  /** Scans and changed rows since the server's statistics began. */
  readonly reads: string;
  readonly writes: string;
  /** Columns whose names are those of credentials. */
  readonly credentials: string;
  /** The owner; of a table in the wrong schema, the one that it has in its own. */
  readonly owner: Owner | undefined;
  /** The schema that it belongs in, if it is in another. */
  readonly home: string | undefined;
}

/** A part of a table that connects it with another table, or with a function of another role. */
interface Connection {
  /** Quoted, as the name of the other table. */
  readonly table: string;
  readonly other: string;
  readonly what: string;
  /** The role of a trigger's function; null for a foreign key. */
  readonly role: string | null;
  readonly remedy: string;
}

/** Checks each table of the database against the registry of owners. */
export const ownership = databaseCheck('Owners', async (sql) => {
  const [tables, connections, roles] = await Promise.all([
    tablesOf(sql),
    connectionsOf(sql),
    sql<{ name: string }[]>`SELECT rolname::text AS name FROM pg_roles`,
  ]);
  const rules: readonly [subject: string, findings: readonly CheckResult[]][] = [
    ['Each table has an owner', tables.flatMap((table) => strayTable(table, tables))],
    ['Only the owner changes a table', connections.flatMap((connection) => foreignChange(connection, tables))],
    ['One role owns all tables of an owner', differingRoles(tables, new Set(roles.map(({ name }) => name)))],
    ['Directus is the only sign-in', tables.flatMap(ownSignIn)],
  ];
  return rules.flatMap(([subject, findings]) => (findings.length > 0 ? findings : [ok(subject, 'Holds.')]));
});

/** Reports a table that has no owner, or that has the name of a table of another schema. */
function strayTable(table: Table, tables: readonly Table[]): readonly CheckResult[] {
  const { name, home, quoted, kind, role, size, reads, writes } = table;
  const drop = `DROP ${kind} ${quoted};`;
  if (home) {
    const isCopy = tables.some((other) => other.schema === home && other.name === name);
    const detail = `It is in the wrong schema: the registry has ${home}.${name}.`;
    if (!isCopy) return [warning(quoted, detail, `Run as a superuser: ALTER ${kind} ${quoted} SET SCHEMA ${home};`)];
    const remedy = `Save the rows that ${home}.${name} lacks. Then run as ${role}: ${drop}`;
    return [warning(quoted, `${detail} That one exists, too.`, remedy)];
  }
  if (table.owner) return [];
  const detail = `No tool owns it: ${size}, of role ${role}, ${reads} reads and ${writes} changed rows in the statistics.`;
  const remedy = `If something needs it, add it to ${REGISTRY}. If not, make a backup, and run as ${role}: ${drop}`;
  return [warning(quoted, detail, remedy)];
}

const DEFINED: ReadonlySet<string> = new Set(definitions().map(({ name }) => name));

/** Returns the schema in which the registry or the definitions have a table's name; undefined if it is the table's own. */
function homeOf(schema: string, name: string): string | undefined {
  const owner = ownerOf(schema, name);
  if ((owner && owner !== owners.analytics) || DEFINED.has(`${schema}.${name}`)) return undefined;
  const definedAs = [...DEFINED].find((each) => each.endsWith(`.${name}`));
  if (definedAs) return definedAs.split('.', 1)[0];
  return ['public', 'gateway'].find((other) => {
    const named = ownerOf(other, name);
    return named !== undefined && named !== owner && named !== owners.signIn;
  });
}

/** Reports a foreign key between tables of two tools, and a trigger whose function another role owns. */
function foreignChange(connection: Connection, tables: readonly Table[]): readonly CheckResult[] {
  const { table, other, what, role, remedy } = connection;
  if (role !== null) {
    return [warning(table, `Its ${what} runs a function of another role, ${role}.`, `Run as a superuser: ${remedy}`)];
  }
  const [owner, foreign] = [table, other].map((name) => tables.find(({ quoted }) => quoted === name)?.owner);
  if (!owner || !foreign || owner.tool === foreign.tool || owner.adoptedBy === foreign.tool) return [];
  const detail = `Its ${what} refers to ${other}: ${foreign.tool} cannot change that table freely.`;
  return [warning(table, detail, `Have ${owner.tool} run: ${remedy}`)];
}

const EXTENSIONS: ReadonlySet<Owner> = new Set([owners.postgis, owners.timescale, owners.age]);

/** Reports tables of an owner that do not belong to its role. */
function differingRoles(tables: readonly Table[], existing: ReadonlySet<string>): readonly CheckResult[] {
  const groups = Map.groupBy(tables, ({ owner }) => owner);
  return Array.from(groups).flatMap(([owner, group]) => {
    if (!owner || EXTENSIONS.has(owner)) return [];
    const expected = owner.role && existing.has(owner.role) ? owner.role : mostFrequent(group.map(({ role }) => role));
    return group.flatMap(({ quoted, kind, role }) => {
      if (role === expected) return [];
      const detail = `It belongs to role ${role}: ${owner.tool} has ${expected} for its tables.`;
      return warning(quoted, detail, `Run as a superuser: ALTER ${kind} ${quoted} OWNER TO ${expected};`);
    });
  });
}

function mostFrequent(names: readonly string[]): string | undefined {
  const counts = Array.from(Map.groupBy(names, (name) => name));
  return counts.toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0];
}

/** Reports a sign-in of the site. */
function ownSignIn({ schema, name, credentials }: Table): readonly CheckResult[] {
  if (`${schema}.${name}` !== 'public.users') return [];
  const detail =
    `The site has a sign-in of its own, with ${credentials || 'no columns of passwords'}: ` +
    'its users have other passwords in Directus, and blocking them there does not sign them out here.';
  const remedy =
    'Merge it into the sign-in of Directus: docs/database.md, "One sign-in". Nothing runs its statements by itself: ' +
    'deploy/database/merge-users.sql';
  return [warning('public.users', detail, remedy)];
}

async function tablesOf(sql: Sql): Promise<readonly Table[]> {
  const rows = await sql<Omit<Table, 'owner' | 'home'>[]>`
    SELECT nspname::text AS schema, pg_class.relname::text AS name, format('%I.%I', nspname, pg_class.relname) AS quoted,
      CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS kind,
      quote_ident(pg_get_userbyid(relowner)) AS role, pg_size_pretty(pg_total_relation_size(pg_class.oid)) AS size,
      (coalesce(seq_scan, 0) + coalesce(idx_scan, 0))::text AS reads,
      coalesce(n_tup_ins + n_tup_upd + n_tup_del, 0)::text AS writes,
      (SELECT coalesce(string_agg(attname, ', ' ORDER BY attnum), '') FROM pg_attribute
        WHERE attrelid = pg_class.oid AND attnum > 0 AND attname ~ 'pass|hash|salt|secret|token') AS credentials
    FROM pg_class
    JOIN pg_namespace ON pg_namespace.oid = relnamespace
    LEFT JOIN pg_stat_all_tables ON relid = pg_class.oid
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT relispartition AND nspname !~ '^(pg_|information_schema$)'
      AND NOT EXISTS (
        SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
    ORDER BY 1, 2`;
  return rows.map((row) => {
    const home = homeOf(row.schema, row.name);
    return { ...row, home, owner: ownerOf(home ?? row.schema, row.name) };
  });
}

function connectionsOf(sql: Sql): Promise<Connection[]> {
  return sql<Connection[]>`
    WITH relation AS (
      SELECT pg_class.oid, relowner, format('%I.%I', nspname, relname) AS name
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace)
    SELECT relation.name AS table, other.name AS other, 'foreign key ' || conname AS what, NULL AS role,
      format('ALTER TABLE %s DROP CONSTRAINT %I;', relation.name, conname) AS remedy
    FROM pg_constraint
    JOIN relation ON relation.oid = conrelid
    JOIN relation AS other ON other.oid = confrelid
    WHERE contype = 'f' AND conparentid = 0
    UNION ALL
    SELECT relation.name, '', 'trigger ' || tgname, quote_ident(pg_get_userbyid(proowner)),
      format('DROP TRIGGER %I ON %s;', tgname, relation.name)
    FROM pg_trigger
    JOIN relation ON relation.oid = tgrelid
    JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal AND proowner <> relowner AND NOT EXISTS (
      SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
    ORDER BY 1, 3`;
}
