import { getNamedType, isObjectType } from 'graphql';
import { elements, isJsonObject, property } from '../../common/json.ts';
import type { FieldRequest } from '../../contract/request.ts';
import { fault, type LocatedError } from './errors.ts';

/**
 * Refuses sums, means and extremes of amounts whose currency is not fixed: Twenty adds and compares the numbers of all
 * currencies. The currency is fixed by a filter that all records must pass, or by groups of one currency each.
 * @param field a connection, or groups
 * @returns undefined where no currencies are mixed
 */
export function mixedCurrencies({ definition, args, selections }: FieldRequest): LocatedError | undefined {
  const type = getNamedType(definition.type);
  if (!isObjectType(type)) return undefined;
  const fields = type.getFields();
  const selected = [...(selections?.values() ?? [])].flat().map(({ name }) => name);
  const ordering = elements(args.orderBy).flatMap((order) => Object.keys(property(order, 'aggregate') ?? {}));
  for (const name of [...selected, ...ordering]) {
    const mapping = fields[name]?.extensions.twenty;
    const amount = mapping?.kind === 'value' ? mapping.amount : undefined;
    if (amount === undefined || isFixed(args.filter, amount) || isGrouped(args.groupBy, amount)) continue;
    const remedy = `filter by \`${amount}: { currencyCode: { eq: … } }\``;
    const orGroup = 'groupBy' in args ? `, or group by \`${amount}: { currencyCode: true }\`` : '';
    return fault('BAD_USER_INPUT', `Amounts of several currencies are not added or compared: ${remedy}${orGroup}.`);
  }
  return undefined;
}

/** Whether each record that passes a filter has the same currency. */
function isFixed(filter: unknown, amount: string): boolean {
  if (!isJsonObject(filter)) return false;
  const currency = property(property(filter[amount], 'currencyCode'), 'eq');
  return currency != null || elements(filter.and).some((each) => isFixed(each, amount));
}

const isGrouped = (groupBy: unknown, amount: string): boolean =>
  elements(groupBy).some((dimension) => property(property(dimension, amount), 'currencyCode') === true);
