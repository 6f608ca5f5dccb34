import type { DestinationStream } from 'pino';

/** What stands where a secret was. */
const REDACTED = '[redacted]';

/** What is shorter is no secret: it would be found in everything. */
const MIN_LENGTH = 6;

/** The settings that are secret in whole. */
const SECRET = /TOKEN|KEY|SECRET|PASSWORD|_DSN$/;

/**
 * The secrets among settings: tokens and keys in whole, and of URLs the passwords, as they are written and as they are
 * meant.
 */
export function secretsOf(settings: Readonly<Record<string, unknown>>): string[] {
  const found = Object.entries(settings).flatMap(([name, value]) => {
    if (typeof value !== 'string') return [];
    return SECRET.test(name) ? [value] : passwordsIn(value);
  });
  return [...new Set(found)].filter(({ length }) => length >= MIN_LENGTH);
}

function passwordsIn(value: string): string[] {
  if (!value.includes('://') || !URL.canParse(value)) return [];
  const { password } = new URL(value);
  return password === '' ? [] : [password, decodeURIComponent(password)];
}

/** A text without any of these secrets in it. */
export function redacted(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (clean.includes(secret)) clean = clean.replaceAll(secret, REDACTED);
  return clean;
}

/** Where lines go; what waits to be written is, by `flush`. */
export interface LogDestination extends DestinationStream {
  flush?(done?: (error?: Error) => void): void;
}

/** The same destination, which no secret reaches. */
export function withoutSecrets(to: LogDestination, secrets: readonly string[]): LogDestination {
  if (secrets.length === 0) return to;
  // As they stand in a line of JSON.
  const written = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  return {
    write(line) {
      to.write(redacted(line, written));
    },
    flush: (done) => to.flush?.(done),
  };
}
