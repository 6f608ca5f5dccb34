const operators: Readonly<Record<string, string>> = {
  _and: 'All of these must hold; an empty list is no condition.',
  _or: 'At least one of these must hold; an empty list is no condition.',
  _some: 'At least one row that the caller may read passes all of these; `{}` is any row.',
  _none: 'No row that the caller may read passes all of these; `{}` is any row.',
  _eq: 'Equal to this; null is "has no value".',
  _neq: 'Not equal to this; null is "has a value".',
  _in: 'One of these; an empty list matches nothing, and null is in no list.',
  _nin: 'Has a value, and none of these; an empty list is no condition.',
  _gt: 'Greater than this, or after it.',
  _gte: 'Equal to this, greater, or after it.',
  _lt: 'Less than this, or before it.',
  _lte: 'Equal to this, less, or before it.',
  _between: 'From the first of exactly two values to the second, both included.',
  _nbetween: 'Outside of exactly two values.',
  _null: 'Whether it has no value.',
  _nnull: 'Whether it has a value.',
  _empty: 'Whether it has no value or an empty one.',
  _nempty: 'Whether it has a value that is not empty.',
  _intersects: 'Has a point in common with this.',
  _nintersects: 'Has no point in common with this.',
  _intersects_bbox: 'Its bounding box has a point in common with this one’s.',
  _nintersects_bbox: 'Its bounding box has no point in common with this one’s.',
};

const texts: Readonly<Record<string, string>> = {
  contains: 'that contains this',
  starts_with: 'that begins with this',
  ends_with: 'that ends with this',
};

/** Describes an operator of a filter; undefined if there is no such operator. */
export function operatorDescription(name: string): string | undefined {
  const known = operators[name];
  if (known !== undefined) return known;
  const [, not, insensitive, how = ''] = /^_(n?)(i?)(contains|starts_with|ends_with)$/.exec(name) ?? [];
  const text = texts[how];
  if (text === undefined) return undefined;
  return `${not ? 'No' : 'A'} text ${text}${insensitive ? ', in any case' : ''}.`;
}
