import { jsonResponse, type PlainResponse } from '../../../subgraphs/common/plain-response.ts';
import type { Generations, GenerationsState } from '../../graph/generations.ts';
import { SEVERITIES } from '../../graph/schema-changes.ts';
import type { AddressOf } from '../../identity/caller.ts';
import type { Identify } from '../../identity/index.ts';
import type { Route } from './route.ts';

export interface ReadinessRouteOptions {
  readonly generations: Pick<Generations, 'state'>;
  readonly identify: Identify;
  readonly addressOf: AddressOf;
  /** Returns whether the gateway drains: the route then answers 503. */
  readonly isDraining: () => boolean;
}

/**
 * Makes the route of `GET /readyz`. Credentials are checked as on other routes. A probe without a credential has no
 * rate limit, as a refused probe would take the gateway out of service.
 */
export function readinessRoute({ generations, identify, addressOf, isDraining }: ReadinessRouteOptions): Route {
  return {
    path: '/readyz',
    async answer({ request: { headers }, remoteAddress }) {
      const { kind } = await identify(headers, addressOf(headers, remoteAddress));
      return answerReadiness(generations.state, isDraining(), kind === 'staff');
    },
  };
}

/**
 * Answers `GET /readyz`: 200 where the gateway accepts requests, 503 while it drains.
 * @param inDetail whether problems and changes are included: only for staff, as they can reveal fields that only staff
 * may use
 */
export function answerReadiness(state: GenerationsState, isDraining: boolean, inDetail: boolean): PlainResponse {
  const body = {
    status: isDraining ? 'draining' : 'ready',
    generation: state.generation,
    composedAt: state.composedAt.toISOString(),
    reloads: state.reloads,
    upstreams: state.upstreams.map(({ name, schemaFrom, problem, replica }) => ({
      name,
      state: problem === undefined ? 'up' : 'down',
      schemaFrom,
      ...(replica && { replica: inDetail ? replica : { inUse: replica.inUse } }),
      ...(inDetail && problem !== undefined && { problem }),
    })),
    lastReload: state.problem === undefined ? 'good' : 'failed',
    changes: inDetail ? state.changes : countChanges(state),
    findings: inDetail ? state.findings : state.findings.length,
    ...(state.changedIn !== undefined && { changedIn: state.changedIn }),
    ...(inDetail && state.problem !== undefined && { problem: state.problem }),
  };
  return jsonResponse(isDraining ? 503 : 200, body);
}

/** Counts the changes of each kind, by upstream. */
function countChanges({ changes }: Pick<GenerationsState, 'changes'>) {
  return Object.fromEntries(
    Object.entries(changes).map(([upstream, of]) => [
      upstream,
      Object.fromEntries(SEVERITIES.map((severity) => [severity, of[severity].length])),
    ]),
  );
}
