import type { z } from 'zod';
import type { CollectionNaming, FieldNaming } from '../../subgraphs/directus/naming.ts';
import type { TwentyNaming } from '../../subgraphs/twenty/naming.ts';
import type { Ttl } from '../cache/ttls.ts';
import type { Link, LocatedLink, Lookup } from '../links/link.ts';
import type { DeploymentSchema } from './deployment-schema.ts';

/* The exports of `chronos-graph/config`, for a deployment's file. */

export { analytics, link, locatedLink } from '../links/link.ts';
export type { CollectionNaming, FieldNaming, Link, LocatedLink, Lookup, Ttl, TwentyNaming };

export type DeploymentConfig = z.input<typeof DeploymentSchema>;

/** Types the deployment's file, for completion and checks in an editor. Returns its argument. */
export function defineConfig(config: DeploymentConfig): DeploymentConfig {
  return config;
}
