/** The gateway's settings for the page: in a block of JSON, so that the page needs no script of its own. */
export interface Settings {
  /** What is asked: "Chronos Graph". */
  readonly title: string;
  /** Whether it is the gateway, which asks who asks, and explains. */
  readonly isGateway: boolean;
  /** Where GraphQL is asked: "/graphql". */
  readonly endpoint: string;
  /** Where the page's files are: "/graphiql/". */
  readonly assets: string;
  /** Where Directus's people sign in; null where there is no Directus but the sandbox's. */
  readonly signIn: string | null;
  readonly tabs: readonly { readonly query: string; readonly variables: string }[];
}

export const settings: Settings = JSON.parse(document.getElementById('settings')?.textContent ?? '');
