import { createHash } from 'node:crypto';
import ofPartners from '../../client/generated/persisted-documents.json' with { type: 'json' };
import ofViews from '../../client/views/generated/persisted-documents.json' with { type: 'json' };

/** Documents by their SHA-256, in hexadecimal digits. */
export type Documents = ReadonlyMap<string, string>;

const manifest: Readonly<Record<string, string>> = { ...ofPartners, ...ofViews };

/**
 * The operations of the site's views and of the client: the manifests that codegen writes beside their types.
 * @throws Error where a document is not the one that its hash is of
 */
export function trustedDocuments(entries = manifest): Documents {
  return new Map(
    Object.entries(entries).map(([id, document]) => {
      const hash = hashIn(id);
      if (hash !== sha256(document)) {
        throw new Error(`The document "${id}" of the manifest is not what its hash is of: run npm run codegen.`);
      }
      return [hash, document];
    }),
  );
}

/** The hash in a document's id: "sha256:4f1c…" as GraphQL over HTTP writes it, or the digits alone. */
export function hashIn(id: string): string {
  return id.replace(/^sha256:/, '').toLowerCase();
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
