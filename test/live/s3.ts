import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { request } from 'node:https';
import { join, relative } from 'node:path';
import { freePort } from '../ports.ts';
import { startChild, untilReady } from './child.ts';
import { ownFolder } from './folders.ts';
import { installPackages } from './packages.ts';
import { postgresTree } from './postgres.ts';
import { step } from './progress.ts';

/** A server of the protocol of S3, over TLS, with one bucket. */
export interface S3 {
  /** Host and port. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly key: string;
  readonly secret: string;
  /** The server's self-signed certificate, as PEM, in the tree of PostgreSQL. */
  readonly certificateFile: string;
  /** The folder that holds what is in the bucket. */
  readonly folder: string;
  /** Stops the server and removes everything. */
  close(): Promise<void>;
}

const BUCKET = 'backups';

/** The server's one key, and its secret. */
const KEY = 'S3RVER';

/**
 * Serves the folder $1 on the port $2, with key.pem and cert.pem. It compares no signatures: for a list of a bucket s3rver
 * computes them over another path than pgBackRest and AWS do.
 */
const SERVE = `
const [folder, port] = process.argv.slice(1);
const { readFileSync } = require('node:fs');
const S3rver = require('@20minutes/s3rver');
new S3rver({
  address: '127.0.0.1', port: Number(port), silent: true, vhostBuckets: false, allowMismatchedSignatures: true,
  directory: folder + '/data', configureBuckets: [{ name: '${BUCKET}' }],
  key: readFileSync(folder + '/key.pem'), cert: readFileSync(folder + '/cert.pem'),
}).run();`;

const READY_DEADLINE_MS = 30_000;

/** Starts s3rver on a free port of 127.0.0.1. The first time on a machine it is installed from npm. */
export async function startS3(): Promise<S3> {
  const [installed, tree] = await Promise.all([installPackages('s3'), postgresTree()]);
  const folder = await ownFolder(join(tree, 'tmp'), 's3');
  await mkdir(join(folder, 'data'));
  makeCertificate(tree, `/${relative(tree, folder)}`);

  const port = await freePort();
  const server = startChild({
    name: 'S3',
    command: process.execPath,
    args: ['--eval', SERVE, folder, String(port)],
    cwd: installed,
    remove: folder,
  });
  await step('starting S3', () => untilReady(server, () => answers(port), READY_DEADLINE_MS));
  return {
    endpoint: `127.0.0.1:${port}`,
    bucket: BUCKET,
    key: KEY,
    secret: KEY,
    certificateFile: join(folder, 'cert.pem'),
    folder: join(folder, 'data', BUCKET),
    close: () => server.stop(),
  };
}

/** By the openssl of a Debian tree, whose path of the folder is given. */
function makeCertificate(tree: string, folder: string): void {
  const files = ['-keyout', `${folder}/key.pem`, '-out', `${folder}/cert.pem`];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const args = ['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject];
  const { status, stderr } = spawnSync('chroot', [tree, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr}`);
}

/** Whether it answers anything: what, is of no concern. */
function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  request({ host: '127.0.0.1', port, rejectUnauthorized: false }, (response) => {
    response.resume();
    resolve(true);
  })
    .on('error', () => resolve(false))
    .end();
  return promise;
}
