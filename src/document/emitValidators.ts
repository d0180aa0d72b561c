import { mkdirSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { readings, schemaNames } from './validators.ts';

/**
 * A step of `npm run build`, run among the compiled modules: writes each reading of each schema as code of its own in
 * dist/validators/, and in the place of validators.js a module that loads one when it is asked for. dist/src/document/
 * and dist/bundle/chunks/ lie equally deep, so that it does so from both.
 */
const loader = `import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

export function validatorOf(name, reading) {
  return load(\`../../validators/\${name}-\${reading}.cjs\`);
}
`;

const folder = new URL('../../validators/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const name of schemaNames) {
  for (const [reading, { options, schemaOf }] of Object.entries(readings)) {
    const ajv = new Ajv2020({ ...options, code: { source: true } });
    const code = standalone.default(ajv, ajv.compile(schemaOf(name)));
    writeFileSync(new URL(`${name}-${reading}.cjs`, folder), code);
  }
}
writeFileSync(new URL('validators.js', import.meta.url), loader);
