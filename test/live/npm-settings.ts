import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file, and where a build of an image has it. */
export interface Settings {
  readonly file: string;
  readonly at: string;
}

/**
 * Writes which registry this machine's npm asks, how, and which certificates it trusts, into a folder.
 * @returns the files, by their names in the folder
 */
export async function writeNpmSettings(folder: string): Promise<Settings[]> {
  const own = npmSetting('userconfig');
  const lines = [existsSync(own) ? await readFile(own, 'utf8') : '', `registry=${npmSetting('registry')}`];
  const settings = [{ file: 'npmrc', at: '/root/.npmrc' }];
  const certificates = npmSetting('cafile');
  if (existsSync(certificates)) {
    await copyFile(certificates, join(folder, 'certificates'));
    settings.push({ file: 'certificates', at: '/etc/npm-certificates' });
    lines.push('cafile=/etc/npm-certificates');
  }
  await writeFile(join(folder, 'npmrc'), `${lines.join('\n')}\n`);
  return settings;
}

/** The folder of this machine's npm itself. */
export const npmFolder = () => join(npm('root', '--global'), 'npm');

/** The value of a setting; `null` or `undefined` as text where it is not set. */
const npmSetting = (name: string) => npm('config', 'get', name);

const npm = (...args: readonly string[]) => execFileSync('npm', args, { encoding: 'utf8' }).trim();
