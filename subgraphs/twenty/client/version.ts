import type { Finding } from '../../finding.ts';
import { property } from '../../json.ts';

/** The version of Twenty that the dialect was tested with. */
export const MEASURED_VERSION = '2.21';

/**
 * Reads the version in Twenty's `/client-config`: "2.21.0". Its images have it; a server that is built from source does not.
 */
export function versionIn(clientConfig: string): string | undefined {
  try {
    const version = property(JSON.parse(clientConfig), 'appVersion');
    return typeof version === 'string' ? /\d+\.\d+\.\d+/.exec(version)?.[0] : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Returns findings about a server's version. */
export function versionFindings(version: string | undefined): readonly Finding[] {
  if (version === undefined || version.startsWith(`${MEASURED_VERSION}.`)) return [];
  return [
    {
      subject: 'Twenty',
      detail: `The server is version ${version}; its answers were measured on ${MEASURED_VERSION}, and may differ.`,
      remedy: `Run ${MEASURED_VERSION}, or compare pages, orders and filters that you depend on.`,
    },
  ];
}
