import { AwsClient } from 'aws4fetch';
import { type Digest, digestOf } from './digest.ts';

/** A bucket of Cloudflare R2, or of another server with the API of S3. */
export interface BucketSettings {
  /** The server: `https://<account>.r2.cloudflarestorage.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly key: string;
  readonly secret: string;
  /** R2 has `auto` alone. */
  readonly region: string;
}

/** Objects by their names. All methods throw an Error that says how the bucket refused. */
export interface Bucket {
  /** Reads an object and returns its digest. undefined: there is none. */
  digest(name: string): Promise<Digest | undefined>;
  /** Writes an object. The server refuses bytes that do not have the digest. */
  write(name: string, bytes: Blob, about: Digest & { readonly type: string }): Promise<void>;
}

/** How often a request is sent again that was answered with 429 or 5xx. */
const RETRIES = 3;

/** Opens a bucket. Nothing is sent before the first request. */
export function openBucket({ endpoint, bucket, key, secret, region }: BucketSettings): Bucket {
  const client = new AwsClient({
    accessKeyId: key,
    secretAccessKey: secret,
    service: 's3',
    region,
    retries: RETRIES,
  });
  const base = `${endpoint.replace(/\/+$/, '')}/${bucket}`;

  async function send(name: string, init: RequestInit, allowed: readonly number[] = []): Promise<Response> {
    const url = `${base}/${name.split('/').map(encodeURIComponent).join('/')}`;
    const response = await client.fetch(url, init).catch((cause: unknown) => {
      throw new Error(`The bucket cannot be reached at ${base}. Is STORAGE_R2_ENDPOINT right?`, { cause });
    });
    if (response.ok || allowed.includes(response.status)) return response;
    const [, code = ''] = /<Code>(\w+)<\/Code>/.exec(await response.text()) ?? [];
    throw new Error(`The bucket at ${base} refuses ${init.method} ${name}: HTTP ${response.status} ${code}`.trim());
  }

  return {
    async digest(name) {
      const response = await send(name, { method: 'GET' }, [404]);
      if (response.status !== 404) return digestOf(response.body ?? []);
      if ((await response.text()).includes('<Code>NoSuchBucket</Code>')) {
        throw new Error(`There is no bucket at ${base}: create it, or correct STORAGE_R2_BUCKET.`);
      }
      return undefined;
    },
    async write(name, bytes, { sha256, type }) {
      const headers = { 'content-type': type, 'x-amz-content-sha256': sha256 };
      await (await send(name, { method: 'PUT', body: bytes, headers })).body?.cancel();
    },
  };
}
