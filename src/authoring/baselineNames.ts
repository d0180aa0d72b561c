/** A connection, and the name that people gave it. */
export interface NamedConnection {
  readonly connectionId: string;
  readonly name: string | null;
}

/**
 * File names for baselines, in the order of the connections: the connection's name, in lower case and with what a file
 * name had better not hold as `-`; its id where that is no name, or is `taken`, or of two connections.
 */
export function baselineNames(connections: readonly NamedConnection[], taken: ReadonlySet<string>): readonly string[] {
  const wanted = connections.map(({ name }) => slug(name ?? ''));
  return connections.map(({ connectionId }, i) => {
    const name = wanted[i] ?? '';
    const isUnique =
      [...wanted, ...connections.map((one) => one.connectionId)].filter((other) => other === name).length === 1;
    const isFree = isUnique && !['yaml', 'yml'].some((ending) => taken.has(`${name}.${ending}`));
    return `${name !== '' && isFree ? name : connectionId}.yaml`;
  });
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
}
