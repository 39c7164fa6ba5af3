# The command line on a base image. `npm run image` builds the same without one, and is what is tested; this file is not built there.
FROM node:24-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json LICENSE ./
RUN npm ci --omit=dev --omit=peer --ignore-scripts
COPY dist ./dist
COPY docs/runbooks ./docs/runbooks
COPY functions ./functions
USER node
WORKDIR /data
ENV NODE_ENV=production
ENTRYPOINT ["node", "/app/dist/bin/headroom.js"]
CMD ["--help"]
