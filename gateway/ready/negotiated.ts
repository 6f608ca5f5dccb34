/** Which type of content is answered to which `Accept`, as the pipeline negotiated it before. */
export interface Negotiated {
  find(accept: string | null): string | undefined;
  learn(accept: string | null, contentType: string): void;
}

/** Clients are of few kinds: more than this is somebody trying. */
const MAX_KINDS = 100;

export function createNegotiated(): Negotiated {
  const known = new Map<string | null, string>();
  return {
    find: (accept) => known.get(accept),
    learn(accept, contentType) {
      if (known.size < MAX_KINDS) known.set(accept, contentType);
    },
  };
}
