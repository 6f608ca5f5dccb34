import type { Running } from '../process.ts';
import type { Answer, Question } from './messages.ts';

/** What Node is told so that a program can be asked from outside. */
export const HOOK_ARGS = ['--expose-gc', '--import', new URL('hook.ts', import.meta.url).href] as const;

/** Asks a process that runs with them. */
export async function beginProfile(running: Running): Promise<void> {
  await ask(running, { kind: 'profile' }, 'begun');
}

export async function endProfile(running: Running) {
  return (await ask(running, { kind: 'profiled' }, 'profile')).profile;
}

/** The heap that is in use once all garbage is gone, in MB. */
export async function heapMb(running: Running): Promise<number> {
  return (await ask(running, { kind: 'memory' }, 'memory')).heapMb;
}

function ask<Kind extends Answer['kind']>(
  { child }: Running,
  question: Question,
  kind: Kind,
): Promise<Extract<Answer, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer: Answer) => {
      if (answer.kind === kind) resolve(answer as Extract<Answer, { kind: Kind }>);
      else reject(new Error(`The process was asked for "${kind}" and answered ${JSON.stringify(answer)}.`));
    });
    child.send(question);
  });
}
