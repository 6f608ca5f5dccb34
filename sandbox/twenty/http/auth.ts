/** Who calls: with the API key, without any token, or with something that is no token of the workspace. */
export type Caller = 'apiKey' | 'stranger' | 'impostor';

/** Tells callers apart by their `Authorization` header. */
export function callerOf(authorization: string | undefined, apiKey: string): Caller {
  if (authorization === undefined) return 'stranger';
  return authorization === `Bearer ${apiKey}` ? 'apiKey' : 'impostor';
}
