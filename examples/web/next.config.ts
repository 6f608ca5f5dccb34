import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** Where the CMS's pictures are: the site fetches them itself, and hands them on from its own origin. */
const ASSETS_URL = new URL(process.env.ASSETS_URL ?? 'http://127.0.0.1');

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The client is a folder of the repository, next to this site's folder.
  turbopack: { root: REPOSITORY },
  outputFileTracingRoot: REPOSITORY,
  serverExternalPackages: ['linkedom', 'undici'],
  experimental: { useTypeScriptCli: true },
  images: {
    remotePatterns: [
      {
        protocol: ASSETS_URL.protocol === 'https:' ? 'https' : 'http',
        hostname: ASSETS_URL.hostname,
        // The sandbox's CMS listens wherever there is room.
        ...(process.env.ASSETS_URL && { port: ASSETS_URL.port }),
        pathname: '/assets/**',
      },
    ],
    dangerouslyAllowLocalIP: ASSETS_URL.hostname === '127.0.0.1',
    minimumCacheTTL: 3600,
  },
  // Browsers request this before the page has named its icon, which Next.js sends with the metadata.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'referrer-policy', value: 'same-origin' },
        { key: 'x-content-type-options', value: 'nosniff' },
      ],
    },
  ],
};

export default config;
