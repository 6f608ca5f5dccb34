const operators: Readonly<Record<string, string>> = {
  _and: 'All of these must hold; an empty list asks for nothing.',
  _or: 'One of these must hold, or several; an empty list asks for nothing.',
  _some: 'At least one that the caller may see must meet these, all of them; `{}` is any.',
  _none: 'None that the caller may see may meet these, all of them; `{}` is any.',
  _eq: 'Equal to this; null is "has no value".',
  _neq: 'Not equal to this; null is "has a value".',
  _in: 'One of these: nothing is in an empty list, and null in none.',
  _nin: 'Has a value, and none of these; an empty list asks for nothing.',
  _gt: 'More than this, or after it.',
  _gte: 'This or more, or after it.',
  _lt: 'Less than this, or before it.',
  _lte: 'This or less, or before it.',
  _between: 'From the first of these two to the second, both included. It takes exactly two.',
  _nbetween: 'Outside of these two. It takes exactly two.',
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
  contains: 'with this in it',
  starts_with: 'with this at its start',
  ends_with: 'with this at its end',
};

/** What an operator of a filter asks for; undefined where there is no such operator. */
export function operatorDescription(name: string): string | undefined {
  const known = operators[name];
  if (known !== undefined) return known;
  const [, not, insensitive, how = ''] = /^_(n?)(i?)(contains|starts_with|ends_with)$/.exec(name) ?? [];
  const text = texts[how];
  if (text === undefined) return undefined;
  return `A text ${not ? 'not ' : ''}${text}${insensitive ? ', whatever the case' : ''}.`;
}
