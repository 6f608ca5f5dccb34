/** Receives every unexpected error, which is masked for clients. */
export type OnError = (error: unknown, about: ErrorAbout) => void;

export interface ErrorAbout {
  /** The id that the client and the log have. */
  readonly id: string;
}

/** The functions of `@sentry/node` that are used. */
export interface Sentry {
  init(options: { readonly dsn: string; readonly sendDefaultPii: false }): unknown;
  captureException(error: unknown, hint: { readonly tags: Readonly<Record<string, string>> }): unknown;
}

/** Not a dependency: an operator who sets SENTRY_DSN installs it. */
const PACKAGE: string = '@sentry/node';

/**
 * Sends unexpected errors to Sentry, or to a server of its protocol.
 * @throws Error with the package to install
 */
export async function sentryErrors(dsn: string, load: () => Promise<Sentry> = () => import(PACKAGE)): Promise<OnError> {
  const sentry = await load().catch((cause: unknown) => {
    throw new Error(`SENTRY_DSN is set, but ${PACKAGE} is not installed: npm install ${PACKAGE}.`, { cause });
  });
  sentry.init({ dsn, sendDefaultPii: false });
  return (error, { id }) => {
    sentry.captureException(error, { tags: { 'error.id': id } });
  };
}
