import type { HistoryResult } from '../history/historyResult.ts';
import { historyJson } from './historyJson.ts';
import { historyMarkdown } from './historyMarkdown.ts';
import { historyText } from './historyText.ts';
import { historyHtml } from './html/historyHtml.ts';
import type { View } from './view.ts';

/** What `-o` of a history takes. */
export const historyFormats = ['text', 'markdown', 'json', 'html'] as const;
export type HistoryFormat = (typeof historyFormats)[number];

export const historyReporters = {
  text: historyText,
  markdown: historyMarkdown,
  json: historyJson,
  html: historyHtml,
} as const satisfies Record<HistoryFormat, (result: HistoryResult, view: View) => string>;
