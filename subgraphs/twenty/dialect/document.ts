import type { UpstreamRoot } from '../mapping.ts';
import { merge, printSelection, type Selection } from './selection.ts';

/** One root field to ask of Twenty. */
export interface Fetch {
  readonly root: UpstreamRoot;
  /** JSON values; an absent argument is left out of the document. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly selection: Selection;
}

/** One request to Twenty: root fields that are all different, each with its arguments in variables. */
export interface TwentyRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The same two as JSON, where that is at hand. */
  readonly body?: string;
  readonly roots: readonly UpstreamRoot[];
}

/** Twenty refuses a request with more root fields (GRAPHQL_MAX_ROOT_RESOLVERS). */
const MAX_ROOTS = 20;

/**
 * Packs fetches into as few requests as Twenty allows: it refuses the same root field twice in a request. Fetches of
 * one root field with equal arguments become one that selects what either asks.
 * @returns the requests, and for each fetch the index of the request that has it
 */
export function pack(operation: 'query' | 'mutation', fetches: readonly Fetch[]) {
  const requests: Map<string, Packed>[] = [];
  const places = fetches.map((fetch) => {
    const { name } = fetch.root;
    const written = JSON.stringify(fetch.args);
    const index = requests.findIndex((roots) => {
      const present = roots.get(name);
      return present ? present.written === written : roots.size < MAX_ROOTS;
    });
    const roots = requests[index] ?? new Map<string, Packed>();
    const { selection } = roots.get(name) ?? fetch;
    roots.set(name, { ...fetch, written, selection: merge(selection, fetch.selection) });
    return index < 0 ? requests.push(roots) - 1 : index;
  });
  return { requests: requests.map((roots) => toRequest(operation, [...roots.values()])), places };
}

/** A fetch and its arguments as text, to know equal ones. */
interface Packed extends Fetch {
  readonly written: string;
}

/** Variables have no defaults: Twenty ignores them. */
function toRequest(operation: 'query' | 'mutation', fetches: readonly Fetch[]): TwentyRequest {
  const variables: Record<string, unknown> = {};
  const declarations: string[] = [];
  const fields = fetches.map(({ root, args, selection }) => {
    const given = Object.entries(args).filter(([, value]) => value !== undefined);
    const passed = given.map(([argument, value]) => {
      const variable = `${root.name}_${argument}`;
      variables[variable] = value;
      declarations.push(`$${variable}: ${root.argumentTypes[argument]}`);
      return `${argument}: $${variable}`;
    });
    return root.name + (passed.length > 0 ? `(${passed.join(', ')})` : '') + printSelection(selection);
  });
  const declared = declarations.length > 0 ? `(${declarations.join(', ')})` : '';
  return {
    query: `${operation}${declared} { ${fields.join(' ')} }`,
    variables,
    roots: fetches.map(({ root }) => root),
  };
}
