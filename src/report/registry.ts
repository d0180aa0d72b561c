import type { AuditResult } from '../audit/result.ts';
import { github } from './github.ts';
import { html } from './html/html.ts';
import { json } from './json.ts';
import { junit, junitStrict } from './junit.ts';
import { markdown, summary } from './markdown.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';
import type { View } from './view.ts';

/** The one list of formats: what `-o` takes. */
export const formats = [
  'text',
  'markdown',
  'summary',
  'junit',
  'junit-strict',
  'json',
  'sarif',
  'html',
  'github',
] as const;
export type Format = (typeof formats)[number];

/** Pure and total: the same result and view give the same bytes, whatever the result's strings hold. */
export type Reporter = (result: AuditResult, view: View) => string;

export const reporters = {
  text,
  markdown,
  summary,
  junit,
  'junit-strict': junitStrict,
  json,
  sarif,
  html,
  github,
} satisfies Record<Format, Reporter>;
