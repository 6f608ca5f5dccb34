import type { Layout } from '../../../response/layout.ts';
import type { DirectusField, DirectusSelection, RequestedArgument } from '../requested-field.ts';

/** A root field of an operation, compiled: what it asks of Directus, and how its value stands in the answers. */
export interface CompiledRoot {
  /** Whether it is asked of `/graphql/system`, where Directus keeps what is its own. */
  readonly isSystem?: boolean;
  /** Whether values are a content version's, and not those of the rows. */
  readonly isVersion?: boolean;
  /** Nothing where the answer is known without asking. */
  readonly asks: readonly DirectusField[];
  /** What must be asked once more, now that these answers are in. */
  next?(answers: readonly unknown[]): CompiledRoot | undefined;
  readonly layout: Layout;
  /**
   * The value that the answers give.
   * @throws GraphQLError for what it cannot give
   */
  value(answers: readonly unknown[]): unknown;
  /** The path in the value of what Directus calls so under the root's own answer. Undefined: the whole value. */
  locate?(path: readonly unknown[]): (string | number)[];
}

/** A root field of Directus. */
export function askRoot(name: string, args: readonly RequestedArgument[], selection: DirectusSelection): DirectusField {
  return { of: 'Query', name, args, selection };
}
