#!/usr/bin/env bash
# Restores the database server, and the files. Its first argument is the time to go back to, '2026-11-29 08:00:00+00': without
# it, or with "", the last that was archived. The second is a snapshot of restic: without it, the newest. What the server has
# since then is lost. Directus and Twenty are stopped, and `docker compose up --detach --wait` starts them again.
set -euo pipefail
target=${1:-}
snapshot=${2:-latest}
: "${RESTIC_REPOSITORY:?where the files are, as backup.sh has it}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

umask 077
work=$(mktemp --directory)
trap 'rm --recursive --force "$work"' EXIT
# First, so that nothing is stopped if there is no such snapshot.
restic restore --quiet --tag chronos-graph --target "$work" "$snapshot" > /dev/null

docker compose stop directus twenty twenty-worker
# Archives the end of the log, which a restore would drop.
docker compose exec -T database pgbackrest check ||
  echo "The database does not archive: what it has not archived so far cannot be restored." >&2
docker compose stop database
pgbackrest() { docker compose run --rm --no-deps -T --entrypoint pgbackrest database "$@"; }
# Only files that differ are fetched where the server's are still there.
if [[ -n $target ]]; then
  pgbackrest --delta --type=time --target="$target" --target-action=promote restore
else
  pgbackrest --delta restore
fi
docker compose up --detach --wait database
recovering() { docker compose exec -T database psql --username=postgres --tuples-only --no-align --command='SELECT pg_is_in_recovery()'; }
until [[ $(recovering) == f ]]; do sleep 1; done

extract() { docker compose run --rm --no-deps -T --entrypoint tar "$1" --extract --directory="$2"; }
extract directus /directus < "$work/directus-uploads.tar"
extract twenty /app/packages/twenty-server < "$work/twenty-files.tar"
