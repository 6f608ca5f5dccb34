import { Session } from 'node:inspector/promises';
import type { Answer, Question } from './messages.ts';

/**
 * Loaded into a process beside its program (`node --import`): answers the benchmark what only the process itself can tell, and
 * costs nothing until it is asked.
 */
const MICROSECONDS = 500;
const session = new Session();
session.connect();

async function answerTo({ kind }: Question): Promise<Answer> {
  if (kind === 'memory') {
    globalThis.gc?.();
    return { kind: 'memory', heapMb: process.memoryUsage().heapUsed / 2 ** 20 };
  }
  if (kind === 'profiled') return { kind: 'profile', profile: (await session.post('Profiler.stop')).profile };
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: MICROSECONDS });
  await session.post('Profiler.start');
  return { kind: 'begun' };
}

process.on('message', (question: Question) => {
  const tell = (answer: Answer) => process.send?.(answer);
  answerTo(question).then(tell, (error: unknown) => tell({ kind: 'failed', message: String(error) }));
});
process.channel?.unref();
