-- A text that is absent becomes empty, a position 0, and an unknown date of publication the day of this migration.
UPDATE "cms_articles" SET "excerpt" = coalesce("excerpt", ''), "body" = coalesce("body", ''),
	"series_codes" = coalesce("series_codes", ''), "published_at" = coalesce("published_at", now());
--> statement-breakpoint
UPDATE "cms_authors" SET "job_title" = coalesce("job_title", ''), "bio" = coalesce("bio", '');
--> statement-breakpoint
UPDATE "cms_block_chart" SET "title" = '' WHERE "title" IS NULL;
--> statement-breakpoint
UPDATE "cms_block_companies" SET "title" = '' WHERE "title" IS NULL;
--> statement-breakpoint
UPDATE "cms_block_map" SET "title" = '' WHERE "title" IS NULL;
--> statement-breakpoint
UPDATE "cms_block_richtext" SET "body" = '' WHERE "body" IS NULL;
--> statement-breakpoint
UPDATE "cms_site_settings" SET "tagline" = coalesce("tagline", ''), "description" = coalesce("description", ''),
	"headline_series_codes" = coalesce("headline_series_codes", '');
--> statement-breakpoint
UPDATE "cms_articles_tags" SET "sort" = 0 WHERE "sort" IS NULL;
--> statement-breakpoint
UPDATE "cms_pages_blocks" SET "sort" = 0 WHERE "sort" IS NULL;
--> statement-breakpoint
-- Rows that join nothing are of no use.
DELETE FROM "cms_articles_tags" WHERE "article" IS NULL OR "tag" IS NULL;
--> statement-breakpoint
DELETE FROM "cms_pages_blocks" WHERE "page" IS NULL;
--> statement-breakpoint
ALTER TABLE "cms_articles" ALTER COLUMN "excerpt" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_articles" ALTER COLUMN "excerpt" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_articles" ALTER COLUMN "body" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_articles" ALTER COLUMN "body" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_articles" ALTER COLUMN "published_at" SET DEFAULT now();--> statement-breakpoint
ALTER TABLE "cms_articles" ALTER COLUMN "published_at" SET NOT NULL;--> statement-breakpoint
-- This fails while an article has no author: give it one first.
ALTER TABLE "cms_articles" ALTER COLUMN "author" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_articles" ALTER COLUMN "series_codes" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_articles" ALTER COLUMN "series_codes" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_articles_tags" ALTER COLUMN "article" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_articles_tags" ALTER COLUMN "tag" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_articles_tags" ALTER COLUMN "sort" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "cms_articles_tags" ALTER COLUMN "sort" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_authors" ALTER COLUMN "job_title" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_authors" ALTER COLUMN "job_title" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_authors" ALTER COLUMN "bio" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_authors" ALTER COLUMN "bio" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_block_chart" ALTER COLUMN "title" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_block_chart" ALTER COLUMN "title" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_block_companies" ALTER COLUMN "title" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_block_companies" ALTER COLUMN "title" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_block_map" ALTER COLUMN "title" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_block_map" ALTER COLUMN "title" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_block_richtext" ALTER COLUMN "body" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_block_richtext" ALTER COLUMN "body" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_pages_blocks" ALTER COLUMN "page" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_pages_blocks" ALTER COLUMN "sort" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "cms_pages_blocks" ALTER COLUMN "sort" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_site_settings" ALTER COLUMN "tagline" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_site_settings" ALTER COLUMN "tagline" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_site_settings" ALTER COLUMN "description" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_site_settings" ALTER COLUMN "description" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_site_settings" ALTER COLUMN "headline_series_codes" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "cms_site_settings" ALTER COLUMN "headline_series_codes" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cms_articles" DROP CONSTRAINT "cms_articles_author_foreign", ADD CONSTRAINT "cms_articles_author_foreign" FOREIGN KEY ("author") REFERENCES "cms_authors"("id");