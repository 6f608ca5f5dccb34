import { type DocumentNode, type ExecutionResult, type GraphQLError, Kind, visit } from 'graphql';
import { errorAt } from '../../subgraphs/contract/errors.ts';

/** Finds a prefix that no response key of a document begins with, for the keys that a plan adds. */
export function freePrefix(document: DocumentNode): string {
  const keys: string[] = [];
  visit(document, { Field: ({ alias, name }) => void keys.push((alias ?? name).value) });
  let prefix = 'link_';
  for (let nth = 2; keys.some((key) => key.startsWith(prefix)); nth += 1) prefix = `link${nth}_`;
  return prefix;
}

/**
 * A response key that a plan cannot use: in JavaScript, an assignment to it replaces an object's prototype. Directus is
 * written in JavaScript, and returns nothing under this key.
 */
const PROTO = '__proto__';

/** Replaces the response key `__proto__` of a document. @returns the same object where the document has no such key */
export function withoutProto(document: DocumentNode, key: string): DocumentNode {
  return visit(document, {
    Field(field) {
      if (field.alias?.value === PROTO) return { ...field, alias: { kind: Kind.NAME, value: key } };
    },
  });
}

/** Restores `__proto__` in the result of a document that `withoutProto` changed. */
export function withProto({ data, errors, ...result }: ExecutionResult, key: string): ExecutionResult {
  // `Object.fromEntries` defines `__proto__` as an ordinary property.
  const renamed = (values: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values).map(([own, value]) => [own === key ? PROTO : own, renamedValue(value)]));
  const renamedValue = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renamedValue);
    return typeof value === 'object' && value !== null ? renamed(value) : value;
  };
  const renamedError = (error: GraphQLError): GraphQLError => {
    const path = error.path?.map((each) => (each === key ? PROTO : each));
    return path ? errorAt(error, path, error.nodes) : error;
  };
  return {
    ...result,
    ...(data !== undefined && { data: data && renamed(data) }),
    ...(errors && { errors: errors.map(renamedError) }),
  };
}
