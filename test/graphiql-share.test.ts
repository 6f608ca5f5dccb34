import { execFileSync } from 'node:child_process';
import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { clientCodeOf, curlOf, linkTo, sharedBy } from '../gateway/graphiql/src/share.ts';

const ENDPOINT = 'http://127.0.0.1:4000/graphql';
const written = {
  query: `query It($slug: String!) {\n  cmsArticleBySlug(slug: $slug) { title } # it's \`so\`, \${1}\n}\n`,
  variables: '{ "slug": "it\'s" }',
};

test('a link opens with the operation that was written', () => {
  const link = linkTo('http://127.0.0.1:4000/graphql?query=another#x', written);
  expect(sharedBy(new URL(link).search)).toEqual(written);
  expect(sharedBy(new URL(linkTo(ENDPOINT, { query: '{ a }', variables: ' ' })).search)).toEqual({
    query: '{ a }',
    variables: '',
  });
  expect(sharedBy('?other=1')).toBeUndefined();
});

test('a command of a shell sends it', () => {
  const command = curlOf(ENDPOINT, written, true);
  const args = execFileSync('sh', ['-c', command.replace(/^curl/, "printf '%s\\n'")], { encoding: 'utf8' });
  expect(args.trimEnd().split('\n')).toEqual([
    ENDPOINT,
    '-H',
    'content-type: application/json',
    '-H',
    'authorization: Bearer …',
    '--data-raw',
    JSON.stringify({ query: written.query, variables: { slug: "it's" } }),
  ]);
  expect(curlOf(ENDPOINT, written, false)).not.toContain('Bearer');
  expect(() => curlOf(ENDPOINT, { ...written, variables: '{' }, false)).toThrow(SyntaxError);
});

test('code for the client has the same text', () => {
  const code = clientCodeOf(ENDPOINT, written, false);
  const [, literal = ''] = /client\.request\((`.*`), \{/s.exec(code) ?? [];
  expect(new Function(`return ${literal}`)()).toBe(written.query.trim());
  expect(clientCodeOf(ENDPOINT, { query: '{ a }', variables: '' }, false)).toContain('client.request(`{ a }`);');
  expect(() => clientCodeOf(ENDPOINT, { ...written, variables: '{ "slug": "" }}' }, false)).toThrow(SyntaxError);
  expect([code, clientCodeOf(ENDPOINT, written, true)].map((each) => each.includes('process.env.CHRONOS_KEY'))).toEqual(
    [false, true],
  );
});

test('a subscription is followed: by server-sent events, and by the client event by event', () => {
  const followed = { query: 'subscription { seriesUpdated(codes: ["BLS:1"]) { code } }', variables: '' };
  expect(clientCodeOf(ENDPOINT, followed, false)).toContain(
    `for await (const { data, errors } of client.subscribe(\`${followed.query}\`)) console.log(data, errors);`,
  );
  expect(curlOf(ENDPOINT, followed, false)).toMatch(/^curl --no-buffer .* \\\n {2}-H 'accept: text\/event-stream' /);
  const both = { ...followed, query: `fragment F on Query { a } query A { ...F } ${followed.query}` };
  expect(clientCodeOf(ENDPOINT, both, false)).toContain('client.request(');
  expect(() => clientCodeOf(ENDPOINT, { ...followed, query: '{' }, false)).toThrow(GraphQLError);
});
