import type { ASTNode } from 'graphql';
import type { FieldRequest } from '../contract/request.ts';

/*
 * Estimates of the memory of memos' entries, in bytes: measured once on V8 and rounded up.
 */

/** Size of a document's node, with its location. */
const NODE_BYTES = 200;

/** Size of a requested field. */
const FIELD_BYTES = 300;

/** Estimates the size of a text, in bytes. */
export const textBytes = (text: string): number => 2 * text.length;

/** Estimates the size of a document, or of a part of one, in bytes. */
export function nodeBytes(node: ASTNode): number {
  let bytes = NODE_BYTES;
  for (const value of Object.values(node)) {
    if (typeof value === 'string') bytes += 2 * value.length;
    else if (Array.isArray(value)) for (const each of value) bytes += nodeBytes(each);
    else if (isNode(value)) bytes += nodeBytes(value);
  }
  return bytes;
}

/** Whether a value is a node: nodes have a kind, locations do not. */
function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** Estimates the size of requested fields with all selections below them, in bytes. */
export function fieldBytes(fields: Iterable<FieldRequest>): number {
  let bytes = 0;
  for (const { args, selections } of fields) {
    bytes += FIELD_BYTES + 2 * JSON.stringify(args).length;
    for (const below of selections?.values() ?? []) bytes += fieldBytes(below);
  }
  return bytes;
}
