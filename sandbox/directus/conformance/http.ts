import { http, type Topic } from './request.ts';

const TYPENAME = { query: '{ __typename }' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const post = (body: unknown, headers: Record<string, string> = {}, path = '/graphql') =>
  http(path, { method: 'POST', headers, body });

/** What is around GraphQL: credentials, bodies, methods, other routes. */
export const HTTP: Topic = {
  'no credentials': post(TYPENAME),
  'a token': post(TYPENAME, bearer('$TOKEN')),
  'a token in the query': post({ query: '{ cms_articles_by_id(id: 55) { id } }' }, {}, '/graphql?access_token=$TOKEN'),
  'a token in the session cookie': post(
    { query: '{ cms_articles_by_id(id: 55) { id } }' },
    { cookie: 'directus_session_token=$TOKEN' },
  ),
  'an unknown token': post(TYPENAME, bearer('nope')),
  'an unknown token that looks like a JWT': post(TYPENAME, bearer('a.b.c')),
  'credentials of another kind are overlooked': post(
    { query: '{ cms_articles_by_id(id: 55) { id } }' },
    { authorization: 'Basic eDp5' },
  ),
  'a token in parts is overlooked': post(TYPENAME, bearer('a b')),
  'two credentials': post(TYPENAME, bearer('$TOKEN'), '/graphql?access_token=$TOKEN'),
  'a query by GET': http('/graphql?query=%7Bcms_tags(limit%3A1)%7Bid%7D%7D'),
  'variables by GET': http(
    `/graphql?query=${encodeURIComponent('query($n:Int){cms_tags(limit:$n){id}}')}&variables=%7B%22n%22%3A1%7D`,
  ),
  'variables by GET that are no JSON': http('/graphql?query=%7B__typename%7D&variables=x'),
  'a mutation by GET': http(`/graphql?query=${encodeURIComponent('mutation{delete_cms_tags_item(id:1){id}}')}`),
  'no query': http('/graphql'),
  'an empty body': post({}),
  'an array, as batches are sent': post([TYPENAME]),
  'a body of another type': post(JSON.stringify(TYPENAME), { 'content-type': 'text/plain' }),
  'a body that is no JSON': post('{bad', { 'content-type': 'application/json' }),
  'a body that is no object': post('"x"', { 'content-type': 'application/json' }),
  'a body of more than a mebibyte': post({ ...TYPENAME, variables: { x: 'x'.repeat(1024 * 1024) } }),
  'another method': http('/graphql', { method: 'PUT', body: TYPENAME }),
  'an operation by its name': post({ query: 'query A { __typename } query B { b: __typename }', operationName: 'B' }),
  'an operation by a name that is nobody’s': post({ query: 'query A { __typename }', operationName: 'B' }),
  'a ping': http('/server/ping'),
  'a route that there is not': http('/nope'),
};
