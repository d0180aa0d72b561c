#!/usr/bin/env node
/**
 * Until a finished run says otherwise, this is a bug: the process can't end green, nor with 1 (drifted), by accident.
 * Hence no static import and no top-level await here: Node gives a failed import code 1 and a stuck wait code 13.
 */
process.exitCode = 70;

/** What the process ends with; null until a run has finished or a bug was told. After a bug it stays one. */
let ending: number | null = null;

process.on('exit', () => {
  // Nothing was left to wait for, or a library ended the process.
  if (ending === null) tellBug(new Error('the process ended before its run had finished'));
  // Whatever exit code a library has set, or ended the process with, does not count.
  process.exitCode = ending ?? 70;
});

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    tellBug(error);
    leave();
  });
}

const interruption = new AbortController();
const signals = ['SIGINT', 'SIGTERM'] as const;
for (const signal of signals) process.on(signal, interrupt);

main()
  .catch(tellBug)
  // A call that can't be cancelled must not keep the process for minutes.
  .finally(() => setTimeout(leave, 500).unref());

async function main(): Promise<void> {
  const [{ nodeWorld }, { run }] = await Promise.all([import('./cli/nodeWorld.ts'), import('./cli/run.ts')]);
  const exitCode = await run(process.argv.slice(2), nodeWorld(interruption.signal));
  ending ??= exitCode;
}

/** What was finished is still reported; a second signal, either of them, ends the process at once. */
function interrupt(signal: NodeJS.Signals): void {
  for (const each of signals) process.off(each, interrupt);
  interruption.abort(signal);
}

/** Ends the process once all output is handed over: what is still on its way into a pipe would be cut. */
function leave(): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
}

function tellBug(error: unknown): void {
  ending = 70;
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  // Neither a terminal nor a CI runner is to obey what a message may quote.
  const shown = what.replaceAll(/[^\P{Cc}\n]/gu, '?').replaceAll(/^(\s*)::|##(?=\[)/gm, '$1: :');
  // Nobody may be reading; that is no second bug.
  process.stderr.on('error', () => {});
  process.stderr.write(`This is a bug in route-drift, not drift. Please report it:\n${shown}\n`);
}
