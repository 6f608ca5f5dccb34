import { Client, fetchExchange, gql, type TypedDocumentNode } from '@urql/core';

interface Facts {
  readonly region: { readonly name: string; readonly articles?: readonly { readonly slug: string }[] };
}

const client = new Client({ url: 'https://graph.example/graphql', exchanges: [fetchExchange], preferGetMethod: false });
const query: TypedDocumentNode<Facts, Record<string, never>> = gql`
  query DeferredArticles {
    region(code: "US-06") { code name ... @defer { articles(first: 1) { id slug } } }
  }
`;
const seen: string[] = [];
await new Promise<void>((resolve) => {
  client.query(query, {}).subscribe(({ data, hasNext }) => {
    seen.push(`${data?.region.name} ${data?.region.articles?.length}`);
    if (!hasNext) resolve();
  });
});
console.log(seen.join(', ')); // California undefined, California 1
