/** One line of the results: what was measured, as a ratio wherever there is something to hold it against. */
export interface Measurement {
  readonly what: string;
  readonly value: string;
  /** As the project promises it; null: only told. */
  readonly goal: string | null;
}

/** One part of the bench. */
export interface Part {
  readonly title: string;
  /** How it was measured, so that somebody else may doubt it. */
  readonly method: string;
  readonly measurements: readonly Measurement[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds, after a garbage collection. */
export function timeOf(work: () => unknown): number {
  globalThis.gc?.();
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** `1.52 ×`. */
export function times(ratio: number): string {
  return `${ratio < 0.1 ? ratio.toFixed(3) : ratio.toFixed(2)} ×`;
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
