import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { Graph } from '../../graph/graph.ts';
import { SCOPES } from '../../graph/scopes.ts';

/** Returns the audience of a part of the graph, in words: "staff, by the scope `crm:read`"; undefined for everyone. */
export type VisibilityOf = (coordinate: string) => string | undefined;

/** Reads visibility from the audiences' schemas. Coordinates are the same as in graph/cut.ts. */
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

/** Returns the coordinates of all types, fields, arguments and values of a schema. */
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
