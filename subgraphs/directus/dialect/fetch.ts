import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import type { TransportAnswer } from '../../transport/index.ts';
import { type DirectusDocument, printDocument } from './compile/document.ts';
import type { InGraphNames } from './errors.ts';
import { type AnswerError, type DocumentAnswer, readDocumentAnswer } from './read/answer.ts';
import { type DirectusField, limitTo, pathFields, rootField, type Step, SYSTEM, selecting } from './requested-field.ts';

/** The connection to Directus for one caller. */
export interface Conversation {
  /** Sends a document, by itself to `/graphql`. It may reject with a GraphQLError. */
  send(document: DirectusDocument, endpoint?: 'system'): Promise<TransportAnswer>;
  /** The known denials of the caller's role; further denials are added. */
  readonly denials: Set<string>;
  readonly inGraphNames: InGraphNames;
}

/** Directus's answer to a root: its value, undefined if the role may not read it, and errors at paths of the answer. */
export interface RootAnswer {
  readonly value: unknown;
  readonly faults: readonly AnswerError[];
}

/** Requests a root of Directus. @throws GraphQLError without an answer */
export type FetchRoot = (root: DirectusField) => Promise<RootAnswer>;

/** Requests roots, all at once, and returns their values. @throws GraphQLError without an answer to one of them */
export type FetchAll = (roots: readonly DirectusField[]) => Promise<readonly unknown[]>;

/**
 * Creates a function that requests roots: those that are requested at once share a document. Directus's own collections
 * have a separate one, which is sent in parallel.
 */
export function createFetchRoot(session: Conversation): FetchRoot {
  const loader = (to: Conversation) =>
    new DataLoader<DirectusField, RootAnswer>((roots) => requestTogether(roots, to), { cache: false });
  const own = loader(session);
  let system: typeof own | undefined;
  return (root) => {
    if (root.of !== SYSTEM) return own.load(root);
    system ??= loader({ ...session, send: (document) => session.send(document, 'system') });
    return system.load(root);
  };
}

/**
 * Requests roots in one document. If one fails, each is requested by itself: Directus then answers no data at all, and
 * an error may have the path of another root.
 */
async function requestTogether(
  roots: readonly DirectusField[],
  session: Conversation,
  isProbed = false,
): Promise<(RootAnswer | GraphQLError)[]> {
  const { document, answer } = await request(roots, session);
  const failed = answer.kind === 'failed' ? !answer.isShared : answer.faults.length > 0;
  if (failed && answer.kind === 'failed' && !isProbed && (await probe(roots, session)))
    return requestTogether(roots, session);
  if (failed && roots.length > 1) {
    return (await Promise.all(roots.map((root) => requestTogether([root], session, true)))).flat();
  }
  if (answer.kind === 'failed') return roots.map(() => answer.error);
  return roots.map((_, nth) => ({ value: answer.data[document?.keys[nth] ?? ''], faults: answer.faults }));
}

/** Whether probing the arguments' conditions finds further denials. */
async function probe(roots: readonly DirectusField[], session: Conversation): Promise<boolean> {
  const before = session.denials.size;
  await request(probesOf(roots), session);
  return session.denials.size > before;
}

/** Sends a document without the fields that the role lacks, and again without each further one that Directus refuses. */
async function request(
  fields: readonly DirectusField[],
  session: Conversation,
): Promise<{ document: DirectusDocument | undefined; answer: Exclude<DocumentAnswer, { kind: 'denied' }> }> {
  const document = printDocument(fields, session.denials);
  if (!document) return { document, answer: { kind: 'data', data: {}, faults: [] } };
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
