/** What a terminal can show; only the text report looks at it. */
export interface View {
  readonly color: boolean;
  /** Columns; 80 where nobody knows. */
  readonly width: number;
}
