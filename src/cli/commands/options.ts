/** Options that several commands have. */
export const outputOption = {
  alias: 'o',
  type: 'string',
  requiresArg: true,
  describe:
    'Report to write, <format>[=<path>]; repeatable; without a path, or with -, to standard output [default: text]',
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
  verbose: { type: 'boolean', default: false, describe: 'Say on standard error what is read and retried' },
} as const;

export const baselinesPositional = {
  describe: 'Baseline files, directories or quoted globs',
  defaultDescription: 'baselines/',
};
