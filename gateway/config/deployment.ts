import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSchema, type GraphQLSchema } from 'graphql';
import type { z } from 'zod';
import { type DirectusNaming, namingOf } from '../../subgraphs/directus/naming.ts';
import { DeploymentSchema, problemOf } from './deployment-schema.ts';
import { ConfigError } from './problems.ts';

/** A deployment's own file, read and checked once, with a default for everything that it leaves out. */
export interface Deployment extends Omit<z.output<typeof DeploymentSchema>, 'directus' | 'audiences'> {
  /** Where the file is: what it names, and what is generated for it, is relative to this. */
  readonly folder: URL;
  readonly directus: DirectusNaming;
  /** By audience, what it may not use besides what the gateway hides from it, as schema coordinates. */
  readonly hidden: Readonly<Record<'public' | 'partner', readonly string[]>>;
}

/** The demo's, at the root of the repository. */
export const DEMO_FILE = fileURLToPath(new URL('../../chronos.config.ts', import.meta.url));

/**
 * Reads a deployment's file.
 * @param path of a TypeScript or JavaScript module whose default export is made by `defineConfig`; relative to the working folder
 * @throws ConfigError with every problem of it at once
 */
export async function loadDeployment(path: string = DEMO_FILE): Promise<Deployment> {
  const file = resolve(path);
  if (!existsSync(file)) throw new ConfigError([`CHRONOS_CONFIG names ${path}, which does not exist: correct it.`]);
  const module: { readonly default?: unknown } = await import(pathToFileURL(file).href).catch((error: unknown) => {
    throw new ConfigError([`${path} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`]);
  });
  return deploymentOf(module.default, pathToFileURL(file), path);
}

/** @throws ConfigError with every problem at once */
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

/** Where the schema of a server is committed that stands in while the server is away, in the deployment's folder. */
export const committedPath = (upstream: 'directus' | 'twenty') => `subgraphs/${upstream}/schema.graphql`;

/** The schema that a server had when it was committed; undefined where the deployment's folder has none. */
export function committedSchema(
  { folder }: Pick<Deployment, 'folder'>,
  upstream: 'directus' | 'twenty',
): GraphQLSchema | undefined {
  const file = new URL(committedPath(upstream), folder);
  return existsSync(file) ? buildSchema(readFileSync(file, 'utf8')) : undefined;
}
