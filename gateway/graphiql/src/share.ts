import { Kind, OperationTypeNode, parse } from 'graphql';

/** The content of the editors. */
export interface Written {
  readonly query: string;
  /** JSON; empty for none. */
  readonly variables: string;
}

/** Reads the operation of a link by `linkTo`; undefined where the URL has none. */
export function sharedBy(search: string): Written | undefined {
  const params = new URLSearchParams(search);
  const query = params.get('query');
  return query === null ? undefined : { query, variables: params.get('variables') ?? '' };
}

/** Makes a URL that opens the page with the operation. */
export function linkTo(page: string, { query, variables }: Written): string {
  const url = new URL(page);
  url.search = new URLSearchParams({ query, ...(variables.trim() && { variables }) }).toString();
  return url.href;
}

/** Writes a command for a POSIX shell, with a placeholder for the token of a signed-in caller. */
export function curlOf(endpoint: string, { query, variables }: Written, isSignedIn: boolean): string {
  const body = JSON.stringify({ query, ...(variables.trim() && { variables: JSON.parse(variables) }) });
  const isFollowed = isSubscription(query);
  return [
    `curl ${isFollowed ? '--no-buffer ' : ''}${quoted(endpoint)}`,
    ...(isFollowed ? ["-H 'accept: text/event-stream'"] : []),
    "-H 'content-type: application/json'",
    ...(isSignedIn ? ["-H 'authorization: Bearer …'"] : []),
    `--data-raw ${quoted(body)}`,
  ].join(' \\\n  ');
}

/** Writes a program for the typed client, which reads the key of a signed-in caller from its environment. */
export function clientCodeOf(endpoint: string, { query, variables }: Written, isSignedIn: boolean): string {
  const text = query.trim().replaceAll(/[\\`]|\$\{/g, '\\$&');
  const given = variables.trim() && `, ${JSON.stringify(JSON.parse(variables), null, 2)}`;
  const key = isSignedIn ? ', key: process.env.CHRONOS_KEY' : '';
  const args = `\`${text}\`${given}`;
  return [
    "import { createClient } from '@chronos-graph/client';",
    '',
    `const client = createClient({ url: ${JSON.stringify(endpoint)}${key} });`,
    isSubscription(query)
      ? `for await (const { data, errors } of client.subscribe(${args})) console.log(data, errors);`
      : `const data = await client.request(${args});`,
    '',
  ].join('\n');
}

/** Whether the first operation of a document is a subscription. @throws GraphQLError for a text that is no document */
function isSubscription(query: string): boolean {
  const operation = parse(query).definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  return operation?.operation === OperationTypeNode.SUBSCRIPTION;
}

/** Quotes a text for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
