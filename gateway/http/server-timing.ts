/**
 * What an answer says of how it came about, as `Server-Timing` has it (W3C): how many waves of upstream requests waited
 * for one another. It is no secret, and the same for whoever asks: caches may keep it.
 */
export function serverTiming(waves: number): string {
  return `waves;desc="${waves}"`;
}
