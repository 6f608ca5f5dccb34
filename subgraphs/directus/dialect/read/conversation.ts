import { GraphQLError } from 'graphql';
import type { TransportAnswer } from '../../../transport/index.ts';
import { MAX_LIMIT } from '../../schema/lists.ts';
import { type DirectusDocument, printDocument } from '../compile/document.ts';
import type { CompiledRoot } from '../compile/root.ts';
import type { InGraphNames } from '../errors.ts';
import { type DirectusField, limitTo, pathFields, rootField, type Step, selecting } from '../requested-field.ts';
import { type AnswerError, type DocumentAnswer, readDocumentAnswer } from './answer.ts';
import { readDecimals } from './decimals.ts';

/** The connection to Directus for one caller. */
export interface Conversation {
  /** Sends a document, by itself to `/graphql`. It may reject with a GraphQLError. */
  send(document: DirectusDocument, endpoint?: 'system'): Promise<TransportAnswer>;
  /** The known denials of the caller's role; further denials are added. */
  readonly denials: Set<string>;
  readonly inGraphNames: InGraphNames;
  /** Directus's QUERY_LIMIT_MAX, 100 or more; undefined if it has none. */
  readonly queryLimitMax?: number;
}

/** The outcome of one root: an answer for each of its `requests`, undefined for a refused one; or the error. */
export type RootOutcome =
  | { readonly root: CompiledRoot; readonly answers: readonly unknown[]; readonly faults: readonly AnswerError[] }
  | { readonly root: CompiledRoot; readonly error: GraphQLError };

/** Requests all roots in one document, then the roots that their answers require in another. */
export async function settle(roots: readonly CompiledRoot[], session: Conversation): Promise<readonly RootOutcome[]> {
  const isApart = roots.some(({ isSystem }) => isSystem);
  const outcomes = await (isApart ? requestApart(roots, session) : requestTogether(roots, session));
  const answered = outcomes.filter((outcome) => 'answers' in outcome);
  const most = Math.min(session.queryLimitMax ?? MAX_LIMIT, MAX_LIMIT);
  await readDecimals(answered, (fields) => requestOwn(fields, session), most);
  const open = outcomes.map((outcome) => ('answers' in outcome ? outcome.root.next?.(outcome.answers) : undefined));
  const next = open.filter((root) => root !== undefined);
  if (next.length === 0) return outcomes;
  const settled = new Map((await settle(next, session)).map((outcome, index) => [next[index], outcome]));
  return outcomes.map((outcome, index) => settled.get(open[index]) ?? outcome);
}

/** Requests roots, with Directus's own collections in a separate document, in parallel. */
async function requestApart(roots: readonly CompiledRoot[], session: Conversation): Promise<readonly RootOutcome[]> {
  const system = roots.filter(({ isSystem }) => isSystem);
  const ofSystem: Conversation = { ...session, send: (document) => session.send(document, 'system') };
  const others = roots.filter(({ isSystem }) => !isSystem);
  const answered = await Promise.all([requestTogether(others, session), requestTogether(system, ofSystem)]);
  const outcomes = new Map(answered.flat().map((outcome) => [outcome.root, outcome]));
  return roots.flatMap((root) => outcomes.get(root) ?? []);
}

/**
 * Requests roots in one document. If one fails, each is requested by itself: Directus then answers no data at all, and
 * an error may have the path of another root.
 */
async function requestTogether(
  roots: readonly CompiledRoot[],
  session: Conversation,
  isProbed = false,
): Promise<readonly RootOutcome[]> {
  const fields = roots.flatMap((root) => root.requests);
  const { document, answer } = await request(fields, session);
  const requesting = roots.filter((root) => root.requests.length > 0);
  const failed = answer.kind === 'failed' ? !answer.isShared : answer.faults.length > 0;
  if (failed && answer.kind === 'failed' && !isProbed && (await probe(requesting, session)))
    return requestTogether(roots, session);
  if (failed && requesting.length > 1) {
    return (await Promise.all(roots.map((root) => requestTogether([root], session, true)))).flat();
  }
  let nth = 0;
  return roots.map((root) => {
    const keys = root.requests.map(() => document?.keys[nth++]);
    if (answer.kind === 'failed' && keys.length > 0) return { root, error: answer.error };
    // The error is not about a root that requested nothing.
    const { data, faults } = answer.kind === 'failed' || keys.length === 0 ? NOTHING : answer;
    return { root, answers: keys.map((key) => (key === undefined ? undefined : data[key])), faults };
  });
}

const NOTHING: DocumentAnswer & { kind: 'data' } = { kind: 'data', data: {}, faults: [] };

/** Whether probing the arguments' conditions finds further denials. */
async function probe(roots: readonly CompiledRoot[], session: Conversation): Promise<boolean> {
  const before = session.denials.size;
  await request(probesOf(roots.flatMap(({ requests }) => requests)), session);
  return session.denials.size > before;
}

/** Requests roots that the gateway needs, not the client. */
async function requestOwn(
  fields: readonly DirectusField[],
  session: Conversation,
): Promise<readonly unknown[] | GraphQLError> {
  const { document, answer } = await request(fields, session);
  if (answer.kind === 'failed') return answer.error;
  return fields.map((_, index) => answer.data[document?.keys[index] ?? '']);
}

/** Sends a document without the fields that the role lacks, and again without each further one that Directus refuses. */
async function request(
  fields: readonly DirectusField[],
  session: Conversation,
): Promise<{ document: DirectusDocument | undefined; answer: Exclude<DocumentAnswer, { kind: 'denied' }> }> {
  const document = printDocument(fields, session.denials);
  if (!document) return { document, answer: NOTHING };
  const answer = await send(document, session);
  if (answer.kind !== 'denied') return { document, answer };
  for (const denial of answer.denials) session.denials.add(denial);
  return request(fields, session);
}

async function send(document: DirectusDocument, session: Conversation): Promise<DocumentAnswer> {
  try {
    return readDocumentAnswer(document, await session.send(document), session.inGraphNames);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { kind: 'failed', error, isShared: true };
  }
}

/**
 * Selects the fields of arguments' conditions, of no rows, to learn which of them the role may read. Directus does not
 * report why it refuses a filter or an order by a field that a role may not read, but it names fields that it refuses
 * to select.
 */
function probesOf(fields: readonly DirectusField[]): readonly DirectusField[] {
  const paths = fields.flatMap(lookedAt).filter((path) => path.every(({ name }) => !name.includes('__')));
  const distinct = new Map(paths.map((path) => [JSON.stringify(path), path]));
  const byCollection = Map.groupBy(distinct.values(), ([first]) => first?.of ?? '');
  return Array.from(byCollection, ([collection, of]) => {
    const fields = of.flatMap((path, index) => aliased(pathFields(path), index));
    return rootField(collection, [limitTo(0)], selecting(fields));
  });
}

/** Requests each path by itself: paths may have the same first steps. */
const aliased = (fields: readonly DirectusField[], index: number) =>
  fields.map((field) => ({ ...field, alias: `p${index}` }));

function lookedAt({ args, selection }: DirectusField): readonly (readonly Step[])[] {
  const own = args.flatMap(({ looksAt = [] }) => looksAt);
  const fragments = selection ? Array.from(selection.fragments.values()) : [];
  const below = [...(selection?.fields ?? []), ...fragments.flatMap(({ fields }) => fields)];
  return [...own, ...below.flatMap(lookedAt)];
}
