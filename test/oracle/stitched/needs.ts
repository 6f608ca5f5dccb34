import { print } from 'graphql';
import { needsSelection } from '../../../gateway/links/needs.ts';

/** Ahead of every response key that a link asks for. */
export const NEEDS_PREFIX = 'link_';

/** What a link needs of a parent, as the text that stitching takes. */
export function needsText(needs: string): string {
  return print(needsSelection(needs, NEEDS_PREFIX));
}

/** What the selection brought, under the names that the link knows. */
export function readNeeds(parent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const key of Object.keys(parent)) {
    if (key.startsWith(NEEDS_PREFIX)) read[key.slice(NEEDS_PREFIX.length)] = parent[key];
  }
  return read;
}
