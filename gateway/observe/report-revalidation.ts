import type { Revalidation } from '../cache/index.ts';
import type { MaskError } from '../errors.ts';

export type RevalidationLog = Pick<Console, 'warn'>;

/**
 * Tells of an answer that could not be asked for anew beside a request, which has its own line: as a warning, with the hash
 * of the operation and the codes of the errors.
 * @param maskError gives what nobody expected an id, and tells of it under that
 */
export function reportRevalidation({ hash, errors }: Revalidation, log: RevalidationLog, maskError: MaskError): void {
  if (errors.length === 0) return;
  const codes = new Set(errors.map((error) => String(maskError(error).extensions.code)));
  log.warn(`The cached answer of operation ${hash} is stale, and could not be revalidated: ${[...codes].join(', ')}.`);
}
