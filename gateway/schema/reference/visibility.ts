import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { Graph } from '../../graph/graph.ts';
import { SCOPES } from '../../graph/scopes.ts';

/** Who has a part of the graph, in words: "staff, by the scope `crm:read`"; undefined where everyone has it. */
export type VisibilityOf = (coordinate: string) => string | undefined;

/** Read from the schemas of the audiences. Coordinates are those of graph/cut.ts. */
export function visibilityOf(graph: Graph): VisibilityOf {
  const [everyone, partners] = (['public', 'partner'] as const).map((audience) =>
    coordinatesOf(graph.seenBy(audience)),
  );
  const without = SCOPES.map((scope) => {
    const others = new Set(SCOPES.filter((each) => each !== scope));
    return { scope, left: coordinatesOf(graph.seenBy('internal', others)) };
  });
  return (coordinate) => {
    if (everyone?.has(coordinate)) return undefined;
    const scopes = without.filter(({ left }) => !left.has(coordinate)).map(({ scope }) => `\`${scope}\``);
    const who = partners?.has(coordinate) ? 'partners and staff' : 'staff';
    return scopes.length === 0
      ? who
      : `${who}, by the ${scopes.length > 1 ? 'scopes' : 'scope'} ${scopes.join(' and ')}`;
  };
}

/** Every type, field, argument and value of a schema, by its coordinate. */
function coordinatesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const found = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    found.add(type.name);
    if (isEnumType(type)) for (const { name } of type.getValues()) found.add(`${type.name}.${name}`);
    if (isInputObjectType(type)) for (const name of Object.keys(type.getFields())) found.add(`${type.name}.${name}`);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const { name, args } of Object.values(type.getFields())) {
      found.add(`${type.name}.${name}`);
      for (const { name: argument } of args) found.add(`${type.name}.${name}(${argument}:)`);
    }
  }
  return found;
}
