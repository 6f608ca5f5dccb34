import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contestant } from './contestant.ts';
import { peer } from './peer.ts';

/**
 * A gateway in Rust, by the program that npm has of it. Its upstreams are plain, but answer `_entities` as federation asks:
 * by other lookups it cannot batch yet.
 */
export const grafbase: Contestant = {
  ...peer,
  name: 'grafbase',
  label: 'Grafbase 0.103.0 (Rust; federated upstreams)',
  async start({ port, urls, peers, work }) {
    const subgraphs = Object.entries(urls).map(([name, url]) => {
      const schema = join(peers, 'grafbase', `${name}.graphql`);
      return `[subgraphs.${name}]\nurl = "${url}/plain"\nschema_path = "${schema}"\n`;
    });
    await writeFile(join(work, 'grafbase.toml'), subgraphs.join('\n'));
    const program = join(peers, 'node_modules/@grafbase/cli-x86_64-unknown-linux-musl/grafbase');
    return { command: [program, '--home', work, 'dev', '--listen-address', `127.0.0.1:${port}`], cwd: work };
  },
};
