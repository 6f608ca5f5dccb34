# The gateway, and the commands that fill the servers behind it. Node runs the TypeScript as it is: nothing is built.
FROM node:24-slim AS base
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json ./

# With the packages that the demo data comes from. None of their install scripts is needed here.
FROM base AS tools
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force
COPY . .
USER node

# Verifies backups: the database's programs with pgBackRest, of the version that docker-compose.yml runs, and this project.
FROM timescale/timescaledb-ha:pg17.4-ts2.18.2 AS backup
WORKDIR /app
COPY --from=base /usr/local/bin/node /usr/local/bin/node
COPY --from=tools /app /app
USER root
RUN install --directory --owner=postgres /scratch /metrics
USER postgres

# With the optional package that SENTRY_DSN needs, and without PGlite, which only the sandbox needs.
FROM base AS gateway
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -r node_modules/@electric-sql && npm cache clean --force
COPY . .
USER node
ENV HOST=0.0.0.0 PORT=4000 MALLOC_ARENA_MAX=1
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-old-space-size=512", "--max-semi-space-size=32", "--no-allocation-site-pretenuring", "--max-inlined-bytecode-size=800", "--max-inlined-bytecode-size-cumulative=2000", "--liftoff-only", "--import=./gateway/run/strip-types.js", "gateway/main.ts"]
