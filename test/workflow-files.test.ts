import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = new URL('../', import.meta.url);
const FOLDER = new URL('.github/workflows/', ROOT);

type Permissions = Readonly<Record<string, string>>;

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  /** Another workflow that is the job. */
  readonly uses?: string;
  readonly needs?: string;
  readonly permissions?: Permissions;
  readonly environment?: string;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly name: string;
  readonly permissions: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = readdirSync(FOLDER).map((file): Workflow => parse(readFileSync(new URL(file, FOLDER), 'utf8')));
const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps ?? []));

test('workflows run the commands of this repository, with the least permissions', () => {
  expect(workflows.map(({ name, permissions }) => ({ name, permissions }))).toEqual([
    { name: 'ci', permissions: { contents: 'read' } },
    { name: 'release-client', permissions: { contents: 'read', 'id-token': 'write' } },
    { name: 'release', permissions: { contents: 'read' } },
  ]);
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
  const run = steps.flatMap(({ run: command }) => command ?? []);
  expect(run).toContain('bash .ci/run');
  const named = run.flatMap((command) => [...command.matchAll(/npm run (\S+)/g)].map(([, script = '']) => script));
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});

test('the tests that a release runs are there', () => {
  const command = steps.find(({ run }) => run?.startsWith('npx vitest run'))?.run ?? '';
  const files = command.split(' ').filter((word) => word.endsWith('.test.ts'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(readFileSync(fileURLToPath(new URL(file, ROOT)), 'utf8')).toContain('test(');
});

test('a release builds what CI passed, signs it by its digest, and rolls out that digest', () => {
  const { ci, image, rollout } = workflows.find(({ name }) => name === 'release')?.jobs ?? {};
  expect([ci, image, rollout]).toMatchObject([
    { uses: './.github/workflows/ci.yml' },
    { needs: 'ci', permissions: { contents: 'read', packages: 'write', 'id-token': 'write' } },
    { needs: 'image', environment: 'production' },
  ]);
  const build = image?.steps?.find(({ uses }) => uses?.startsWith('docker/build-push-action@'));
  expect(build?.with).toMatchObject({ target: 'gateway', push: true, sbom: true, provenance: 'mode=max' });
  expect(image?.steps?.at(-1)).toMatchObject({
    run: 'cosign sign --yes "$NAME@$DIGEST"',
    env: { DIGEST: expect.stringContaining('steps.build.outputs.digest') },
  });
  expect(rollout?.permissions).toBeUndefined();
  expect(rollout?.steps?.map(({ run = '' }) => run).join()).toContain('"$DEPLOY_TARGET" "$GITHUB_REF_NAME $IMAGE"');
});
