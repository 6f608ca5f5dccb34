#!/usr/bin/env bash
# Backs up what docs/backup.md names, into a repository of restic: encrypted here, kept on another machine. Nothing stops
# meanwhile. Settings: RESTIC_REPOSITORY and RESTIC_PASSWORD_FILE, and what restic needs to reach that storage.
set -euo pipefail
: "${RESTIC_REPOSITORY:?where the backups go, such as sftp:backup@other.example:/chronos-graph}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

umask 077
work=$(mktemp --directory)
trap 'rm --recursive --force "$work"' EXIT

dump() { docker compose exec -T database pg_dump --username=postgres --format=custom "$@"; }
# The simplified borders need PostGIS to be there before them, and are made again by `npm run refresh:tiles`.
dump --table='gateway.*' --exclude-table='gateway.simplified_*' --exclude-table='gateway.analytics_migrations*' chronos > "$work/gateway.dump"
dump --table='public.cms_*' --table='public.directus_*' chronos > "$work/content.dump"
dump twenty > "$work/twenty.dump"
# After the database: a file too many harms nobody, a row without its file does.
docker compose exec -T directus tar --create --directory=/directus uploads > "$work/directus-uploads.tar"
docker compose exec -T twenty tar --create --directory=/app/packages/twenty-server .local-storage > "$work/twenty-files.tar"

# One snapshot, or none where anything above failed.
cd "$work"
restic backup --tag chronos-graph --quiet .
restic forget --tag chronos-graph --group-by tags --keep-daily 14 --keep-weekly 8 --keep-monthly 12 --prune --quiet
echo "Backed up $(du --summarize --human-readable . | cut --fields=1)."
