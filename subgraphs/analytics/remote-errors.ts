import type { GraphQLError } from 'graphql';
import { z } from 'zod';
import { type UpstreamErrorCode, upstreamError } from '../contract/errors.ts';

/** Makes the error of a subgraph in another process. @param what the end of the sentence "The analytics subgraph …" */
export function remoteFailure(code: UpstreamErrorCode, what: string, cause?: unknown): GraphQLError {
  return upstreamError('analytics', code, `The analytics subgraph ${what}`, { cause });
}

const isText = (code: unknown) => typeof code === 'string';
const Extensions = z.object({ code: z.custom<UpstreamErrorCode>(isText) });
const Refusal = z.object({ errors: z.tuple([z.object({ message: z.string(), extensions: Extensions })]) });

/**
 * Makes the error for a client from a subgraph's refusal.
 * @param wanted what another body, such as a proxy's page, is not: "a tile"
 */
export function remoteRefusal(status: number, body: string, wanted: string): GraphQLError {
  try {
    const [{ message, extensions }] = Refusal.parse(JSON.parse(body)).errors;
    return upstreamError('analytics', extensions.code, message);
  } catch {
    return remoteFailure('UPSTREAM_FAILED', `answered HTTP ${status} without ${wanted}.`);
  }
}
