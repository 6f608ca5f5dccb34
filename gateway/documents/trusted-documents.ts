import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Deployment } from '../config/deployment.ts';

/** Documents by their SHA-256, in hexadecimal digits. */
export type Documents = ReadonlyMap<string, string>;

/**
 * The operations of a deployment's clients: the manifests that codegen writes beside their types. One that was not written yet
 * has none.
 * @throws Error where a document is not the one that its hash is of
 */
export function trustedDocuments({ folder, operations }: Pick<Deployment, 'folder' | 'operations'>): Documents {
  const files = operations.map(({ output }) => new URL(`${output}persisted-documents.json`, folder));
  const manifests = files.filter((file) => existsSync(file)).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  return documentsOf(Object.assign({}, ...manifests));
}

/** @throws Error where a document is not the one that its hash is of */
export function documentsOf(manifest: Readonly<Record<string, string>>): Documents {
  return new Map(
    Object.entries(manifest).map(([id, document]) => {
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
