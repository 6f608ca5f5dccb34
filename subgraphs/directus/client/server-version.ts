import { z } from 'zod';
import type { Finding } from '../../contract/finding.ts';

/** Directus's version and licence. Directus shows them only to its users. */
export interface DirectusServer {
  /** "11.17.4". */
  readonly version: string;
  /** Whether this version needs a licence and the server has none. */
  readonly isUnlicensed: boolean;
}

/**
 * The oldest tested version. Older versions have no filters through many-to-any relations and no `_some` and `_none`;
 * without these, conditions on to-many relations count rows several times.
 */
const OLDEST = '11.13.4';

/** The newest tested major version. */
const NEWEST_MAJOR = 12;

const Info = z.object({
  data: z.object({
    version: z.string().regex(/^\d+\.\d+\.\d+/),
    // Since Directus 12.
    license: z.object({ source: z.unknown() }).optional(),
  }),
});

/** Reads `GET /server/info`; undefined if it has no version: Directus shows the version only to its users. */
export function readServerInfo(body: unknown): DirectusServer | undefined {
  const info = Info.safeParse(body);
  if (!info.success) return undefined;
  const { version, license } = info.data.data;
  return { version, isUnlicensed: license !== undefined && (license.source ?? null) === null };
}

/** Returns why a server is not supported, in a sentence with a remedy; undefined if it is supported. */
export function unsupportedBecause({ version }: DirectusServer): string | undefined {
  if (version.localeCompare(OLDEST, 'en', { numeric: true }) >= 0) return undefined;
  return `Directus ${version} is older than ${OLDEST}, the oldest that is supported: upgrade it, or set DIRECTUS_ANY_VERSION=true to serve what it answers, without conditions on to-many relations.`;
}

/** Returns findings about a server's version and licence. */
export function serverFindings(server: DirectusServer): readonly Finding[] {
  const subject = `Directus ${server.version}`;
  const problem = unsupportedBecause(server);
  return [
    ...(problem ? [{ subject, detail: `It is older than ${OLDEST}.`, remedy: 'Upgrade it.' }] : []),
    ...(Number.parseInt(server.version, 10) > NEWEST_MAJOR
      ? [
          {
            subject,
            detail: `It is newer than ${NEWEST_MAJOR}, the newest major version that is tested.`,
            remedy: 'Look for a newer gateway, or try this one before you rely on it.',
          },
        ]
      : []),
    ...(server.isUnlicensed ? [{ subject, ...UNLICENSED }] : []),
  ];
}

const UNLICENSED = {
  detail:
    'It runs without a licence: it refuses permissions by row and by field (403 RESOURCE_RESTRICTED) and drops those that an upgrade from 11 brings along, so that the public may read nothing.',
  remedy: 'Get a licence that allows custom permission rules, or grant roles whole collections alone.',
};
