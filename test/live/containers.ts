import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, runChild, startChild, untilReady } from './child.ts';
import { debianTree } from './debian.ts';
import { ownFolder } from './folders.ts';
import { npmFolder, writeNpmSettings } from './npm-settings.ts';
import { step } from './progress.ts';

/** Builds and runs images by buildah, podman and runc of Debian: with no engine, and no registry of images. */
export interface Containers {
  /** Builds a target of the Dockerfile, which becomes the image's name. Its packages come from the npm registry. */
  build(target: string): Promise<void>;
  /** Starts a container that has the image's name, and is removed when it ends. */
  start(image: string, options: readonly string[]): Child;
  /** Runs a container to its end. */
  run(image: string, options: readonly string[], command?: readonly string[]): SpawnSyncReturns<string>;
  /** Runs another command of podman to its end: `podman('inspect', 'gateway')`. */
  podman(...args: readonly string[]): SpawnSyncReturns<string>;
  /** Removes all images. */
  close(): Promise<void>;
}

const TOOLS = { name: 'containers', packages: ['buildah', 'mount', 'podman', 'runc'], variant: 'essential' } as const;

/** What the image node:24-slim holds beside Node and npm, as far as they need it. */
const BASE = { name: 'node-base', packages: ['libstdc++6'], variant: 'essential' } as const;

/** The stand-in of node:24-slim. Its user is the same as there. */
const BASE_DOCKERFILE = `FROM scratch
COPY debian /
COPY npm /usr/local/lib/node_modules/npm
COPY node/node /usr/local/bin/node
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && \\
  echo node:x:1000:1000::/home/node:/bin/sh >> /etc/passwd && echo node:x:1000: >> /etc/group
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
`;

/**
 * Makes mounts of its own, and holds them until it is stopped: the tree $1 is their root, since runc can enter a container
 * again by the root of its mounts alone; its folder $2 has what images are made of. Writes its process id there.
 */
const HOLD = `set -eu
tree=$1 folder=$2; shift 2
mount --bind "$tree" "$tree"
mount -t proc proc "$tree/proc"
mount --rbind /sys "$tree/sys"
mount --rbind /dev "$tree/dev"
for name in repository debian npm node; do mount --bind "$1" "$folder/$name"; shift; done
cd "$tree"
pivot_root . .
umount --lazy .
echo $$ > ".\${folder#"$tree"}/pid"
exec sleep infinity`;

/** By default podman and buildah raise these limits, which root may not do on every machine. */
const LIMITS = ['--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=4096:4096'];

const HOLD_DEADLINE_MS = 10_000;
const BUILD_DEADLINE_MS = 10 * 60_000;

/** Makes the base image. The first time on a machine its packages are downloaded (a minute, 460 MB on disk). */
export async function openContainers(): Promise<Containers> {
  const { folder, inside, inTree, close } = await holdMounts();
  const store = ['--root', `${inside}/store`, '--runroot', `${inside}/run`];
  const build = (...args: readonly string[]) => {
    const how = ['--isolation', 'chroot', '--pull-never', '--format', 'docker', ...LIMITS];
    return runChild({ name: 'buildah', ...inTree('buildah', ...store, 'build', ...how, ...args) }, BUILD_DEADLINE_MS);
  };
  await writeFile(join(folder, 'Dockerfile'), BASE_DOCKERFILE);
  const base = ['--tag', 'docker.io/library/node:24-slim', '--file', `${inside}/Dockerfile`, inside];
  await step('building the base image', () => build(...base));
  const settings = await writeNpmSettings(join(folder, 'npm-settings'));

  const podman = (...args: readonly string[]) => {
    const how = [...store, '--tmpdir', `${inside}/tmp`, '--runtime', 'runc', '--cgroup-manager', 'cgroupfs'];
    return inTree('podman', ...how, ...args);
  };
  const RUN = ['run', '--rm', '--network', 'host', ...LIMITS];
  const toItsEnd = ({ command, args, env }: ReturnType<typeof podman>) =>
    spawnSync(command, args, { encoding: 'utf8', env });
  return {
    build(target) {
      const volumes = settings.flatMap(({ file, at }) => ['--volume', `${inside}/npm-settings/${file}:${at}:ro`]);
      const args = ['--target', target, '--tag', target, `${inside}/repository`];
      return step(`building the image ${target}`, () => build(...volumes, ...args));
    },
    start: (image, options) =>
      startChild({ name: `The container of ${image}`, ...podman(...RUN, '--name', image, ...options, image) }),
    run: (image, options, command = []) => toItsEnd(podman(...RUN, ...options, image, ...command)),
    podman: (...args) => toItsEnd(podman(...args)),
    close,
  };
}

/** Makes the tree of the tools, and in it a folder with what images are made of. Returns how to run a command in it. */
async function holdMounts() {
  const [tree, debian] = await Promise.all([debianTree(TOOLS), debianTree(BASE)]);
  const folder = await ownFolder(join(tree, 'tmp'), 'containers');
  const names = ['repository', 'debian', 'npm', 'node', 'npm-settings'];
  await Promise.all(names.map((name) => mkdir(join(folder, name))));
  await writeFile(join(tree, 'etc/resolv.conf'), await readFile('/etc/resolv.conf'));
  const repository = fileURLToPath(new URL('../../', import.meta.url));
  const sources = [tree, folder, repository, debian, npmFolder(), dirname(process.execPath)];
  const args = ['--mount', 'sh', '-c', HOLD, 'hold', ...sources];
  const holder = startChild({ name: 'unshare', command: 'unshare', args, remove: folder });
  const readPid = async () => (await readFile(join(folder, 'pid'), 'utf8')).trim();
  await untilReady(holder, async () => (await readPid()) !== '', HOLD_DEADLINE_MS);
  const target = await readPid();
  return {
    folder,
    /** The same folder, as commands in the tree see it. */
    inside: `/${relative(tree, folder)}`,
    inTree: (...command: readonly string[]) => ({
      command: 'nsenter',
      args: ['--target', target, '--mount', '--', ...command],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', PODMAN_IGNORE_CGROUPSV1_WARNING: '1' },
    }),
    close: () => holder.stop(),
  };
}
