/* The documents of the project's site, and their types. The package for partners does not contain them. */

export * from './generated/graphql.ts';
