import type { Examination, Examined } from './examine.ts';

const MARKS = { ok: 'ok', warning: 'warning', failed: 'FAILED', skipped: 'skipped' } as const;
const MARK_WIDTH = 7;

/** Writes an examination for a person: by check, aligned, each failure with its remedy. */
export function report({ ok, findings }: Examination): string {
  const checks = Map.groupBy(findings, ({ check }) => check);
  const sections = Array.from(checks, ([name, group]) => [name, ...rows(group), '']);
  return [...sections.flat(), conclusion(ok, findings)].join('\n');
}

function rows(findings: readonly Examined[]): string[] {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const indent = ' '.repeat(4 + MARK_WIDTH);
  return findings.flatMap(({ subject, status, detail, remedy }) => [
    `  ${MARKS[status].padEnd(MARK_WIDTH)}  ${subject.padEnd(width)}  ${detail}`,
    ...(remedy ? [`${indent}→ ${remedy}`] : []),
  ]);
}

function conclusion(ok: boolean, findings: readonly Examined[]): string {
  const count = (status: Examined['status']) => findings.filter((finding) => finding.status === status).length;
  const counts = `${count('failed')} failed, ${count('warning')} warnings, ${count('skipped')} skipped, ${count('ok')} ok`;
  return `${ok ? 'No check failed' : 'Some checks failed'}: ${counts}.`;
}
