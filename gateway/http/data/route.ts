import { type DataFiles, type Table, tableNames } from '../../../subgraphs/analytics/files/index.ts';
import { etagOf, isNamed } from '../../../subgraphs/etag.ts';
import { responseTo } from '../../../subgraphs/plain-response.ts';
import { requestError } from '../../errors.ts';
import type { Audience } from '../../graph/audiences.ts';
import type { Generations } from '../../graph/generations.ts';
import { upstreamCallerOf } from '../../identity/caller.ts';
import type { Admit, Admitted } from '../../limits/admit.ts';
import type { Allowance } from '../../limits/allowance.ts';
import type { Bounds } from '../../limits/bounds.ts';
import { costRefusal } from '../../limits/cost-bounds.ts';
import { OPERATION } from '../../limits/cost-weights.ts';
import { type Rates, rateLimitHeaders } from '../../limits/rates.ts';
import { type Admission, createAdmission } from '../admission.ts';
import { csrfRefusal } from '../csrf.ts';
import type { Route, RouteRequest, RouteResponse } from '../routes/route.ts';
import type { Format } from './format.ts';
import { acceptedFormat, formatOf, formats } from './formats.ts';
import { fileStream } from './stream.ts';

export interface DataRouteOptions {
  readonly files: DataFiles;
  readonly admit: Admit;
  readonly generations: Pick<Generations, 'lease'>;
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  readonly rates: Pick<Rates, 'cost'>;
}

/** How many files are written at a time: each holds some megabytes for as long as its reader takes. */
const MOST_FILES = 32;
const LATER = { status: 503, headers: { 'retry-after': '60' } };
const GET_ALONE = { status: 405, headers: { allow: 'GET, HEAD' } };

interface Respond extends DataRouteOptions {
  readonly places: Pick<Admission, 'admit'>;
}

/** `/data/{table}.{extension}`, or `/data/{table}` for a format by `Accept`. */
const PATH = /^\/data\/(?<name>\w+)(?:\.(?<extension>[a-z.-]+))?$/;

/** What a file depends on next to its URL. */
const VARY = 'origin, accept, authorization, cookie';

/**
 * Makes the route of files: tables of the analytics, each for the audiences that have the field of the graph that it stands for,
 * by the same steps as an operation: identify, admit, price.
 */
export function dataRoute(options: DataRouteOptions): Route {
  const places = createAdmission({ maxInFlight: MOST_FILES, maxDelayMs: Number.POSITIVE_INFINITY });
  return {
    path: '/data/',
    async answer(asked) {
      const spent: Allowance[] = [];
      const response = await respond({ ...options, places }, asked, spent).catch(responseTo);
      return { ...response, headers: { ...response.headers, ...(spent.length > 0 && rateLimitHeaders(spent)) } };
    },
  };
}

async function respond(options: Respond, asked: RouteRequest, spent: Allowance[]): Promise<RouteResponse> {
  const { request, url } = asked;
  const forged = csrfRefusal(request);
  if (forged) throw forged;
  const admitted = await options.admit(request.headers, asked.remoteAddress);
  spent.push(admitted.allowance);
  if (admitted.refusal) throw admitted.refusal;
  const { name, format } = target(asked);
  const table = await openTable(options, asked, name, admitted);
  const etag = tagOf(url, format, table);
  const headers = headersOf(url, format, admitted, etag);
  if (isNamed(etag, request.headers.get('if-none-match'))) return { status: 304, headers, body: null };
  await pay(options, admitted, format.hasRows ? table.values : 0, spent);
  const writer = format.open({ ...table, url: `${name}.csv${url.search}`, retrievedAt: new Date() });
  if (request.method === 'HEAD') return { status: 200, headers, body: null };
  const leave = options.places.admit();
  if (!leave) throw requestError(LATER, 'OVERLOADED', `${MOST_FILES} files are read already: ask again in a minute.`);
  return { status: 200, headers, body: fileStream(writer, format.hasRows ? table.batches() : undefined, leave) };
}

/** @throws GraphQLError HTTP 404, 405, 406 */
function target({ request, url }: RouteRequest): {
  readonly name: (typeof tableNames)[number];
  readonly format: Format;
} {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw requestError(GET_ALONE, 'METHOD_NOT_ALLOWED', 'A file is read: send GET or HEAD.');
  }
  const { name: named, extension } = PATH.exec(url.pathname)?.groups ?? {};
  const name = tableNames.find((each) => each === named);
  const extensions = formats.map((each) => each.extension).join(', ');
  if (!name) throw requestError(404, 'NOT_FOUND', `The files are ${tableNames.join(', ')}, each as ${extensions}.`);
  const format = extension === undefined ? acceptedFormat(request.headers.get('accept') ?? '*/*') : formatOf(extension);
  if (format) return { name, format };
  if (extension === undefined) throw requestError(406, 'NOT_ACCEPTABLE', `Give an extension: ${extensions}.`);
  throw requestError(404, 'NOT_FOUND', `There is no format "${extension}": there are ${extensions}.`);
}

async function openTable(
  { files, generations }: DataRouteOptions,
  { request, url }: RouteRequest,
  name: (typeof tableNames)[number],
  { identity, caller }: Admitted,
): Promise<Table> {
  const { generation, release } = generations.lease();
  const seen = generation.graph.seenBy(identity.audience, identity.scopes);
  release();
  const context = { caller: upstreamCallerOf(identity, caller), signal: request.signal };
  const table = await files.open(name, url.searchParams, seen, context);
  if (!table) throw requestError(404, 'NOT_FOUND', `There are no ${name} for these parameters.`);
  return table;
}

/** Has the sender pay for the values, as for those of an operation's answer. @throws GraphQLError as an operation does */
async function pay(
  { bounds, rates }: DataRouteOptions,
  { identity, caller }: Admitted,
  values: number,
  spent: Allowance[],
): Promise<void> {
  const cost = OPERATION + values;
  const tooDear = costRefusal({ requested: cost, limit: bounds[identity.audience].cost });
  if (tooDear) throw tooDear;
  const { allowance, refusal: exceeded } = await rates.cost(identity, caller, cost);
  spent.push(allowance);
  if (exceeded) throw exceeded;
}

/** A weak ETag: the same for as long as nothing that the file is made of has changed, as far as the database records it. */
function tagOf({ pathname, search }: URL, { extension }: Format, { version }: Table): string {
  return etagOf(JSON.stringify([pathname, search, extension, version]));
}

function headersOf(
  { pathname, search }: URL,
  { extension, mediaType, isSelfDescribing }: Format,
  { identity }: Admitted,
  etag: string,
): Readonly<Record<string, string>> {
  const file = pathname.slice(pathname.lastIndexOf('/') + 1).replace(/\..*/, '');
  return {
    etag,
    vary: VARY,
    'cache-control': identity.kind === 'anonymous' ? 'public, max-age=300' : 'private, no-cache',
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${file}.${extension}"`,
    ...(!isSelfDescribing && {
      link: `<${file}.csv-metadata.json${search}>; rel="describedby"; type="application/csvm+json"`,
    }),
  };
}
