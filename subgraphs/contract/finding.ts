/**
 * A report to the operator: a part of an upstream, or of the deployment's file, is not in the graph, or has another
 * name there. The rest of the graph works. The start, a reload and the doctor report the same findings.
 */
export interface Finding {
  /** `Directus cms_quote`, `CmsArticle.series`. */
  readonly subject: string;
  /** The problem: one sentence that names all its parts. */
  readonly detail: string;
  /** The remedy: one sentence. */
  readonly remedy: string;
}

/** Writes a finding as one line of a log. */
export function sentenceOf({ subject, detail, remedy }: Finding): string {
  return `${subject}: ${detail} ${remedy}`;
}
