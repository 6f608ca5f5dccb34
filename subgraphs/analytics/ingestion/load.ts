/** A load of data that has ended well. */
export interface Load {
  /** Unique among loads, and the same for whoever looks. */
  readonly id: string;
  /** The series that it loaded, "FRED:UNRATE"; undefined for a whole source, or where it is not known which. */
  readonly series?: string | undefined;
  /** When it ended, in ISO 8601. */
  readonly at: string;
}

/** Loads of data, as they end: the pipelines write a row of `metadata.ingestion_logs` for each. */
export interface Ingestion {
  /**
   * The loads that have ended well since the last look. The first one only finds out where to begin.
   * @throws GraphQLError where there is nobody to ask; the next look tells of what this one would have
   */
  look(): Promise<readonly Load[]>;
  close(): Promise<void>;
}
