import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  type DefinitionNode,
  type FieldDefinitionNode,
  GraphQLSchema,
  Kind,
  parse,
  parseType,
  printSchema,
} from 'graphql';
import { type ObjectMetadata, relationsOf } from './metadata/objects.ts';

/** The names of a type's fields, or of an enum's values, in the order that a real Twenty introspects them in. */
type FieldOrder = Readonly<Record<string, readonly string[]>>;

/** Newer than the graphql-js that Twenty runs on. */
const UNKNOWN_DIRECTIVES = new Set(['oneOf']);

/**
 * A workspace's schema as a real Twenty introspects it: not sorted by name as the committed one is, and with the relations
 * to objects that were cut from it, to which nothing but a name is left.
 */
export function asIntrospected(schema: GraphQLSchema, metadata: readonly ObjectMetadata[]): GraphQLSchema {
  const order: FieldOrder = JSON.parse(readFileSync(new URL('./data/field-order.json', import.meta.url), 'utf8'));
  const cut = new Map<string, DefinitionNode>();
  const definitions = parse(printSchema(schema)).definitions.map((definition) =>
    arrange(definition, order, (field) => cutRelation(metadata, definition, field, cut)),
  );
  const built = buildASTSchema({ kind: Kind.DOCUMENT, definitions: [...definitions, ...cut.values()] });
  return new GraphQLSchema({
    ...built.toConfig(),
    directives: built.getDirectives().filter(({ name }) => !UNKNOWN_DIRECTIVES.has(name)),
  });
}

function arrange(
  definition: DefinitionNode,
  order: FieldOrder,
  addCut: (name: string) => FieldDefinitionNode[],
): DefinitionNode {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION: {
      const fields = definition.fields ?? [];
      const names = order[definition.name.value] ?? [];
      const missing = names.filter((name) => !fields.some((field) => field.name.value === name));
      return { ...definition, fields: inOrder([...fields, ...missing.flatMap(addCut)], names) };
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { ...definition, fields: inOrder(definition.fields ?? [], order[definition.name.value] ?? []) };
    case Kind.ENUM_TYPE_DEFINITION:
      return { ...definition, values: inOrder(definition.values ?? [], order[definition.name.value] ?? []) };
    default:
      return definition;
  }
}

function inOrder<T extends { readonly name: { readonly value: string } }>(
  items: readonly T[],
  names: readonly string[],
): T[] {
  const rank = ({ name }: T) => (names.includes(name.value) ? names.indexOf(name.value) : names.length);
  return items.toSorted((a, b) => rank(a) - rank(b));
}

/** The field of a relation to an object that is not in the schema, of a type that is made up for it. */
function cutRelation(
  metadata: readonly ObjectMetadata[],
  owner: DefinitionNode,
  name: string,
  types: Map<string, DefinitionNode>,
): FieldDefinitionNode[] {
  const ownerName = 'name' in owner ? owner.name?.value : undefined;
  const object = metadata.find(({ nameSingular }) => capitalize(nameSingular) === ownerName);
  const relations = new Map(object?.fieldsList.flatMap(relationsOf));
  const relation = relations.get(name);
  if (!relation) return [];
  const target = capitalize(relation.targetObjectMetadata.nameSingular);
  const typename = relation.type === 'ONE_TO_MANY' ? `${target}Connection` : target;
  const [stub] = parse(`type ${typename} { id: ID }`).definitions;
  if (stub) types.set(typename, stub);
  return [{ kind: Kind.FIELD_DEFINITION, name: { kind: Kind.NAME, value: name }, type: parseType(typename) }];
}

function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
