import { type ExecutionResult, GraphQLError } from 'graphql';

type Path = readonly (string | number)[];

/**
 * An answer in which an object that holds nothing but what may not be read is what may not be read itself: where nothing
 * else is asked of a row, Directus cannot be asked whether it is there.
 */
export function withoutEmptied({ data, errors = [] }: ExecutionResult): ExecutionResult {
  const denied = new Set(errors.filter(isDenial).map(({ path }) => JSON.stringify(path)));
  const emptied: Path[] = [];

  function settle(value: unknown, path: Path): unknown {
    if (Array.isArray(value)) return value.map((each, index) => settle(each, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, each]) => [key, settle(each, [...path, key])] as const);
    const isDenied = (key: string) => denied.has(JSON.stringify([...path, key]));
    const isEmptied =
      entries.every(([key, each]) => isDenied(key) || isKnown(each)) && entries.some(([key]) => isDenied(key));
    if (!isEmptied) return Object.fromEntries(entries);
    denied.add(JSON.stringify(path));
    emptied.push(path);
    return null;
  }

  const settled = data
    ? Object.fromEntries(Object.entries(data).map(([key, each]) => [key, settle(each, [key])]))
    : null;
  const isInside = (path: Path) =>
    emptied.some((outer) => outer.length < path.length && outer.every((key, index) => key === path[index]));
  const own = emptied.filter((path) => !isInside(path)).map((path) => denial(path));
  return { data: settled, errors: [...errors.filter(({ path }) => !path || !isInside(path)), ...own] };
}

/** What is known without asking for the object: its type, and what nothing is asked of. */
const isKnown = (value: unknown) =>
  (typeof value === 'string' && value.startsWith('Cms')) ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

const isDenial = ({ extensions }: GraphQLError) => extensions?.code === 'FORBIDDEN';

function denial(path: Path): GraphQLError {
  return new GraphQLError('Nothing of it may be read.', { path, extensions: { code: 'FORBIDDEN' } });
}
