/** The part of an AbortSignal that upstreams use: aborts when the client closes its connection. */
export interface ClientAbort {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
