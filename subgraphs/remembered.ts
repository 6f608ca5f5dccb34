import type { GraphQLSchema } from 'graphql';

/** How many things are remembered beside one object. */
const MAX_BESIDE = 32;

/**
 * Remembers what was made of an object, by the object itself and something beside it: for as long as the object is there.
 * Plans ask for the very same selections again and again.
 */
export function createMemory<Of extends object, Made>() {
  const made = new WeakMap<Of, Map<string, Made>>();
  return {
    find: (of: Of, beside = ''): Made | undefined => made.get(of)?.get(beside),
    keep(of: Of, what: Made, beside = ''): void {
      const ofObject = made.get(of) ?? new Map<string, Made>();
      made.set(of, ofObject);
      if (ofObject.size >= MAX_BESIDE) ofObject.clear();
      ofObject.set(beside, what);
    },
  };
}

/**
 * Makes something of an object as a schema knows it, once: audiences see different schemas, though their documents are parsed
 * once. It is kept for as long as both are there.
 */
export function oncePerSchema<Of extends object, Made extends object>(
  make: (schema: GraphQLSchema, of: Of) => Made,
): (schema: GraphQLSchema, of: Of) => Made {
  const bySchema = new WeakMap<GraphQLSchema, WeakMap<Of, Made>>();
  return (schema, of) => {
    const ofSchema = bySchema.get(schema) ?? new WeakMap<Of, Made>();
    bySchema.set(schema, ofSchema);
    const made = ofSchema.get(of) ?? make(schema, of);
    ofSchema.set(of, made);
    return made;
  };
}

/** Numbers objects, so that they can be part of a key: the same object has the same number. */
export function createNumbering(): (of: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (of) => {
    const number = numbers.get(of) ?? ++last;
    numbers.set(of, number);
    return number;
  };
}
