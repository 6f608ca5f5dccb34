import type { GraphQLError } from 'graphql';
import { jsonResponse } from '../../../subgraphs/common/plain-response.ts';
import { requestError } from '../../errors.ts';
import type { Reload } from '../../graph/generations.ts';
import type { Identity } from '../../identity/index.ts';
import type { Admit } from '../../limits/admit.ts';
import { checkForgery } from '../csrf.ts';
import type { Route } from './route.ts';

/** The scope that `POST /admin/reload` requires. */
const SCOPE = 'gateway:reload';

/**
 * Makes the route of `POST /admin/reload`, by which staff reload the schemas: 200 where a new generation serves, 502
 * where an upstream's schema could not be used. It counts as a request of its sender.
 */
export function reloadRoute(reload: () => Promise<Reload>, admit: Admit): Route {
  return {
    path: '/admin/reload',
    method: 'POST',
    async answer({ request, remoteAddress }) {
      checkForgery(request);
      const { identity, refusal = reloadRefusal(identity) } = await admit(request.headers, remoteAddress);
      if (refusal) throw refusal;
      const done = await reload();
      return jsonResponse(done.outcome === 'swapped' ? 200 : 502, done);
    },
  };
}

/** @returns FORBIDDEN, HTTP 403, unless the identity is staff with the scope */
function reloadRefusal({ kind, scopes }: Identity): GraphQLError | undefined {
  if (kind === 'staff' && scopes.has(SCOPE)) return undefined;
  return requestError(403, 'FORBIDDEN', `Only staff with the scope ${SCOPE} may reload the graph.`);
}
