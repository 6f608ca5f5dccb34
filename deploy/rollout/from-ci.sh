#!/usr/bin/env bash
# What the key of the hosted CI may do on this machine, as the forced command of sshd: roll out an image that the release
# workflow of ROLLOUT_REPOSITORY signed, with the files of its tag. The request is "v1.4.0 ghcr.io/acme/chronos-graph@sha256:…".
set -euo pipefail
: "${ROLLOUT_REPOSITORY:?whose workflow signs, such as acme/chronos-graph}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

read -r tag image rest <<< "${SSH_ORIGINAL_COMMAND:-}"
if [[ -n $rest || ! $tag =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ || $image != "ghcr.io/${ROLLOUT_REPOSITORY,,}@sha256:"* || ! $image =~ @sha256:[0-9a-f]{64}$ ]]; then
  echo "rollout: the request must be a tag and an image of ghcr.io/${ROLLOUT_REPOSITORY,,} by its digest." >&2
  exit 2
fi
cosign verify --output text \
  --certificate-oidc-issuer https://token.actions.githubusercontent.com \
  --certificate-identity "https://github.com/$ROLLOUT_REPOSITORY/.github/workflows/release.yml@refs/tags/$tag" \
  "$image" > /dev/null
git fetch --quiet --tags origin
git checkout --quiet --detach "$tag"
exec deploy/rollout/rollout.sh "$image"
