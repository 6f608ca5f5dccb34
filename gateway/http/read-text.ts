/**
 * Reads a request's body as text, up to `maxBytes`.
 * @returns undefined where the body is longer, or Content-Length is not a number: another request could be smuggled
 */
export async function readText(request: Request, maxBytes: number): Promise<string | undefined> {
  const declared = request.headers.get('content-length') ?? '0';
  if (!/^\d+$/.test(declared) || Number(declared) > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
