/**
 * Runs an action at each SIGHUP, by which service managers request a reload. A process on a terminal still ends when the
 * terminal closes.
 */
export function onSighup(act: () => unknown): void {
  if (!process.stdout.isTTY) process.on('SIGHUP', act);
}
