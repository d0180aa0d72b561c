/** What tool the commands of a remediation are for. */
export const remediationTools = ['aliyun'] as const;
export type RemediationTool = (typeof remediationTools)[number];

/** How a report is shown. What a terminal can show concerns the text report alone. */
export interface View {
  readonly color: boolean;
  /** Columns; 80 where nobody knows. */
  readonly width: number;
  /** In text and markdown: how to bring the cloud to the baseline; absent: not asked for. */
  readonly remediation?: RemediationTool | undefined;
}
