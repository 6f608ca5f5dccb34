import { GraphQLError } from 'graphql';
import type { Reload } from '../graph/generations.ts';
import type { Identity } from '../identity/index.ts';
import type { Answer } from './tiles.ts';

/** The scope that opens `POST /admin/reload`. */
const SCOPE = 'gateway:reload';

/** @returns FORBIDDEN, HTTP 403, for whoever is not staff with the scope for it */
export function reloadRefusal({ kind, scopes }: Identity): GraphQLError | undefined {
  if (kind === 'staff' && scopes.has(SCOPE)) return undefined;
  return new GraphQLError(`Only staff with the scope ${SCOPE} may reload the graph.`, {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}

/** What the reload came to: 200 where a new generation serves, 502 where an upstream's schema was not fit for one. */
export function answerReload(reload: Reload): Answer {
  return {
    status: reload.outcome === 'swapped' ? 200 : 502,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(reload),
  };
}
