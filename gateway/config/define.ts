import type { CollectionNaming, DirectusNaming, FieldNaming } from '../../subgraphs/directus/naming.ts';
import type { TwentyNaming } from '../../subgraphs/twenty/naming.ts';
import type { Ttl } from '../cache/ttls.ts';
import type { Link, LocatedLink, Lookup } from '../links/link.ts';

/* What a deployment's own file imports, as `chronos-graph/config`. */

export { analytics, link, locatedLink } from '../links/link.ts';
export type { CollectionNaming, FieldNaming, Link, LocatedLink, Lookup, Ttl, TwentyNaming };

/** What a deployment says about its content model, its CRM and its clients. Paths are relative to the file's folder. */
export interface DeploymentConfig {
  /** What of Directus joins the graph, and under which names: every collection named `cms_…`, where nothing is said. */
  readonly directus?: Partial<Omit<DirectusNaming, 'prefix'>>;
  /** What of Twenty joins the graph, and under which names: every object, where nothing is said. */
  readonly twenty?: Omit<TwentyNaming, 'prefix'>;
  /** The fields that lead from a type of one upstream to a type of another. */
  readonly links?: readonly (Link | LocatedLink)[];
  /** What an audience may not use, beside what the gateway hides from it. Staff may use everything. */
  readonly audiences?: {
    readonly public?: AudienceConfig;
    readonly partner?: AudienceConfig;
  };
  /** Content types whose answers may be cached, and for how long. Other content is never cached. */
  readonly ttls?: Readonly<Record<string, Ttl>>;
  /** The operations of clients: `npm run codegen` writes their types, and the gateway trusts their documents. */
  readonly operations?: readonly OperationsConfig[];
  /** Operations that GraphiQL opens with, each in a tab of its own. */
  readonly examples?: readonly ExampleConfig[];
  /** Files of queries by which assistants search content, each with the one variable `$text: String!`. */
  readonly searches?: readonly string[];
  /** The page of a series on the site, for citations: `https://site.example/series/{code}`. */
  readonly seriesPage?: string;
}

export interface AudienceConfig {
  /** Schema coordinates, with `*` for any part of a name: `Cms*.internalNote`, `Query.cmsDrafts`. */
  readonly hidden: readonly string[];
}

export interface OperationsConfig {
  /** `partner`: they are checked against the graph as partners see it; `internal`: as staff do. */
  readonly audience: 'partner' | 'internal';
  /** Files of operations: `operations/*.graphql`. */
  readonly documents: readonly string[];
  /** The folder that is written, with a `/` at its end. */
  readonly output: string;
}

export interface ExampleConfig {
  /** The file of the operation. */
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Types the deployment's file, for completion and checks in an editor. Returns what it is given. */
export function defineConfig(config: DeploymentConfig): DeploymentConfig {
  return config;
}
