import { MAX_PIXELS, MAX_QUALITY } from '../../schema/files.ts';
import { bounded } from './arguments.ts';

const bounds: Readonly<Record<string, number>> = { width: MAX_PIXELS, height: MAX_PIXELS, quality: MAX_QUALITY };

/**
 * Where a file can be had: `<base>/assets/<id>?width=…`. What is not asked for is left out.
 * @param base URL of Directus, or of what stands in front of it
 * @throws GraphQLError BAD_USER_INPUT for a number out of its bounds
 */
export function assetUrl(base: string, id: string, args: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const name of ['width', 'height', 'fit', 'format', 'quality']) {
    const value = args[name];
    if (value === null || value === undefined) continue;
    const max = bounds[name];
    query.set(name, String(max === undefined ? value : bounded(name, value, 1, max)));
  }
  const changes = query.size > 0 ? `?${query}` : '';
  return `${base.replace(/\/+$/, '')}/assets/${encodeURIComponent(id)}${changes}`;
}
