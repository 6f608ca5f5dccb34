import type { Plugin } from 'graphql-yoga';
import { compress, encodingFor, isCompressible } from '../http/compression.ts';

/** What has no body: HTTP 204 and 304. */
const BODILESS: readonly number[] = [204, 304];

/** Compresses what is long enough for whoever accepts it. ETags are weak, so that they hold for every encoding. */
export function useCompression(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const { headers, status } = response;
      if (BODILESS.includes(status) || !isCompressible(headers)) return;
      if (!/\baccept-encoding\b/.test(headers.get('vary') ?? '')) headers.append('vary', 'accept-encoding');
      const accepted = request.headers.get('accept-encoding');
      if (accepted === null) return;
      // What a GET would be told of its body is not known before there is one.
      if (request.method === 'HEAD') headers.delete('content-length');
      else {
        const body = new Uint8Array(await response.arrayBuffer());
        const encoding = encodingFor(accepted, body.byteLength);
        if (encoding) {
          headers.set('content-encoding', encoding);
          headers.delete('content-length');
        }
        const sent = encoding ? await compress(body, encoding) : body;
        setResponse(new fetchAPI.Response(sent, { status, headers }));
      }
    },
  };
}
