import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { installPackages } from './packages.ts';

/* The files of deploy/kubernetes against Kubernetes's own schemas (OpenAPI). test/kubernetes-files.test.ts reads them otherwise. */

const FOLDER = new URL('../../deploy/kubernetes/', import.meta.url);
const files = (await readdir(FOLDER, { recursive: true })).filter((file) => file.endsWith('.yaml')).sort();
const manifests = files.filter((file) => file !== 'kustomization.yaml');

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The class of a kind of objects; its `validate` throws an Error with what the schema refuses. */
type Kind = new (manifest: Manifest) => { validate(): void };

let packages: string;
beforeAll(async () => {
  packages = await installPackages('kubernetes');
}, 120_000);

/** @throws Error where Kubernetes has no such kind */
async function kindOf({ apiVersion, kind }: Manifest): Promise<Kind> {
  const require = createRequire(join(packages, 'package.json'));
  const { exports } = require('./node_modules/kubernetes-models/package.json');
  const file = join(packages, 'node_modules/kubernetes-models', exports[`./${apiVersion}`].import);
  const kinds: Readonly<Record<string, Kind>> = await import(pathToFileURL(file).href);
  const found = kinds[kind];
  if (!found) throw new Error(`There is no ${kind} of ${apiVersion}.`);
  return found;
}

/** The paths of all values that hold no others: [["spec", "ports", "0", "name"], …]. */
function leaves(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** Returns a copy with a value at a path that no field accepts. */
function spoiled(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return { nobody: [{ takes: 'this' }] };
  if (Array.isArray(value)) return value.map((inner, index) => (String(index) === key ? spoiled(inner, rest) : inner));
  return { ...Object(value), [key]: spoiled(Object(value)[key], rest) };
}

describe.each(manifests)('%s', (file) => {
  test('is valid, and each of its fields is one that Kubernetes has', async () => {
    const manifest: Manifest = parse(await readFile(new URL(file, FOLDER), 'utf8'));
    const Model = await kindOf(manifest);
    const isValid = (changed: unknown) => {
      try {
        new Model(changed as Manifest).validate();
        return true;
      } catch {
        return false;
      }
    };
    new Model(manifest).validate();
    // The schemas ignore fields that they do not have: another value there makes no difference.
    expect(leaves(manifest).filter((path) => isValid(spoiled(manifest, path)))).toEqual([]);
  });
});

test('a field that Kubernetes does not have is found', async () => {
  const manifest = { apiVersion: 'v1', kind: 'Service', spec: { ports: 'none' } };
  const Model = await kindOf(manifest);
  expect(() => new Model(manifest).validate()).toThrow('/spec/ports');
});
