import { assertValidSchema } from 'graphql';
import { type Finding, sentenceOf } from '../../subgraphs/finding.ts';
import type { ReplicaHealth, SchemaNews, Upstream } from '../../subgraphs/upstream.ts';
import type { Audience } from './audiences.ts';
import { makeFirst, type StandIns } from './first-generation.ts';
import type { Graph } from './graph.ts';
import { changesBetween, type SchemaChanges } from './schema-changes.ts';
import { PARTNER_SCOPES, SCOPES, type Scope } from './scopes.ts';
import { assertUsable } from './upstream-schema.ts';

/** The graph as it was composed once. A request that began on one ends on it. */
export interface Generation {
  /** 1 is the first. */
  readonly number: number;
  readonly composedAt: Date;
  readonly graph: Graph;
  readonly upstreams: readonly Upstream[];
}

/** One request's hold on a generation. */
export interface Lease {
  readonly generation: Generation;
  /** Once the request has its answer; again does nothing. */
  release(): void;
}

/** What became of composing a generation anew. */
export type Reload =
  | {
      readonly outcome: 'swapped';
      readonly generation: number;
      readonly changes: UpstreamChanges;
      /** What is not in the graph, and was not found before. */
      readonly findings: readonly Finding[];
    }
  /** The last good one stays. */
  | { readonly outcome: 'kept'; readonly generation: number; readonly problem: string };

/** By upstream; those alone that changed. */
export type UpstreamChanges = Readonly<Partial<Record<Upstream['name'], SchemaChanges>>>;

/** How the generations are doing, for whoever operates the gateway. */
export interface GenerationsState {
  /** The number of the one that serves. */
  readonly generation: number;
  readonly composedAt: Date;
  readonly upstreams: readonly UpstreamState[];
  /** How often a generation was swapped in since the start, and how often one was not fit to be. */
  readonly reloads: { readonly swapped: number; readonly kept: number };
  /** What the last swap that changed anything changed; nothing before the first. */
  readonly changes: UpstreamChanges;
  /** What of the upstreams and the links is not in the graph that serves. */
  readonly findings: readonly Finding[];
  /** The number of the generation that brought those changes. */
  readonly changedIn: number | undefined;
  /** Why the last attempt failed, or why the first generation began on a committed schema, until one succeeds. */
  readonly problem: string | undefined;
  /** Generations that were replaced and still have requests to finish. */
  readonly draining: readonly { readonly generation: number; readonly requests: number }[];
}

export interface UpstreamState {
  readonly name: Upstream['name'];
  readonly schemaFrom: Upstream['schemaFrom'];
  /** What was wrong with it when it was last heard of. */
  readonly problem: string | undefined;
  /** The copy that is read from in its place; undefined where there is none. */
  readonly replica?: ReplicaHealth | undefined;
}

export interface GenerationsOptions {
  /** Reads the schemas of all upstreams anew; of those that are named, takes the committed ones. */
  readonly connect: (standIns: StandIns) => Promise<readonly Upstream[]>;
  /** @throws Error where they make no graph */
  readonly compose: (upstreams: readonly Upstream[]) => Graph;
  /** Told, in a sentence for the operator, where the first generation has to begin on a committed schema. */
  readonly onStandIn?: (problem: string) => void;
  /** Told of every reload. */
  readonly onReload?: (reload: Reload) => void;
  /** Told of a generation that was replaced, once its last request is done. */
  readonly onFreed?: (generation: number) => void;
}

/** The graph while it changes. */
export interface Generations {
  readonly current: Generation;
  readonly state: GenerationsState;
  /** Takes the current one for a request. */
  lease(): Lease;
  /**
   * Composes and validates a new one aside, and swaps it in at once where it is good. Never rejects. Whoever asks while one
   * is being made waits for one that is begun afterwards.
   */
  reload(): Promise<Reload>;
  /**
   * Takes note of how the upstreams are, and reloads where a schema is not the one that is served. What was not fit to be
   * served is not tried again before something changes.
   */
  hear(news: readonly SchemaNews[]): Promise<Reload | undefined>;
}

/** What most callers have. Their schemas are made ahead, so that the first of them does not wait for it. */
const USUAL: readonly (readonly [Audience, ReadonlySet<Scope>])[] = [
  ['public', new Set()],
  ['partner', new Set(PARTNER_SCOPES)],
  ['internal', new Set(SCOPES)],
];

/** Lets requests in flight have theirs: composing takes the process for a tenth of a second at a time. */
const turn = () => new Promise(setImmediate);

/** @throws Error where the first generation can't be made, not even of committed schemas: there is no last good one yet */
export async function createGenerations(options: GenerationsOptions): Promise<Generations> {
  const { connect, compose, onStandIn, onReload, onFreed } = options;
  const problems = new Map<Upstream['name'], string | undefined>();
  const requests = new Map<Generation, number>();
  const count = { swapped: 0, kept: 0 };
  let last: { readonly changes: UpstreamChanges; readonly changedIn: number | undefined } = {
    changes: {},
    changedIn: undefined,
  };
  let refused: string | undefined;
  let next: Promise<Reload> | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const first = await makeFirst((standIns) => make(1, standIns));
  let current = first.made;
  let { problem } = first;
  if (problem !== undefined) onStandIn?.(problem);

  async function make(number: number, standIns: StandIns = new Set()): Promise<Generation> {
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
    for (const { name, problem } of upstreams) problems.set(name, problem);
    const generation = { number, composedAt: new Date(), graph, upstreams };
    requests.set(generation, 0);
    return generation;
  }

  async function replace(): Promise<Reload> {
    try {
      const made = await make(current.number + 1);
      const changes = changesOf(current, made);
      if (Object.keys(changes).length > 0) last = { changes, changedIn: made.number };
      const old = current;
      current = made;
      problem = undefined;
      refused = undefined;
      count.swapped += 1;
      freeIfDone(old);
      return { outcome: 'swapped', generation: made.number, changes, findings: newFindings(old, made) };
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
      count.kept += 1;
      return { outcome: 'kept', generation: current.number, problem };
    }
  }

  function isServed({ name, version }: SchemaNews): boolean {
    const served = current.upstreams.find((upstream) => upstream.name === name);
    return version === undefined || version === served?.schemaVersion;
  }

  function freeIfDone(generation: Generation): void {
    if (generation === current || requests.get(generation) !== 0) return;
    requests.delete(generation);
    onFreed?.(generation.number);
  }

  function reload(): Promise<Reload> {
    next ??= running.then(async () => {
      next = undefined;
      const reload = replace();
      running = reload;
      onReload?.(await reload);
      return reload;
    });
    return next;
  }

  return {
    get current() {
      return current;
    },
    get state() {
      const { number, composedAt, upstreams } = current;
      return {
        generation: number,
        composedAt,
        upstreams: upstreams.map((upstream) => ({
          name: upstream.name,
          schemaFrom: upstream.schemaFrom,
          problem: problems.get(upstream.name),
          replica: upstream.health().replica,
        })),
        reloads: { ...count },
        ...last,
        findings: current.graph.findings,
        problem,
        draining: Array.from(requests, ([generation, requests]) => ({
          generation: generation.number,
          requests,
        })).filter(({ generation }) => generation !== number),
      };
    },
    lease() {
      const generation = current;
      requests.set(generation, (requests.get(generation) ?? 0) + 1);
      let isHeld = true;
      return {
        generation,
        release() {
          if (!isHeld) return;
          isHeld = false;
          requests.set(generation, (requests.get(generation) ?? 1) - 1);
          freeIfDone(generation);
        },
      };
    },
    reload,
    async hear(news) {
      for (const { name, problem } of news) problems.set(name, problem);
      if (news.every(isServed)) return undefined;
      const versions = JSON.stringify(news.map(({ name, version }) => [name, version]));
      if (versions === refused) return undefined;
      const done = await reload();
      if (!news.every(isServed)) refused = versions;
      return done;
    },
  };
}

function newFindings(before: Generation, after: Generation): readonly Finding[] {
  const known = new Set(before.graph.findings.map(sentenceOf));
  return after.graph.findings.filter((finding) => !known.has(sentenceOf(finding)));
}

function changesOf(before: Generation, after: Generation): UpstreamChanges {
  return Object.fromEntries(
    after.upstreams.flatMap(({ name, schema }) => {
      const old = before.upstreams.find((upstream) => upstream.name === name);
      if (!old || old.schema === schema) return [];
      const changes = changesBetween(old.schema, schema);
      return Object.values(changes).some((sentences) => sentences.length > 0) ? [[name, changes]] : [];
    }),
  );
}
