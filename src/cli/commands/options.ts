import { remediationTools } from '../../report/view.ts';

/** Options that several commands have. */
export const outputOption = {
  alias: 'o',
  type: 'string',
  requiresArg: true,
  describe:
    'Report to write, <format>[=<path>]; repeatable; without a path, or with -, to standard output [default: text]',
} as const;

export const remediationOption = {
  choices: remediationTools,
  requiresArg: true,
  describe:
    'Print, and never run, the commands of this tool that would bring destination-based routes to the baseline; in text, markdown and summary reports only',
} as const;

export const sourceOptions = {
  embedded: {
    type: 'boolean',
    describe: 'Use the embedded VPC API with its sample network: no credentials, no network',
  },
  endpoint: {
    type: 'string',
    requiresArg: true,
    conflicts: 'embedded',
    describe: 'Address of the API; http:// for loopback only [default: that of each region]',
  },
  concurrency: {
    type: 'string',
    requiresArg: true,
    default: '16',
    describe: 'Connections that are read at once',
  },
  'max-rate': {
    type: 'string',
    requiresArg: true,
    default: '480',
    describe: 'Most requests per minute in one region; the API takes 600 from all its users together',
  },
  'confirm-after': {
    type: 'string',
    requiresArg: true,
    defaultDescription: '10; 0 with --embedded',
    describe: 'Seconds before a drift is looked at again; only what is there twice is reported',
  },
  settle: {
    type: 'string',
    requiresArg: true,
    default: '60',
    describe: 'Seconds that a route in question must have been there, or is waited for once',
  },
  'ecs-role': {
    type: 'string',
    requiresArg: true,
    conflicts: 'embedded',
    describe: 'Role of this machine, to get keys for from the instance metadata service',
  },
  verbose: { type: 'boolean', default: false, describe: 'Say on standard error what is read and retried' },
} as const;

/** Of commands whose baselines name accounts. */
export const accountsOptions = {
  accounts: {
    type: 'string',
    requiresArg: true,
    conflicts: 'embedded',
    describe: 'File that says with which credential each account of the baselines is read; each is checked with STS',
  },
  'sts-endpoint': {
    type: 'string',
    requiresArg: true,
    conflicts: 'embedded',
    describe: 'Address of STS, to ask whose keys are used [default: sts.aliyuncs.com; nowhere with --endpoint]',
  },
} as const;

export const evidenceOptions = {
  evidence: {
    type: 'string',
    requiresArg: true,
    describe: 'Directory to leave a bundle in that route-drift verify can check: replies, baselines, snapshot, result',
  },
  'allow-dirty': {
    type: 'boolean',
    implies: 'evidence',
    describe: 'Evidence also where the baselines are not those of a git commit; the bundle says so',
  },
  'sign-key': {
    type: 'string',
    requiresArg: true,
    implies: 'evidence',
    describe: 'Sign the bundle with this Ed25519 key (PKCS#8, PEM)',
  },
} as const;

export const baselinesPositional = {
  describe: 'Baseline files, directories or quoted globs',
  defaultDescription: 'baselines/',
};
