CREATE TABLE "gateway"."simplified_boundaries" (
	"level" text,
	"code" text,
	"zoom" smallint,
	"geom" geometry(MultiPolygon,3857) NOT NULL,
	CONSTRAINT "simplified_boundaries_pkey" PRIMARY KEY("level","zoom","code")
);
--> statement-breakpoint
CREATE TABLE "gateway"."simplified_levels" (
	"level" text PRIMARY KEY,
	"fingerprint" text NOT NULL,
	"regions" integer NOT NULL,
	"refreshed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "simplified_boundaries_geom" ON "gateway"."simplified_boundaries" USING gist ("geom");
