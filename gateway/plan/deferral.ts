import type { Continuation } from './plan.ts';

/*
 * How the answer of an operation with `@defer` is delivered: which of its fields come in which part. The plan is the one of the
 * whole answer, and its steps decide when a part can go.
 */

export interface Deferral {
  /** The steps that the initial part waits for. */
  readonly needs: ReadonlySet<Continuation>;
  /** Each behind the one that it is in. */
  readonly fragments: readonly DeferredFragment[];
  readonly root: ObjectParts;
}

/** A fragment that is deferred, at one place of the operation. */
export interface DeferredFragment {
  readonly label: string | undefined;
  /** The deferred fragment that it is in. */
  readonly parent: DeferredFragment | undefined;
  /** The steps that it waits for. */
  readonly needs: Set<Continuation>;
}

/** How the fields in a value come in different parts, also by the type of the value. Undefined: all come with the value. */
export type Parts = ObjectParts | { readonly members: ReadonlyMap<string, ObjectParts> } | undefined;

export interface ObjectParts {
  /** Those that are deferred at the object. */
  readonly fragments: readonly DeferredFragment[];
  readonly fields: readonly FieldParts[];
}

export interface FieldParts {
  readonly key: string;
  /** The fragments that have the field: it comes with the first of them. Undefined: it comes with the object. */
  readonly fragments: ReadonlySet<DeferredFragment> | undefined;
  readonly below: Parts;
}

/** The fragments that a fragment is in, the innermost first. */
export function fragmentsAround({ parent }: DeferredFragment): readonly DeferredFragment[] {
  return parent ? [parent, ...fragmentsAround(parent)] : [];
}
