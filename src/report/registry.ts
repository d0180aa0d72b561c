import type { AuditResult } from '../audit/result.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown, summary } from './markdown.ts';
import { text } from './text.ts';
import type { View } from './view.ts';

/** The one list of formats: what `-o` takes. */
export const formats = ['text', 'markdown', 'summary', 'junit', 'json', 'github'] as const;
export type Format = (typeof formats)[number];

/** Pure and total: the same result and view give the same bytes, whatever the result's strings hold. */
export type Reporter = (result: AuditResult, view: View) => string;

export const reporters = { text, markdown, summary, junit, json, github } satisfies Record<Format, Reporter>;
