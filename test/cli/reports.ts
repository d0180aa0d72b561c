import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tagsOf } from '../report/xml.ts';
import { everythingIn } from './fixture.ts';

/** Reports in two formats that a machine can tell to be whole. */
export const reportArguments = ['-o', 'json=out/routes.json', '-o', 'junit=out/routes.xml'] as const;

export type Standing = 'old' | 'placeholder' | 'finished';

export interface Reports {
  readonly json: string;
  readonly junit: string;
}

export async function readReports(cwd: string): Promise<Reports> {
  return {
    json: await readFile(join(cwd, 'out/routes.json'), 'utf8'),
    junit: await readFile(join(cwd, 'out/routes.xml'), 'utf8'),
  };
}

/** What each report file holds; throws where it is cut, or where a file lies beside them that could pass for a report. */
export async function standingsIn(cwd: string, old: Reports): Promise<readonly Standing[]> {
  const beside = (await everythingIn(join(cwd, 'out'))).filter((name) => !/^\..*\.[0-9a-f]{12}\.tmp$/.test(name));
  if (beside.join() !== 'routes.json,routes.xml') throw new Error(`in the directory: ${beside}`);
  const { json, junit } = await readReports(cwd);
  JSON.parse(json);
  tagsOf(junit);
  const standing = (text: string, oldText: string, ending: string): Standing => {
    if (!text.endsWith(ending)) throw new Error('a cut report');
    if (text === oldText) return 'old';
    return text.includes('NotFinished') ? 'placeholder' : 'finished';
  };
  return [standing(json, old.json, '}\n'), standing(junit, old.junit, '</testsuites>\n')];
}
