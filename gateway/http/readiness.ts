import type { GenerationsState } from '../graph/generations.ts';
import { SEVERITIES } from '../graph/schema-changes.ts';
import type { Answer } from './tiles.ts';

export interface ReadinessOptions {
  readonly state: GenerationsState;
  readonly isDraining: boolean;
  /** Staff are told what is wrong and what changed; others could learn from it what the graph has for staff alone. */
  readonly inDetail: boolean;
}

/** Answers `GET /readyz`: 200 where requests are welcome, 503 where they had better go elsewhere. */
export function answerReadiness({ state, isDraining, inDetail }: ReadinessOptions): Answer {
  const body = {
    status: isDraining ? 'draining' : 'ready',
    generation: state.generation,
    composedAt: state.composedAt.toISOString(),
    reloads: state.reloads,
    draining: state.draining,
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
  return {
    status: isDraining ? 503 : 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}

/** How many changes there were of each kind, by upstream. */
export function countChanges({ changes }: Pick<GenerationsState, 'changes'>) {
  return Object.fromEntries(
    Object.entries(changes).map(([upstream, of]) => [
      upstream,
      Object.fromEntries(SEVERITIES.map((severity) => [severity, of[severity].length])),
    ]),
  );
}
