import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

const MOST_FIELDS = 3;
/** The most informative fields of an object, in order. */
const PREFERRED = ['id', 'code', 'name', 'title', 'slug', 'totalCount', 'units', 'time', 'value'];
const SCALARS: Readonly<Record<string, string>> = {
  Boolean: 'true',
  Date: '"2010-01-01"',
  DateTime: '"2010-01-01T00:00:00Z"',
  UUID: '"00000000-0000-4000-8000-000000000000"',
};
/** Values of arguments whose descriptions have no example: Michigan's. */
const VALUES: Readonly<Record<string, string>> = {
  granularity: 'NONE',
  latitude: '44.35',
  longitude: '-85.44',
  level: 'COUNTY',
  slug: '"about"',
};

/** Writes a query of one root field: its required arguments, by examples in descriptions, and a few fields. */
export function exampleOf(field: Field): string {
  const args = field.args.filter((each) => isRequiredArgument(each) || isEither(each, field));
  const given = args.map((each) => `${each.name}: ${textFor(each)}`).join(', ');
  return `{\n  ${field.name}${given && `(${given})`}${selectionOf(field.type)}\n}\n`;
}

/** Returns whether an argument is `ids` of a field that requires either `ids` or `data`. */
function isEither({ name }: GraphQLArgument, { args }: Field): boolean {
  return name === 'ids' && args.some((each) => each.name === 'data');
}

/** Returns the example at the end of the description, such as `"UNEMPLOYMENT_RATE"`, else a value of the type. */
function textFor({ name, type, description }: Pick<GraphQLArgument, 'name' | 'type' | 'description'>): string {
  const named = /("[^"\s]+")[^"]*$/.exec(description ?? '')?.[1] ?? VALUES[name];
  return named === undefined || isInputObjectType(getNamedType(type)) ? ofType(type) : listed(type, named);
}

function listed(type: GraphQLInputType, value: string): string {
  if (isNonNullType(type)) return listed(type.ofType, value);
  return isListType(type) ? `[${listed(type.ofType, value)}]` : value;
}

function ofType(type: GraphQLInputType): string {
  if (isNonNullType(type)) return ofType(type.ofType);
  if (isListType(type)) return `[${ofType(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (!isInputObjectType(type)) return SCALARS[type.name] ?? '1';
  const fields = Object.values(type.getFields());
  const required = fields.filter(isRequiredInputField);
  const known = fields.filter(({ name }) => name in VALUES);
  const flags = fields.filter((each) => getNamedType(each.type).name === 'Boolean').slice(0, 1);
  const some = [required, known, flags, fields.slice(0, 1)].find(({ length }) => length > 0) ?? [];
  return `{${some.map((each) => `${each.name}: ${textFor(each)}`).join(', ')}}`;
}

function selectionOf(output: GraphQLOutputType): string {
  const type = getNamedType(output);
  if (!isObjectType(type) && !isInterfaceType(type)) return isLeafType(type) ? '' : ' { __typename }';
  const fields = Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument));
  const edges = fields.find(({ name }) => name === 'edges' || name === 'node');
  if (edges) return ` { ${edges.name}${selectionOf(edges.type)} }`;
  const leaves = fields.filter((each) => isLeafType(getNamedType(each.type)));
  const best = [...leaves].sort((one, other) => rankOf(one) - rankOf(other)).slice(0, MOST_FIELDS);
  return ` { ${best.map(({ name }) => name).join(' ') || '__typename'} }`;
}

function rankOf({ name }: Field): number {
  const at = PREFERRED.indexOf(name);
  return at < 0 ? PREFERRED.length : at;
}
