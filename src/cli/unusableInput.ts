import { compareProblems, formatProblem, type Problem } from '../document/place.ts';

/** Flags, files or destinations that a run can't begin or end with. Each line is for the person who typed them. */
export class UnusableInput extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options);
    this.name = 'UnusableInput';
    this.lines = lines;
  }

  static problems(problems: readonly Problem[]): UnusableInput {
    return new UnusableInput([...problems].sort(compareProblems).map(formatProblem));
  }
}

/** The system's word for what went wrong, such as `ENOENT`, in words where they are known. */
export function systemReason(error: unknown): string {
  if (error instanceof UnusableInput) return error.message;
  const code = codeOf(error);
  return code === null ? String(error) : (reasons[code] ?? code);
}

/** `ENOENT` and the like; null where an error has none. */
export function codeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : null;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EADDRINUSE: 'the port is taken',
  EEXIST: 'a part of the path is not a directory',
  ELOOP: 'a symbolic link, which is not followed',
  EIO: 'the disk failed',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EXDEV: 'it is outside of the repository, so no revision holds it',
  ERR_CHILD_PROCESS_STDIO_MAXBUFFER: 'git answered with more than was expected',
  EPIPE: 'nobody reads the output any more',
};
