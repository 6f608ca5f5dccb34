import { GraphQLError } from 'graphql';
import type { CallEnd, OnCall, UpstreamCall } from '../contract/upstream.ts';

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
    onEnd({ ms: performance.now() - started, errorCode: failureOf(error) });
    throw error;
  }
  onEnd({ ms: performance.now() - started, ...factsOf(response) });
  return response;
}

/** Returns the code of an error, for reports. */
export function codeOf(error: unknown): string {
  return error instanceof GraphQLError ? String(error.extensions.code) : 'UPSTREAM_FAILED';
}
