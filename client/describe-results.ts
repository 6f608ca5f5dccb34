import type { DocumentNode, GraphQLOutputType, GraphQLSchema, SelectionNode, SelectionSetNode } from 'graphql';

/* Imports only types of graphql: the schema may come from another copy of graphql. */

/** A field of an object in an answer. */
interface SelectedField {
  readonly key: string;
  /** The name of the type that has the field. */
  readonly parent: string;
  readonly comment: string | undefined;
  readonly below: readonly SelectedField[];
}

/** The type of an object whose lines are being read. */
interface OpenObject {
  readonly fields: readonly SelectedField[];
  /** The name of the type, from the line of `__typename`. */
  type?: string | undefined;
  /** The fields of its last field's objects. */
  below: readonly SelectedField[];
}

/**
 * Adds the descriptions of the graph's fields to the types of results, as comments that editors show.
 * @param content output of @graphql-codegen/typescript-operations with `printFieldsOnNewLines`: one line per field
 */
export function describeResults(content: string, schema: GraphQLSchema, documents: readonly DocumentNode[]): string {
  const results = resultsOf(schema, documents);
  /** The objects that contain the line, the innermost last. */
  let objects: OpenObject[] = [];
  return content
    .split('\n')
    .flatMap((line) => {
      const declared = /^export type (\w+) =/.exec(line)?.[1];
      if (declared !== undefined) objects = [{ fields: [], below: results.get(declared.toLowerCase()) ?? [] }];
      if (/^\s*}/.test(line)) objects.pop();
      const object = objects.at(-1);
      const comment = object && readField(line, object);
      if (object && line.endsWith('{')) objects.push({ fields: object.below, below: [] });
      const [indent = ''] = /^\s*/.exec(line) ?? [];
      return comment === undefined ? line : [indent + comment.replaceAll('\n', `\n${indent} `), line];
    })
    .join('\n');
}

/** Reads the line of a field, and returns the field's comment. */
function readField(line: string, object: OpenObject): string | undefined {
  const [, key, type] = /^\s+(\w+)\??:(?: '(\w+)')?/.exec(line) ?? [];
  if (key === undefined) return undefined;
  if (key === '__typename') object.type = type;
  const fields = object.fields.filter((field) => field.key === key);
  object.below = fields.flatMap((field) => field.below);
  return (fields.find(({ parent }) => parent === object.type) ?? fields[0])?.comment;
}

/** Returns the fields of each operation's and fragment's result, by the name of its type in lower case. */
function resultsOf(schema: GraphQLSchema, documents: readonly DocumentNode[]): Map<string, readonly SelectedField[]> {
  const definitions = documents.flatMap((document) => document.definitions);
  const fragments = new Map(
    definitions.flatMap((each) => (each.kind === 'FragmentDefinition' ? [[each.name.value, each] as const] : [])),
  );

  function fieldsIn(set: SelectionSetNode | undefined, on: string): readonly SelectedField[] {
    return set?.selections.flatMap((each) => selected(each, on)) ?? [];
  }

  function selected(selection: SelectionNode, on: string): readonly SelectedField[] {
    if (selection.kind !== 'Field') {
      const fragment = selection.kind === 'InlineFragment' ? selection : fragments.get(selection.name.value);
      return fieldsIn(fragment?.selectionSet, fragment?.typeCondition?.name.value ?? on);
    }
    const type = schema.getType(on);
    const field = type && 'getFields' in type ? type.getFields()[selection.name.value] : undefined;
    if (!field) return [];
    const key = (selection.alias ?? selection.name).value;
    const below = 'args' in field ? fieldsIn(selection.selectionSet, nameOf(field.type)) : [];
    return [{ key, parent: on, comment: commentOf(field), below }];
  }

  return new Map(
    definitions.flatMap((each) => {
      if (each.kind === 'FragmentDefinition') {
        const on = each.typeCondition.name.value;
        return [[`${each.name.value}fragment`.toLowerCase(), fieldsIn(each.selectionSet, on)]];
      }
      if (each.kind !== 'OperationDefinition' || !each.name) return [];
      const root = schema.getRootType(each.operation)?.name ?? '';
      return [[`${each.name.value}${each.operation}`.toLowerCase(), fieldsIn(each.selectionSet, root)]];
    }),
  );
}

function nameOf(type: GraphQLOutputType): string {
  return 'ofType' in type ? nameOf(type.ofType) : type.name;
}

interface Described {
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

function commentOf({ description, deprecationReason }: Described): string | undefined {
  const deprecated = deprecationReason ? `@deprecated ${deprecationReason}` : undefined;
  const lines = [description, deprecated]
    .filter((text) => typeof text === 'string')
    .flatMap((text) => text.replaceAll('*/', '*\\/').split('\n'));
  if (lines.length < 2) return lines[0] && `/** ${lines[0]} */`;
  return ['/**', ...lines.map((line) => `* ${line}`), '*/'].join('\n');
}
