import type { GraphQLSchema } from 'graphql';
import { jsonResponse, type PlainResponse, refusal } from '../../common/plain-response.ts';
import type { Bytes } from './formats/format.ts';
import type { DataFiles } from './index.ts';
import { readFileRequest } from './request.ts';
import { fileStream } from './stream.ts';

/** Path prefix of files. */
export const FILES_PATH = '/data/';

/** Media type with which a gateway requests the version and the price of a file. */
export const ABOUT = 'application/json';

/** A response with the bytes of a file, or another one. */
export interface FileResponse extends Omit<PlainResponse, 'body'> {
  readonly body: PlainResponse['body'] | ReadableStream<Bytes>;
}

/**
 * Answers a gateway with a file, or, for `Accept: application/json`, with the file's version and price: null if there
 * is no data for its parameters.
 * @throws GraphQLError see `DataFiles.open`
 */
export async function answerFile(files: DataFiles, schema: GraphQLSchema, request: Request): Promise<FileResponse> {
  const isAbout = request.headers.get('accept') === ABOUT;
  const requested = readFileRequest(new URL(request.url), isAbout ? null : request.headers.get('accept'));
  const file = await files.open(requested, schema, { caller: { audience: 'internal' }, signal: request.signal });
  if (isAbout) return jsonResponse(200, file ? { version: file.version, values: file.values } : null);
  if (!file) throw refusal(404, 'NOT_FOUND', `There are no ${requested.table} for these parameters.`);
  const headers = { 'content-type': requested.format.mediaType, 'cache-control': 'no-store' };
  return { status: 200, headers, body: fileStream(file.bytes(), () => {}) };
}
