/** Told of every error that was masked: nobody expected it. */
export type OnError = (error: unknown, about: ErrorAbout) => void;

export interface ErrorAbout {
  /** What its client was told, and what the log has it by. */
  readonly id: string;
}

/** What is used of `@sentry/node`. */
export interface Sentry {
  init(options: { readonly dsn: string; readonly sendDefaultPii: false }): unknown;
  captureException(error: unknown, hint: { readonly tags: Readonly<Record<string, string>> }): unknown;
}

/** Not a dependency: whoever wants it installs it. */
const PACKAGE: string = '@sentry/node';

/**
 * Sends unexpected errors to Sentry, or to what speaks its protocol.
 * @throws Error that says what to install
 */
export async function sentryErrors(dsn: string, load: () => Promise<Sentry> = () => import(PACKAGE)): Promise<OnError> {
  const sentry = await load().catch((cause: unknown) => {
    throw new Error(`SENTRY_DSN is set, and ${PACKAGE} is not there: npm install ${PACKAGE}.`, { cause });
  });
  sentry.init({ dsn, sendDefaultPii: false });
  return (error, { id }) => {
    sentry.captureException(error, { tags: { 'error.id': id } });
  };
}
