import type { GraphQLError } from 'graphql';
import { z } from 'zod';
import { type UpstreamErrorCode, upstreamError } from '../errors.ts';

/** A refusal by a subgraph in another process. */
export interface RemoteRefusal {
  readonly message: string;
  readonly code: UpstreamErrorCode;
}

/** Makes the error of a subgraph in another process. @param what the end of the sentence "The analytics subgraph …" */
export function remoteFailure(code: UpstreamErrorCode, what: string, cause?: unknown): GraphQLError {
  return upstreamError('analytics', code, `The analytics subgraph ${what}`, { cause });
}

const isText = (code: unknown) => typeof code === 'string';
const Extensions = z.object({ code: z.custom<UpstreamErrorCode>(isText) });
const Refusal = z.object({ errors: z.tuple([z.object({ message: z.string(), extensions: Extensions })]) });

/** Reads a refusal; undefined for any other body, such as a proxy's page. */
export function remoteRefusal(body: string): RemoteRefusal | undefined {
  try {
    const [{ message, extensions }] = Refusal.parse(JSON.parse(body)).errors;
    return { message, code: extensions.code };
  } catch {
    return undefined;
  }
}
