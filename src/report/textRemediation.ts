import type { AuditResult } from '../audit/result.ts';
import { wrap } from './layout.ts';
import { remediationOf } from './remediation.ts';
import { describeCare, describeCaution, describeStep, nothingToDo, remediationTitle } from './remediationWords.ts';
import type { TextStyle } from './textConnection.ts';
import * as words from './words.ts';

/** Connection by connection, step by step. A command is one line, however wide: it is to be copied as it is. */
export function remediationLines(result: AuditResult, { paint, width }: TextStyle): string[] {
  const blocks = result.connections.flatMap((connection) => {
    if (connection.state === 'unchecked') return [];
    const steps = remediationOf(connection);
    if (steps.length === 0) return [];
    const caution = describeCaution(connection).flatMap((sentence) => wrap(sentence, width, '  ', '  '));
    const lines = steps.flatMap((step, i) => {
      const number = `  ${i + 1}. `;
      const below = ' '.repeat(number.length);
      const sentence = wrap(describeStep(step), width, number, below);
      return step.kind === 'command' ? [...sentence, below + step.command] : sentence;
    });
    return [['', ...wrap(words.connectionName(connection), width, '', '  '), ...caution, ...lines]];
  });
  const care = describeCare(result).flatMap((sentence) => wrap(sentence, width, '  - ', '    '));
  const body = blocks.length === 0 ? wrap(nothingToDo, width, '  ', '  ') : blocks.flat();
  return ['', paint('bold', remediationTitle), ...care, ...body];
}
