import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

/* What the scripts of deploy/rollout run: programs that note how they are called stand in for Docker, git and cosign. */

const ROLLOUT = fileURLToPath(new URL('../deploy/rollout/', import.meta.url));
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const IMAGE = `ghcr.io/acme/chronos-graph@${DIGEST}`;

/** A program that notes its name, its arguments and GATEWAY_IMAGE, and fails where FAILING names it. */
const STAND_IN = `#!/usr/bin/env bash
echo "\${GATEWAY_IMAGE:+GATEWAY_IMAGE=$GATEWAY_IMAGE }\${0##*/} $*" >> "$CALLS"
[[ "$*" == inspect* ]] && echo "${IMAGE}"
[[ "$*" != *"\${FAILING:-nothing fails}"* ]]
`;

let folder: string;
let calls: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chronos-rollout-'));
  calls = join(folder, 'calls');
  await mkdir(join(folder, 'bin'));
  await cp(ROLLOUT, join(folder, 'deploy/rollout'), { recursive: true });
  for (const name of ['docker', 'git', 'cosign']) {
    await writeFile(join(folder, 'bin', name), STAND_IN, { mode: 0o755 });
  }
  await writeFile(join(folder, 'deploy/rollout/rollout.sh'), STAND_IN, { mode: 0o755 });
});
beforeEach(() => writeFile(calls, ''));
afterAll(() => rm(folder, { recursive: true }));

async function call(script: string, args: readonly string[], settings: Record<string, string> = {}) {
  const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, CALLS: calls, ...settings };
  const code = await new Promise<number>((resolve) => {
    const options = { cwd: folder, env };
    execFile(join(folder, 'deploy/rollout', script), [...args], options, (error) =>
      resolve(error ? Number(error.code) : 0),
    );
  });
  const made = (await readFile(calls, 'utf8')).trim().split('\n');
  return { code, calls: made.map((line) => line.replace(' compose --profile replicas --profile setup', ' compose')) };
}

test.each([
  [['pull', IMAGE], { FAILING: 'image inspect' }, [`docker image inspect ${IMAGE}`, `docker pull --quiet ${IMAGE}`]],
  [['pull', IMAGE], {}, [`docker image inspect ${IMAGE}`]],
  [['migrate', IMAGE], {}, [`GATEWAY_IMAGE=${IMAGE} docker compose run --rm --no-deps keys list`]],
  [['start', 'gateway', IMAGE], {}, [`GATEWAY_IMAGE=${IMAGE} docker compose up --detach --no-deps --no-build gateway`]],
  [['back', 'gateway-2'], {}, ['docker compose start gateway-2']],
  [['stop', 'gateway'], {}, ['docker compose stop gateway']],
  [['serves', 'gateway'], {}, ['docker compose exec -T balancer wget -q -O /dev/null http://127.0.0.1:8404/gateway']],
])('compose.sh %j with %j runs its commands', async (args, settings, expected) => {
  expect(await call('compose.sh', args, settings)).toEqual({ code: 0, calls: expected });
});

test('the image that serves is the one that docker compose up starts', async () => {
  await writeFile(join(folder, '.env'), 'PORT=4000\nGATEWAY_IMAGE=chronos-graph-gateway\nCACHE=on\n');
  expect(await call('compose.sh', ['keep', 'gateway'])).toMatchObject({ code: 0 });
  expect(await readFile(join(folder, '.env'), 'utf8')).toBe(`PORT=4000\nGATEWAY_IMAGE=${IMAGE}\nCACHE=on\n`);
});

const REQUEST = { ROLLOUT_REPOSITORY: 'Acme/chronos-graph', SSH_ORIGINAL_COMMAND: `v1.4.0 ${IMAGE}` };

test('the CI rolls out an image that its workflow signed, with the files of its tag', async () => {
  expect(await call('from-ci.sh', [], REQUEST)).toEqual({
    code: 0,
    calls: [
      `cosign verify --output text --certificate-oidc-issuer https://token.actions.githubusercontent.com --certificate-identity https://github.com/Acme/chronos-graph/.github/workflows/release.yml@refs/tags/v1.4.0 ${IMAGE}`,
      'git fetch --quiet --tags origin',
      'git checkout --quiet --detach v1.4.0',
      `rollout.sh ${IMAGE}`,
    ],
  });
});

test('nothing is fetched or started without a signature', async () => {
  const { code, calls: made } = await call('from-ci.sh', [], { ...REQUEST, FAILING: 'verify' });
  expect([code, made.length]).toEqual([1, 1]);
});

test.each([
  '',
  'v1.4.0',
  `v1.4.0 ${IMAGE} --back`,
  `v1.4.0;id ${IMAGE}`,
  `--upload-pack=id ${IMAGE}`,
  'v1.4.0 ghcr.io/acme/chronos-graph:latest',
  `v1.4.0 ghcr.io/another/chronos-graph@${DIGEST}`,
  `v1.4.0 ${IMAGE}0`,
])('the request %j of the CI is refused', async (request) => {
  const refused = await call('from-ci.sh', [], { ...REQUEST, SSH_ORIGINAL_COMMAND: request });
  expect(refused).toEqual({ code: 2, calls: [''] });
});
