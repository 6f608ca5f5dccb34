/** The SQLSTATE (PostgreSQL, appendix A) that a statement failed with, where it did: drizzle wraps the driver's error. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : sqlStateOf(error.cause);
}
