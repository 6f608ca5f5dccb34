import { generate } from '@graphql-codegen/cli';
import { expect, test } from 'vitest';
import { clientCodegen } from './codegen.ts';

const SCHEMA = `
type Query {
  "One page."
  page: Page
}
type Page {
  "Its headline. Ends no comment: */"
  title: String
  old: String @deprecated(reason: "Use \`title\`.")
  """
  Its blocks.
  In order.
  """
  blocks: [Block!]!
}
union Block = Text | Chart
type Text { "The text." body: String! "Of a text." size: Int! }
type Chart { "The series." series: Page! "Of a chart." size: Int! }
`;

const DOCUMENT = `
query aPage {
  page { ...Parts headline: title old }
}
fragment Parts on Page {
  __typename
  blocks {
    __typename
    ... on Text { size body }
    ... on Chart { size series { title } }
  }
}
`;

const PAGE = `
    /** @deprecated Use \`title\`. */
    old: string | null,
    /** Its headline. Ends no comment: *\\/ */
    headline: string | null,
    /**
     * Its blocks.
     * In order.
     */
    blocks: Array<
      | {
        __typename: 'Chart',
        /** Of a chart. */
        size: number,
        /** The series. */
        series: {
          /** Its headline. Ends no comment: *\\/ */
          title: string | null
        }
      }
      | {
        __typename: 'Text',
        /** Of a text. */
        size: number,
        /** The text. */
        body: string
      }
    >`;

test('types of results have the descriptions of the graph’s fields', async () => {
  const { generates, ...config } = clientCodegen({ schema: SCHEMA, documents: DOCUMENT });
  const files: { filename: string; content: string }[] = await generate({ ...config, generates, silent: true }, false);
  const text = files.find(({ filename }) => filename.endsWith('graphql.ts'))?.content ?? '';
  const [, query] = /export type APageQuery = \{\n(.*?)\n\};/s.exec(text) ?? [];
  expect(query).toBe(`  /** One page. */\n  page: {\n    __typename: 'Page',${PAGE}\n  } | null`);
  expect(text).toContain("__typename: 'Page',\n  /**\n   * Its blocks.");
});
