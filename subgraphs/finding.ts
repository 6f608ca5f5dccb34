/**
 * A part of an upstream, or of the deployment's file, that is not in the graph, or not as its name says: for the operator. The
 * rest of the graph serves. The start, a reload and the doctor report the same findings.
 */
export interface Finding {
  /** What it is about: `Directus cms_quote`, `CmsArticle.series`. */
  readonly subject: string;
  /** What was found: one sentence, which names everything that takes part. */
  readonly detail: string;
  /** What to do about it: one sentence. */
  readonly remedy: string;
}

/** A finding as one line of a log. */
export function sentenceOf({ subject, detail, remedy }: Finding): string {
  return `${subject}: ${detail} ${remedy}`;
}
