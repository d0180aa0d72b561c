/** Of what is between the tags of the one style and the one script; a test computes them anew. */
export const styleDigest = 'sha256-8wtWmqu2qvZxNiz1zQCsnS05JL3owPVAhRLjrfXtG6c=';
export const scriptDigest = 'sha256-ClPYh8NCWd5qqQ+cA0IvYlVT/Jghl+YYneX0414tMn4=';

export const historyStyleDigest = 'sha256-/DfrAvv7MlOANNULSNVa6IQSu00YMAsrBixPEgpGTQM=';

/** Nothing is fetched, sent or run but what came with the page. */
export const contentPolicy = policyOf(styleDigest, `'${scriptDigest}'`);

/** That page has no script. */
export const historyPolicy = policyOf(historyStyleDigest, "'none'");

function policyOf(style: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src '${style}'`,
    `script-src ${script}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
