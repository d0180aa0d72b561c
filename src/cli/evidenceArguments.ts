/** Where a bundle is to be left, and on what terms. */
export interface EvidenceArguments {
  readonly directory: string;
  readonly allowDirty: boolean;
  readonly signKey: string | undefined;
  readonly stsEndpoint: string | undefined;
}

/** As yargs gives them. */
interface EvidenceOptions {
  readonly evidence: string | undefined;
  readonly 'allow-dirty': boolean | undefined;
  readonly 'sign-key': string | undefined;
  readonly 'sts-endpoint': string | undefined;
}

/** undefined: no evidence is asked for. */
export function evidenceArguments(options: EvidenceOptions): EvidenceArguments | undefined {
  const { evidence: directory, 'allow-dirty': allowDirty = false } = options;
  if (directory === undefined) return undefined;
  return { directory, allowDirty, signKey: options['sign-key'], stsEndpoint: options['sts-endpoint'] };
}
