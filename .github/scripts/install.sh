#!/usr/bin/env bash
# Makes route-drift ready and tells where it is, as the output `main`: the exact VERSION from npm, or, where that is
# empty, this checkout. No package's install scripts are run.
set -euo pipefail

if [[ -z "${VERSION:-}" ]]; then
  home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
  cd "$home"
  npm ci --ignore-scripts --no-audit --no-fund
  npm run --silent build
  main=$home/dist/bundle/main.js
elif [[ "$VERSION" =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
  home=$(mktemp -d "$RUNNER_TEMP/route-drift-package.XXXXXX")
  npm install --prefix "$home" --ignore-scripts --no-audit --no-fund "route-drift@$VERSION"
  main=$home/node_modules/route-drift/dist/bundle/main.js
else
  echo '::error title=Route drift::the version is not an exact one, such as 0.1.0' >&2
  exit 2
fi

echo "main=$main" >>"$GITHUB_OUTPUT"
