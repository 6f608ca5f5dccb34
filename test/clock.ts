import { vi } from 'vitest';

const elapsedMs = () => Number(process.hrtime.bigint()) / 1e6;

/** Sets the clock of durations forward, until `vi.restoreAllMocks`. The system's clock, which can be set back, stays as it is. */
export function passTime(ms: number): void {
  const ahead = performance.now() + ms - elapsedMs();
  vi.spyOn(performance, 'now').mockImplementation(() => ahead + elapsedMs());
}
