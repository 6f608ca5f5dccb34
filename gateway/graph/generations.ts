import { messageOf } from '../../subgraphs/common/message-of.ts';
import { type Finding, sentenceOf } from '../../subgraphs/contract/finding.ts';
import type { ReplicaHealth, SchemaNews, Upstream } from '../../subgraphs/contract/upstream.ts';
import { type Generation, type GenerationMaker, makeFirst, makeGeneration, type StandIns } from './make-generation.ts';
import { changesBetween, type SchemaChanges } from './schema-changes.ts';

/** The outcome of a reload, which composes a new generation. */
export type Reload =
  | {
      readonly outcome: 'swapped';
      readonly generation: number;
      readonly changes: UpstreamChanges;
      /** The findings that the previous generation did not have. */
      readonly findings: readonly Finding[];
    }
  /** The last valid generation continues to serve. */
  | { readonly outcome: 'kept'; readonly generation: number; readonly problem: string };

/** Changes by upstream; only upstreams that changed. */
export type UpstreamChanges = Readonly<Partial<Record<Upstream['name'], SchemaChanges>>>;

/** The state of the generations, for operators. */
export interface GenerationsState {
  /** The number of the serving generation. */
  readonly generation: number;
  readonly composedAt: Date;
  readonly upstreams: readonly UpstreamState[];
  /** Numbers of successful and failed reloads since the start. */
  readonly reloads: { readonly swapped: number; readonly kept: number };
  /** The changes of the last swap that changed a schema; empty before the first. */
  readonly changes: UpstreamChanges;
  /** Parts of the upstreams and the links that the serving graph leaves out. */
  readonly findings: readonly Finding[];
  /** The number of the generation with those changes. */
  readonly changedIn: number | undefined;
  /** Why the last reload failed, or why the first generation uses a committed schema, until a reload succeeds. */
  readonly problem: string | undefined;
}

export interface UpstreamState {
  readonly name: Upstream['name'];
  readonly schemaFrom: Upstream['schemaFrom'];
  /** The problem of its last report. */
  readonly problem: string | undefined;
  /** The copy that the gateway reads instead of the upstream; undefined where it has none. */
  readonly replica?: ReplicaHealth | undefined;
}

export interface GenerationsOptions extends GenerationMaker {
  /** Called with a sentence for the operator where the first generation uses a committed schema. */
  readonly onStandIn?: (problem: string) => void;
  /** Called with every reload. */
  readonly onReload?: (reload: Reload) => void;
}

/** The generations of the graph, of which one serves. */
export type Generations = Awaited<ReturnType<typeof createGenerations>>;

/** @throws Error where the first generation cannot be made, even with committed schemas */
export async function createGenerations(options: GenerationsOptions) {
  const problems = new Map<Upstream['name'], string | undefined>();
  const reloads = { swapped: 0, kept: 0 };
  let last: Pick<GenerationsState, 'changes' | 'changedIn'> = { changes: {}, changedIn: undefined };
  let refused: string | undefined;
  let next: Promise<Reload> | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const first = await makeFirst((standIns) => make(1, standIns));
  let current = first.made;
  let { problem } = first;
  if (problem !== undefined) options.onStandIn?.(problem);

  async function make(number: number, standIns?: StandIns): Promise<Generation> {
    const made = await makeGeneration(options, number, standIns);
    for (const upstream of made.upstreams) problems.set(upstream.name, upstream.problem);
    return made;
  }

  async function replace(): Promise<Reload> {
    const old = current;
    try {
      const made = await make(old.number + 1);
      const changes = changesOf(old, made);
      if (Object.keys(changes).length > 0) last = { changes, changedIn: made.number };
      problem = undefined;
      refused = undefined;
      reloads.swapped += 1;
      current = made;
      return { outcome: 'swapped', generation: made.number, changes, findings: newFindings(old, made) };
    } catch (error) {
      problem = messageOf(error);
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
    get current(): Generation {
      return current;
    },
    get state(): GenerationsState {
      return { ...servedState(current, problems), reloads: { ...reloads }, ...last, problem };
    },
    /**
     * Composes and validates a new generation, and swaps it in where it is valid. Never rejects. A call during a
     * reload waits for another reload, which begins afterwards.
     */
    reload,
    /**
     * Records the state of the upstreams, and reloads where a schema differs from the served one. A failed set of
     * schema versions is not tried again until a version changes.
     */
    async hear(news: readonly SchemaNews[]): Promise<Reload | undefined> {
      for (const { name, problem } of news) problems.set(name, problem);
      if (areServed(current, news)) return undefined;
      const versions = JSON.stringify(news.map(({ name, version }) => [name, version]));
      if (versions === refused) return undefined;
      const done = await reload();
      if (!areServed(current, news)) refused = versions;
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

/** Whether the reported schemas are the served ones; an unknown version counts as served. */
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
