import type { Plugin } from 'graphql-yoga';
import { securityHeaders } from '../http/security-headers.ts';

/** Gives every answer the headers of `securityHeaders`, and keeps caches from giving one page's answer to another's. */
export function useSecurityHeaders(): Plugin {
  return {
    onResponse({ response: { headers } }) {
      for (const [name, value] of Object.entries(securityHeaders(headers.get('content-type')))) {
        headers.set(name, value);
      }
      headers.append('vary', 'origin');
    },
  };
}
