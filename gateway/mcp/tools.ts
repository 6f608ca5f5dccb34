import type { GraphQLSchema } from 'graphql';
import type { Documents } from '../documents/persisted-documents.ts';
import { chartTool } from './chart.ts';
import { describeTool } from './describe.ts';
import { documentTools } from './document-tools.ts';
import { runTool } from './run.ts';
import { searchTool } from './search.ts';
import type { Tool } from './tool.ts';

/** How many characters of JSON a list of tools has at most: 3,000 tokens, as tokenizers take 4 characters of it a token, and 3.5 of dense ones. */
export const LIST_CHARACTERS = 10_500;

export interface ToolsOptions {
  /** The graph, as the caller sees it. */
  readonly schema: GraphQLSchema;
  readonly trusted: Documents;
  /** The deployment's documents that search its content. */
  readonly searches: readonly string[];
  /** Whether the caller may send trusted documents alone: then there is no tool for others. */
  readonly isEnforced: boolean;
}

/**
 * Makes the tools of a caller: the general ones, then as many of the documents' as the list has room for, and their parameters with
 * descriptions where there is room left.
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

/** The list that a client gets. */
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
