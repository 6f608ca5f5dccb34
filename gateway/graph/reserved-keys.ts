import { type DocumentNode, type ExecutionResult, GraphQLError, Kind, visit } from 'graphql';
import { NEEDS_PREFIX } from '../links/needs.ts';

/** Whether a response key means something to JavaScript or to links. */
export const isReservedKey = (key: string) => key === '__proto__' || key.startsWith(NEEDS_PREFIX);

/** `as_link_x` stands for `link_x`, and `as_as_link_x` for itself. */
const ESCAPED = /^(as_)+/;
const isEscaped = (key: string) => ESCAPED.test(key) && isReservedKey(key.replace(ESCAPED, ''));

/**
 * The same document with other response keys in the place of reserved ones.
 * @returns undefined where no response key is reserved
 */
export function withoutReservedKeys(document: DocumentNode): DocumentNode | undefined {
  const changed = visit(document, {
    Field(field) {
      const key = field.alias?.value ?? field.name.value;
      if (isReservedKey(key) || isEscaped(key)) return { ...field, alias: { kind: Kind.NAME, value: `as_${key}` } };
    },
  });
  return changed === document ? undefined : changed;
}

/** The result of such a document under the response keys that the client asked for. */
export function withReservedKeys({ data, errors, ...result }: ExecutionResult): ExecutionResult {
  return {
    ...result,
    ...(data !== undefined && { data: data && renamed(data) }),
    ...(errors && { errors: errors.map(atReservedKeys) }),
  };
}

const wishedKey = (key: string) => (isEscaped(key) ? key.slice('as_'.length) : key);

/** `Object.fromEntries` makes a property of `__proto__` as of any other key. */
function renamed(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [wishedKey(key), renamedValue(value)]));
}

function renamedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamedValue);
  return typeof value === 'object' && value !== null ? renamed(value) : value;
}

function atReservedKeys(error: GraphQLError): GraphQLError {
  const { message, path, extensions, originalError, nodes = null } = error;
  if (path === undefined) return error;
  const wished = path.map((key) => (typeof key === 'string' ? wishedKey(key) : key));
  return new GraphQLError(message, { nodes, path: wished, extensions, originalError });
}
