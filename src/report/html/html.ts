import type { AuditResult } from '../../audit/result.ts';
import { htmlCoverage } from './htmlCoverage.ts';
import { htmlFindings } from './htmlFindings.ts';
import { htmlFoot } from './htmlFoot.ts';
import { htmlForwarding } from './htmlForwarding.ts';
import { htmlHead } from './htmlHead.ts';
import { htmlNavigation } from './htmlNavigation.ts';
import { htmlNotices } from './htmlNotices.ts';
import { htmlPasses } from './htmlPasses.ts';
import { htmlReview } from './htmlReview.ts';
import { htmlScope } from './htmlScope.ts';
import { htmlWaivers } from './htmlWaivers.ts';
import { pageIds } from './pageIds.ts';

/**
 * One page that an auditor keeps, reads without a script and prints. It asks nothing of anywhere: its policy names the
 * digests of the one style and the one script in it. Verdict, scope and completeness come first, what is as it should be last.
 */
export function html(result: AuditResult): string {
  return [...htmlPieces(result)].join('');
}

/** The same page, a connection a piece. */
export function* htmlPieces(result: AuditResult): Iterable<string> {
  const ids = pageIds(result);
  yield htmlHead(result);
  yield htmlNavigation(result);
  yield '<main>\n';
  yield* htmlScope(result, ids);
  yield* htmlCoverage(result);
  yield* htmlFindings(result, ids);
  yield* htmlForwarding(result);
  yield* htmlWaivers(result, ids);
  yield* htmlNotices(result, ids);
  yield htmlReview();
  yield* htmlPasses(result);
  yield htmlFoot(result);
}
