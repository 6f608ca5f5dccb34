import type { DestinationStream } from 'pino';

/** Replaces a secret. */
const REDACTED = '[redacted]';

/** Shorter values are not redacted: they would occur everywhere. */
const MIN_LENGTH = 6;

/** The names of settings that are secret as a whole. */
const SECRET = /TOKEN|KEY|SECRET|PASS|_DSN$/;

/**
 * Returns the secrets in settings: tokens and keys as a whole, and the passwords of URLs, encoded and decoded.
 */
export function secretsOf(settings: Readonly<Record<string, unknown>>): readonly string[] {
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

/** Returns a text with its secrets redacted. */
export function redacted(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (clean.includes(secret)) clean = clean.replaceAll(secret, REDACTED);
  return clean;
}

/** Where lines are written; `flush` writes pending ones. */
export interface LogDestination extends DestinationStream {
  flush?(done?: (error?: Error) => void): void;
}

/** Returns a function that redacts secrets in lines of JSON: those of the log, and reports of errors. */
export function redactorOf(secrets: readonly string[]): (line: string) => string {
  const written = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  return (line) => redacted(line, written);
}

/** Wraps a destination: secrets are redacted first. */
export function withoutSecrets(to: LogDestination, secrets: readonly string[]): LogDestination {
  if (secrets.length === 0) return to;
  const redact = redactorOf(secrets);
  return {
    write(line) {
      to.write(redact(line));
    },
    flush: (done) => to.flush?.(done),
  };
}
