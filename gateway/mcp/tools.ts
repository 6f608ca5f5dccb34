import { chartTool } from './chart.ts';
import { describeTool } from './describe.ts';
import { type DocumentToolsOptions, documentTools } from './document-tools.ts';
import { runTool } from './run.ts';
import { searchTool } from './search.ts';
import type { Tool } from './tool.ts';

/** Maximum length of a list of tools, in characters of JSON: 3,000 tokens of 3.5 characters (dense JSON), else of 4. */
export const LIST_CHARACTERS = 10_500;

export interface ToolsOptions extends Omit<DocumentToolsOptions, 'withDescriptions'> {
  /** The deployment's documents that search its content. */
  readonly searches: readonly string[];
  /** Whether the caller may send only trusted documents: then the tool for other documents is absent. */
  readonly isEnforced: boolean;
}

/**
 * Makes the tools of a caller: the general tools, then as many documents' tools as fit in `LIST_CHARACTERS`, with
 * descriptions of their parameters if these fit too.
 */
export function toolsFor(options: ToolsOptions): readonly Tool[] {
  const general = [searchTool(options.searches), describeTool, ...(options.isEnforced ? [] : [runTool]), chartTool];
  const names = new Set(general.map(({ name }) => name));
  const [brief, described] = [false, true].map((withDescriptions) =>
    documentTools({ ...options, withDescriptions }).filter(({ name }) => !names.has(name)),
  );
  const tools = [...general];
  for (const tool of brief ?? []) if (sizeOf([...tools, tool]) <= LIST_CHARACTERS) tools.push(tool);
  for (const tool of described ?? []) {
    const longer = tools.map((each) => (each.name === tool.name ? tool : each));
    if (sizeOf(longer) <= LIST_CHARACTERS) tools.splice(0, tools.length, ...longer);
  }
  return tools;
}

/** Returns the list for a client. */
export function listOf(tools: readonly Tool[]) {
  return tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    inputSchema,
    annotations: { readOnlyHint: true },
  }));
}

function sizeOf(tools: readonly Tool[]): number {
  return JSON.stringify(listOf(tools)).length;
}
