import { createHash } from 'node:crypto';
import { type DocumentNode, type GraphQLSchema, Kind, printSchema } from 'graphql';
import type { Caller, Upstream } from '../../subgraphs/upstream.ts';
import { SCOPES } from '../graph/scopes.ts';
import type { Identity } from '../identity/index.ts';

/** Changes whenever what is kept is written otherwise, so that gateways of two versions can share a Redis. */
const FORMAT = '1';

/** Who asks, as far as answers differ by it. */
export type Asker = Pick<Identity, 'kind' | 'audience' | 'scopes' | 'directusToken'>;

/**
 * Names those who are answered the same: everyone who presents nothing; partners of the same scopes. Each of the staff may be
 * answered otherwise by Directus, and wants to see what was just written: nothing is kept of theirs.
 */
export function classOf({ kind, audience, scopes, directusToken }: Asker): string | undefined {
  if (kind === 'staff' || audience === 'internal' || directusToken !== undefined) return undefined;
  return [audience, ...SCOPES.filter((scope) => scopes.has(scope))].join(' ');
}

/**
 * The same for what links look up in one upstream. The analytics answer all of an audience alike; Directus, whoever it knows
 * by a token, as it sees fit; Twenty, all staff alike, by the gateway's key.
 */
export function lookupClassOf(upstream: Upstream['name'], { audience, directusToken }: Caller): string | undefined {
  if (upstream === 'analytics') return audience;
  if (upstream === 'twenty') return audience === 'internal' ? audience : undefined;
  return upstream === 'directus' && audience !== 'internal' && directusToken === undefined ? audience : undefined;
}

/** What an answer is an answer to. */
export interface Question {
  /** Which upstreams are asked, and what else all answers of a deployment depend on: several may share a Redis. */
  readonly deployment: string;
  /** The graph as the asker sees it: with the first question to another graph, nothing is known any more. */
  readonly schema: GraphQLSchema;
  readonly identityClass: string;
  /** In its plainest form, with one operation: see `plainDocument`. */
  readonly document: DocumentNode;
  /** SHA-256 of the text that it was read from. */
  readonly hash: string;
  /** As graphql-js coerces them: in the order of their definitions, with defaults; custom scalars are JSON as they were sent. */
  readonly coerced: Readonly<Record<string, unknown>>;
}

/** The same for the same question alone, in every process. */
export function keyOf({ deployment, schema, identityClass, document, hash, coerced }: Question): string {
  const [operation] = document.definitions;
  const name = operation?.kind === Kind.OPERATION_DEFINITION ? operation.name?.value : undefined;
  return digest(JSON.stringify([FORMAT, deployment, schemaDigest(schema), identityClass, hash, name, coerced]));
}

const digests = new WeakMap<GraphQLSchema, string>();

/** The same for the same schema, in every process. */
export function schemaDigest(schema: GraphQLSchema): string {
  const known = digests.get(schema) ?? digest(printSchema(schema));
  digests.set(schema, known);
  return known;
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
