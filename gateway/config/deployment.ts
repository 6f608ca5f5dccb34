import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSchema, type GraphQLSchema } from 'graphql';
import type { z } from 'zod';
import { messageOf } from '../../subgraphs/common/message-of.ts';
import { type DirectusNaming, namingOf } from '../../subgraphs/directus/naming.ts';
import { DeploymentSchema, problemOf } from './deployment-schema.ts';
import { ConfigError } from './problems.ts';

/** A deployment's file, read and checked once, with defaults for absent options. */
export interface Deployment extends Omit<z.output<typeof DeploymentSchema>, 'directus' | 'audiences'> {
  /** The file's folder: paths in the file, and generated files, are relative to it. */
  readonly folder: URL;
  readonly directus: DirectusNaming;
  /** By audience, the schema coordinates that it may not use, in addition to those that the gateway hides. */
  readonly hidden: Readonly<Record<'public' | 'partner', readonly string[]>>;
}

/** The demo's file, at the root of the repository. */
export const DEMO_FILE = fileURLToPath(new URL('../../chronos.config.ts', import.meta.url));

/**
 * Reads a deployment's file.
 * @param path a TypeScript or JavaScript module with a default export by `defineConfig`; relative to the working folder
 * @throws ConfigError with all of the file's problems
 */
export async function loadDeployment(path: string = DEMO_FILE): Promise<Deployment> {
  const file = resolve(path);
  if (!existsSync(file)) throw new ConfigError([`CHRONOS_CONFIG names ${path}, which does not exist: correct it.`]);
  const module: { readonly default?: unknown } = await import(pathToFileURL(file).href).catch((error: unknown) => {
    throw new ConfigError([`${path} cannot be loaded: ${messageOf(error)}`]);
  });
  return deploymentOf(module.default, pathToFileURL(file), path);
}

/** Checks a deployment's settings, and adds the defaults. @throws ConfigError with all problems */
export function deploymentOf(config: unknown, file: URL, label = fileURLToPath(file)): Deployment {
  const { data, error } = DeploymentSchema.safeParse(config);
  if (error) {
    const at = (path: readonly PropertyKey[]) => [label, path.join('.')].filter(Boolean).join(': ');
    throw new ConfigError(error.issues.map((issue) => `${at(issue.path)} ${problemOf(issue)}.`));
  }
  const { directus, audiences, ...others } = data;
  return {
    ...others,
    folder: new URL('.', file),
    directus: namingOf(directus),
    hidden: { public: audiences.public?.hidden ?? [], partner: audiences.partner?.hidden ?? [] },
  };
}

/** Returns the path, in the deployment's folder, of the committed schema that is used while a server is down. */
export const committedPath = (upstream: 'directus' | 'twenty') => `subgraphs/${upstream}/schema.graphql`;

/** Reads the committed schema of a server; undefined where the deployment's folder has none. */
export function committedSchema(
  { folder }: Pick<Deployment, 'folder'>,
  upstream: 'directus' | 'twenty',
): GraphQLSchema | undefined {
  const file = new URL(committedPath(upstream), folder);
  return existsSync(file) ? buildSchema(readFileSync(file, 'utf8')) : undefined;
}
