import type { GraphQLSchema } from 'graphql';
import { jsonResponse, type PlainResponse } from '../../plain-response.ts';
import type { Bytes } from './formats/format.ts';
import type { DataFiles } from './index.ts';
import { readFileRequest, refusal } from './request.ts';
import { fileStream } from './stream.ts';

/** Where files are served. */
export const FILES_PATH = '/data/';

/** What a gateway accepts that wants to know of a file what it is to pay. */
export const ABOUT = 'application/json';

interface FileResponse extends Omit<PlainResponse, 'body'> {
  readonly body: PlainResponse['body'] | ReadableStream<Bytes>;
}

/**
 * Answers a gateway with a file; with `Accept: application/json`, with what is known of it before it is written: null where
 * it is of nothing that there is.
 * @throws GraphQLError see `DataFiles.open`
 */
export async function answerFile(files: DataFiles, schema: GraphQLSchema, request: Request): Promise<FileResponse> {
  const isAbout = request.headers.get('accept') === ABOUT;
  const asked = readFileRequest(new URL(request.url), isAbout ? null : request.headers.get('accept'));
  const file = await files.open(asked, schema, { caller: { audience: 'internal' }, signal: request.signal });
  if (isAbout) return jsonResponse(200, file ? { version: file.version, values: file.values } : null);
  if (!file) throw refusal(404, 'NOT_FOUND', `There are no ${asked.table} for these parameters.`);
  const headers = { 'content-type': asked.format.mediaType, 'cache-control': 'no-store' };
  return { status: 200, headers, body: fileStream(file.bytes(), () => {}) };
}
