import type { Layout } from '../../../response/layout.ts';
import type { DirectusField } from '../requested-field.ts';

/** A compiled root field of an operation: the roots that it requests from Directus, and how to read its value. */
export interface CompiledRoot {
  /** Whether it is requested from `/graphql/system`, which serves Directus's own collections. */
  readonly isSystem?: boolean;
  /** Whether the values are from a content version, not from the rows. */
  readonly isVersion?: boolean;
  /** Empty if the value is known without a request. */
  readonly requests: readonly DirectusField[];
  /** Returns the root to request next, by these answers; undefined if they suffice. */
  next?(answers: readonly unknown[]): CompiledRoot | undefined;
  readonly layout: Layout;
  /**
   * Reads the value from the answers.
   * @throws GraphQLError if they have no valid value
   */
  value(answers: readonly unknown[]): unknown;
  /** Converts a path in Directus's answer to a path in the value. Without it, errors concern the whole value. */
  locate?(path: readonly unknown[]): (string | number)[];
}
