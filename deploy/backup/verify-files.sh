#!/usr/bin/env bash
# Verifies the newest snapshot of files that backup.sh made: that restic's repository is whole, that the snapshot is of the
# last two days, and that its archives can be read to their end. Nothing is changed.
set -euo pipefail
: "${RESTIC_REPOSITORY:?where the files are, as backup.sh has it}"

umask 077
work=$(mktemp --directory)
trap 'rm --recursive --force "$work"' EXIT
restic check --quiet
restic restore --quiet --tag chronos-graph --target "$work" latest > /dev/null
# restic gives files the time at which they were written.
if [[ -n $(find "$work/directus-uploads.tar" -mmin +2880) ]]; then
  echo "The newest snapshot of the files is older than two days." >&2
  exit 1
fi
for archive in directus-uploads twenty-files; do tar --list --file="$work/$archive.tar" > /dev/null; done
echo "The files of the newest snapshot can be restored."
