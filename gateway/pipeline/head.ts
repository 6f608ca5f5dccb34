import type { GraphQLError } from 'graphql';
import type { HttpExtension } from '../errors.ts';
import { rateLimitHeaders } from '../limits/rates.ts';
import type { RequestRecord } from '../observe/record.ts';
import type { Exchange } from './exchange.ts';

type Errors = readonly GraphQLError[] | undefined;

const httpOf = ({ extensions }: GraphQLError): HttpExtension => extensions.http ?? {};

/** Returns the HTTP status of an answer: the highest status of its errors. */
export function statusOf(errors: Errors, { mediaType }: Pick<Exchange, 'mediaType'>): number {
  let highest = OK;
  for (const error of errors ?? []) {
    const { status, spec } = httpOf(error);
    if (status === undefined || (spec && mediaType !== 'application/graphql-response+json')) continue;
    highest = Math.max(highest, status);
  }
  return highest;
}

const OK = 200;

/** Returns the headers of an answer: the remaining quota, its id, its number of waves, and headers of its errors. */
export function headersOf(exchange: Exchange, record: RequestRecord, errors: Errors): Record<string, string> {
  const headers: Record<string, string> = { 'x-request-id': record.id };
  if (exchange.spent.length > 0) Object.assign(headers, rateLimitHeaders(exchange.spent));
  // `Server-Timing` (W3C). It is the same for all senders: caches may store it.
  if (record.plannedWaves !== undefined) headers['server-timing'] = `waves;desc="${record.plannedWaves}"`;
  for (const error of errors ?? []) Object.assign(headers, httpOf(error).headers);
  return headers;
}
