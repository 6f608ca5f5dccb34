#!/usr/bin/env bash
# Puts a snapshot of backup.sh back: the newest, or the one that is named. Whatever is in its tables now is lost. The
# database runs meanwhile; Directus and Twenty are stopped, and `docker compose up --detach --wait` starts them again.
set -euo pipefail
: "${RESTIC_REPOSITORY:?where the backups are, as backup.sh has it}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

umask 077
work=$(mktemp --directory)
trap 'rm --recursive --force "$work"' EXIT
restic restore --tag chronos-graph --target "$work" "${1:-latest}"

docker compose stop directus twenty twenty-worker
restore() { docker compose exec -T database pg_restore --username=postgres --exit-on-error --clean --if-exists --single-transaction "$@"; }
restore --dbname=chronos < "$work/gateway.dump"
restore --dbname=chronos < "$work/content.dump"
restore --dbname=twenty < "$work/twenty.dump"

extract() { docker compose run --rm --no-deps -T --entrypoint tar "$1" --extract --directory="$2"; }
extract directus /directus < "$work/directus-uploads.tar"
extract twenty /app/packages/twenty-server < "$work/twenty-files.tar"
