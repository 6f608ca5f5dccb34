CREATE TABLE "gateway"."partner_keys" (
	"id" text PRIMARY KEY,
	"owner" text NOT NULL,
	"hash" bytea NOT NULL,
	"scopes" text[] NOT NULL,
	"requests_per_minute" integer NOT NULL,
	"cost_per_day" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "partner_keys_id_check" CHECK ("id" ~ '^[0-9a-f]{16}$'),
	CONSTRAINT "partner_keys_hash_check" CHECK (length("hash") = 32),
	CONSTRAINT "partner_keys_limits_check" CHECK ("requests_per_minute" > 0 and "cost_per_day" > 0)
);
