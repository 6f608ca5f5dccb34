import { FILES_PATH } from '../../../subgraphs/analytics/files/answer.ts';
import { csvMetadata } from '../../../subgraphs/analytics/files/formats/csv-metadata.ts';
import type { DataFile, DataFiles } from '../../../subgraphs/analytics/files/index.ts';
import { type FileRequest, fileName, readFileRequest } from '../../../subgraphs/analytics/files/request.ts';
import { fileStream } from '../../../subgraphs/analytics/files/stream.ts';
import { etagOf, isNamed } from '../../../subgraphs/common/etag.ts';
import { responseTo } from '../../../subgraphs/common/plain-response.ts';
import { requestError } from '../../errors.ts';
import type { Audience } from '../../graph/audiences.ts';
import type { Generations } from '../../graph/generations.ts';
import { upstreamCallerOf } from '../../identity/caller.ts';
import type { Admit, Admitted } from '../../limits/admit.ts';
import type { Allowance } from '../../limits/allowance.ts';
import type { Bounds } from '../../limits/bounds.ts';
import { checkCost } from '../../limits/cost.ts';
import { OPERATION } from '../../limits/cost-weights.ts';
import { type Rates, rateLimitHeaders } from '../../limits/rates.ts';
import { type Admission, createAdmission } from '../admission.ts';
import { FIGURES, publicHeaders } from '../cache-headers.ts';
import { checkForgery } from '../csrf.ts';
import type { Route, RouteRequest, RouteResponse } from '../routes/route.ts';
import { createFileStore, type FileStore, type StoredFile } from './file-store.ts';
import { partFor, versionsIn } from './part.ts';

export interface DataRouteOptions {
  readonly files: DataFiles;
  readonly admit: Admit;
  readonly generations: Pick<Generations, 'current'>;
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  readonly rates: Pick<Rates, 'cost'>;
}

/** Maximum number of files sent at a time: each takes some megabytes of memory until its reader has it. */
const MOST_FILES = 32;
const LATER = { status: 503, headers: { 'retry-after': '60' } };
const GET_ALONE = { status: 405, headers: { allow: 'GET, HEAD' } };

interface Respond extends DataRouteOptions {
  readonly places: Pick<Admission, 'admit'>;
  readonly store: FileStore;
}

/** The request headers that a file depends on, in addition to its URL. */
const VARY = 'origin, accept, authorization, cookie';

/**
 * Makes the route of files: tables of the analytics. An audience may read a file if it may use the corresponding field
 * of the graph. The steps are those of an operation: identify, admit, price.
 */
export function dataRoute(options: DataRouteOptions): Route {
  const places = createAdmission({ maxInFlight: MOST_FILES, maxDelayMs: Number.POSITIVE_INFINITY });
  const store = createFileStore();
  return {
    path: FILES_PATH,
    async answer(sent) {
      const spent: Allowance[] = [];
      const response = await respond({ ...options, places, store }, sent, spent).catch(responseTo);
      return { ...response, headers: { ...response.headers, ...(spent.length > 0 && rateLimitHeaders(spent)) } };
    },
  };
}

async function respond(options: Respond, sent: RouteRequest, spent: Allowance[]): Promise<RouteResponse> {
  const { request, url } = sent;
  checkForgery(request);
  const admitted = await options.admit(request.headers, sent.remoteAddress);
  spent.push(admitted.allowance);
  if (admitted.refusal) throw admitted.refusal;
  const isHead = request.method === 'HEAD';
  if (request.method !== 'GET' && !isHead) {
    throw requestError(GET_ALONE, 'METHOD_NOT_ALLOWED', 'A file can only be read: send GET or HEAD.');
  }
  const wanted = readFileRequest(url, request.headers.get('accept'));
  const isStored = isHead ? wanted.format.isReadInParts : request.headers.has('range');
  // Other clients may read a stored file: its first reader leaving must not abort the write.
  const file = await openFile(options, wanted, isStored ? undefined : request.signal, admitted);
  const etag = tagOf(wanted, file);
  const headers = headersOf(wanted, admitted, etag);
  if (isNamed(etag, versionsIn(request.headers.get('if-none-match')))) return { status: 304, headers, body: null };
  const reading = { request, file, etag, headers, pay: (values: number) => pay(options, admitted, values, spent) };
  if (isStored || options.store.find(etag)) return readStored(options, reading);
  await reading.pay(isHead ? 0 : file.values);
  return wholeFile(reading, options);
}

/** A file that is about to be read. */
interface Reading {
  readonly request: Request;
  readonly file: DataFile;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Charges the reader for values. */
  readonly pay: (values: number) => Promise<void>;
}

function wholeFile({ request, file, headers }: Reading, options: Respond): RouteResponse {
  const body = request.method === 'HEAD' ? null : fileStream(file.bytes(), takePlace(options));
  return { status: 200, headers, body };
}

/**
 * Answers with a part of a file on disk. The caller whose request stores the file pays for all of its values; later
 * callers pay for the values of their part. A file that cannot be stored is sent whole: HTTP allows a server to ignore
 * a range.
 */
async function readStored(options: Respond, reading: Reading): Promise<RouteResponse> {
  const { request, file, etag, pay } = reading;
  const { store } = options;
  const isHead = request.method === 'HEAD';
  const known = store.find(etag);
  await pay(known ? valuesOfPart(reading, known) : file.values);
  const stored = store.find(etag) ?? (await withPlace(options, () => store.store(etag, file.bytes)));
  if (!stored) return wholeFile(reading, options);
  const { first, last, status, headers } = partFor(request, etag, stored);
  const body = isHead ? null : stored.read(first, last, takePlace(options));
  return { status, headers: { ...reading.headers, ...headers }, body };
}

function valuesOfPart({ request, file, etag }: Reading, stored: StoredFile): number {
  const { first, last } = partFor(request, etag, stored);
  return request.method === 'HEAD' ? 0 : Math.ceil((file.values * (last - first + 1)) / Math.max(stored.size, 1));
}

async function withPlace<Result>(options: Respond, work: () => Promise<Result>): Promise<Result> {
  const leave = takePlace(options);
  return work().finally(leave);
}

/** @throws GraphQLError HTTP 503 where `MOST_FILES` files are being read */
function takePlace({ places }: Respond): () => void {
  const leave = places.admit();
  if (!leave)
    throw requestError(LATER, 'OVERLOADED', `${MOST_FILES} files are being read already: try again in a minute.`);
  return leave;
}

async function openFile(
  { files, generations }: DataRouteOptions,
  wanted: FileRequest,
  signal: AbortSignal | undefined,
  { identity, caller }: Admitted,
): Promise<DataFile> {
  const seen = generations.current.graph.seenBy(identity.audience, identity.scopes);
  const file = await files.open(wanted, seen, {
    caller: upstreamCallerOf(identity, caller),
    ...(signal && { signal }),
  });
  if (!file) throw requestError(404, 'NOT_FOUND', `There are no ${wanted.table} for these parameters.`);
  return file;
}

/** Charges the sender for the values, as for an operation's. @throws GraphQLError as an operation does */
async function pay(
  { bounds, rates }: DataRouteOptions,
  { identity, caller }: Admitted,
  values: number,
  spent: Allowance[],
): Promise<void> {
  const cost = OPERATION + values;
  checkCost({ requested: cost, limit: bounds[identity.audience].cost });
  const { allowance, refusal: exceeded } = await rates.cost(identity, caller, cost);
  spent.push(allowance);
  if (exceeded) throw exceeded;
}

/** Returns a weak ETag, which changes when the database records a change of the file's source data. */
function tagOf({ url: { pathname, search }, format }: FileRequest, { version }: DataFile): string {
  return etagOf(JSON.stringify([pathname, search, format.extension, version]));
}

function headersOf(wanted: FileRequest, { identity }: Admitted, etag: string): Readonly<Record<string, string>> {
  const { extension, mediaType, isSelfDescribing } = wanted.format;
  return {
    etag,
    vary: VARY,
    'accept-ranges': 'bytes',
    ...(identity.kind === 'anonymous' ? publicHeaders(FIGURES) : { 'cache-control': 'private, no-cache' }),
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${wanted.table}.${extension}"`,
    ...(!isSelfDescribing && {
      link: `<${fileName(wanted, csvMetadata.extension)}>; rel="describedby"; type="${csvMetadata.mediaType}"`,
    }),
  };
}
