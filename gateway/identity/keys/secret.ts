import { randomBytes } from 'node:crypto';

/** The parts of a presented key: `chr_<id>_<secret>`. */
export interface PresentedKey {
  /** Names the key in lists and logs: 16 hexadecimal digits. */
  readonly id: string;
  /** 256 random bits, as base64url. */
  readonly secret: string;
}

/** The prefix of partners' keys, by which secret scanners find leaked keys. */
export const PREFIX = 'chr_';

const KEY = /^chr_(?<id>[0-9a-f]{16})_(?<secret>[\w-]{43})$/;

export function makeKey(): PresentedKey {
  return { id: randomBytes(8).toString('hex'), secret: randomBytes(32).toString('base64url') };
}

export function writeKey({ id, secret }: PresentedKey): string {
  return `${PREFIX}${id}_${secret}`;
}

/** Reads a key. @returns undefined for any other or a damaged token */
export function readKey(token: string): PresentedKey | undefined {
  const { id, secret } = KEY.exec(token)?.groups ?? {};
  return id !== undefined && secret !== undefined ? { id, secret } : undefined;
}
