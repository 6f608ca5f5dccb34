import type { GraphQLArgument } from 'graphql';

/** Number of fields from which a repeated argument is described once per page. */
const MANY = 6;

/** Descriptions of a page's arguments that repeat with the same meaning, by name. */
export type CommonArguments = ReadonlyMap<string, string>;

/** Finds the repeated arguments. @param args the arguments of all fields of a page, with repetitions */
export function commonArguments(args: readonly GraphQLArgument[]): CommonArguments {
  const counts = new Map<string, Map<string, number>>();
  for (const { name, description } of args) {
    const ofName = counts.get(name) ?? new Map<string, number>();
    counts.set(name, ofName);
    if (description) ofName.set(description, (ofName.get(description) ?? 0) + 1);
  }
  const common = [...counts].flatMap(([name, ofName]) => {
    const [most] = [...ofName].sort(([, one], [, other]) => other - one);
    return most && most[1] >= MANY ? [[name, most[0]] as const] : [];
  });
  return new Map(common.sort(([one], [other]) => (one < other ? -1 : 1)));
}
