import { readMigrationFiles } from 'drizzle-orm/migrator';

/** One of drizzle-kit's migrations, as it lies in a folder. */
export interface Migration {
  /** The folder's name, which starts with the time it was made at: they run in its order. */
  readonly name: string;
  readonly statements: readonly string[];
  readonly hash: string;
  /** When it was made, in milliseconds since 1970. */
  readonly madeAt: number;
}

/** The migrations of a folder, in their order. */
export function readMigrations(folder: string): Migration[] {
  return readMigrationFiles({ migrationsFolder: folder }).map(({ name, sql, hash, folderMillis }) => ({
    name,
    statements: sql,
    hash,
    madeAt: folderMillis,
  }));
}
