import { createMemo } from '../../subgraphs/memo.ts';

/** Which type of content is answered to which `Accept`, as the pipeline negotiated it before. */
export interface Negotiated {
  find(accept: string | null): string | undefined;
  learn(accept: string | null, contentType: string): void;
}

export function createNegotiated(): Negotiated {
  const known = createMemo<string>();
  return {
    find: (accept) => known.get(accept ?? ANYTHING),
    learn: (accept, contentType) => known.set(accept ?? ANYTHING, contentType, 0),
  };
}

/** What a client takes that says nothing. */
const ANYTHING = '*/*';
