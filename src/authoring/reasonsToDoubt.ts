import type { ConnectionResult } from '../audit/result.ts';

/** Why what was found had better not become what is expected: nobody could look, or more than half is gone. */
export function reasonsToDoubt(connections: readonly ConnectionResult[]): readonly string[] {
  return connections.flatMap((connection) => {
    const name = `${connection.region} ${connection.connectionId}`;
    if (connection.state === 'unchecked') {
      return [`${name}: it could not be read (${connection.reason.code}), so what is there is not known`];
    }
    const { inSync, findings } = connection;
    const missing = findings.filter(({ kind }) => kind === 'missing-route').length;
    const expected = inSync.length + missing + findings.filter(({ kind }) => kind === 'changed-route').length;
    return 2 * missing > expected ? [`${name}: ${missing} of ${expected} expected destinations are gone`] : [];
  });
}
