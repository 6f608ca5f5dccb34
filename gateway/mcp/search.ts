import { z } from 'zod';
import { elements } from '../../subgraphs/common/json.ts';
import { searchCatalog, withoutEmpty } from './catalog.ts';
import { generalTool, refusalOf, type Tool } from './tool.ts';

/**
 * Makes the tool that finds codes.
 * @param documents the deployment's searches of its content, each with one variable `$text: String!`
 */
export function searchTool(documents: readonly string[]): Tool {
  return generalTool({
    name: 'search',
    description:
      'Finds series, indicators, regions and articles by words or by the start of a code. Begin here: other tools take codes.',
    args: z.strictObject({ text: z.string().min(1).max(200).describe('Words, or the start of a code.') }),
    async call({ text }, { execute }) {
      const [catalog, ...others] = await Promise.all([
        searchCatalog(text, execute),
        ...documents.map((document) => execute({ document, variables: { text } })),
      ]);
      const content = Object.assign({}, ...others.map(({ data }) => data ?? {}));
      const found = { ...withoutEmpty(catalog.found), ...content };
      const errors = [catalog, ...others].flatMap((each) => each.errors ?? []);
      if (Object.values(found).some((list) => elements(list).length > 0))
        return { found: { ...found, ...(errors.length > 0 && { errors }) } };
      // A search that failed does not know that there is nothing.
      if (errors.length > 0) return { refused: refusalOf(errors) };
      return { found: { message: `Nothing is found by "${text}": it is not known here.` } };
    },
  });
}
