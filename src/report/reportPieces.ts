import type { AuditResult } from '../audit/result.ts';
import { htmlPieces } from './html/html.ts';
import { jsonPieces } from './json.ts';
import { junitPieces } from './junit.ts';
import { type Format, reporters } from './registry.ts';
import type { View } from './view.ts';

/**
 * A report for who writes it piece by piece; joined, they are what the reporter returns. The formats that list every
 * destination come a connection a piece, so that the report of a large network is never in memory as a whole.
 */
export function reportPieces(format: Format, result: AuditResult, view: View): Iterable<string> {
  switch (format) {
    case 'json':
      return jsonPieces(result);
    case 'junit':
    case 'junit-strict':
      return junitPieces(result, format);
    case 'html':
      return htmlPieces(result);
    case 'text':
    case 'markdown':
    case 'summary':
    case 'sarif':
    case 'github':
      return [reporters[format](result, view)];
  }
}
