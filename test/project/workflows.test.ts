import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';

const root = new URL('../../../', import.meta.url);
const shared = new URL('../shared/', root);
const workflows = readdirSync(new URL('.github/workflows/', root));
const textOf = (name: string) => readFileSync(new URL(`.github/workflows/${name}`, root), 'utf8');

/** Third-party schemas and pins lie beside the project where it is developed; without them these say "skipped". */
const beside = (name: string) => (existsSync(new URL(name, shared)) ? test : test.skip);

beside('schemas/github-workflow.schema.json').each(workflows)('%s is a workflow as the schema has it', (name) => {
  const schema = JSON.parse(
    readFileSync(fileURLToPath(new URL('schemas/github-workflow.schema.json', shared)), 'utf8'),
  );
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  validate(load(textOf(name)));
  expect(validate.errors).toBe(null);
});

beside('action-pins.md').each(workflows)('%s uses released actions, pinned by commit', (name) => {
  const pins = readFileSync(new URL('action-pins.md', shared), 'utf8');
  const uses = [...textOf(name).matchAll(/uses: (\S+)@(\S+)(?: # (\S+))?/g)].filter(
    ([, action]) => !action?.startsWith('./'),
  );
  expect(uses.length).toBeGreaterThan(0);
  for (const [, action, commit, version] of uses) expect(pins).toContain(`| ${action} | ${version} | ${commit} |`);
});
