import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands before a server, sees which connections become WebSockets, and can hang up on everyone. */
export interface Relay {
  readonly url: string;
  /** How many WebSockets go through it. */
  webSockets(): number;
  hangUp(): void;
  close(): void;
}

export async function startRelay(to: string): Promise<Relay> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  const upgraded = new Set<Socket>();
  const relay = createServer((client) => {
    const server = connect(Number(port), hostname);
    client.once('data', (bytes: Buffer) => {
      if (/^upgrade: websocket/im.test(bytes.toString())) upgraded.add(client);
    });
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        upgraded.delete(socket);
      });
    }
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    webSockets: () => upgraded.size,
    hangUp() {
      for (const socket of sockets) socket.destroy();
    },
    close: () => relay.close(),
  };
}
