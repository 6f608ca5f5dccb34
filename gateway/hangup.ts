/**
 * Does something at each SIGHUP, by which service managers ask for a reload. Of a terminal that closes it keeps its old
 * meaning: the process ends with it.
 */
export function onHangup(act: () => unknown): void {
  if (!process.stdout.isTTY) process.on('SIGHUP', act);
}
