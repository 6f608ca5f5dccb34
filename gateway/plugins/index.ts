import type { Plugin } from 'graphql-yoga';
import { useIdentity } from './use-identity.ts';

export interface PluginOptions {
  readonly staffToken: string | undefined;
}

/** The gateway's own behaviours, in the order in which they run. */
export function plugins({ staffToken }: PluginOptions): Plugin[] {
  return [useIdentity(staffToken)];
}
