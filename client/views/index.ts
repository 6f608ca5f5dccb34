/* The documents of the project's own site, and their types. The package that partners install has none of this. */

export * from './generated/graphql.ts';
