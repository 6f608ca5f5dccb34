import type { ASTNode } from 'graphql';
import type { FieldRequest } from './request.ts';

/*
 * How much memory things take that memos hold, in bytes: estimates, measured once on V8 and rounded up.
 */

/** A node of a document, with its location. */
const NODE_BYTES = 200;

/** A field that is requested of an upstream. */
const FIELD_BYTES = 300;

/** A document, or a part of one. */
export function nodeBytes(node: ASTNode): number {
  let bytes = NODE_BYTES;
  for (const value of Object.values(node)) {
    if (typeof value === 'string') bytes += 2 * value.length;
    else if (Array.isArray(value)) for (const each of value) bytes += nodeBytes(each);
    else if (isNode(value)) bytes += nodeBytes(value);
  }
  return bytes;
}

/** Nodes alone have a kind: locations have none. */
function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** Fields, as they are requested of upstreams, and all that is selected below them. */
export function fieldBytes(fields: Iterable<FieldRequest>): number {
  let bytes = 0;
  for (const { args, selections } of fields) {
    bytes += FIELD_BYTES + 2 * JSON.stringify(args).length;
    for (const below of selections?.values() ?? []) bytes += fieldBytes(below);
  }
  return bytes;
}
