import type { GraphQLError } from 'graphql';
import { isJsonObject, type JsonObject, objectsOf } from '../../json.ts';
import type { TransportAnswer } from '../../transport/index.ts';
import type { DirectusDocument } from './document.ts';
import { concernsCaller, fromDirectus } from './errors.ts';
import type { InGraphNames } from './names.ts';

/** What came of one request to Directus. */
export type Answer =
  /** Data, and errors at paths of the data. */
  | { readonly kind: 'data'; readonly data: JsonObject; readonly faults: readonly Fault[] }
  /** Nothing, because the role that asks lacks these: `type.field`, or types. */
  | { readonly kind: 'denied'; readonly denials: readonly string[] }
  /** Nothing, for this reason. Where it is shared, it says nothing of any one root. */
  | { readonly kind: 'failed'; readonly error: GraphQLError; readonly isShared: boolean };

/** An error at a path of Directus's answer. */
export interface Fault {
  readonly error: GraphQLError;
  readonly path: readonly unknown[];
}

/** Reads what Directus answered to a document. */
export function readAnswer(document: DirectusDocument, { status, body }: TransportAnswer, names: InGraphNames): Answer {
  const { data, errors }: JsonObject = isJsonObject(body) ? body : {};
  const found = objectsOf(errors) ?? [];
  if (isJsonObject(data)) {
    const faults = found.map((error) => ({ error: fromDirectus(error, names), path: pathOf(error) }));
    return { kind: 'data', data, faults };
  }
  const denials = found.flatMap((error) => denialsOf(document, error));
  if (denials.length > 0) return { kind: 'denied', denials };
  const [first = { message: `HTTP ${status} without data or errors` }] = found;
  const error = fromDirectus(first, names);
  return { kind: 'failed', error, isShared: concernsCaller(error) };
}

const pathOf = ({ path }: JsonObject): readonly unknown[] => (Array.isArray(path) ? path : []);

/** What a validation says of a field, an argument or a type that is not there, or that is another for this role. */
const REFUSAL = /^(Cannot query field|Unknown type|Unknown argument)|selection/;

/**
 * What a validation error says the role lacks. Directus refuses the whole document for one field that the role may not
 * read, as if the field did not exist, and tells where it stands in the text.
 */
function denialsOf({ lines }: DirectusDocument, { extensions }: JsonObject): readonly string[] {
  if (!isJsonObject(extensions) || extensions.code !== 'GRAPHQL_VALIDATION') return [];
  const refusals = (objectsOf(extensions.errors) ?? []).filter(({ message }) => REFUSAL.test(String(message)));
  const locations = refusals.flatMap((error) => objectsOf(error.locations) ?? []);
  return locations.flatMap(({ line }) => (typeof line === 'number' ? (lines[line - 1] ?? []) : []));
}
