#!/usr/bin/env bash
# Tests that the newest snapshot of backup.sh can be restored: that it is of the last two days, that its dumps go into
# empty databases, which are dropped afterwards, with rows in them, and that its archives are whole. Nothing else is touched.
set -euo pipefail
: "${RESTIC_REPOSITORY:?where the backups are, as backup.sh has it}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

on() { docker compose exec -T database "$1" --username=postgres "${@:2}"; }
umask 077
work=$(mktemp --directory)
# It notes each that is not there; one that can't be dropped can't be created again below, which says why.
drop() { for name in content twenty; do on dropdb --if-exists --force "restore_test_$name" 2> /dev/null || true; done; }
trap 'rm --recursive --force "$work"; drop' EXIT

restic check --quiet
restic restore --tag chronos-graph --target "$work" latest > /dev/null
# restic gives files the time at which they were written.
if [[ -n $(find "$work/content.dump" -mmin +2880) ]]; then
  echo "The newest backup is older than two days." >&2
  exit 1
fi

drop
for name in content twenty; do on createdb --template=template0 "restore_test_$name"; done
restore() { on pg_restore --exit-on-error "$@"; }
on psql --quiet --dbname=restore_test_content --command='CREATE SCHEMA gateway'
restore --clean --if-exists --dbname=restore_test_content < "$work/gateway.dump"
restore --dbname=restore_test_content < "$work/content.dump"
restore --dbname=restore_test_twenty < "$work/twenty.dump"
for archive in directus-uploads twenty-files; do tar --list --file="$work/$archive.tar" > /dev/null; done

rows=$(on psql --tuples-only --no-align --dbname=restore_test_content --command='SELECT count(*) FROM public.directus_users')
if ((rows == 0)); then
  echo "The newest backup has no users of Directus in it." >&2
  exit 1
fi
echo "The newest backup can be restored."
