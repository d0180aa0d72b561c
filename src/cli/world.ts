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
  /** Aborted when the run is to end early; the reason is the signal's name. */
  readonly interruption: AbortSignal;
  readonly now: () => Date;
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

/** Paths are absolute, or relative to the world's `cwd`. All reject with the system's error. */
export interface Files {
  kindOf(path: string): Promise<'file' | 'directory' | 'other' | 'nothing'>;
  read(path: string): Promise<Uint8Array>;
  /**
   * Everything below a directory, at any depth, that is no directory: files, and also pipes and links that lead nowhere,
   * which the caller must refuse. In no promised order; names that begin with a dot are left out.
   */
  list(directory: string): Promise<readonly string[]>;
  /** What a glob pattern matches, directories left out. */
  glob(pattern: string): Promise<readonly string[]>;
  makeDirectory(path: string): Promise<void>;
  /** The file is there whole or as it was before: a temporary file beside it, then a rename. */
  writeWhole(path: string, text: string): Promise<void>;
}
