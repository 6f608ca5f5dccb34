import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { readSynonyms } from '../../subgraphs/analytics/search/synonyms.ts';
import { SCOPES, type Scope } from '../graph/scopes.ts';
import { BOUNDS } from '../limits/bounds.ts';

// The types of settings' values. Each parses a text, and its error states the rule.

const url = (protocol: RegExp, error: string) =>
  z.url({ protocol, error }).refine(isDecodable, 'has a "%" that begins no escape: write it as "%25"');
export const httpUrl = url(/^https?$/, 'must be an http(s) URL, such as http://127.0.0.1:8055');
export const postgresUrl = url(
  /^postgres(ql)?$/,
  'must be a PostgreSQL URL, such as postgres://user:password@127.0.0.1:5432/chronos',
);
export const redisUrl = url(/^rediss?$/, 'must be a Redis URL, such as redis://127.0.0.1:6379');

/** Returns whether the escapes of a URL's user and password are valid: URLs allow any. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

export const secret = (min: number) => z.string().min(min, `must have at least ${min} characters`);
/** @param min, max the bounds, both included */
export const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

/** The path of a file of synonyms, which is read. */
export const synonymsFile = z.string().transform((path, context) => {
  try {
    return readSynonyms(readFileSync(path, 'utf8'));
  } catch {
    context.addIssue('must be the path of a file that can be read');
    return z.NEVER;
  }
});

const WORKERS = 'must be a whole number from 1 to 64, or auto: one for each core';
/** Number of processes, at most 64. */
export const workers = z
  .string()
  .regex(/^(auto|\d+)$/, WORKERS)
  .transform((text) => (text === 'auto' ? Math.min(availableParallelism(), 64) : Number(text)))
  .refine((value) => value >= 1 && value <= 64, WORKERS);

export const ratio = z
  .string()
  .regex(/^(0|1|0?\.\d+)$/, 'must be a number from 0 to 1')
  .transform(Number);

/** A list of items, separated by commas. */
export const list = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(item));
const ORIGIN = 'must be origins such as https://app.example, with commas between';
export const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;
export const origin = z.string().refine(isOrigin, ORIGIN);
export const audience = z.enum(['public', 'partner', 'internal'], { error: 'must be of public, partner and internal' });
export const audienceOrNone = z.enum(['public', 'partner', 'internal', 'none'], {
  error: 'must be of public, partner and internal, or none',
});
export const cookieName = z
  .string()
  .regex(/^[\w!#$%&'*+\-.^`|~]+$/, 'must be the name of a cookie, such as directus_session_token');
export const headerName = z.string().regex(/^[\w-]+$/, 'must be the name of a header, such as x-forwarded-for');

const ROLES = `must read "<role id>=<scope> <scope>, …" with scopes of ${SCOPES.join(', ')}`;
const Role = z.tuple([z.uuid(), z.array(z.enum(SCOPES)).transform((scopes) => new Set(scopes))]);
/** Scopes, by the id of a role. */
export const roles = z.string().transform((text, context) => {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const parsed = z.array(Role).safeParse(pairs.map(([id, scopes]) => [id, scopes?.split(/\s+/).filter(Boolean)]));
  if (parsed.success) return new Map<string, ReadonlySet<Scope>>(parsed.data);
  context.addIssue(ROLES);
  return z.NEVER;
});

const RATES = 'must read "<audience>=<requests a minute>/<cost a day>, …", such as public=1200/50000000';
const Rate = z.tuple([audience, z.string().regex(/^[1-9]\d{0,14}\/[1-9]\d{0,14}$/)]);
/** The bounds of each audience; audiences that are not named have the defaults. */
export const rates = z.string().transform((text, context) => {
  const parsed = z.array(Rate).safeParse(text.split(',').map((pair) => pair.split('=').map((part) => part.trim())));
  if (!parsed.success) {
    context.addIssue(RATES);
    return z.NEVER;
  }
  const bounds = { ...BOUNDS };
  for (const [name, rate] of parsed.data) {
    const [requestsPerMinute = 0, costPerDay = 0] = rate.split('/').map(Number);
    bounds[name] = { ...bounds[name], requestsPerMinute, costPerDay };
  }
  return bounds;
});
