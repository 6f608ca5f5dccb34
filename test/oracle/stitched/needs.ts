import { print } from 'graphql';
import { NEEDS_PREFIX, needsSelection } from '../../../gateway/links/needs.ts';

/** What a link needs of a parent, as the text that stitching takes. */
export function needsText(needs: string): string {
  return print(needsSelection(needs));
}

/** What the selection brought, under the names that the link knows. */
export function readNeeds(parent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const key of Object.keys(parent)) {
    if (key.startsWith(NEEDS_PREFIX)) read[key.slice(NEEDS_PREFIX.length)] = parent[key];
  }
  return read;
}
