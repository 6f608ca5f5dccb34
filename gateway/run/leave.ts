import type { DrainOptions } from '../http/drain.ts';
import type { FrontDoor } from '../http/front-door.ts';
import type { GatewayServer } from '../http/server.ts';

export interface LeaveOptions extends DrainOptions {
  /** For how long it goes on accepting connections before, where it waits for idle ones, in milliseconds. */
  readonly leaveMs: number;
}

/**
 * Answers what was asked, and takes nothing more.
 * @returns how many requests were cut off at the deadline
 */
export async function leave(
  door: Pick<FrontDoor, 'drain'>,
  { subscriptions, webSockets }: Pick<GatewayServer, 'subscriptions' | 'webSockets'>,
  { waitForIdle, deadlineMs, leaveMs: patientMs }: LeaveOptions,
): Promise<number> {
  const leaveMs = waitForIdle ? patientMs : 0;
  const spreadMs = waitForIdle ? Math.min(subscriptions.bounds.spreadMs, deadlineMs / 2) : 0;
  // Whoever subscribes again had better not be led here.
  const leaving = setTimeout(() => {
    subscriptions.drain(spreadMs);
    webSockets.drain(spreadMs);
  }, leaveMs);
  const cut = await door.drain({ waitForIdle, deadlineMs, leaveMs });
  clearTimeout(leaving);
  webSockets.close();
  return cut;
}
