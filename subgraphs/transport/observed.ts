import { GraphQLError } from 'graphql';
import type { CallEnd, OnCall, UpstreamCall } from '../upstream.ts';

/** Receives how a call ended. */
export type OnEnd = (end: CallEnd) => void;

/** What a response says about its call. */
export type CallFacts = Omit<CallEnd, 'ms'>;

/**
 * Sends a call, and reports its start and its end to the listener. Without a listener it only sends.
 * @param factsOf what the response says about the call
 * @param failureOf the error code of a rejection
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

/** The code of an error, for reports. */
export function codeOf(error: unknown): string {
  return error instanceof GraphQLError ? String(error.extensions.code) : 'UPSTREAM_FAILED';
}
