import { writeFileSync } from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded into the program with `--import`: the call of node:fs/promises, or of an open file, whose number is FAIL_AT
 * fails with FAIL_WITH. A write fails after half of the data, as on a full disk. CALLS gets the names of all calls.
 */
const { FAIL_AT, FAIL_WITH = 'EIO', CALLS = '' } = process.env;
const calls: string[] = [];

type Call = (...args: unknown[]) => Promise<unknown>;

function failing(name: string, call: Call): Call {
  return async function (this: unknown, ...args) {
    calls.push(name);
    if (calls.length !== Number(FAIL_AT)) return await call.apply(this, args);
    if (name === 'appendFile') await call.call(this, String(args[0]).slice(0, String(args[0]).length / 2));
    if (name === 'close') await call.apply(this, args);
    throw Object.assign(new Error(`${FAIL_WITH}: ${name}`), { code: FAIL_WITH });
  };
}

function makeFail(object: object, names: readonly string[]): void {
  for (const name of names) Reflect.set(object, name, failing(name, Reflect.get(object, name)));
}

const handle: FileHandle = await promises.open(process.execPath);
const prototype: object = Object.getPrototypeOf(handle);
await handle.close();
makeFail(promises, ['open', 'lstat', 'stat', 'readdir', 'mkdir', 'realpath', 'rename']);
makeFail(prototype, ['stat', 'read', 'appendFile', 'sync', 'close']);
syncBuiltinESMExports();
process.on('exit', () => writeFileSync(CALLS, calls.join('\n')));
