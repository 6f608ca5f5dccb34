// Runs the worker in workerd, Cloudflare's own runtime, before a gateway of this machine.
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { Miniflare } from 'miniflare';

const { GATEWAY_URL = 'http://127.0.0.1:4000', PURGE_TOKEN = '', HOST = '127.0.0.1', PORT = '8787' } = process.env;

const edge = new Miniflare({
  host: HOST,
  port: Number(PORT),
  modules: true,
  script: stripTypeScriptTypes(await readFile(new URL('worker.ts', import.meta.url), 'utf8')),
  compatibilityDate: '2026-07-01',
  bindings: { PURGE_TOKEN },
  durableObjects: { EDGE: { className: 'Edge', useSQLite: true } },
  // At Cloudflare, what the worker fetches goes to the origin of the host's DNS record: here, all of it to the gateway.
  outboundService: { external: { address: new URL(GATEWAY_URL).host, http: {} } },
});
const { origin } = await edge.ready;
console.log(`The edge of ${GATEWAY_URL} answers at ${origin}`);

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => edge.dispose().then(() => process.exit(0)));
