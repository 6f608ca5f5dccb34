import type { CallRecord, RequestRecord, UpstreamRequestRecord } from './record.ts';

/** Hooks into requests, each with the record of the moment. None may throw or wait. */
export interface Watcher {
  requestBegins?(record: RequestRecord): void;
  upstreamRequestBegins?(request: UpstreamRequestRecord, record: RequestRecord): void;
  upstreamRequestEnds?(request: UpstreamRequestRecord, record: RequestRecord): void;
  /**
   * @param record undefined for what the gateway asks for itself
   * @param headers what it is sent with, to be added to; undefined for SQL
   */
  callBegins?(call: CallRecord, record: RequestRecord | undefined, headers: Record<string, string> | undefined): void;
  callEnds?(call: CallRecord, record: RequestRecord | undefined): void;
  requestEnds?(record: RequestRecord): void;
}
