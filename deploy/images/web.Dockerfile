# Front end: what `next build` leaves to run, without the packages that built it.
FROM node:20-slim AS build
WORKDIR /horarium/web
ENV NEXT_TELEMETRY_DISABLED=1
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run --silent build

FROM node:20-slim
RUN useradd --system --uid 10001 horarium
COPY --from=build /horarium/web/.next/standalone /horarium/web
WORKDIR /horarium/web
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
USER 10001
EXPOSE 3000
CMD ["node", "server.js"]
