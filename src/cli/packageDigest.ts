import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compareText } from '../routing/table.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Of every file of this package that runs, by name and content; what it depends on is not in it. */
export function packageSha256(): string {
  const below = (folder: string): readonly string[] => {
    const names = readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' });
    return names.map((name) => `${folder}/${name}`).filter((name) => statSync(`${root}${name}`).isFile());
  };
  const names = ['package.json', ...['dist/bundle', 'dist/validators', 'schemas'].flatMap(below)];
  const hash = createHash('sha256');
  for (const name of names.sort(compareText)) {
    hash.update(
      `${createHash('sha256')
        .update(readFileSync(`${root}${name}`))
        .digest('hex')}  ${name}\n`,
    );
  }
  return hash.digest('hex');
}
