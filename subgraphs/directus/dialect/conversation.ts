import { GraphQLError } from 'graphql';
import type { TransportAnswer } from '../../transport/index.ts';
import { MAX_LIMIT } from '../schema/lists.ts';
import { type Answer, type Fault, readAnswer } from './answer.ts';
import type { Asked } from './asked.ts';
import { readDecimals } from './decimals.ts';
import { type DirectusDocument, printDocument } from './document.ts';
import type { InGraphNames } from './names.ts';
import { probesOf } from './probe.ts';
import type { CompiledRoot } from './root.ts';

/** What it takes to talk to Directus for one caller. */
export interface Session {
  /** Sends a document, by itself to `/graphql`. It may reject with a GraphQLError. */
  send(document: DirectusDocument, endpoint?: 'system'): Promise<TransportAnswer>;
  /** What the caller's role is known to lack. What is learned is added. */
  readonly denials: Set<string>;
  readonly inGraphNames: InGraphNames;
  /** The most rows that Directus gives at once, its QUERY_LIMIT_MAX: 100 or more. None where it has no such limit. */
  readonly queryLimitMax?: number;
}

/** What came of one root: an answer for each thing that it asks, undefined for what was refused, or why there is none. */
export type Outcome =
  | { readonly root: CompiledRoot; readonly answers: readonly unknown[]; readonly faults: readonly Fault[] }
  | { readonly root: CompiledRoot; readonly error: GraphQLError };

/** Asks for all roots in one request, then once more for what their answers leave open. */
export async function settle(roots: readonly CompiledRoot[], session: Session): Promise<readonly Outcome[]> {
  const outcomes = await askApart(roots, session);
  const answered = outcomes.filter((outcome) => 'answers' in outcome);
  await readDecimals(
    answered,
    (asks) => askAlone(asks, session),
    Math.min(session.queryLimitMax ?? MAX_LIMIT, MAX_LIMIT),
  );
  const open = outcomes.map((outcome) => ('answers' in outcome ? outcome.root.next?.(outcome.answers) : undefined));
  const next = open.filter((root) => root !== undefined);
  if (next.length === 0) return outcomes;
  const settled = new Map((await settle(next, session)).map((outcome, index) => [next[index], outcome]));
  return outcomes.map((outcome, index) => settled.get(open[index]) ?? outcome);
}

/** Asks for what is Directus's own in a request next to that of the others. */
async function askApart(roots: readonly CompiledRoot[], session: Session): Promise<readonly Outcome[]> {
  if (!roots.some(({ isSystem }) => isSystem)) return askTogether(roots, session);
  const ofSystem: Session = { ...session, send: (document) => session.send(document, 'system') };
  const asked = await Promise.all([
    askTogether(
      roots.filter(({ isSystem }) => !isSystem),
      session,
    ),
    askTogether(
      roots.filter(({ isSystem }) => isSystem),
      ofSystem,
    ),
  ]);
  const outcomes = new Map(asked.flat().map((outcome) => [outcome.root, outcome]));
  return roots.flatMap((root) => outcomes.get(root) ?? []);
}

/**
 * Asks for roots in one request. Where one fails, each is asked for by itself: Directus gives no data at all then, and in a
 * request of several roots an error may stand at the path of another.
 */
async function askTogether(
  roots: readonly CompiledRoot[],
  session: Session,
  isProbed = false,
): Promise<readonly Outcome[]> {
  const { document, answer } = await ask(
    roots.flatMap(({ asks }) => asks),
    session,
  );
  const asking = roots.filter(({ asks }) => asks.length > 0);
  const failed = answer.kind === 'failed' ? !answer.isShared : answer.faults.length > 0;
  if (failed && answer.kind === 'failed' && !isProbed && (await probe(asking, session)))
    return askTogether(roots, session);
  if (failed && asking.length > 1) {
    return (await Promise.all(roots.map((root) => askTogether([root], session, true)))).flat();
  }
  let nth = 0;
  return roots.map((root) => {
    const keys = root.asks.map(() => document?.keys[nth++]);
    if (answer.kind === 'failed' && keys.length > 0) return { root, error: answer.error };
    // What went wrong is not about a root that asked for nothing.
    const { data, faults } = answer.kind === 'failed' || keys.length === 0 ? NOTHING : answer;
    return { root, answers: keys.map((key) => (key === undefined ? undefined : data[key])), faults };
  });
}

const NOTHING: Answer & { kind: 'data' } = { kind: 'data', data: {}, faults: [] };

/** Whether more is learned of what the role lacks, by what arguments look at. */
async function probe(roots: readonly CompiledRoot[], session: Session): Promise<boolean> {
  const before = session.denials.size;
  await ask(probesOf(roots.flatMap(({ asks }) => asks)), session);
  return session.denials.size > before;
}

/** Asks for roots that nobody else asks for. */
async function askAlone(asks: readonly Asked[], session: Session): Promise<readonly unknown[] | GraphQLError> {
  const { document, answer } = await ask(asks, session);
  if (answer.kind === 'failed') return answer.error;
  return asks.map((_, index) => answer.data[document?.keys[index] ?? '']);
}

interface Exchange {
  readonly document: DirectusDocument | undefined;
  readonly answer: Exclude<Answer, { kind: 'denied' }>;
}

/** Asks, without what the role lacks: each time that Directus refuses something more, again without it. */
async function ask(asks: readonly Asked[], session: Session): Promise<Exchange> {
  const document = printDocument(asks, session.denials);
  if (!document) return { document, answer: NOTHING };
  const answer = await send(document, session);
  if (answer.kind !== 'denied') return { document, answer };
  for (const denial of answer.denials) session.denials.add(denial);
  return ask(asks, session);
}

async function send(document: DirectusDocument, session: Session): Promise<Answer> {
  try {
    return readAnswer(document, await session.send(document), session.inGraphNames);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { kind: 'failed', error, isShared: true };
  }
}
