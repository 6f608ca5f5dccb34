import type { Plugin } from 'graphql-yoga';
import type { Authenticator } from '../identity/index.ts';
import { useIdentity } from './use-identity.ts';

export interface PluginOptions {
  readonly authenticators: readonly Authenticator[];
}

/** The gateway's own behaviours, in the order in which they run. */
export function plugins({ authenticators }: PluginOptions): Plugin[] {
  return [useIdentity(authenticators)];
}
