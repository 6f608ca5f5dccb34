/** A page of the reference: what of the graph it tells. */
export interface ReferencePage {
  /** In docs/reference/. */
  readonly file: string;
  readonly title: string;
  /** What it is about, in Markdown. */
  readonly about: string;
  /** Whether a type or a root field is told there, by its name. */
  readonly has: (name: string) => boolean;
  /** Types of which there is one for each object, alike: their fields are named alone. */
  readonly isBrief: (typeName: string) => boolean;
}

const ANALYTICS: ReferencePage = {
  file: 'analytics.md',
  title: 'Analytics',
  about: `Series, regions, indicators and maps, out of the analytics database; [analytics.md](../analytics.md) tells what they can do.`,
  has: (name) => !/^(cms|crm)/i.test(name),
  isBrief: () => false,
};

const CONTENT: ReferencePage = {
  file: 'content.md',
  title: 'Content',
  about: `What the CMS holds, out of Directus: anyone has what is published, staff the rest. Collections of your own join it: [own-collections.md](../own-collections.md).`,
  has: (name) => /^cms/i.test(name),
  isBrief: () => false,
};

const CUSTOMERS: ReferencePage = {
  file: 'customers.md',
  title: 'Customers',
  about: `What the CRM holds, out of Twenty, for staff alone. Each object also has types of its own: of pages (\`…Connection\`), filters, orders, groups and what is written. Of these only the fields are named here; [schema.graphql](../../schema.graphql) describes each of them.`,
  has: (name) => /^crm/i.test(name),
  isBrief: (typeName) =>
    /(Connection|Edge|FilterInput|OrderBy\w*Input|GroupByInput|CreateInput|UpdateInput|ConnectInput|RelationInput|Where\w*Input)$/.test(
      typeName,
    ),
};

/** The graph by where it comes from. */
export const PAGES: readonly ReferencePage[] = [ANALYTICS, CONTENT, CUSTOMERS];
