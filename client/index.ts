export {
  type Arguments,
  type Client,
  type ClientOptions,
  createClient,
  type PagesOptions,
  type PartialAnswer,
  type RequestOptions,
  type SubscribeOptions,
} from './client.ts';
export { type ObservationColumns, type TypedColumns, toTypedColumns } from './columns.ts';
export type { PartialData, TypedDocument, TypedNode, TypedText } from './documents.ts';
export {
  type CodedError,
  type ErrorCode,
  GraphError,
  type GraphErrorOptions,
  hasCode,
  isCredentialError,
  isUpstreamError,
  type Path,
} from './errors.ts';
export * from './generated/graphql.ts';
export type { Connection, PagesBounds } from './pages.ts';
export type { Attempt } from './retries.ts';
