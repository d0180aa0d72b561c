const severities = ['error', 'warning', 'notice'];

/** Whether a finding of a saved result is unwaived, and as severe as `failOn` at least. */
export function counts({ kind, severity, waiver }, failOn) {
  const isWaived = waiver !== null && !kind.endsWith('-waiver');
  return !isWaived && severities.indexOf(severity) <= severities.indexOf(failOn);
}
