/**
 * Everything outside that a command may touch: `process`, the clock and the file system are reached through this and
 * nowhere else. Tests give another world to the same code.
 */
export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly files: Files;
  readonly git: Git;
  /** The line that who sits at the terminal answers with; null where nobody does. */
  readonly ask: (question: string) => Promise<string | null>;
  /** Aborted when the run is to end early; the reason is the signal's name. */
  readonly interruption: AbortSignal;
  readonly now: () => Date;
  /** Milliseconds since some moment: unlike `now`, nobody sets it. */
  readonly elapsed: () => number;
  /** `v20.19.0`. */
  readonly nodeVersion: string;
  /** 0 to 1. */
  readonly random: () => number;
  /** Resolves after so many milliseconds, rejects at once when the signal is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface Output {
  readonly isTerminal: boolean;
  /** Of the terminal; null where it is none. */
  readonly columns: number | null;
  /** Resolves when the text is handed over, rejects when it can't be (a closed pipe, a full disk). */
  write(text: string): Promise<void>;
}

/**
 * One run of the git that is installed, in the world's `cwd`, with these arguments and no shell. Rejects with the system's
 * error where there is no git, and where it writes more than `mostBytes`.
 */
export type Git = (args: readonly string[], mostBytes: number) => Promise<GitAnswer>;

export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** What a path names; a link is a kind of its own, whatever it leads to. Only a git revision shows a submodule as one. */
export type Kind = 'file' | 'directory' | 'link' | 'linked directory' | 'submodule' | 'other' | 'nothing';

export interface Entry {
  readonly path: string;
  readonly kind: Kind;
}

/** Of a directory tree, on the disk or in a git revision, what finding baselines needs. */
export type ReadableFiles = Pick<Files, 'kindOf' | 'read' | 'list' | 'glob'>;

/**
 * Paths are absolute, or relative to the world's `cwd`. All reject with the system's error. A symbolic link at a path's
 * end is never followed: in a pull request of a stranger it may lead to a secret, lines of which a message would quote.
 */
export interface Files {
  kindOf(path: string): Promise<Kind>;
  /** The path with every link among its directories followed; two paths lead to one file if these are equal. */
  realPath(path: string): Promise<string>;
  /** A regular file, whole. Of one with more than `mostBytes` no more than that is read: it rejects with EFBIG. */
  read(path: string, mostBytes: number): Promise<Uint8Array>;
  /**
   * Everything below a directory, at any depth, that is no directory: files, and also pipes and links, which the caller
   * must refuse. In no promised order; names that begin with a dot are left out.
   */
  list(directory: string): Promise<readonly Entry[]>;
  /** What is in a directory itself, directories too, and names that begin with a dot; in no promised order. */
  entries(directory: string): Promise<readonly Entry[]>;
  /** What a glob pattern matches, directories left out; and linked directories, below which it might match more. */
  glob(pattern: string): Promise<readonly Entry[]>;
  makeDirectory(path: string): Promise<void>;
  /** The file is there whole or as it was before: a temporary file beside it, then a rename. */
  writeWhole(path: string, pieces: Iterable<string>): Promise<void>;
  /** Of the bytes of a regular file as they are there now, in hexadecimal. */
  sha256(path: string): Promise<string>;
}
