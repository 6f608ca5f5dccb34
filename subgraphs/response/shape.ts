/*
 * How the response to a client is written from what an upstream answers: under which keys, in which order, and where links
 * lead away.
 */

/** How a value of an object type is written, or one of an abstract type: by the name of the type that it turns out to be. */
export type Shape = ObjectShape | { readonly members: ReadonlyMap<string, ObjectShape> };

export interface ObjectShape {
  readonly fields: readonly FieldShape[];
}

/** A key of the response: a value, one with links below it, or a link. */
export type FieldShape =
  | { readonly kind: 'value'; readonly key: string }
  | { readonly kind: 'inner'; readonly key: string; readonly shape: Shape }
  | { readonly kind: 'link'; readonly key: string; readonly link: number };

/** A link that leads away: a shape refers to it by its index. */
export interface LinkNeeds {
  /** What the link needs of its parent: the key there, and the name that the link knows. */
  readonly needs: readonly (readonly [key: string, name: string])[];
}
