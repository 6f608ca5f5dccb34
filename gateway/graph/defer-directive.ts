/** The directive of incremental delivery, as graphql-js 17 defines it. */
export const DEFER = `
"""
Sends the fields of a fragment after the rest of the answer if they wait for another request to an upstream. Clients
that do not accept \`multipart/mixed\` or \`text/event-stream\` get one whole answer.
"""
directive @defer(
  "Whether the fragment may be sent later."
  if: Boolean! = true
  "The name of the fragment in the answer, unique in the document."
  label: String
) on FRAGMENT_SPREAD | INLINE_FRAGMENT
`;
