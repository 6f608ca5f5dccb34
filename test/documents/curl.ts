/** What a command of curl sends: its method, its headers and its body, to a path. */
export interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** With the query. */
  readonly path: string;
}

/**
 * Reads `curl -X METHOD -H "Name: value" -d 'body' URL`.
 * @throws Error for an option that it does not know
 */
export function readCurl(command: string): Sent {
  const [, ...words] = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  const headers: Record<string, string> = {};
  let method: string | undefined;
  let body: string | undefined;
  let url = '';
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (['-s', '-i', '-O'].includes(word)) continue;
    // Nothing is there to go on with.
    if (word === '-C') words.shift();
    else if (word === '-X') method = words.shift();
    else if (word === '-d') body = words.shift();
    else if (word === '-H') {
      const [name = '', ...value] = (words.shift() ?? '').split(':');
      headers[name.toLowerCase()] = value.join(':').trim();
    } else if (word.startsWith('-')) throw new Error(`This test knows no ${word} of curl.`);
    else url = word;
  }
  const { pathname, search } = new URL(url);
  return { method: method ?? (body === undefined ? 'GET' : 'POST'), headers, body, path: `${pathname}${search}` };
}
