import { GraphQLError } from 'graphql';
import type { CallEnd, OnCall, UpstreamCall } from '../upstream.ts';

/** Who is told how a call ended. */
export type OnEnd = (end: CallEnd) => void;

/** What an answer tells of its call. */
export type Facts = Omit<CallEnd, 'ms'>;

/**
 * Sends a call, and tells who listens of its beginning and its end. Where nobody listens, it is sent and no more.
 * @param factsOf what the answer tells of the call
 * @param failureOf the code of what it was rejected with
 */
export function observed<Answer>(
  onCall: OnCall | undefined,
  call: UpstreamCall,
  send: () => Promise<Answer>,
  factsOf: (answer: Answer) => Facts,
  failureOf: (error: unknown) => string = codeOf,
): Promise<Answer> {
  const end = onCall?.(call);
  if (!end) return send();
  const started = performance.now();
  return send().then(
    (answer) => {
      end({ ms: performance.now() - started, ...factsOf(answer) });
      return answer;
    },
    (error: unknown) => {
      end({ ms: performance.now() - started, errorCode: failureOf(error) });
      throw error;
    },
  );
}

/** What is told of a call that was rejected with this. */
export function codeOf(error: unknown): string {
  return error instanceof GraphQLError ? String(error.extensions.code) : 'UPSTREAM_FAILED';
}
