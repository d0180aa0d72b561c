import { type ParsedBaseline, parseBaseline } from '../baseline/parseBaseline.ts';

/** The baseline that allows every route; refused where the id or the region is none. */
export function permissiveBaseline(connectionId: string, region: string): ParsedBaseline {
  const lines = [
    'version: 1',
    `connection: ${JSON.stringify(connectionId)}`,
    `region: ${JSON.stringify(region)}`,
    'custom: { unexpected: allow }',
    'bgp: { unexpected: allow }',
  ];
  return parseBaseline('command line', new TextEncoder().encode(lines.join('\n')));
}
