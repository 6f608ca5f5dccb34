import { json } from 'node:stream/consumers';
import { z } from 'zod';
import type { ServerOptions } from '../../transport/index.ts';
import { observed } from '../../transport/observed.ts';
import { createRemotePool } from '../remote-pool.ts';
import { analyticsSchema } from '../schema/index.ts';
import { ABOUT } from './answer.ts';
import type { DataFiles } from './index.ts';
import { fileName, readArguments } from './request.ts';

/** Enough for the files that are read in parallel, and some that are only opened. */
const CONNECTIONS = 48;
/** The version and price of a file, as `answerFile` writes them. */
const About = z.object({ version: z.string(), values: z.number() }).nullable();

/**
 * Requests files from a subgraph in another process: the same bytes and refusals. Parameters are checked here, against
 * the schema of the reader's audience.
 */
export function createRemoteFiles({ onCall, ...server }: Omit<ServerOptions, 'tuning'>): DataFiles {
  const pool = createRemotePool(server, 'a file', { connections: CONNECTIONS });
  const schema = analyticsSchema();

  return {
    async open(request, seen, context) {
      readArguments(request, schema, seen);
      const { signal } = context;
      const path = `/data/${fileName(request)}`;
      const call = { upstream: 'analytics', text: path, context };
      const readAbout = async () => About.parse(await json(pool.read({ path, headers: { accept: ABOUT }, signal })));
      const about = await observed(onCall, call, readAbout, () => ({}));
      return about ? { ...about, bytes: () => pool.read({ path, signal }) } : undefined;
    },
    close: pool.close,
  };
}
