import type { AuditResult } from '../../audit/result.ts';
import * as findingWords from '../findingWords.ts';
import { findingsOf } from '../standing.ts';
import { placeOf } from './htmlFindings.ts';
import { label, path } from './htmlScope.ts';
import { htmlTables } from './htmlTables.ts';
import type { PageIds } from './pageIds.ts';
import { tag } from './tag.ts';

/** What is no drift, and somebody should know: waivers that ended or cover nothing, what flapped, mass changes. */
export function* htmlNotices({ connections, failOn }: AuditResult, ids: PageIds): Iterable<string> {
  const having = connections.filter((each) => findingsOf(each, failOn, 'notice').length > 0);
  if (having.length === 0) return;
  yield `<section id="notices" class="group" aria-labelledby="notices-title">\n${tag('h2', { id: 'notices-title' }, 'Notices').html}\n`;
  const rows = having.flatMap((connection) =>
    findingsOf(connection, failOn, 'notice').map((finding) => {
      const cells = [
        [label(connection), ' ', path(connection)],
        [findingWords.describeFinding(finding)],
        [placeOf(finding.at)],
      ];
      return { id: ids.ofFinding(connection, finding), cells };
    }),
  );
  yield* htmlTables('notices', 'Notices', ['Connection', 'Notice', 'Baseline'], rows);
  yield '</section>\n';
}
