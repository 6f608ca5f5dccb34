import type { Server } from 'node:http';
import { ConfigError } from '../config.ts';

/** Where to listen. */
export interface Address {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/**
 * Starts to listen.
 * @param setting what the port is set by
 * @returns where it answers: `http://127.0.0.1:4000`
 * @throws Error that says which setting to change where the port is taken
 */
export async function listen(server: Server, { host, port }: Address, setting = 'PORT'): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new ConfigError([`${setting} ${port} is taken: set ${setting} to another, or stop what listens there.`])
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return `http://${host}:${typeof address === 'object' && address ? address.port : port}`;
}
