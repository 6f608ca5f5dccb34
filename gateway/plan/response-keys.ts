import { type DocumentNode, type ExecutionResult, GraphQLError, Kind, visit } from 'graphql';

/** Finds a prefix that no response key of a document begins with: keys of a plan's own begin with it. */
export function freePrefix(document: DocumentNode): string {
  const keys: string[] = [];
  visit(document, { Field: ({ alias, name }) => void keys.push((alias ?? name).value) });
  let prefix = 'link_';
  for (let nth = 2; keys.some((key) => key.startsWith(prefix)); nth += 1) prefix = `link${nth}_`;
  return prefix;
}

/**
 * A response key that a plan cannot use: in JavaScript, to assign to it replaces an object's prototype. Directus is written in
 * JavaScript, and answers nothing under it.
 */
const PROTO = '__proto__';

/** The same document with another key in place of `__proto__`; the very same where it has no such key. */
export function withoutProto(document: DocumentNode, key: string): DocumentNode {
  return visit(document, {
    Field(field) {
      if (field.alias?.value === PROTO) return { ...field, alias: { kind: Kind.NAME, value: key } };
    },
  });
}

/** The result of such a document, with `__proto__` in place of the other key. */
export function withProto({ data, errors, ...result }: ExecutionResult, key: string): ExecutionResult {
  // `Object.fromEntries` makes a property of `__proto__` as of any other key.
  const renamed = (values: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values).map(([own, value]) => [own === key ? PROTO : own, renamedValue(value)]));
  const renamedValue = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renamedValue);
    return typeof value === 'object' && value !== null ? renamed(value) : value;
  };
  const renamedError = (error: GraphQLError): GraphQLError => {
    const { message, path, extensions, originalError, nodes = null } = error;
    const own = path?.map((each) => (each === key ? PROTO : each));
    return new GraphQLError(message, { ...(own && { path: own }), nodes, extensions, originalError });
  };
  return {
    ...result,
    ...(data !== undefined && { data: data && renamed(data) }),
    ...(errors && { errors: errors.map(renamedError) }),
  };
}
