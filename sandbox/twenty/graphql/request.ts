/** A GraphQL request unchanged: nothing of it is validated or coerced. */
export interface TwentyRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

export interface TwentyAnswer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}
