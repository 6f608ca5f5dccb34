import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

/** Serves the page and the archive as a bucket does: as files, in ranges of bytes. */
const { HOST = '127.0.0.1', PORT = '4100' } = process.env;
const files = sirv(fileURLToPath(new URL('.', import.meta.url)), { dev: true });
const server = createServer((request, response) => files(request, response, () => response.writeHead(404).end()));
server.listen(Number(PORT), HOST, () => console.log(`The maps are at http://${HOST}:${server.address().port}/`));
