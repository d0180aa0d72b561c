import { type Endpoint, parseEndpoint, worldwideSts } from '../collect/endpoint.ts';
import { UnusableInput } from './unusableInput.ts';

/** The file of accounts, and where STS says whose a credential is. */
export interface AccountsArguments {
  readonly file: string;
  readonly sts: Endpoint;
}

/** As yargs gives them; only `audit` leaves evidence. */
export interface AccountsOptions {
  readonly accounts?: string | undefined;
  readonly endpoint: string | undefined;
  readonly 'sts-endpoint'?: string | undefined;
  readonly evidence?: string | undefined;
}

/** null: all connections are read with one credential, whose account nobody checks. */
export function accountsArguments(options: AccountsOptions): AccountsArguments | null {
  const { accounts: file, endpoint, 'sts-endpoint': stsEndpoint, evidence } = options;
  if (file === undefined) {
    if (stsEndpoint === undefined || evidence !== undefined) return null;
    throw new UnusableInput(['--sts-endpoint: STS is asked with --accounts or --evidence only']);
  }
  if (evidence !== undefined) {
    const instead = 'audit each account in a run of its own, with its credential and no --accounts';
    throw new UnusableInput([`--evidence: a bundle names one caller, and --accounts may have several; ${instead}`]);
  }
  if (stsEndpoint === undefined) {
    if (endpoint === undefined) return { file, sts: worldwideSts };
    // Who names an endpoint may be somewhere that the worldwide one must not be asked from.
    const why = 'STS is asked whose each credential is';
    throw new UnusableInput([`--accounts: ${why}; beside --endpoint say where, with --sts-endpoint`]);
  }
  const sts = parseEndpoint(stsEndpoint);
  if (typeof sts === 'string') throw new UnusableInput([`--sts-endpoint: ${sts}`]);
  return { file, sts };
}
