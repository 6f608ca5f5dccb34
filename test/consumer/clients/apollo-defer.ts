import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { GraphQL17Alpha9Handler, type Incremental } from '@apollo/client/incremental';

interface Facts {
  readonly region: { readonly name: string; readonly articles?: readonly { readonly slug: string }[] };
}

const client = new ApolloClient({
  link: new HttpLink({ uri: 'https://graph.example/graphql' }),
  cache: new InMemoryCache(),
  // Its own types do not hold with `exactOptionalPropertyTypes`.
  incrementalHandler: new GraphQL17Alpha9Handler() as unknown as Incremental.Handler,
});
const query: TypedDocumentNode<Facts> = gql`
  query DeferredArticles {
    region(code: "US-06") { code name ... @defer { articles(first: 1) { id slug } } }
  }
`;
const seen: string[] = [];
await new Promise<void>((resolve) => {
  client.watchQuery({ query }).subscribe(({ data, dataState }) => {
    if (!data) return;
    seen.push(`${data.region?.name} ${data.region?.articles?.length}`);
    if (dataState === 'complete') resolve();
  });
});
console.log(seen.join(', ')); // California undefined, California 1
