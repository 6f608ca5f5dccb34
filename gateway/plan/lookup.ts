import { GraphQLError } from 'graphql';
import type { Values } from './emit.ts';
import { followKeys, type Keyed, linkArguments } from './keys.ts';
import type { LookupStep } from './plan.ts';
import type { Arrived, LinkParents, PlacesOf, Run } from './run.ts';
import { headsOf, tell } from './tell.ts';

/** A link on its way: whose field it is, and by which keys it is followed. */
interface Followed {
  readonly link: LinkParents;
  readonly keys: Keyed;
}

/** The errors that stand for whole lists, by head and by the key whose value is missing. */
type Missing = Map<number, Map<number, GraphQLError>>;

/**
 * Asks for what all links to one upstream lead to.
 * @param links for each head, whose field is asked for
 * @returns for each head, what the field of each parent is
 */
export async function lookUp(run: Run, step: LookupStep, links: readonly LinkParents[]): Promise<Values> {
  const followed = links.map((link, head): Followed => ({ link, keys: keysOf(run, step, head, link) }));
  const keyed = followed.map(({ keys }) => keys);
  const arrived = keyed.some(({ lookupArgs }) => lookupArgs) ? (await run.lookUp(step, keyed)).read() : NOTHING;
  const values = step.heads.map(({ key }) => listOf(arrived.data[key]));
  const placesOf: PlacesOf = (head, nth) => {
    const { keys, link } = followed[head] ?? {};
    const fields = link?.fields() ?? [];
    return fields.flatMap((places, parent) => {
      const positions = keys?.positions(parent, nth, values[head] ?? []) ?? [];
      return places.flatMap((place) => positions.map((position) => [...place, ...position]));
    });
  };
  const missing = tellErrors(run, step, followed, { arrived, values, placesOf });
  const written = await run.proceed(run, step, values, placesOf);
  return followed.map(({ keys, link }, head) =>
    link.parents.map((_, parent) => {
      const lost = keys.missing(parent, values[head] ?? [], missing.get(head));
      if (!lost) return keys.give(parent, written[head] ?? []);
      const places = link.fields()[parent] ?? [];
      run.fail(
        lost.error,
        places.map((place) => [...place, ...lost.place]),
      );
      return null;
    }),
  );
}

const NOTHING: Arrived = { data: {}, errors: [] };

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The keys of a link's parents. Arguments that do not fit are an error of each parent's field, and nothing is asked. */
function keysOf(run: Run, { follows }: LookupStep, head: number, { edge, parents, fields }: LinkParents): Keyed {
  const following = follows[head];
  if (!following) throw new Error('Each head of a lookup follows a link.');
  if (parents.length === 0) return followKeys(following, {}, []);
  try {
    return followKeys(following, linkArguments(edge, run.coerced), parents);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    run.fail(error, fields().flat());
    return followKeys(following, {}, []);
  }
}

interface Came {
  readonly arrived: Arrived;
  readonly values: Values;
  readonly placesOf: PlacesOf;
}

/** Tells the errors of a lookup, but for those by which a value of a list is missing: the whole list is, then. */
function tellErrors(run: Run, step: LookupStep, followed: readonly Followed[], came: Came): Missing {
  const { arrived, values, placesOf } = came;
  const missing: Missing = new Map();
  for (const error of arrived.errors) {
    const [key, nth, ...rest] = error.path ?? [];
    for (const head of headsOf(step, arrived, key)) {
      const { keys, link } = followed[head] ?? {};
      if (!keys || !link) continue;
      if (typeof nth !== 'number' || !Array.isArray(arrived.data[step.heads[head]?.key ?? ''])) {
        run.fail(
          error,
          link.fields().flatMap((places, parent) => (keys.isAsked(parent) ? places : [])),
        );
      } else if (step.follows[head]?.gives === 'values' && values[head]?.[nth] === null) {
        const ofHead = missing.get(head) ?? new Map<number, GraphQLError>();
        if (!ofHead.has(nth)) missing.set(head, ofHead.set(nth, error));
      } else {
        tell(run, error, { step, values, head, nth, rest, placesOf });
      }
    }
  }
  return missing;
}
