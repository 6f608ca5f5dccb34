import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Contestant } from './contestant.ts';
import { environmentOf, peer } from './peer.ts';

const run = promisify(execFile);

/** The true peer: a gateway over plain GraphQL upstreams, linked by configuration. */
export const hive: Contestant = {
  ...peer,
  name: 'hive',
  label: 'Hive Gateway 2.15.1 + Mesh compose',
  async start({ port, urls, peers, work }) {
    const program = (name: string) => join(peers, 'node_modules/.bin', name);
    const supergraph = join(work, 'supergraph.graphql');
    const env = { ...process.env, ...environmentOf(urls) };
    await run(process.execPath, [program('mesh-compose'), '-c', 'mesh.config.js', '-o', supergraph], {
      cwd: peers,
      env,
    });
    const listen = ['--host', '127.0.0.1', '--port', String(port)];
    return {
      command: [process.execPath, program('hive-gateway'), 'supergraph', supergraph, ...listen],
      cwd: peers,
      env: { LOG_LEVEL: 'error' },
    };
  },
};
