import { aboutWaiver } from './finding.ts';
import type { LintRule } from './rule.ts';

const daysBefore = 14;

/** Before the drift that it waives fails the night; and after, since then it waives nothing any more. */
export const waiverExpiryRule: LintRule<'RD107'> = ({ baselines, now }) => {
  const today = dayAfter(now, 0);
  const limit = dayAfter(now, daysBefore);
  return baselines.flatMap((baseline) =>
    baseline.waivers
      .filter(({ expires }) => expires <= limit)
      .map((waiver) => {
        const when = waiver.expires < today ? `expired after ${waiver.expires}` : `ends with ${waiver.expires}`;
        const message = `waiver ${waiver.id} ${when}; end the drift, extend the waiver, or remove it`;
        return aboutWaiver('RD107', baseline, waiver, message);
      }),
  );
};

/** In UTC, as `2026-12-31`, like the days of waivers. */
function dayAfter(now: Date, days: number): string {
  return new Date(now.getTime() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 'yyyy-mm-dd'.length);
}
