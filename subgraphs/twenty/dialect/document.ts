import { textBytes } from '../../common/estimate.ts';
import { createMemo, createNumbering } from '../../common/memo.ts';
import type { UpstreamRoot } from '../schema/mapping.ts';
import { merge, printSelection, type Selection } from './selection.ts';

/** One root field to request of Twenty. */
export interface RootFetch {
  readonly root: UpstreamRoot;
  /** JSON values; an absent argument is left out of the document. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly selection: Selection;
}

/** One request to Twenty: root fields that are all different, each with its arguments in variables. */
export interface TwentyRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly roots: readonly UpstreamRoot[];
}

/** Twenty refuses a request with more root fields (GRAPHQL_MAX_ROOT_RESOLVERS). */
const MAX_ROOTS = 20;

/**
 * Packs fetches into as few requests as Twenty allows: it refuses the same root field twice in a request. Fetches of
 * one root field with equal arguments become one that selects the fields of both.
 * @returns the requests, and for each fetch the index of the request that has it
 */
export function pack(operation: 'query' | 'mutation', fetches: readonly RootFetch[]) {
  const requests: Map<string, RootFetch>[] = [];
  const places = fetches.map((fetch) => {
    const { name } = fetch.root;
    const index = requests.findIndex((roots) => {
      const present = roots.get(name);
      return present ? isAskedAlike(present, fetch) : roots.size < MAX_ROOTS;
    });
    const roots = requests[index] ?? new Map<string, RootFetch>();
    const { selection } = roots.get(name) ?? fetch;
    const together = selection === fetch.selection ? selection : merge(selection, fetch.selection);
    roots.set(name, { ...fetch, selection: together });
    return index < 0 ? requests.push(roots) - 1 : index;
  });
  return { requests: requests.map((roots) => toRequest(operation, [...roots.values()])), places };
}

const isAskedAlike = (one: RootFetch, other: RootFetch) => JSON.stringify(one.args) === JSON.stringify(other.args);

const texts = createMemo<string>();
const numberOf = createNumbering();

/** Writes a request, without defaults of variables: Twenty ignores them. Requests differing in values share a text. */
function toRequest(operation: 'query' | 'mutation', fetches: readonly RootFetch[]): TwentyRequest {
  const variables: Record<string, unknown> = {};
  const shapes: string[] = [operation];
  for (const { root, args, selection } of fetches) {
    shapes.push(root.name, String(numberOf(root)), String(numberOf(selection)));
    for (const [argument, value] of Object.entries(args)) {
      if (value === undefined) continue;
      variables[variableOf(root, argument)] = value;
      shapes.push(argument);
    }
  }
  const query = texts.of(shapes.join(' '), () => print(operation, fetches), textBytes);
  return { query, variables, roots: fetches.map(({ root }) => root) };
}

const variableOf = ({ name }: UpstreamRoot, argument: string) => `${name}_${argument}`;

function print(operation: 'query' | 'mutation', fetches: readonly RootFetch[]): string {
  const declarations: string[] = [];
  const fields = fetches.map(({ root, args, selection }) => {
    const given = Object.keys(args).filter((argument) => args[argument] !== undefined);
    const passed = given.map((argument) => {
      const variable = variableOf(root, argument);
      declarations.push(`$${variable}: ${root.argumentTypes[argument]}`);
      return `${argument}: $${variable}`;
    });
    return root.name + (passed.length > 0 ? `(${passed.join(', ')})` : '') + printSelection(selection);
  });
  const declared = declarations.length > 0 ? `(${declarations.join(', ')})` : '';
  return `${operation}${declared} { ${fields.join(' ')} }`;
}
