import type { GraphQLError } from 'graphql';
import { isJsonObject, type JsonObject, objectsOf } from '../../../common/json.ts';
import type { TransportAnswer } from '../../../transport/index.ts';
import type { DirectusDocument } from '../compile/document.ts';
import { concernsCaller, fromDirectus, type InGraphNames } from '../errors.ts';

/** Directus's answer to one document. */
export type DocumentAnswer =
  /** Data, and errors at paths of the data. */
  | { readonly kind: 'data'; readonly data: JsonObject; readonly faults: readonly AnswerError[] }
  /** No data, because the role lacks these fields (`type.field`) or types. */
  | { readonly kind: 'denied'; readonly denials: readonly string[] }
  /** No data, with this error. A shared error does not concern a single root. */
  | { readonly kind: 'failed'; readonly error: GraphQLError; readonly isShared: boolean };

/** An error at a path of Directus's answer. */
export interface AnswerError {
  readonly error: GraphQLError;
  readonly path: readonly unknown[];
}

/** Reads Directus's answer to a document. */
export function readDocumentAnswer(
  document: DirectusDocument,
  { status, body }: TransportAnswer,
  names: InGraphNames,
): DocumentAnswer {
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

/** Matches validation errors about a field, an argument or a type that is missing or different for this role. */
const REFUSAL = /^(Cannot query field|Unknown type|Unknown argument)|selection/;

/**
 * Returns the fields and types that the role lacks, by a validation error. Directus refuses the whole document for one
 * field that the role may not read, as if the field did not exist, and reports its location in the text.
 */
function denialsOf({ lines }: DirectusDocument, { extensions }: JsonObject): readonly string[] {
  if (!isJsonObject(extensions) || extensions.code !== 'GRAPHQL_VALIDATION') return [];
  const refusals = (objectsOf(extensions.errors) ?? []).filter(({ message }) => REFUSAL.test(String(message)));
  const locations = refusals.flatMap((error) => objectsOf(error.locations) ?? []);
  return locations.flatMap(({ line }) => (typeof line === 'number' ? (lines[line - 1] ?? []) : []));
}
