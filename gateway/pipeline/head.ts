import type { GraphQLError } from 'graphql';
import type { HttpExtension } from '../errors.ts';
import { rateLimitHeaders } from '../limits/rates.ts';
import type { RequestRecord } from '../observe/record.ts';
import type { Exchange } from './exchange.ts';

type Errors = readonly GraphQLError[] | undefined;

const httpOf = ({ extensions }: GraphQLError): HttpExtension => extensions.http ?? {};

/** Decides the status of an answer: of those that its errors name, the highest. */
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

/** Makes the headers of an answer: what its sender has left, its id, how many waves it took, and those that its errors name. */
export function headersOf(exchange: Exchange, record: RequestRecord, errors: Errors): Record<string, string> {
  const headers: Record<string, string> = { 'x-request-id': record.id };
  if (exchange.spent.length > 0) Object.assign(headers, rateLimitHeaders(exchange.spent));
  // As `Server-Timing` has it (W3C). It is the same for all senders: caches may store it.
  if (record.plannedWaves !== undefined) headers['server-timing'] = `waves;desc="${record.plannedWaves}"`;
  for (const error of errors ?? []) Object.assign(headers, httpOf(error).headers);
  return headers;
}
