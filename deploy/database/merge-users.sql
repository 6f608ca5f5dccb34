-- Gives each account of the site's own sign-in (public.users) an account in Directus: docs/database.md, "One sign-in".
-- Nothing runs this file by itself. Run it after a backup, in the database of both, as a role that may write
-- public.directus_users. It may be run again, and changes neither an account that Directus has already nor public.users.
--
-- The accounts have no role and no password. A user sets one by "forgot password" of Directus: hashes of another program
-- are no use to it. Sessions are not copied: each user signs in again.
DO $$
BEGIN
  IF to_regclass('public.users') IS NULL OR to_regclass('public.directus_users') IS NULL THEN
    RAISE EXCEPTION 'This database has not both public.users and public.directus_users: nothing was changed.';
  END IF;
  IF EXISTS (SELECT FROM public.users GROUP BY lower(email) HAVING count(*) > 1 AND lower(email) <> '') THEN
    RAISE EXCEPTION 'public.users has an address twice, with and without capitals: merge these rows first. Nothing was changed.';
  END IF;

  -- A user may have a name in any of these columns, or none: the table is the site's.
  INSERT INTO public.directus_users (id, email, first_name, last_name, status, provider)
  SELECT gen_random_uuid(), lower(account.email),
    left(coalesce(to_jsonb(account) ->> 'first_name', to_jsonb(account) ->> 'name'), 50),
    left(to_jsonb(account) ->> 'last_name', 50), 'active', 'default'
  FROM public.users AS account
  WHERE account.email <> '' AND NOT EXISTS (
    SELECT FROM public.directus_users AS known WHERE lower(known.email) = lower(account.email));
END
$$;

-- The old and the new key of each user, to change what refers to public.users.
SELECT account.id AS site_id, known.id AS directus_id, known.email
FROM public.users AS account
JOIN public.directus_users AS known ON lower(known.email) = lower(account.email)
ORDER BY known.email;

-- When the site signs its users in at Directus, and nothing refers to the old tables:
-- DROP TABLE public.users_sessions, public.users;
