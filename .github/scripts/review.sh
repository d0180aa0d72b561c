#!/usr/bin/env bash
# Validates the baselines of the working directory, and reviews what differs from BASE. With LIVE=true also against what
# is there now. As in audit.sh, nothing from outside is part of a script.
set -euo pipefail

baselines=()
while IFS= read -r line; do
  line=${line%$'\r'}
  if [[ -n "$line" ]]; then baselines+=("$line"); fi
done <<<"$BASELINES"

if [[ -n "${OIDC_TOKEN_FILE:-}" ]]; then
  trap 'rm -f "$OIDC_TOKEN_FILE"' EXIT
  export ALIBABA_CLOUD_ROLE_ARN=$ROLE_ARN ALIBABA_CLOUD_OIDC_PROVIDER_ARN=$OIDC_PROVIDER_ARN
  export ALIBABA_CLOUD_OIDC_TOKEN_FILE=$OIDC_TOKEN_FILE
fi

report=$(mktemp -d "$RUNNER_TEMP/route-drift-review.XXXXXX")/review.md
options=(--base "$BASE" -o "markdown=$report" -o text)
if [[ "${LIVE:-}" == true ]]; then options+=(--live); fi
if [[ "${FAIL_ON_LOOSENED:-}" == true ]]; then options+=(--fail-on-loosened); fi

status=0
node "$MAIN" validate -- "${baselines[@]}" || status=$?
if [[ $status -eq 0 ]]; then
  node "$MAIN" review "${options[@]}" -- "${baselines[@]}" || status=$?
fi
if ! [[ -f "$report" ]]; then
  printf '## ❌ Route drift: the baselines could not be reviewed\n\nExit code %s; the log of the step says why.\n' "$status" >"$report"
fi
cat "$report" >>"$GITHUB_STEP_SUMMARY"
echo "report=$report" >>"$GITHUB_OUTPUT"
exit "$status"
