import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { coverageKinds } from '../../src/audit/coverage.ts';
import { findingKinds } from '../../src/audit/finding.ts';
import { lintNames } from '../../src/baseline/lintNames.ts';

const textOf = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('docs/lint.md has a heading for each code, of the name that is printed, in their order', () => {
  const headings = [...textOf('docs/lint.md').matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  const codes = headings.filter((heading) => heading?.startsWith('RD'));
  expect(codes).toEqual(Object.entries(lintNames).map(([code, name]) => `${code} ${name}`));
});

test('docs/findings.md has a heading for each kind of finding, in their order', () => {
  const headings = [...textOf('docs/findings.md').matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([...findingKinds, ...coverageKinds]);
});

test('each code says how to mend it and how to turn it off', () => {
  const [, ...sections] = textOf('docs/lint.md').split(/^## (?=RD)/m);
  for (const section of sections) {
    expect(section).toContain('**Mend**');
    expect(section).toContain('**Turn off**');
    expect(section).toContain(`code: ${section.slice(0, 'RD101'.length)}`);
  }
});

test('the README leads there, and the package has it', () => {
  expect(textOf('README.md')).toContain('(docs/lint.md)');
  expect(JSON.parse(textOf('package.json')).files).toContain('docs');
});
