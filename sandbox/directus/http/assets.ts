import { readFile } from 'node:fs/promises';
import sharp, { type FitEnum, type FormatEnum } from 'sharp';
import type { ContentFile } from '../../../content-model/index.ts';
import { mayRead, type Role } from '../data/roles.ts';
import { forbidden, invalidQuery } from '../errors.ts';
import type { Answer } from './answer.ts';

/** ASSETS_CACHE_TTL, as Directus has it by default: 30 days, in seconds. */
const MAX_AGE = 30 * 24 * 3600;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What is asked of a file. */
export interface AssetRequest {
  readonly role: Role;
  readonly id: string;
  /** What to call it, instead of its own name. */
  readonly filename: string | undefined;
  /** `width`, `height`, `fit`, `quality`, `format`, `withoutEnlargement`; anything else is ignored. */
  readonly parameters: URLSearchParams;
  /** The `Accept` header, which `format=auto` goes by. */
  readonly accept: string;
}

/**
 * Answers with a file, resized and converted as asked. Ranges are not served.
 * @throws DirectusError FORBIDDEN for no such file, INVALID_QUERY for what cannot be done to it
 */
export async function serveAsset(files: readonly ContentFile[], request: AssetRequest): Promise<Answer> {
  const { role, id, parameters } = request;
  if (!UUID.test(id)) throw forbidden();
  const file = files.find((each) => each.id === id.toLowerCase());
  if (!file || !mayRead(role, 'directus_files', 'id')) {
    throw forbidden(
      'You don\'t have permission to perform "read" for collection "directus_files" or it does not exist.',
    );
  }
  const original = await readFile(file.path);
  const format = formatOf(file, request);
  const isAsIs = !format && !parameters.has('width') && !parameters.has('height');
  return {
    status: 200,
    headers: {
      'content-type': format ? `image/${format === 'jpg' ? 'jpeg' : format}` : file.type,
      'content-disposition': `${parameters.has('download') ? 'attachment' : 'inline'}; filename="${request.filename ?? file.filename_download}"`,
      'cache-control': `${role.isPublic ? 'public' : 'private'}, max-age=${MAX_AGE}`,
      vary: parameters.get('format') === 'auto' ? 'Origin, Cache-Control, Accept' : 'Origin, Cache-Control',
    },
    body: isAsIs ? original : await transform(original, parameters, format),
  };
}

/** The format that is requested, or that a quality is for; undefined to leave it as it is. */
function formatOf({ type }: ContentFile, { parameters, accept }: AssetRequest): string | undefined {
  const own = type.replace(/^image\//, '');
  const format = parameters.get('format');
  if (format !== 'auto') return format ?? (parameters.has('quality') ? own : undefined);
  if (accept.includes('image/avif')) return 'avif';
  if (accept.includes('image/webp')) return 'webp';
  return own === 'avif' || own === 'webp' ? 'png' : own;
}

async function transform(original: Buffer, parameters: URLSearchParams, format: string | undefined): Promise<Buffer> {
  const number = (name: string) => (parameters.has(name) ? Number(parameters.get(name)) : undefined);
  checkSize('width', number('width'));
  checkSize('height', number('height'));
  const image = sharp(original).rotate();
  try {
    if (format) image.toFormat(format as keyof FormatEnum, options({ quality: number('quality') }));
    if (parameters.has('width') || parameters.has('height')) {
      const fit = (parameters.get('fit') ?? undefined) as keyof FitEnum | undefined;
      const withoutEnlargement = parameters.has('withoutEnlargement') || undefined;
      image.resize(options({ width: number('width'), height: number('height'), fit, withoutEnlargement }));
    }
  } catch (error) {
    throw error instanceof Error && error.message.startsWith('Expected') ? invalidQuery(error.message) : error;
  }
  return image.toBuffer();
}

function checkSize(name: string, pixels = 1): void {
  if (Number.isInteger(pixels) && pixels > 0) return;
  throw invalidQuery(`Expected positive integer for ${name} but received ${pixels} of type number`);
}

/** Without what is undefined, which sharp's types do not take. */
function options<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
