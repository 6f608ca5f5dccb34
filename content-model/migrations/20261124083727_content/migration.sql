CREATE TABLE "cms_articles" (
	"id" serial PRIMARY KEY,
	"status" varchar(255) DEFAULT 'draft' NOT NULL,
	"slug" varchar(255) NOT NULL CONSTRAINT "cms_articles_slug_unique" UNIQUE,
	"title" varchar(255) NOT NULL,
	"excerpt" text,
	"body" text,
	"published_at" timestamp with time zone,
	"author" integer,
	"cover" uuid,
	"series_codes" text,
	"region_code" varchar(255),
	"company_ids" text,
	"internal_note" text,
	CONSTRAINT "cms_articles_status_check" CHECK ("status" in ('draft', 'published', 'archived')),
	CONSTRAINT "cms_articles_slug_check" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);
--> statement-breakpoint
CREATE TABLE "cms_articles_tags" (
	"id" serial PRIMARY KEY,
	"article" integer,
	"tag" integer,
	"sort" integer
);
--> statement-breakpoint
CREATE TABLE "cms_authors" (
	"id" serial PRIMARY KEY,
	"name" varchar(255) NOT NULL,
	"job_title" varchar(255),
	"bio" text,
	"avatar" uuid
);
--> statement-breakpoint
CREATE TABLE "cms_block_chart" (
	"id" serial PRIMARY KEY,
	"title" varchar(255),
	"series_code" varchar(255) NOT NULL,
	"range_from" date,
	"range_to" date
);
--> statement-breakpoint
CREATE TABLE "cms_block_companies" (
	"id" serial PRIMARY KEY,
	"title" varchar(255),
	"company_ids" text
);
--> statement-breakpoint
CREATE TABLE "cms_block_map" (
	"id" serial PRIMARY KEY,
	"title" varchar(255),
	"indicator_code" varchar(255) NOT NULL,
	"level" varchar(255) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cms_block_richtext" (
	"id" serial PRIMARY KEY,
	"body" text
);
--> statement-breakpoint
CREATE TABLE "cms_pages" (
	"id" serial PRIMARY KEY,
	"status" varchar(255) DEFAULT 'draft' NOT NULL,
	"slug" varchar(255) NOT NULL CONSTRAINT "cms_pages_slug_unique" UNIQUE,
	"title" varchar(255) NOT NULL,
	CONSTRAINT "cms_pages_status_check" CHECK ("status" in ('draft', 'published', 'archived')),
	CONSTRAINT "cms_pages_slug_check" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);
--> statement-breakpoint
CREATE TABLE "cms_pages_blocks" (
	"id" serial PRIMARY KEY,
	"page" integer,
	"collection" varchar(255),
	"item" varchar(255),
	"sort" integer
);
--> statement-breakpoint
CREATE TABLE "cms_site_settings" (
	"id" serial PRIMARY KEY,
	"title" varchar(255) NOT NULL,
	"tagline" varchar(255),
	"description" text,
	"headline_series_codes" text
);
--> statement-breakpoint
CREATE TABLE "cms_tags" (
	"id" serial PRIMARY KEY,
	"name" varchar(255) NOT NULL,
	"slug" varchar(255) NOT NULL CONSTRAINT "cms_tags_slug_unique" UNIQUE,
	CONSTRAINT "cms_tags_slug_check" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);
--> statement-breakpoint
CREATE INDEX "cms_articles_published_at_index" ON "cms_articles" ("published_at");--> statement-breakpoint
CREATE INDEX "cms_articles_author_index" ON "cms_articles" ("author");--> statement-breakpoint
CREATE INDEX "cms_articles_tags_article_index" ON "cms_articles_tags" ("article");--> statement-breakpoint
CREATE INDEX "cms_articles_tags_tag_index" ON "cms_articles_tags" ("tag");--> statement-breakpoint
CREATE INDEX "cms_pages_blocks_page_index" ON "cms_pages_blocks" ("page");--> statement-breakpoint
ALTER TABLE "cms_articles" ADD CONSTRAINT "cms_articles_author_foreign" FOREIGN KEY ("author") REFERENCES "cms_authors"("id") ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE "cms_articles_tags" ADD CONSTRAINT "cms_articles_tags_article_foreign" FOREIGN KEY ("article") REFERENCES "cms_articles"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "cms_articles_tags" ADD CONSTRAINT "cms_articles_tags_tag_foreign" FOREIGN KEY ("tag") REFERENCES "cms_tags"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "cms_pages_blocks" ADD CONSTRAINT "cms_pages_blocks_page_foreign" FOREIGN KEY ("page") REFERENCES "cms_pages"("id") ON DELETE CASCADE;