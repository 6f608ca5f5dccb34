import { type Asked, askPath, type Step } from './asked.ts';
import { askRoot } from './root.ts';

/**
 * Asks for nothing but leave: for no rows of what arguments look at. Directus does not say why it refuses a filter or an
 * order by what a role may not read, but what it refuses to select it names.
 */
export function probesOf(asks: readonly Asked[]): readonly Asked[] {
  const paths = asks.flatMap(lookedAt).filter((path) => path.every(({ name }) => !name.includes('__')));
  const distinct = new Map(paths.map((path) => [JSON.stringify(path), path]));
  const byCollection = Map.groupBy(distinct.values(), ([first]) => first?.of ?? '');
  return Array.from(byCollection, ([collection, of]) => {
    const fields = of.flatMap((path, index) => aliased(askPath(path), index));
    return askRoot(collection, [{ name: 'limit', type: 'Int', value: 0 }], { fields, fragments: new Map() });
  });
}

/** Paths may begin alike: each is asked for by itself. */
const aliased = (asks: readonly Asked[], index: number) => asks.map((asked) => ({ ...asked, alias: `p${index}` }));

function lookedAt({ args, selection }: Asked): readonly (readonly Step[])[] {
  const own = args.flatMap(({ looksAt = [] }) => looksAt);
  const fragments = selection ? Array.from(selection.fragments.values()) : [];
  const below = [...(selection?.fields ?? []), ...fragments.flatMap(({ fields }) => fields)];
  return [...own, ...below.flatMap(lookedAt)];
}
