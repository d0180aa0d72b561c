#!/usr/bin/env node
/**
 * Until a finished run says otherwise, this is a bug: the process can't end green, nor with 1 (drifted), by accident.
 * Hence no static import and no top-level await here: Node gives a failed import code 1 and a stuck wait code 13.
 */
process.exitCode = 70;

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    tellBug(error);
    process.exit(70);
  });
}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Once: what was finished is still reported; a second signal ends the process at once.
  process.once(signal, () => interruption.abort(signal));
}

main()
  .catch(tellBug)
  // All output is handed over by now. A call that the SDK can't cancel must not keep the process for minutes.
  .finally(() => setTimeout(() => process.exit(), 500).unref());

async function main(): Promise<void> {
  const [{ nodeWorld }, { run }] = await Promise.all([import('./cli/nodeWorld.ts'), import('./cli/run.ts')]);
  process.exitCode = await run(process.argv.slice(2), nodeWorld(interruption.signal));
}

function tellBug(error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  // Neither a terminal nor a CI runner is to obey what a message may quote.
  const shown = what.replaceAll(/[^\P{Cc}\n]/gu, '?').replaceAll(/^(\s*)::|##(?=\[)/gm, '$1: :');
  process.stderr.write(`This is a bug in route-drift, not drift. Please report it:\n${shown}\n`);
}
