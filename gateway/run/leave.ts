import type { DrainOptions } from '../http/drain.ts';
import type { FrontDoor } from '../http/front-door.ts';
import type { GatewayServer } from '../http/server.ts';

export interface LeaveOptions extends DrainOptions {
  /** How long it still accepts connections first, if it waits for idle ones, in milliseconds. */
  readonly leaveMs: number;
}

/**
 * Answers the requests in flight, and accepts no more.
 * @returns how many requests were cut off at the deadline
 */
export async function leave(
  door: Pick<FrontDoor, 'drain'>,
  { subscriptions, webSockets }: Pick<GatewayServer, 'subscriptions' | 'webSockets'>,
  { waitForIdle, deadlineMs, leaveMs: acceptMs }: LeaveOptions,
): Promise<number> {
  const leaveMs = waitForIdle ? acceptMs : 0;
  const spreadMs = waitForIdle ? Math.min(subscriptions.bounds.spreadMs, deadlineMs / 2) : 0;
  // Clients that subscribe again must not reach this gateway.
  const leaving = setTimeout(() => {
    subscriptions.drain(spreadMs);
    webSockets.drain(spreadMs);
  }, leaveMs);
  const cut = await door.drain({ waitForIdle, deadlineMs, leaveMs });
  clearTimeout(leaving);
  webSockets.close();
  return cut;
}
