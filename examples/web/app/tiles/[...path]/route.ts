import { fetchFromGateway } from '@/lib/transport.ts';

/** A level, zoom, column and row. Nothing else of the gateway is to be had here, whatever dots a path has. */
const TILE = /^[a-z_]+\/\d{1,2}\/\d{1,9}\/\d{1,9}\.mvt$/;

/** The headers of conditional requests, and of cached responses. */
const ASKED = ['if-none-match'];
const PASSED_ON = ['content-type', 'cache-control', 'etag', 'age'];

/** Hands on the gateway's map tiles, so that a page needs no other origin. They are the same for everybody. */
export async function GET(request: Request, { params }: RouteContext<'/tiles/[...path]'>): Promise<Response> {
  const path = (await params).path.join('/');
  if (!TILE.test(path)) return new Response('There is no such tile.', { status: 404 });
  const { search } = new URL(request.url);
  const tile = await fetchFromGateway(`/tiles/${path}${search}`, { headers: chosen(request.headers, ASKED) }).catch(
    () => undefined,
  );
  if (!tile) return new Response('The gateway cannot be reached.', { status: 502 });
  const bytes = tile.status === 200 ? await tile.arrayBuffer() : null;
  return new Response(bytes, { status: tile.status, headers: chosen(tile.headers, PASSED_ON) });
}

function chosen(headers: { get(name: string): string | null }, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => [[name, headers.get(name)]]).filter((pair) => pair[1] !== null));
}
