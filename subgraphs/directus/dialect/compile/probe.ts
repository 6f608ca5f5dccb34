import { askPath, type RequestedField, type Step } from '../requested-field.ts';
import { askRoot } from './root.ts';

/**
 * Selects the fields of arguments' conditions, of no rows, to learn which of them the role may read. Directus does not say why it
 * refuses a filter or an order by a field that a role may not read, but it names fields that it refuses to select.
 */
export function probesOf(asks: readonly RequestedField[]): readonly RequestedField[] {
  const paths = asks.flatMap(lookedAt).filter((path) => path.every(({ name }) => !name.includes('__')));
  const distinct = new Map(paths.map((path) => [JSON.stringify(path), path]));
  const byCollection = Map.groupBy(distinct.values(), ([first]) => first?.of ?? '');
  return Array.from(byCollection, ([collection, of]) => {
    const fields = of.flatMap((path, index) => aliased(askPath(path), index));
    return askRoot(collection, [{ name: 'limit', type: 'Int', value: 0 }], { fields, fragments: new Map() });
  });
}

/** Requests each path by itself: paths may have the same first steps. */
const aliased = (asks: readonly RequestedField[], index: number) =>
  asks.map((asked) => ({ ...asked, alias: `p${index}` }));

function lookedAt({ args, selection }: RequestedField): readonly (readonly Step[])[] {
  const own = args.flatMap(({ looksAt = [] }) => looksAt);
  const fragments = selection ? Array.from(selection.fragments.values()) : [];
  const below = [...(selection?.fields ?? []), ...fragments.flatMap(({ fields }) => fields)];
  return [...own, ...below.flatMap(lookedAt)];
}
