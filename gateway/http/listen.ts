import type { Server } from 'node:http';
import { ConfigError } from '../config.ts';

/** Where to listen. */
export interface Address {
  readonly host: string;
  /** 0 selects a free port. */
  readonly port: number;
}

/**
 * Starts to listen.
 * @param setting the name of the setting for the port
 * @returns the server's URL: `http://127.0.0.1:4000`, `http://[::1]:4000`
 * @throws ConfigError with the setting to change, where the port is in use or the host is not an address of this
 * machine
 */
export async function listen(server: Server, { host, port }: Address, setting = 'PORT'): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem = problemOf(error.code ?? '', { host, port }, setting);
      reject(problem === undefined ? error : new ConfigError([problem]));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${typeof address === 'object' && address ? address.port : port}`;
}

function problemOf(code: string, { host, port }: Address, setting: string): string | undefined {
  if (code === 'EADDRINUSE')
    return `${setting} ${port} is in use: set ${setting} to another, or stop what listens there.`;
  if (!['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EINVAL'].includes(code)) return undefined;
  return `HOST ${host} is not an address of this machine: set HOST to one, such as 127.0.0.1, or to 0.0.0.0 for all addresses.`;
}
