import type { AuditResult } from '../audit/result.ts';
import type { Piece } from './fitPieces.ts';
import { connectionTitle } from './markdownCells.ts';
import { fence, frame, heading } from './markdownSyntax.ts';
import { markdownProse } from './neutralise.ts';
import { remediationOf, type Step } from './remediation.ts';
import { describeCare, describeCaution, describeStep, nothingToDo, remediationTitle } from './remediationWords.ts';

/** Connection by connection; each command in a block of its own, since they are to be run one at a time. */
export function remediationPieces(result: AuditResult): Piece[] {
  const pieces = result.connections.flatMap((connection): Piece[] => {
    if (connection.state === 'unchecked') return [];
    const steps = remediationOf(connection);
    if (steps.length === 0) return [];
    const caution = describeCaution(connection).map((sentence) => `${markdownProse(sentence)}\n\n`);
    const rows = steps.map((step, i) => stepBlock(step, `${i + 1} of ${steps.length}`));
    return [{ part: 'remediation', head: heading(4, connectionTitle(connection)) + caution.join(''), rows, foot: '' }];
  });
  const care = describeCare(result).map((sentence) => `- ${markdownProse(sentence)}\n`);
  const opening = frame(`${heading(3, markdownProse(remediationTitle))}${care.join('')}\n`);
  return [opening, ...(pieces.length === 0 ? [frame(`${markdownProse(nothingToDo)}\n\n`)] : pieces)];
}

function stepBlock(step: Step, number: string): string {
  const sentence = `**${number}** ${markdownProse(describeStep(step))}\n\n`;
  return step.kind === 'command' ? sentence + fence('sh', [step.command]) : sentence;
}
