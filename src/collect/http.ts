/** One request as the SDK made it, signature and all. */
export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What came back, whole, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  /** By lowercase name; one that came several times is joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Where a request may go, as an origin such as `https://vpc.aliyuncs.com`, and how long it may take. */
export interface Permit {
  readonly mayReach: (origin: string) => boolean;
  /** Milliseconds, from the first byte sent to the last byte received. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** Throws a SourceError where no whole answer came, or where the request may not go. */
export type Send = (request: HttpRequest, permit: Permit) => Promise<HttpAnswer>;
