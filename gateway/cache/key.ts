import { hash } from 'node:crypto';
import { type DocumentNode, type GraphQLSchema, getOperationAST, printSchema } from 'graphql';
import { createDerived } from '../../subgraphs/common/memo.ts';
import type { Caller, Upstream } from '../../subgraphs/contract/upstream.ts';
import { SCOPES } from '../graph/scopes.ts';
import type { Identity } from '../identity/index.ts';

/** The version of the format of entries, so that gateways of different versions can share a Redis. */
const FORMAT = '2';

/** The part of an identity that answers depend on. */
export type AnsweredIdentity = Pick<Identity, 'kind' | 'audience' | 'scopes' | 'directusToken'>;

/**
 * Returns the class of callers that get the same answers: all anonymous callers, or partners of the same scopes.
 * Answers to staff are not cached: Directus may answer each differently, and staff expect to see their own writes.
 */
export function classOf({ kind, audience, scopes, directusToken }: AnsweredIdentity): string | undefined {
  if (kind === 'staff' || audience === 'internal' || directusToken !== undefined) return undefined;
  return [audience, ...SCOPES.filter((scope) => scopes.has(scope))].join(' ');
}

/**
 * Returns the class of callers that get the same values of link keys from an upstream. The analytics return the same to
 * all callers of an audience; Directus differs by token; Twenty returns the same to all staff, by the gateway's key.
 */
export function lookupClassOf(upstream: Upstream['name'], { audience, directusToken }: Caller): string | undefined {
  if (upstream === 'analytics') return audience;
  if (upstream === 'twenty') return audience === 'internal' ? audience : undefined;
  return upstream === 'directus' && audience !== 'internal' && directusToken === undefined ? audience : undefined;
}

/** The data that an answer depends on, without the values of variables. */
export interface CachedOperation {
  /** The upstreams and other settings that all answers of a deployment depend on: deployments may share a Redis. */
  readonly deployment: string;
  /** The caller's schema of the graph: different schemas have different keys. */
  readonly schema: GraphQLSchema;
  readonly identityClass: string;
  /** In its plain form, with one operation: see `plainDocument`. */
  readonly document: DocumentNode;
  /** SHA-256 of the document's text. */
  readonly hash: string;
}

/**
 * Returns a function that makes an operation's cache key from its variables, the same in every process. The variables
 * are coerced by graphql-js, in the order of their definitions, with defaults; custom scalars are the client's JSON.
 */
export function createKeyOf({ deployment, schema, identityClass, document, hash: ofText }: CachedOperation) {
  const name = getOperationAST(document)?.name?.value;
  const head = JSON.stringify([FORMAT, deployment, schemaDigest(schema), identityClass, ofText, name]);
  return (coerced: Readonly<Record<string, unknown>>): string => digest(head + JSON.stringify(coerced));
}

const digests = createDerived<GraphQLSchema, string>();

/** Returns a digest of a schema, the same in every process. */
export function schemaDigest(schema: GraphQLSchema): string {
  return digests.derive(schema, () => digest(printSchema(schema)));
}

export function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}
