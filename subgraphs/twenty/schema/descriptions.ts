import { type GraphQLNamedType, type GraphQLObjectType, getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { lowerFirst, upperFirst } from '../../common/words.ts';
import { rootFieldName, type TwentyNaming, typeName } from '../naming.ts';
import type { FieldMapping } from './mapping.ts';
import type { UpstreamField } from './relations.ts';
import words from './words.json' with { type: 'json' };

type Meanings = Readonly<Record<string, string>>;

/**
 * The meanings of Twenty's types, fields, conditions, arguments and enum values, which Twenty does not describe. Its
 * own names are listed in full, generated names by end, beginning or pattern; `{}` is replaced by the subject.
 */
const meanings: Readonly<Record<keyof typeof words, Meanings>> = words;

/** A field of Twenty may be named `constructor`, which every object inherits. */
const meaningOf = (of: Meanings, name: string): string | undefined => (Object.hasOwn(of, name) ? of[name] : undefined);

/** Describes a type: by Twenty's description, else by the listed meanings, else by the rule of its name. */
export function describeType({ name, description }: GraphQLNamedType, naming: TwentyNaming): string {
  if (description) return description;
  const known = meaningOf(meanings.types, name);
  if (known) return known;
  const generated = Object.entries(meanings.generatedTypes).find(([end]) => name.endsWith(end) && name !== end);
  if (!generated) return `${spaced(name.replace(/Enum$/, ''))}.`;
  const [suffix, text] = generated;
  const subject = name.slice(0, -suffix.length);
  return about(suffix === 'Filter' ? subject.replace(/Enum$/, '') : typeName(subject, naming), text);
}

export function describeField(parent: GraphQLObjectType, field: UpstreamField, naming: TwentyNaming): string {
  return (
    field.description ||
    meaningOf(meanings.fields, `${parent.name}.${field.name}`) ||
    meaningOf(meanings.fields, field.name) ||
    ruled(parent, field, naming)
  );
}

/** Describes a field without a description, by its name and type. */
function ruled(parent: GraphQLObjectType, { name, type }: UpstreamField, naming: TwentyNaming): string {
  const target = getNamedType(type);
  if (parent.name.endsWith('Connection')) return describeAggregate(name);
  if (name.endsWith('Id') && name.slice(0, -2) in parent.getFields())
    return `The id of \`${name.slice(0, -2)}\`; null if that is deleted.`;
  if (target.name.endsWith('Connection')) return `${spaced(name)}: a page of them, with their total count.`;
  const isRelation = isObjectType(target) && 'id' in target.getFields();
  return isRelation ? `${spaced(name)}: a ${typeName(target.name, naming)}, or null.` : `${spaced(name)}.`;
}

function describeAggregate(name: string): string {
  const aggregate = Object.entries(meanings.aggregates).find(([prefix]) => name.startsWith(prefix));
  if (!aggregate) return `${spaced(name)}.`;
  const [prefix, text] = aggregate;
  const described = `${about(lowerFirst(name.slice(prefix.length)), text)}, over all records that pass the filter.`;
  const amount = aggregatedAmount(name);
  return amount === undefined
    ? described
    : `${described} They must be of one currency: fix \`${amount}.currencyCode\` by the filter, or group by it.`;
}

/** Returns the field whose amounts an aggregate adds or compares: `amount` of `sumAmountAmountMicros`. */
export function aggregatedAmount(aggregate: string): string | undefined {
  const [, subject] = /^(?:sum|avg|min|max)(\w+)AmountMicros$/.exec(aggregate) ?? [];
  return subject === undefined ? undefined : lowerFirst(subject);
}

export function describeInputField(parent: GraphQLNamedType, field: { name: string; description?: unknown }): string {
  const { name, description } = field;
  if (typeof description === 'string' && description) return description;
  if (/Filter(Input)?$/.test(parent.name)) return meaningOf(meanings.conditions, name) ?? `On \`${name}\`.`;
  if (parent.name.endsWith('AggregateInput')) return describeAggregate(name);
  const object = parent.name.replace(/(Create|Update|OrderBy|GroupBy|OrderByWithGroupBy)Input$/, '');
  const isWritten = isInputObjectType(parent) && /(Create|Update)Input$/.test(parent.name);
  return isWritten ? (meaningOf(meanings.fields, `${object}.${name}`) ?? `${spaced(name)}.`) : `By \`${name}\`.`;
}

export const describeArgument = (name: string): string => meaningOf(meanings.arguments, name) ?? `${spaced(name)}.`;
export const describeEnumValue = (name: string): string =>
  meaningOf(meanings.enumValues, name) ?? `${spaced(name.toLowerCase())}.`;

export function describeRootField(kind: FieldMapping['kind'], field: UpstreamField, naming: TwentyNaming): string {
  const object = typeName(getNamedType(field.type).name.replace(/(GroupBy)?Connection$/, ''), naming);
  if (kind === 'connection')
    return `${object} records that pass \`filter\`, in the order of \`orderBy\`, page by page; by default the first 200 by id. For example \`{ ${rootFieldName(field.name, naming)}(first: 10) { totalCount edges { node { id } } } }\`.`;
  if (kind === 'record') return `The ${object} with this id; null if it does not exist or is deleted.`;
  if (kind === 'records')
    return `Lookup: the ${object} of each id, in the order of the ids; null if it does not exist.`;
  const example = queryOf(field.name, rootFieldName(field.name, naming));
  const known = Object.entries(meanings.mutations).find(([pattern]) => new RegExp(pattern).test(field.name));
  return `${about(object, known?.[1] ?? `${spaced(field.name)}: {}.`)}${example}`;
}

/** Returns the example of a root field that groups records or finds duplicates; empty for others. */
function queryOf(upstreamName: string, name: string): string {
  if (upstreamName.endsWith('GroupBy'))
    return ` For example \`{ ${name}(groupBy: [{ createdAt: { granularity: YEAR, timeZone: "UTC" } }]) { totalCount } }\`.`;
  if (!upstreamName.endsWith('Duplicates')) return '';
  return ` For example \`{ ${name}(ids: ["00000000-0000-4000-8000-000000000000"]) { totalCount } }\`.`;
}

const about = (subject: string, text: string): string => text.replaceAll('{}', () => subject);

/** `annualRevenue` → "Annual revenue". */
function spaced(name: string): string {
  return upperFirst(name.replaceAll('_', ' ').replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}
