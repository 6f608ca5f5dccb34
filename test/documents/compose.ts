/** What a command of Docker Compose names. */
export interface ComposeCommand {
  readonly profiles: readonly string[];
  readonly services: readonly string[];
  /** What runs in a container, for `exec`. */
  readonly inner: string | undefined;
}

/**
 * Reads `docker compose [--profile NAME] up|build|stop|… [options] [SERVICE…]`, `exec [options] SERVICE COMMAND`, and
 * `run [options] SERVICE [options of its command]`.
 * @throws Error for a command that it does not know
 */
export function readCompose(command: string): ComposeCommand {
  const words = command
    .replace(/ [<>] \S+$/, '')
    .split(' ')
    .slice(2);
  const profiles: string[] = [];
  while (words[0] === '--profile') {
    words.shift();
    profiles.push(words.shift() ?? '');
  }
  const subcommand = words.shift() ?? '';
  while (words[0]?.startsWith('-')) words.shift();
  if (subcommand === 'exec') {
    const [service = '', ...inner] = words;
    return { profiles, services: [service], inner: inner.join(' ') };
  }
  if (subcommand === 'run') return { profiles, services: words.slice(0, 1), inner: undefined };
  if (!['up', 'build', 'stop', 'restart', 'logs', 'ps', 'pull', 'down'].includes(subcommand)) {
    throw new Error(`This test knows no \`docker compose ${subcommand}\`.`);
  }
  return { profiles, services: words.filter((word) => !word.startsWith('-')), inner: undefined };
}
