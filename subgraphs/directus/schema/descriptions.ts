import descriptions from './descriptions.json' with { type: 'json' };

const { operators, patterns, parts }: Readonly<Record<keyof typeof descriptions, Readonly<Record<string, string>>>> =
  descriptions;

/** Describes an operator of a filter; undefined if there is no such operator. */
export function operatorDescription(name: string): string | undefined {
  const known = operators[name];
  if (known !== undefined) return known;
  const [, not, insensitive, how = ''] = /^_(n?)(i?)(contains|starts_with|ends_with)$/.exec(name) ?? [];
  const text = patterns[how];
  if (text === undefined) return undefined;
  return `${not ? 'No' : 'A'} text ${text}${insensitive ? ', in upper or lower case' : ''}.`;
}

/** Describes a part of a value: of a date or a time, or the count of rows. */
export const partDescription = (name: string): string => parts[name] ?? `The ${name}.`;
