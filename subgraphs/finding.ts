/**
 * A part of an upstream, or of the deployment's file, that is not in the graph, or not under its own name, for the operator. The
 * rest of the graph serves. The start, a reload and the doctor report the same findings.
 */
export interface Finding {
  /** `Directus cms_quote`, `CmsArticle.series`. */
  readonly subject: string;
  /** The problem: one sentence, which names everything that takes part. */
  readonly detail: string;
  /** What to do about it: one sentence. */
  readonly remedy: string;
}

/** Writes a finding as one line of a log. */
export function sentenceOf({ subject, detail, remedy }: Finding): string {
  return `${subject}: ${detail} ${remedy}`;
}
