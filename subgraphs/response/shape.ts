/* A shape describes the response to a client that is written from an upstream's answer: its keys, order and links. */

/** The shape of a value of an object type; for an abstract type, the shapes by type name. */
export type Shape = ObjectShape | { readonly members: ReadonlyMap<string, ObjectShape> };

export interface ObjectShape {
  readonly fields: readonly FieldShape[];
}

/** A key of the response: a value, a value with links below it, or a link. */
export type FieldShape =
  | { readonly kind: 'value'; readonly key: string }
  | { readonly kind: 'inner'; readonly key: string; readonly shape: Shape }
  | { readonly kind: 'link'; readonly key: string; readonly link: number };

/** A link to another upstream: a shape refers to it by its index. */
export interface LinkNeeds {
  /** The values that the link needs from its parent: the key in the parent, and the link's name for it. */
  readonly needs: readonly (readonly [key: string, name: string])[];
}
