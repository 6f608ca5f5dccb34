import { type GraphQLNamedType, type GraphQLObjectType, getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { lowerFirst, type TwentyNaming, typeName } from '../naming.ts';
import type { FieldMapping } from './mapping.ts';
import type { UpstreamField } from './upstream-field.ts';
import { ARGUMENTS, CONDITIONS, ENUM_VALUES, FIELDS, TYPES } from './words.ts';

/** What the types are for that Twenty generates for an object or a composite: by the end of their name. */
const GENERATED_TYPES: readonly (readonly [suffix: string, describe: (name: string) => string])[] = [
  ['GroupByConnection', (name) => `A group of ${name} records that have the values grouped by in common.`],
  ['Connection', (name) => `A page of ${name} records, and what there is to say of all that match the filter.`],
  ['Edge', (name) => `A ${name} record and its place in the list.`],
  ['OrderByWithGroupByAggregateInput', (name) => `An order of groups by an aggregate of their ${name} records.`],
  ['OrderByWithGroupByInput', (name) => `An order of groups of ${name} records.`],
  ['OrderByInput', (name) => `An order by a field of ${name}.`],
  ['GroupByInput', (name) => `A field of ${name} to group by.`],
  ['FilterInput', (name) => `Conditions on ${name}; several fields must all hold.`],
  ['WhereUniqueInput', (name) => `What picks out one ${name}.`],
  ['WhereInput', (name) => `What picks out one record by ${name}.`],
  ['RelationInput', (name) => `Which ${name} a record refers to.`],
  ['ConnectInput', (name) => `The ${name} to refer to.`],
  ['CreateInput', (name) => `A ${name} to create.`],
  ['UpdateInput', (name) => `What to change in a ${name}.`],
  ['Filter', (name) => `Operators on a value of ${name}; several must all hold, one that is null is no condition.`],
];

/** Fields that sum up all records that match, by how their name begins. */
const AGGREGATES: readonly (readonly [prefix: string, describe: (field: string) => string])[] = [
  ['countEmpty', (field) => `How many records have no \`${field}\``],
  ['countNotEmpty', (field) => `How many records have a \`${field}\``],
  ['countUniqueValues', (field) => `How many different values \`${field}\` has`],
  ['percentageEmpty', (field) => `The share of records that have no \`${field}\`, from 0 to 1`],
  ['percentageNotEmpty', (field) => `The share of records that have a \`${field}\`, from 0 to 1`],
  ['min', (field) => `The least \`${field}\``],
  ['max', (field) => `The greatest \`${field}\``],
  ['sum', (field) => `The sum of \`${field}\``],
  ['avg', (field) => `The mean of \`${field}\``],
];

/** A type: in Twenty's words where it has some, else in ours, else by the rule that made its name. */
export function describeType({ name, description }: GraphQLNamedType, naming: TwentyNaming): string {
  if (description) return description;
  const known = TYPES[name];
  if (known) return known;
  const generated = GENERATED_TYPES.find(([suffix]) => name.endsWith(suffix) && name !== suffix);
  if (!generated) return `${words(name.replace(/Enum$/, ''))}.`;
  const [suffix, describe] = generated;
  const subject = name.slice(0, -suffix.length);
  return describe(suffix === 'Filter' ? subject.replace(/Enum$/, '') : typeName(subject, naming));
}

export function describeField(parent: GraphQLObjectType, field: UpstreamField, naming: TwentyNaming): string {
  return (
    field.description || FIELDS[`${parent.name}.${field.name}`] || FIELDS[field.name] || ruled(parent, field, naming)
  );
}

/** A field that has no description of its own, by what its name and type say. */
function ruled(parent: GraphQLObjectType, { name, type }: UpstreamField, naming: TwentyNaming): string {
  const target = getNamedType(type);
  if (parent.name.endsWith('Connection')) return describeAggregate(name);
  if (name.endsWith('Id') && name.slice(0, -2) in parent.getFields())
    return `The id of \`${name.slice(0, -2)}\`; null where that is deleted.`;
  if (target.name.endsWith('Connection')) return `${words(name)}: a page of them, with how many there are in all.`;
  const isRelation = isObjectType(target) && 'id' in target.getFields();
  return isRelation ? `${words(name)}: a ${typeName(target.name, naming)}, or null.` : `${words(name)}.`;
}

function describeAggregate(name: string): string {
  const aggregate = AGGREGATES.find(([prefix]) => name.startsWith(prefix));
  if (!aggregate) return `${words(name)}.`;
  const [prefix, describe] = aggregate;
  return `${describe(lowerFirst(name.slice(prefix.length)))}, over all records that match the filter.`;
}

export function describeInputField(parent: GraphQLNamedType, field: { name: string; description?: unknown }): string {
  const { name, description } = field;
  if (typeof description === 'string' && description) return description;
  if (/Filter(Input)?$/.test(parent.name)) return CONDITIONS[name] ?? `On \`${name}\`.`;
  if (parent.name.endsWith('AggregateInput')) return describeAggregate(name);
  const object = parent.name.replace(/(Create|Update|OrderBy|GroupBy|OrderByWithGroupBy)Input$/, '');
  const isWritten = isInputObjectType(parent) && /(Create|Update)Input$/.test(parent.name);
  return isWritten ? (FIELDS[`${object}.${name}`] ?? `${words(name)}.`) : `By \`${name}\`.`;
}

export const describeArgument = (name: string): string => ARGUMENTS[name] ?? `${words(name)}.`;
export const describeEnumValue = (name: string): string => ENUM_VALUES[name] ?? `${words(name.toLowerCase())}.`;

export function describeRootField(kind: FieldMapping['kind'], field: UpstreamField, naming: TwentyNaming): string {
  const object = typeName(getNamedType(field.type).name.replace(/(GroupBy)?Connection$/, ''), naming);
  if (kind === 'connection') return `${object} records, by default the first 200 by id.`;
  if (kind === 'record') return `The ${object} with this id; null where there is none, or where it is deleted.`;
  if (kind === 'records') return `Lookup: the ${object} of each id, in the order of the ids; null where there is none.`;
  return MUTATIONS.find(([pattern]) => pattern.test(field.name))?.[1](object) ?? `${words(field.name)}: ${object}.`;
}

const MUTATIONS: readonly (readonly [pattern: RegExp, describe: (object: string) => string])[] = [
  [/GroupBy$/, (object) => `${object} records in groups, each with its count and its aggregates.`],
  [/Duplicates$/, (object) => `${object} records that look like each of those given by \`ids\` or \`data\`.`],
  [/^create/, (object) => `Creates ${object} records.`],
  [/^update/, (object) => `Changes ${object} records.`],
  [/^delete/, (object) => `Deletes ${object} records, so that they can be restored.`],
  [/^destroy/, (object) => `Removes ${object} records for good.`],
  [/^restore/, (object) => `Restores deleted ${object} records.`],
  [/^merge/, (object) => `Merges ${object} records into one.`],
];

/** `annualRevenue` → "Annual revenue". */
function words(name: string): string {
  const spaced = name.replaceAll('_', ' ').replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
