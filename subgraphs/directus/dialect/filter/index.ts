import { type GraphQLInputField, type GraphQLInputObjectType, getNamedType, isInputObjectType } from 'graphql';
import { isJsonObject, type JsonObject } from '../../../common/json.ts';
import { inputMapping, rowsMapping } from '../../schema/mapping.ts';
import { MAX_DEPTH } from '../compile/compiling.ts';
import { badInput } from '../errors.ts';
import type { Step } from '../requested-field.ts';
import { ALWAYS, all, any, isAlways, type Quantifier, type RowCondition } from './condition.ts';
import { ofFloor } from './integers.ts';
import { negate } from './negate.ts';
import { compileOperator, textMeets } from './operators.ts';
import { type FilterScope, metByCount, metByRelated, type Relation } from './related.ts';

/**
 * Compiles a filter of the graph to a condition in Directus's names.
 * @throws GraphQLError BAD_USER_INPUT for an invalid operand, FORBIDDEN for a field that the caller may not read
 */
export function compileFilter(type: GraphQLInputObjectType, value: unknown, scope: FilterScope): RowCondition {
  return compileAt({ type, path: [], scope }, value);
}

/** The context of a condition: the type of its rows, and the path to them from the filtered rows. */
interface FilterContext {
  readonly type: GraphQLInputObjectType;
  readonly path: readonly Step[];
  readonly scope: FilterScope;
}

function compileAt(place: FilterContext, value: unknown): RowCondition {
  if (!isJsonObject(value)) return ALWAYS;
  const fields = place.type.getFields();
  return all(
    Object.entries(value).map(([name, operand]) => {
      const field = fields[name];
      return field ? compileField(place, field, operand) : ALWAYS;
    }),
  );
}

function compileField(place: FilterContext, field: GraphQLInputField, operand: unknown): RowCondition {
  const type = getNamedType(field.type);
  if (!isInputObjectType(type)) return ALWAYS;
  if (field.name === '_and' || field.name === '_or') return group(field.name, { ...place, type }, operand);
  if (field.name === '_not') {
    return isJsonObject(operand)
      ? negate(compileAt(place, operand), { path: place.path, parent: rowsMapping(type) })
      : ALWAYS;
  }
  const { name, types, condition } = inputMapping(field);
  if (!condition || !isJsonObject(operand)) return ALWAYS;
  const path = [...place.path, { of: rowsMapping(place.type).name, name }];
  switch (condition.kind) {
    case 'value':
      return compileOperators({ path, kind: condition.operand, field: field.name }, operand, types);
    case 'count': {
      const parent = rowsMapping(place.type);
      const counted = compilePart(path, type, 'count', operand.count);
      return metByCount({ name, label: field.name, path: place.path, parent }, counted, place.scope);
    }
    case 'parts':
      return all(Object.entries(operand).map(([part, operators]) => compilePart(path, type, part, operators)));
    case 'one':
      if (path.length >= MAX_DEPTH) throw badInput(`A filter can go through ${MAX_DEPTH - 1} relations of the CMS.`);
      return compileAt({ ...place, type, path }, operand);
    case 'many':
      return compileRelated(place, { name, label: field.name, back: condition.back }, type, operand);
  }
}

function group(name: '_and' | '_or', place: FilterContext, operand: unknown): RowCondition {
  if (!Array.isArray(operand) || operand.length === 0) return ALWAYS;
  const members = operand.map((member) => compileAt(place, member));
  return name === '_and' ? all(members) : any(members);
}

type Compared = Parameters<typeof compileOperator>[0];

/** @param types the type for each collection, if the compared value names a collection and its operands name types */
function compileOperators(compared: Compared, operators: unknown, types?: ReadonlyMap<string, string>): RowCondition {
  const given = Object.entries(isJsonObject(operators) ? operators : {});
  const onNames = types ? given.filter(isOnNames) : [];
  const met = Array.from(types ?? []).filter(([, type]) => onNames.every((each) => textMeets(type, ...each)));
  const named = onNames.length > 0 ? [['_in', met.map(([collection]) => collection)] as const] : [];
  const others = given.filter((each) => !onNames.includes(each));
  return all([...others, ...named].map(([operator, operand]) => compileOperator(compared, operator, operand)));
}

function compilePart(
  path: readonly Step[],
  type: GraphQLInputObjectType,
  part: string,
  operators: unknown,
): RowCondition {
  const compared = { path: [...path, { of: type.name, name: part }], kind: 'integer', field: part } as const;
  const condition = compileOperators(compared, operators);
  return part === 'second' ? ofFloor(condition) : condition;
}

/** Whether an operator compares the name, not only whether there is one. */
function isOnNames([operator, operand]: readonly [operator: string, operand: unknown]): boolean {
  if (['_null', '_nnull', '_empty', '_nempty'].includes(operator)) return false;
  const isEmptyList = operator === '_nin' && Array.isArray(operand) && operand.every((each) => each === null);
  return operand !== null && operand !== undefined && !isEmptyList;
}

/** @param related the type of the conditions on related rows: `_some`, `_none`, and fields that some row must meet */
function compileRelated(
  { type: from, path, scope }: FilterContext,
  relation: Pick<Relation, 'name' | 'label' | 'back'>,
  related: GraphQLInputObjectType,
  { _some, _none, ...rest }: JsonObject,
): RowCondition {
  const rows = { ...relation, path, parent: rowsMapping(from), child: rowsMapping(related) };
  const meets = (type: GraphQLInputObjectType, of: unknown) =>
    compileAt({ type, path: [], scope: { ...scope, isCounted: false } }, of);
  const some = meets(related, rest);
  const quantified = (quantifier: Quantifier, of: unknown) => {
    const type = getNamedType(related.getFields()[quantifier]?.type);
    if (!isJsonObject(of) || !isInputObjectType(type)) return ALWAYS;
    return metByRelated(rows, quantifier, meets(type, of), scope);
  };
  return all([
    isAlways(some) ? ALWAYS : metByRelated(rows, '_some', some, scope),
    quantified('_some', _some),
    quantified('_none', _none),
  ]);
}
