import { MAX_PIXELS, MAX_QUALITY } from '../../schema/files.ts';
import { bounded } from './arguments.ts';
import type { Assets } from './compiling.ts';

const BOUNDS: Readonly<Record<string, number>> = { width: MAX_PIXELS, height: MAX_PIXELS, quality: MAX_QUALITY };

/** Cloudflare's names of fits and formats. It has no equivalent of the fit `outside`, and writes neither PNG nor TIFF. */
const CLOUDFLARE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fit: { cover: 'cover', contain: 'pad', inside: 'contain' },
  format: { auto: 'auto', jpg: 'jpeg', webp: 'webp', avif: 'avif' },
};

/**
 * Returns the URL of a file: `<base>/assets/<id>?width=…`, or `<origin>/cdn-cgi/image/width=…/assets/<id>` where
 * Cloudflare transforms it. Directus transforms what Cloudflare cannot. Absent arguments are omitted.
 * @throws GraphQLError BAD_USER_INPUT for a number out of bounds
 */
export function assetUrl({ base, transforms }: Assets, id: string, args: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const name of ['width', 'height', 'fit', 'format', 'quality']) {
    const value = args[name];
    if (value === null || value === undefined) continue;
    const max = BOUNDS[name];
    query.set(name, String(max === undefined ? value : bounded(`\`${name}\``, value, 1, max)));
  }
  const url = `${base.replace(/\/+$/, '')}/assets/${encodeURIComponent(id)}`;
  if (query.size === 0) return url;
  const options = transforms === 'cloudflare' ? cloudflareOptions(query) : undefined;
  if (options === undefined) return `${url}?${query}`;
  const { origin, pathname } = new URL(url);
  return `${origin}/cdn-cgi/image/${options}${pathname}`;
}

/** Returns the options in Cloudflare's words, with Directus's default for `fit`. undefined: Cloudflare lacks one. */
function cloudflareOptions(query: URLSearchParams): string | undefined {
  const isSized = query.has('width') || query.has('height');
  const options = new Map(isSized ? [['fit', 'cover']] : []);
  for (const [name, value] of query) {
    const names = CLOUDFLARE[name];
    const option = names ? names[value] : value;
    if (option === undefined) return undefined;
    options.set(name, option);
  }
  // Of a file that is no picture, Directus returns the file itself.
  options.set('onerror', 'redirect');
  return Array.from(options, (option) => option.join('=')).join(',');
}
