import { inspect } from 'node:util';
import { badInput } from '../errors.ts';
import { isObject } from '../model/column.ts';
import { tidyPhones } from './phones.ts';

type Parts = Readonly<Record<string, unknown>>;

/** Brings the parts of some composites into the form that Twenty stores. */
const TIDIED: Readonly<Record<string, (field: string, parts: Parts) => Parts>> = {
  LINKS: (_, parts) => ({
    ...parts,
    ...mapPart(parts, 'primaryLinkUrl', tidyUrl),
    ...mapPart(parts, 'secondaryLinks', (links) =>
      Array.isArray(links) ? links.map((link) => (isObject(link) ? { ...link, url: tidyUrl(link.url) } : link)) : links,
    ),
  }),
  EMAILS: (field, parts) => ({
    ...parts,
    ...mapPart(parts, 'primaryEmail', (mail) => tidyMail(`${field}.primaryEmail`, mail)),
    ...mapPart(parts, 'additionalEmails', (mails) =>
      Array.isArray(mails) ? mails.map((mail) => tidyMail(`${field}.additionalEmails`, mail)) : mails,
    ),
  }),
  PHONES: (_, parts) => tidyPhones(parts),
};

/** @throws TwentyError for a link, mail or phone that is none */
export function tidyParts(kind: string, field: string, parts: Parts): Parts {
  return TIDIED[kind]?.(field, parts) ?? parts;
}

function mapPart(parts: Parts, name: string, map: (value: unknown) => unknown): Parts {
  return parts[name] === undefined || parts[name] === null ? {} : { [name]: map(parts[name]) };
}

/** Of a URL with a scheme the origin is written in lower case, and a slash at its end is dropped. */
function tidyUrl(value: unknown): unknown {
  if (typeof value !== 'string' || value === '') return value;
  const isOther = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) && !/^https?:/i.test(value);
  if (/\s/.test(value) || isOther) {
    throw badInput('INVALID_URL', 'The URL of the link is not valid', 'Invalid URL format.');
  }
  if (!URL.canParse(value)) return value;
  const { origin, pathname, search, hash } = new URL(value);
  return `${origin}${pathname}${search}${hash}`.replace(/\/$/, '');
}

function tidyMail(path: string, value: unknown): unknown {
  if (value === '') return value;
  if (typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value)) return value.toLowerCase();
  throw badInput(
    'INVALID_ARGS_DATA',
    `Invalid string value ${inspect(value)} for email field "${path}"`,
    `Invalid value: "${inspect(value)}"`,
  );
}
