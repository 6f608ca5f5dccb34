import type { GraphQLField } from 'graphql';

/** The directive that marks fields that are null only with an error. https://specs.apollo.dev/nullability/v0.4 */
export const SEMANTIC_NON_NULL = `
"""
The field is null only where an error says why. \`levels\`: 0 is the field's own value, 1 an item of its list.
"""
directive @semanticNonNull(levels: [Int] = [0]) on FIELD_DEFINITION
`;

/** Extensions of a field that is null only with an error: it is printed with `@semanticNonNull`. */
export const semanticNonNull = { directives: { semanticNonNull: {} } } as const;

/** Whether a field of an upstream is marked by `semanticNonNull`. */
export function isSemanticNonNull({ extensions }: Pick<GraphQLField<unknown, unknown>, 'extensions'>): boolean {
  return extensions.directives?.semanticNonNull !== undefined;
}

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    directives?: { readonly semanticNonNull?: object };
  }
}
