/**
 * What lint can say, each code with its name: the heading of docs/lint.md, and in part the word for `lint:` in a
 * baseline. A code that has been given out is never given to another rule.
 */
export const lintNames = {
  RD101: 'shared-address-space',
  RD102: 'default-route',
  RD103: 'redundant-route',
  RD104: 'equal-weights',
  RD105: 'more-specific-elsewhere',
  RD106: 'unpaired-weight',
  RD107: 'waiver-expiry',
  RD108: 'waiver-without-match',
  RD109: 'outside-allow',
  RD110: 'nothing-turned-off',
} as const satisfies Record<`RD${number}`, string>;

export type LintCode = keyof typeof lintNames;
