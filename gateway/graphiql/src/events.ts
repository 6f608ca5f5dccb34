/** Yields the results of the gateway's server-sent events. `return` ends the stream. */
export async function* resultsOf<Result>(response: Response): AsyncGenerator<Result> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) return;
      const blocks = (text + value).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^event: next\ndata: (.*)$/.exec(block)?.[1];
        if (data !== undefined) yield JSON.parse(data) as Result;
      }
    }
  } finally {
    await reader?.cancel();
  }
}
