import type { Audience } from '../graph/audiences.ts';
import type { Scope } from '../graph/scopes.ts';
import type { OidcProvider } from '../identity/oidc.ts';
import type { Bounds } from '../limits/bounds.ts';
import type { ObserveSettings } from '../observe/settings.ts';
import type { WebhookSecrets } from '../webhooks/index.ts';

/** The source of a part of the graph: a server, or the sandbox's stand-in. */
export type Source<Real> = { readonly sandbox: true } | ({ readonly sandbox: false } & Real);

/** The analytics database. */
export interface AnalyticsDatabase {
  readonly databaseUrl: string;
  /** Connections for the graph at most, and again for tiles. Undefined: 10 and 4. */
  readonly poolSize?: number;
  /** A replica to read from, while it is at most so many seconds behind. Undefined: none. */
  readonly replica?: { readonly databaseUrl: string; readonly maxLagSeconds: number };
}

/** Every setting, read and checked once. */
export interface Config {
  /** The deployment's file. Undefined: the demo's. */
  readonly deploymentFile: string | undefined;
  readonly host: string;
  readonly port: number;
  /** The staff token of the sandbox. Undefined: the sandbox makes one if the CMS is its own. */
  readonly staffToken: string | undefined;
  /** The database of partners' keys. Undefined: none. */
  readonly keysDatabaseUrl: string | undefined;
  /** The scopes of each of Directus's roles, by its id. Undefined: its administrators have all, and nobody else has any. */
  readonly staffRoles: ReadonlyMap<string, ReadonlySet<Scope>> | undefined;
  /** The name of the cookie in which Directus keeps a browser's session. */
  readonly sessionCookie: string;
  /** Whether a Directus older than the oldest supported one is allowed. */
  readonly anyDirectusVersion: boolean;
  /** How long a credential stays valid while it cannot be checked, in milliseconds; 0: not at all. */
  readonly identityGraceMs: number;
  /** The OpenID provider whose users are staff, besides Directus's. */
  readonly oidc: OidcProvider | undefined;
  /** The limits of each audience. */
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  /** The origins whose pages may read answers: "https://app.example". */
  readonly corsOrigins: readonly string[];
  /** Where clients reach the gateway: "https://graph.example", for the URLs that it gives. Undefined: those are relative. */
  readonly publicUrl: string | undefined;
  /** The audiences that may send trusted documents alone. */
  readonly trustedDocumentsOnly: readonly Audience[];
  /** The header in which a proxy reports the client's address: "x-forwarded-for". Undefined: clients connect directly. */
  readonly clientAddressHeader: string | undefined;
  /** How many proxies append to that header: the client's address is the one that the first of them appended. */
  readonly clientAddressHops: number;
  /** Where gateways share limits and cached answers. Undefined: each has its own. */
  readonly redisUrl: string | undefined;
  /** The secrets of the upstreams' webhooks. Undefined: the upstream's webhooks are not accepted. */
  readonly webhookSecrets: WebhookSecrets;
  /** How long one upstream request may take, in milliseconds. */
  readonly upstreamTimeoutMs: number;
  /** How many requests an upstream gets at a time; more wait. */
  readonly upstreamConnections: number;
  /** How long a client's request may take in all, in milliseconds: fields that are late are errors in its answer. */
  readonly requestTimeoutMs: number;
  /** Whether the keys of an operation's last run are prefetched with its first wave. */
  readonly prefetch: boolean;
  /** Whether answers are cached, by the TTLs of their types. */
  readonly cached: boolean;
  /** How many processes serve, on one port. */
  readonly workers: number;
  /** How often the upstreams' schemas are polled, in seconds; 0: never. */
  readonly schemaPollSeconds: number;
  /** How often the database is polled for new data, in seconds; 0: never. */
  readonly ingestionPollSeconds: number;
  /** How long requests in flight may take to be answered after SIGTERM, in milliseconds. */
  readonly shutdownMs: number;
  /** How long connections are still accepted after SIGTERM, while /readyz fails, in milliseconds. */
  readonly leaveMs: number;
  /** How many requests a process serves at a time at most. */
  readonly maxInFlight: number;
  /** The delay of the event loop from which requests are refused, in milliseconds. */
  readonly maxEventLoopDelayMs: number;
  /** Log, metrics, traces and error reports. */
  readonly observe: ObserveSettings;
  /** Whether all upstreams are the sandbox's: then everyone may request explanations. */
  readonly explainToEveryone: boolean;
  /** The folder of the sandbox's data. */
  readonly sandboxDir: string;
  /** Run in this process over its database, or asked where it is served on its own. */
  readonly analytics: Source<AnalyticsDatabase | { readonly analyticsUrl: string }>;
  readonly cms: Source<{
    readonly url: string;
    readonly token: string | undefined;
    readonly publicUrl: string;
    /** Directus's QUERY_LIMIT_MAX; undefined where it has none. */
    readonly queryLimitMax: number | undefined;
    /** How long what a role of Directus may not read is remembered, in milliseconds. */
    readonly permissionsMs: number;
  }>;
  /** `requestsPerMinute`, `requestsPerSecond`: how many root fields Twenty lets the workspace's API keys ask for. */
  readonly crm: Source<{
    readonly url: string;
    readonly apiKey: string;
    readonly requestsPerMinute: number;
    readonly requestsPerSecond: number;
  }>;
}
