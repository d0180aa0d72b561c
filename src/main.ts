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

main().catch(tellBug);

async function main(): Promise<void> {
  const [{ nodeWorld }, { run }] = await Promise.all([import('./cli/nodeWorld.ts'), import('./cli/run.ts')]);
  process.exitCode = await run(process.argv.slice(2), nodeWorld(interruption.signal));
  // All output is handed over by now. A call that the SDK can't cancel must not keep the process for minutes.
  setTimeout(() => process.exit(), 500).unref();
}

function tellBug(error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`This is a bug in route-drift, not drift. Please report it:\n${what}\n`);
}
