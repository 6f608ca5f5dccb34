/** The credentials of one run: nothing of it listens beyond loopback. */
export const TOKENS = { directus: 'bench-directus-token', twenty: 'bench-twenty-key' } as const;
