import { type Finding, sentenceOf } from '../../subgraphs/finding.ts';
import type { ReplicaHealth, SchemaNews, Upstream } from '../../subgraphs/upstream.ts';
import { createLeases, type Generation, type Leases } from './leases.ts';
import { type GenerationMaker, makeFirst, makeGeneration, type StandIns } from './make-generation.ts';
import { changesBetween, type SchemaChanges } from './schema-changes.ts';

/** What became of composing a generation again. */
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
  readonly draining: Leases['draining'];
}

export interface UpstreamState {
  readonly name: Upstream['name'];
  readonly schemaFrom: Upstream['schemaFrom'];
  /** What was wrong with it when it was last heard of. */
  readonly problem: string | undefined;
  /** The copy that is read from in its place; undefined where there is none. */
  readonly replica?: ReplicaHealth | undefined;
}

export interface GenerationsOptions extends GenerationMaker {
  /** Called with a sentence for the operator where the first generation has to begin on a committed schema. */
  readonly onStandIn?: (problem: string) => void;
  /** Called with every reload. */
  readonly onReload?: (reload: Reload) => void;
  /** Called with a generation that was replaced, once its last request is done. */
  readonly onFreed?: (generation: number) => void;
}

/** The graph while it changes. */
export type Generations = Awaited<ReturnType<typeof createGenerations>>;

/** @throws Error where the first generation can't be made, not even of committed schemas: there is no last good one yet */
export async function createGenerations(options: GenerationsOptions) {
  const problems = new Map<Upstream['name'], string | undefined>();
  const reloads = { swapped: 0, kept: 0 };
  let last: Pick<GenerationsState, 'changes' | 'changedIn'> = { changes: {}, changedIn: undefined };
  let refused: string | undefined;
  let next: Promise<Reload> | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const first = await makeFirst((standIns) => make(1, standIns));
  const leases = createLeases(first.made, options.onFreed);
  let { problem } = first;
  if (problem !== undefined) options.onStandIn?.(problem);

  async function make(number: number, standIns?: StandIns): Promise<Generation> {
    const made = await makeGeneration(options, number, standIns);
    for (const upstream of made.upstreams) problems.set(upstream.name, upstream.problem);
    return made;
  }

  async function replace(): Promise<Reload> {
    const old = leases.current;
    try {
      const made = await make(old.number + 1);
      const changes = changesOf(old, made);
      if (Object.keys(changes).length > 0) last = { changes, changedIn: made.number };
      problem = undefined;
      refused = undefined;
      reloads.swapped += 1;
      leases.swap(made);
      return { outcome: 'swapped', generation: made.number, changes, findings: newFindings(old, made) };
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
      reloads.kept += 1;
      return { outcome: 'kept', generation: old.number, problem };
    }
  }

  function reload(): Promise<Reload> {
    next ??= running.then(async () => {
      next = undefined;
      const replaced = replace();
      running = replaced;
      options.onReload?.(await replaced);
      return replaced;
    });
    return next;
  }

  return {
    get current() {
      return leases.current;
    },
    get state(): GenerationsState {
      const { draining } = leases;
      return { ...servedState(leases.current, problems), reloads: { ...reloads }, ...last, problem, draining };
    },
    lease: leases.lease,
    /**
     * Composes and validates a new one aside, and swaps it in at once where it is good. Never rejects. Whoever asks while one
     * is being made waits for one that is begun afterwards.
     */
    reload,
    /**
     * Takes note of how the upstreams are, and reloads where a schema is not the one that is served. What was not fit to be
     * served is not tried again before something changes.
     */
    async hear(news: readonly SchemaNews[]): Promise<Reload | undefined> {
      for (const { name, problem } of news) problems.set(name, problem);
      if (areServed(leases.current, news)) return undefined;
      const versions = JSON.stringify(news.map(({ name, version }) => [name, version]));
      if (versions === refused) return undefined;
      const done = await reload();
      if (!areServed(leases.current, news)) refused = versions;
      return done;
    },
  };
}

type UpstreamProblems = ReadonlyMap<Upstream['name'], string | undefined>;

function servedState({ number, composedAt, upstreams, graph }: Generation, problems: UpstreamProblems) {
  const stateOf = (upstream: Upstream): UpstreamState => {
    const { name, schemaFrom } = upstream;
    return { name, schemaFrom, problem: problems.get(name), replica: upstream.health().replica };
  };
  return { generation: number, composedAt, upstreams: upstreams.map(stateOf), findings: graph.findings };
}

/** Whether the schemas of upstreams are those that are served, as far as that is known. */
function areServed({ upstreams }: Generation, news: readonly SchemaNews[]): boolean {
  return news.every(({ name, version }) => {
    const served = upstreams.find((upstream) => upstream.name === name);
    return version === undefined || version === served?.schemaVersion;
  });
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
