import { z } from 'zod';
import { messageOf } from '../../subgraphs/common/message-of.ts';
import { CollectionNaming } from '../../subgraphs/directus/naming.ts';
import type { Link, LocatedLink } from '../links/link.ts';
import { needsSelection } from '../links/needs.ts';

const texts = z.array(z.string()).readonly();
const someTexts = z.array(z.string()).min(1, 'must name at least one file').readonly();
const seconds = z.int('must be a whole number of seconds').min(0, 'must be 0 or more');

/** A custom type, as the error of a zod union would not name the mistake. */
const CollectionOrFalse = z.custom<CollectionNaming | false>().superRefine((value, context) => {
  const issues = value === false ? [] : (CollectionNaming.safeParse(value).error?.issues ?? []);
  for (const issue of issues) {
    const message =
      issue.path.length > 0 || issue.code === 'unrecognized_keys' ? problemOf(issue) : 'must be an object, or false';
    context.addIssue({ code: 'custom', path: [...issue.path], message });
  }
});

/** Returns the problem of an issue, as the end of a sentence that begins with the issue's path. */
export function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has no option ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  return issue.message;
}

const isText = (value: unknown) => typeof value === 'string';

/** Checks that link() or locatedLink() made the link: its functions cannot be checked. */
const LinkSchema = z.custom<Link | LocatedLink>().superRefine((link, context) => {
  const given: Partial<Link> = link;
  if (!isText(given?.on) || !isText(given.field) || !isText(given.needs)) {
    context.addIssue('must be made by link() or locatedLink()');
    return;
  }
  const { listSize = 1 } = given;
  if (!Number.isInteger(listSize) || listSize < 1)
    context.addIssue('has a listSize that is not a whole number of 1 or more');
  try {
    needsSelection(given.needs);
  } catch (error) {
    context.addIssue(`needs a selection: ${messageOf(error)}`);
  }
});

const COORDINATE = /^[_0-9A-Za-z*]+(\.[_0-9A-Za-z*]+(\([_0-9A-Za-z*]+:\))?)?$/;
const Audience = z.strictObject({
  /** Schema coordinates, with `*` for any part of a name: `Cms*.internalNote`, `Query.cmsDrafts`. */
  hidden: z.array(z.string().regex(COORDINATE, 'must be a schema coordinate, such as Cms*.internalNote')).readonly(),
});

const Ttl = z.strictObject({ maxAge: seconds, staleWhileRevalidate: seconds, staleIfError: seconds });
/** Types of Directus only: the CRM's answers are never cached, as they differ by caller. */
const CONTENT_TYPE = z.string().regex(/^Cms/, 'must be a type of Directus, such as CmsArticle');

const Operations = z.strictObject({
  /** The audience whose schema checks the operations: `partner`, or `internal` for staff. */
  audience: z.enum(['partner', 'internal'], 'must be partner or internal'),
  /** Files of operations: `operations/*.graphql`. */
  documents: someTexts,
  /** The output folder, with a `/` at its end. */
  output: z.string().regex(/\/$/, 'must end with /'),
});

const Example = z.strictObject({
  /** The file of the operation. */
  document: z.string(),
  variables: z.record(z.string(), z.unknown()).readonly().exactOptional(),
});

/** A deployment's settings of its content model, its CRM and its clients. Paths are relative to the file's folder. */
export const DeploymentSchema = z.strictObject(
  {
    /** The collections of Directus that join the graph, with their names; by default all collections named `cms_…`. */
    directus: z
      .strictObject({
        collectionPrefix: z.string().min(1, 'must not be empty').exactOptional(),
        collections: z.record(z.string(), CollectionOrFalse).readonly().exactOptional(),
      })
      .exactOptional(),
    /** The objects of Twenty that join the graph, with their names; by default all objects. */
    twenty: z
      .strictObject({
        omit: texts.exactOptional(),
        rename: z.record(z.string(), z.string()).exactOptional(),
        joinColumns: z.record(z.string(), z.string()).exactOptional(),
      })
      .default({}),
    /** The fields that lead from a type of one upstream to a type of another. */
    links: z.array(LinkSchema).readonly().default([]),
    /** Parts that an audience may not use, in addition to those that the gateway hides. Staff may use everything. */
    audiences: z.strictObject({ public: Audience.exactOptional(), partner: Audience.exactOptional() }).default({}),
    /** TTLs of content types whose answers may be cached. Other content is never cached. */
    ttls: z.record(CONTENT_TYPE, Ttl).default({}),
    /** The operations of clients: `npm run codegen` writes their types, and the gateway trusts their documents. */
    operations: z.array(Operations).readonly().default([]),
    /** Operations that GraphiQL opens with, one per tab. */
    examples: z.array(Example).readonly().default([]),
    /** Files of queries by which assistants search content, each with one variable `$text: String!`. */
    searches: texts.default([]),
    /** URL template of a series' page, for citations: `https://site.example/series/{code}`. */
    seriesPage: z
      .string()
      .includes('{code}', 'must contain {code}, such as https://site.example/series/{code}')
      .exactOptional(),
  },
  { error: 'must export what defineConfig() returns, as its default' },
);
