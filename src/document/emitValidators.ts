import { mkdirSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { ajvOptions, readSchema, schemaNames } from './validators.ts';

/**
 * A step of `npm run build`, run among the compiled modules: writes each schema as code of its own in dist/validators/,
 * and in the place of validators.js a module that loads one when it is asked for. dist/src/document/ and
 * dist/bundle/chunks/ lie equally deep, so that it does so from both.
 */
const loader = `import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

export function validatorOf(name) {
  return load(\`../../validators/\${name}.cjs\`);
}
`;

const folder = new URL('../../validators/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const name of schemaNames) {
  const ajv = new Ajv2020({ ...ajvOptions, code: { source: true } });
  writeFileSync(new URL(`${name}.cjs`, folder), standalone.default(ajv, ajv.compile(readSchema(name))));
}
writeFileSync(new URL('validators.js', import.meta.url), loader);
