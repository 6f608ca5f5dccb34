import type { GraphQLSchema } from 'graphql';
import type { JsonObject } from '../../subgraphs/json.ts';
import type { Bounds } from '../limits/bounds.ts';
import type { AskGraph } from './tool-exchange.ts';

/** What a tool has of the request that calls it. */
export interface ToolContext {
  /** The graph, as the caller sees it. */
  readonly schema: GraphQLSchema;
  readonly bounds: Bounds;
  readonly ask: AskGraph;
  /** The page of a series, with `{code}` in it; undefined: series have none. */
  readonly seriesPage: string | undefined;
}

/** The answer of a tool: what it found, or why it found nothing and what to change. */
export type ToolResult = { readonly found: JsonObject } | { readonly refused: string };

/** A tool, as `tools/list` shows it, and how it is called. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** A JSON schema of its arguments, which have been checked by nothing when it is called. */
  readonly inputSchema: JsonObject & { readonly type: 'object' };
  call(given: JsonObject, context: ToolContext): Promise<ToolResult>;
}
