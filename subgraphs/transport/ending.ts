/** Whoever is told what came of something that was asked: one of both, once. */
export interface Ending<Answer> {
  answered(answer: Answer): void;
  failed(error: unknown): void;
}
