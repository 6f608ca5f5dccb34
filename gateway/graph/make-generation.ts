import { assertValidSchema, validateSchema } from 'graphql';
import { messageOf } from '../../subgraphs/common/message-of.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import type { Audience } from './audiences.ts';
import type { Graph } from './graph.ts';
import { PARTNER_SCOPES, SCOPES, type Scope } from './scopes.ts';

/** The graph of one composition. A request uses one generation from beginning to end. */
export interface Generation {
  /** 1 is the first. */
  readonly number: number;
  readonly composedAt: Date;
  readonly graph: Graph;
  readonly upstreams: readonly Upstream[];
}

/** The error of an upstream's schema that cannot be part of the graph. */
export class UpstreamSchemaError extends Error {
  readonly upstream: Upstream['name'];

  constructor(upstream: Upstream['name'], cause: unknown) {
    const why = messageOf(cause);
    super(`The schema of ${upstream} cannot be used: ${why}`, { cause });
    this.name = 'UpstreamSchemaError';
    this.upstream = upstream;
  }
}

/** Upstreams whose committed schemas are used instead of the schemas that their servers report. */
export type StandIns = ReadonlySet<Upstream['name']>;

/**
 * Makes the first generation. For an upstream whose schema is unusable, it uses the committed schema, because no
 * earlier generation exists: a change in the CRM must not prevent the start of a gateway.
 * @throws Error of `make`, where no upstream's schema is the cause, or the committed schema is unusable too
 */
export async function makeFirst<Made>(
  make: (standIns: StandIns) => Promise<Made>,
): Promise<{ readonly made: Made; readonly problem: string | undefined }> {
  const standIns = new Set<Upstream['name']>();
  const problems: string[] = [];
  for (;;) {
    try {
      const made = await make(standIns);
      return { made, problem: problems.length > 0 ? problems.join(' ') : undefined };
    } catch (error) {
      if (!(error instanceof UpstreamSchemaError) || standIns.has(error.upstream)) throw error;
      standIns.add(error.upstream);
      problems.push(`${error.message} Its committed schema.graphql is used until a valid schema is read.`);
    }
  }
}

export interface GenerationMaker {
  /** Reads the schemas of all upstreams again, but uses the committed schemas of `standIns`. */
  readonly connect: (standIns: StandIns) => Promise<readonly Upstream[]>;
  /** @throws Error where the upstreams cannot be composed */
  readonly compose: (upstreams: readonly Upstream[]) => Graph;
}

/** The audiences and scopes of most callers. Their schemas are made early, so that no caller waits for them. */
const USUAL: readonly (readonly [Audience, ReadonlySet<Scope>])[] = [
  ['public', new Set()],
  ['partner', new Set(PARTNER_SCOPES)],
  ['internal', new Set(SCOPES)],
];

/** Lets other requests run: each step of the composition blocks the process for about a tenth of a second. */
const turn = () => new Promise(setImmediate);

/** Composes and validates a generation. @throws Error for invalid or conflicting schemas */
export async function makeGeneration(
  { connect, compose }: GenerationMaker,
  number: number,
  standIns: StandIns = new Set(),
): Promise<Generation> {
  const upstreams = await connect(standIns);
  for (const upstream of upstreams) {
    await turn();
    assertUsable(upstream);
  }
  await turn();
  const graph = compose(upstreams);
  for (const [audience, scopes] of USUAL) {
    await turn();
    assertValidSchema(graph.seenBy(audience, scopes));
  }
  return { number, composedAt: new Date(), graph, upstreams };
}

/** @throws UpstreamSchemaError where the upstream's schema is invalid; a schema without root fields is valid */
function assertUsable({ name, schema }: Upstream): void {
  const errors = schema.getQueryType() ? validateSchema(schema) : [];
  if (errors.length > 0) throw new UpstreamSchemaError(name, new Error(errors.map(({ message }) => message).join(' ')));
}
