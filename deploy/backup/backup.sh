#!/usr/bin/env bash
# Backs up what docs/backup.md names. The database server by pgBackRest, its first argument says how: full, or diff, which is
# what changed since the last full backup. Then the files by restic. Nothing stops meanwhile, and both encrypt here.
# Settings: RESTIC_REPOSITORY and RESTIC_PASSWORD_FILE, and what restic needs to reach that storage; pgBackRest's are in .env.
set -euo pipefail
type=${1:?full or diff}
: "${RESTIC_REPOSITORY:?where the files go, such as s3:https://storage.example/backups/files}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# It creates what the repository lacks of this server's, and fails if the log is not archived.
docker compose exec -T database pgbackrest stanza-create
docker compose exec -T database pgbackrest check
docker compose exec -T database pgbackrest --type="$type" backup

umask 077
work=$(mktemp --directory)
trap 'rm --recursive --force "$work"' EXIT
# After the database: a file too many harms nobody, a row without its file does.
docker compose exec -T directus tar --create --directory=/directus uploads > "$work/directus-uploads.tar"
docker compose exec -T twenty tar --create --directory=/app/packages/twenty-server .local-storage > "$work/twenty-files.tar"

# One snapshot, or none where anything above failed.
cd "$work"
restic backup --tag chronos-graph --quiet .
restic forget --tag chronos-graph --group-by tags --keep-daily 14 --keep-weekly 8 --prune --quiet
echo "Backed up ($type)."
