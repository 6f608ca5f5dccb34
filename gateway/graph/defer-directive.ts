/** The directive of incremental delivery, as graphql-js 17 defines it. */
export const DEFER = `
"""
Lets the fields of a fragment come after the rest of the answer, where they wait for another request to an upstream. Clients
that do not accept \`multipart/mixed\` or \`text/event-stream\` get one whole answer.
"""
directive @defer(
  "Whether the fragment may come later."
  if: Boolean! = true
  "Names the fragment in the answer. Each label of a document is another."
  label: String
) on FRAGMENT_SPREAD | INLINE_FRAGMENT
`;
