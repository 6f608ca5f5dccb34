import { readFileSync } from 'node:fs';
import { buildSchema, type DefinitionNode, type DocumentNode, type GraphQLSchema, Kind, parse, print } from 'graphql';
import { createDerived } from '../../subgraphs/common/memo.ts';
import { type ObjectMetadata, recordedMetadata } from './metadata/objects.ts';
import type { TwentyRecords } from './store/records.ts';

/** A workspace that a real Twenty 2.21 was asked about. */
export interface RecordedWorkspace {
  readonly schema: GraphQLSchema;
  readonly metadata: readonly ObjectMetadata[];
  readonly records: TwentyRecords;
}

/**
 * The workspace of the second corpus: that of the standard objects with a custom one, `contract`, which has two relations
 * to companies and one to itself, and with records that hold nulls, empty texts, ties and soft-deleted targets.
 */
export function customWorkspace(): RecordedWorkspace {
  const { custom: _, sdl, ...records } = JSON.parse(readData('records-2.json'));
  return { schema: extendSchema(standardSdl(), sdl), metadata: recordedMetadata(), records };
}

const STANDARD = new URL('../../subgraphs/twenty/schema.graphql', import.meta.url);
const standard = createDerived<URL, GraphQLSchema>();

/** The schema of a workspace of the standard objects, built once. */
export const standardSchema = (): GraphQLSchema => standard.derive(STANDARD, () => buildSchema(standardSdl()));

/**
 * The project's own records: invented companies at real places, with people, opportunities, notes and tasks. They were
 * written through Twenty's API, which stores no empty text.
 */
export function loadRecords(): TwentyRecords {
  return JSON.parse(readData('records.json'), (_, value) => (value === '' ? null : value));
}

function standardSdl(): string {
  return readFileSync(STANDARD, 'utf8');
}

function readData(file: string): string {
  return readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8');
}

/** Unlike GraphQL's own, an extension may say a field of a type again: of a custom object's author nothing is certain. */
function extendSchema(sdl: string, extension: string): GraphQLSchema {
  const extensions = parse(extension).definitions;
  const definitions = parse(sdl).definitions.map((definition) => extendDefinition(definition, extensions));
  const added = extensions.filter(({ kind }) => !kind.endsWith('Extension'));
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...definitions, ...added] };
  return buildSchema(print(document));
}

function extendDefinition(definition: DefinitionNode, extensions: readonly DefinitionNode[]): DefinitionNode {
  if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
    const added = extensions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_EXTENSION && node.name.value === definition.name.value ? (node.fields ?? []) : [],
    );
    return { ...definition, fields: replaceByName(definition.fields ?? [], added) };
  }
  if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
    const added = extensions.flatMap((node) =>
      node.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION && node.name.value === definition.name.value
        ? (node.fields ?? [])
        : [],
    );
    return { ...definition, fields: replaceByName(definition.fields ?? [], added) };
  }
  return definition;
}

function replaceByName<T extends { readonly name: { readonly value: string } }>(
  fields: readonly T[],
  added: readonly T[],
): T[] {
  const names = new Set(added.map(({ name }) => name.value));
  return [...fields.filter(({ name }) => !names.has(name.value)), ...added];
}
