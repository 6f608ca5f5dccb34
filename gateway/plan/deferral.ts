import type { Continuation } from './plan.ts';

/*
 * Delivery of the response of an operation with `@defer`: which part delivers each field. The plan covers the whole
 * response, and its steps decide when a part can be sent.
 */

export interface Deferral {
  /** The steps that the initial part waits for. */
  readonly needs: ReadonlySet<Continuation>;
  /** The deferred fragments; each follows the fragment that encloses it. */
  readonly fragments: readonly DeferredFragment[];
  readonly root: ObjectParts;
}

/** A deferred fragment, at one place of the operation. */
export interface DeferredFragment {
  readonly label: string | undefined;
  /** The deferred fragment that encloses it. */
  readonly parent: DeferredFragment | undefined;
  /** The steps that it waits for. */
  readonly needs: Set<Continuation>;
}

/** The parts that deliver the fields in a value, also by its type. Undefined: all fields come with the value. */
export type Parts = ObjectParts | { readonly members: ReadonlyMap<string, ObjectParts> } | undefined;

export interface ObjectParts {
  /** The fragments that are deferred at the object. */
  readonly fragments: readonly DeferredFragment[];
  readonly fields: readonly FieldParts[];
}

export interface FieldParts {
  readonly key: string;
  /** The fragments that have the field: the first of them delivers it. Undefined: the object does. */
  readonly fragments: ReadonlySet<DeferredFragment> | undefined;
  readonly below: Parts;
}

/** Returns the deferred fragments that enclose a fragment, the innermost first. */
export function fragmentsAround({ parent }: DeferredFragment): readonly DeferredFragment[] {
  return parent ? [parent, ...fragmentsAround(parent)] : [];
}
