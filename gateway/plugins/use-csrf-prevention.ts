import type { Plugin } from 'graphql-yoga';
import { csrfRefusal } from '../http/csrf.ts';

/** Ends a request that another site could have forged, before anything of it is read. */
export function useCsrfPrevention(): Plugin {
  return {
    onRequestParse({ request }) {
      const refusal = csrfRefusal(request);
      if (refusal) throw refusal;
    },
  };
}
