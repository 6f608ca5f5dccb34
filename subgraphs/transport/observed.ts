import { GraphQLError } from 'graphql';
import type { CallEnd, OnCall, UpstreamCall } from '../contract/upstream.ts';
import { TransportError } from './transport-error.ts';

/** Receives the end of a call. */
export type OnEnd = (end: CallEnd) => void;

/** The facts of a call that its response shows. */
export type CallFacts = Omit<CallEnd, 'ms'>;

/**
 * Sends a call, and reports its start and its end to the listener. Without a listener it only sends.
 * @param factsOf returns the call's facts from the response
 * @param failureOf returns the error code of a rejection
 */
export async function observed<Response>(
  onCall: OnCall | undefined,
  call: UpstreamCall,
  send: () => Promise<Response>,
  factsOf: (response: Response) => CallFacts,
  failureOf: (error: unknown) => string = codeOf,
): Promise<Response> {
  const onEnd = onCall?.(call);
  if (!onEnd) return send();
  const started = performance.now();
  let response: Response;
  try {
    response = await send();
  } catch (error) {
    onEnd({ ms: performance.now() - started, errorCode: failureOf(error), cause: causeOf(error) });
    throw error;
  }
  onEnd({ ms: performance.now() - started, ...factsOf(response) });
  return response;
}

/** Returns the code of an error, for reports. */
export function codeOf(error: unknown): string {
  return error instanceof GraphQLError ? String(error.extensions.code) : 'UPSTREAM_FAILED';
}

/**
 * Returns the cause of an error, for the log: "42501: permission denied for table data_sources". Undefined where its
 * message may quote a value.
 */
export function causeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.cause instanceof Error) return causeOf(error.cause) ?? (isForClients(error) ? error.message : undefined);
  if (isForClients(error)) return error.message;
  if (!('code' in error) || typeof error.code !== 'string') return undefined;
  return QUOTING.test(error.code) || error.message === '' ? error.code : `${error.code}: ${error.message}`;
}

/** Writes an error with its cause, as one sentence for the operator: "Twenty cannot be reached (ENOTFOUND: …)." */
export function problemOf(error: Error): string {
  const cause = causeOf(error);
  return cause === undefined || cause === error.message ? error.message : error.message.replace(/\.?$/, ` (${cause}).`);
}

/** Returns whether a message is for clients too: those have no values. */
const isForClients = (error: Error): boolean => error instanceof TransportError || error instanceof GraphQLError;

/** SQLSTATEs whose messages may quote a value: data exceptions, broken constraints, errors that functions raise. */
const QUOTING = /^(22|23|P0)\w{3}$/;
