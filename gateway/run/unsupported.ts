import type { Upstream } from '../../subgraphs/upstream.ts';
import { ConfigError } from '../config.ts';

/**
 * Refuses to start over unsupported servers.
 * @throws ConfigError that names them
 */
export function refuseUnsupported(upstreams: readonly Pick<Upstream, 'unsupported'>[]): void {
  const problems = upstreams.flatMap(({ unsupported }) => unsupported ?? []);
  if (problems.length > 0) throw new ConfigError(problems);
}
