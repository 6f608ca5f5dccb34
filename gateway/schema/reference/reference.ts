import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
} from 'graphql';
import type { Graph } from '../../graph/graph.ts';
import type { SchemaFile } from '../composed.ts';
import { type CommonArguments, commonArguments } from './common.ts';
import { inline, type LinkTo } from './text.ts';
import { rootFieldText, typeSection } from './types.ts';
import { type VisibilityOf, visibilityOf } from './visibility.ts';

const FOLDER = 'docs/reference/';
const INDEX = 'README.md';

/** Writes the reference: the pages of the whole graph, each part with its audiences. */
export function referenceOf(graph: Graph): readonly SchemaFile[] {
  const schema = lexicographicSortSchema(graph.seenBy('internal'));
  const visibility = visibilityOf(graph);
  return [
    { path: `${FOLDER}${INDEX}`, text: indexText(schema, visibility) },
    ...PAGES.map((page) => ({ path: `${FOLDER}${page.file}`, text: pageText(page, schema, visibility) })),
  ];
}

function indexText(schema: GraphQLSchema, visibility: VisibilityOf): string {
  const scalars = typesOf(schema).filter(isScalarType);
  return [
    '# The graph',
    '',
    'Every query, mutation and type, with its meaning, its bounds and its audience; without an audience it is for everyone.',
    '`npm run schema` makes these pages from the graph itself. GraphiQL, at `/graphql`, shows the graph of the identity that has signed in.',
    '',
    '- **Who:** [security.md](../security.md) describes the audiences and scopes. Fields an identity may not use are absent from its schema.',
    '- **Null:** a type without `!` can be null, for example while its upstream is down.',
    '- **Cost:** a field is [one point](../limits.md#cost), or the number that is written here; "× `first`, else × 200" multiplies the cost',
    '  of an entry by the length of the list. Any other list is × 100.',
    '',
    ...PAGES.flatMap((page) => [`## ${page.title}`, '', ...rootLines(page, schema, visibility), '']),
    '## Scalars',
    '',
    ...scalars.map((scalar) =>
      typeSection(scalar, { linkTo: () => undefined, visibility: () => undefined }, new Map(), false),
    ),
  ].join('\n');
}

/** Returns the root fields of a page, by their audience. */
function rootLines({ file, has }: ReferencePage, schema: GraphQLSchema, visibility: VisibilityOf): string[] {
  const lines = rootsOf(schema).flatMap(([kind, root]) => {
    const fields = fieldsOf(root).filter(({ name }) => has(name));
    const byVisibility = Map.groupBy(fields, ({ name }) => visibility(`${root.name}.${name}`) ?? 'everyone');
    return Array.from(byVisibility, ([who, of]) => {
      const links = of.map(({ name }) => `[${name}](${file}#${root.name.toLowerCase()}${name.toLowerCase()})`);
      return `- ${kind} for ${who}: ${links.join(', ')}.`;
    });
  });
  return [`[All of it](${file}).`, '', ...lines];
}

function pageText(page: ReferencePage, schema: GraphQLSchema, visibility: VisibilityOf): string {
  const types = typesOf(schema).filter((type) => page.has(type.name) && !isScalarType(type));
  const common = commonArguments(argumentsOn(page, schema, types));
  const writing = { linkTo: linksOf(page), visibility };
  const roots = rootsOf(schema).flatMap(([title, root]) => {
    const fields = fieldsOf(root).filter(({ name }) => page.has(name));
    if (fields.length === 0) return [];
    return [`## ${title}`, '', ...fields.map((field) => rootFieldText(root.name, field, writing, common))];
  });
  return [
    `# ${page.title}`,
    '',
    `${page.about} [All pages](${INDEX}).`,
    '',
    ...commonText(common),
    ...roots,
    '## Types',
    '',
    ...types.map((type) => typeSection(type, writing, common, page.isBrief(type.name))),
  ].join('\n');
}

function commonText(common: CommonArguments): string[] {
  if (common.size === 0) return [];
  const lines = [...common].map(([name, description]) => `- \`${name}\`: ${inline(description)}`);
  return [
    '## Common arguments',
    '',
    'Where an argument of this name has no description below, it has this one.',
    '',
    ...lines,
    '',
  ];
}

function rootsOf(schema: GraphQLSchema): readonly (readonly [title: string, root: GraphQLObjectType])[] {
  const roots = [
    ['Queries', schema.getQueryType()],
    ['Mutations', schema.getMutationType()],
    ['Subscriptions', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([title, root]) => (root ? [[title, root] as const] : []));
}

/** Returns all types except the roots, introspection types and GraphQL's own scalars. */
function typesOf(schema: GraphQLSchema): readonly GraphQLNamedType[] {
  const roots: readonly unknown[] = rootsOf(schema).map(([, root]) => root);
  return Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type) && !roots.includes(type),
  );
}

function argumentsOn(
  { has }: ReferencePage,
  schema: GraphQLSchema,
  types: readonly GraphQLNamedType[],
): readonly GraphQLArgument[] {
  const ofRoots = rootsOf(schema)
    .flatMap(([, root]) => fieldsOf(root))
    .filter(({ name }) => has(name));
  const ofTypes = types.filter(isObjectType).flatMap(fieldsOf);
  return [...ofRoots, ...ofTypes].flatMap(({ args }) => args);
}

function fieldsOf(type: GraphQLObjectType | null | undefined) {
  return Object.values(type?.getFields() ?? {});
}

/** Returns the links from a page to types. Scalars are in the index, and not on a page. */
function linksOf(from: ReferencePage): LinkTo {
  return (type) => {
    if (isSpecifiedScalarType(type)) return undefined;
    const file = isScalarType(type) ? INDEX : PAGES.find(({ has }) => has(type.name))?.file;
    return file && `${file === from.file ? '' : file}#${type.name.toLowerCase()}`;
  };
}

/** A page of the reference, and the part of the graph that it describes. */
interface ReferencePage {
  /** The file's name in docs/reference/. */
  readonly file: string;
  readonly title: string;
  /** The introduction, in Markdown. */
  readonly about: string;
  /** Whether the page describes a type or a root field, by its name. */
  readonly has: (name: string) => boolean;
  /** Whether the fields of a type are listed without descriptions: types that are alike, one for each object. */
  readonly isBrief: (typeName: string) => boolean;
}

const ANALYTICS: ReferencePage = {
  file: 'analytics.md',
  title: 'Analytics',
  about: `Series, regions, indicators and maps, from the analytics database; [analytics.md](../analytics.md) describes what they can do.`,
  has: (name) => !/^(cms|crm)/i.test(name),
  isBrief: () => false,
};

const CONTENT: ReferencePage = {
  file: 'content.md',
  title: 'Content',
  about: `The content of the CMS, from Directus: everyone can read published rows, staff all rows. Your own collections join it: [own-collections.md](../own-collections.md).`,
  has: (name) => /^cms/i.test(name),
  isBrief: () => false,
};

const CUSTOMERS: ReferencePage = {
  file: 'customers.md',
  title: 'Customers',
  about: `The records of the CRM, from Twenty, for staff only. Each object also has types for pages (\`…Connection\`), filters, orders, groups and input. For these types only the fields are named here; [schema.graphql](../../schema.graphql) describes each of them.`,
  has: (name) => /^crm/i.test(name),
  isBrief: (typeName) =>
    /(Connection|Edge|FilterInput|OrderBy\w*Input|GroupByInput|CreateInput|UpdateInput|ConnectInput|RelationInput|Where\w*Input)$/.test(
      typeName,
    ),
};

/** The pages of the graph, by upstream. */
const PAGES: readonly ReferencePage[] = [ANALYTICS, CONTENT, CUSTOMERS];
