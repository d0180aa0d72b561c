#!/usr/bin/env bash
# One audit, or one merge of shards, as a step of a workflow. Whatever comes from outside comes in a variable, is never
# part of a script, and stays one word: the lines of BASELINES stand behind `--`, so none of them becomes an option.
set -euo pipefail

if [[ -n "${OIDC_TOKEN_FILE:-}" ]]; then
  trap 'rm -f "$OIDC_TOKEN_FILE"' EXIT
  export ALIBABA_CLOUD_ROLE_ARN=$ROLE_ARN ALIBABA_CLOUD_OIDC_PROVIDER_ARN=$OIDC_PROVIDER_ARN
  export ALIBABA_CLOUD_OIDC_TOKEN_FILE=$OIDC_TOKEN_FILE
fi

reports=$(mktemp -d "$RUNNER_TEMP/route-drift-reports.XXXXXX")
name=result
options=()

if [[ -n "${SHARD:-}" ]]; then
  if ! [[ "$SHARD" =~ ^[0-9]{1,3}/[0-9]{1,3}$ ]]; then
    echo '::error title=Route drift::the shard is not written as 3/8' >&2
    exit 2
  fi
  name=result-${SHARD/\//-of-}
  # One summary and one set of annotations are enough: those of the merge.
  options+=(-o text)
else
  options+=(-o github -o "summary=$GITHUB_STEP_SUMMARY")
fi
options+=(-o "json=$reports/$name.json" -o "junit=$reports/routes.xml" -o "markdown=$reports/routes.md")

if [[ -n "${MERGE:-}" ]]; then
  shopt -s nullglob
  words=(merge "${options[@]}" -- "$MERGE"/*.json)
else
  options+=(--fail-on "$FAIL_ON")
  if [[ -n "${SHARD:-}" ]]; then options+=(--shard "$SHARD"); fi
  if [[ -n "${MAX_RATE:-}" ]]; then options+=(--max-rate "$MAX_RATE"); fi
  if [[ -n "${ACCOUNTS:-}" ]]; then options+=(--accounts "$ACCOUNTS"); fi
  if [[ "${DISCOVER:-}" == true ]]; then
    options+=(--discover)
    while IFS= read -r line; do
      line=${line%$'\r'}
      if [[ -n "$line" ]]; then options+=("--tag=$line"); fi
    done <<<"${TAGS:-}"
  fi
  if [[ -n "${ENDPOINT:-}" ]]; then options+=(--endpoint "$ENDPOINT"); fi
  if [[ "${EMBEDDED:-}" == true ]]; then options+=(--embedded); fi
  if [[ "${EVIDENCE:-}" == true ]]; then options+=(--evidence "$reports/evidence"); fi
  words=(audit "${options[@]}" --)
  while IFS= read -r line; do
    line=${line%$'\r'}
    if [[ -n "$line" ]]; then words+=("$line"); fi
  done <<<"$BASELINES"
fi

status=0
node "$MAIN" "${words[@]}" || status=$?
node "$(dirname "${BASH_SOURCE[0]}")/outputs.mjs" "$reports" "$name" "$status" >>"$GITHUB_OUTPUT"
case $status in
  0 | 1 | 3) ;;
  *)
    echo "::error title=Route drift::nothing was audited: exit code $status; the log of this step says why"
    printf '## ❌ Route drift: nothing was audited\n\nExit code %s; the log of the step says why.\n' "$status" >>"$GITHUB_STEP_SUMMARY"
    ;;
esac
exit "$status"
