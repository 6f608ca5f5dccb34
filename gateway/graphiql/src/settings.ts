/** The gateway's settings for the page, in a block of JSON, so that the page needs no inline script. */
export interface Settings {
  /** The graph's name: "Chronos Graph". */
  readonly title: string;
  /** Whether the server is the gateway, which identifies callers and explains answers. */
  readonly isGateway: boolean;
  /** The path of the GraphQL endpoint: "/graphql". */
  readonly endpoint: string;
  /** The path of the page's files: "/graphiql/". */
  readonly assets: string;
  /** The path at which users of Directus sign in; null with the sandbox's Directus. */
  readonly signIn: string | null;
  readonly tabs: readonly { readonly query: string; readonly variables: string }[];
}

export const settings: Settings = JSON.parse(document.getElementById('settings')?.textContent ?? '');
