/** A file of a bundle. */
export interface FileDigest {
  readonly name: string;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** What `sha256sum -c` reads. Names of a bundle hold nothing that it would have to escape. */
export function sumsText(files: readonly FileDigest[]): string {
  return files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
}

/** null where it is not as `sumsText` writes it: each name once, sorted. */
export function parseSums(text: string): readonly FileDigest[] | null {
  const files = text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [, sha256 = '', name = ''] = /^([0-9a-f]{64}) {2}([\w./-]+)$/.exec(line) ?? [];
      return { name, sha256 };
    });
  const isSorted = files.every(({ name }, i) => i === 0 || (files[i - 1]?.name ?? '') < name);
  return isSorted && sumsText(files) === text ? files : null;
}
