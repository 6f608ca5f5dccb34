import type { GraphQLError } from 'graphql';
import { z } from 'zod';
import { type UpstreamErrorCode, upstreamError } from '../errors.ts';

/** What the subgraph has said of a refusal, where it is served on its own. */
export interface RemoteRefusal {
  readonly message: string;
  readonly code: UpstreamErrorCode;
}

/** Makes the error of a subgraph that is served on its own. @param what it did or did not do, as the end of a sentence */
export function remoteFailure(code: UpstreamErrorCode, what: string, cause?: unknown): GraphQLError {
  return upstreamError('analytics', code, `The analytics subgraph ${what}`, { cause });
}

const isText = (code: unknown) => typeof code === 'string';
const Extensions = z.object({ code: z.custom<UpstreamErrorCode>(isText) });
const Refusal = z.object({ errors: z.tuple([z.object({ message: z.string(), extensions: Extensions })]) });

/** Reads a refusal; undefined for what is none of the subgraph's, such as a page of a proxy. */
export function remoteRefusal(body: string): RemoteRefusal | undefined {
  try {
    const [{ message, extensions }] = Refusal.parse(JSON.parse(body)).errors;
    return { message, code: extensions.code };
  } catch {
    return undefined;
  }
}
