// Cuts GitHub's OpenAPI description down to the routes the product uses, and writes github.json beside this
// file. The package it comes from takes 390 MB, so it is installed on demand and never a dependency.
//   node lab/openapi/trim-openapi.ts
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject, objectAt, parseJson } from '../github/json.ts';
import { productRoutes } from './routes.ts';

const version = '23.0.2';
const root = join(import.meta.dirname, '..', '..');
const tools = join(root, '.tools', 'openapi');
const source = join(tools, 'node_modules', '@octokit', 'openapi', 'generated', 'api.github.com.json');

/** Prose and examples: most of the size, and nothing to check against. */
const prose = new Set(['description', 'example', 'examples', 'externalDocs', 'summary', 'tags', 'x-github']);

if (!existsSync(source)) {
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'package.json'), '{"private":true}\n');
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `@octokit/openapi@${version}`];
  execFileSync('npm', install, { cwd: tools, stdio: 'inherit' });
}
const full = parseJson(readFileSync(source, 'utf8'));
const paths: JsonObject = {};
for (const [path, methods] of Object.entries(productRoutes)) {
  const operations = objectAt(full, 'paths', path);
  paths[path] = Object.fromEntries(methods.map((method) => [method, bare(objectAt(operations, method))]));
}
const components: JsonObject = {};
keepReferenced(paths);
const trimmed = {
  openapi: '3.0.3',
  info: { title: 'GitHub REST API, trimmed', version: `@octokit/openapi ${version}` },
  paths,
  components,
};
writeFileSync(join(import.meta.dirname, 'github.json'), `${JSON.stringify(trimmed)}\n`);

/** Without prose. Property names that happen to be called `description` stay. */
function bare(value: Json, isProperties = false): Json {
  if (Array.isArray(value)) return value.map((item) => bare(item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => isProperties || !prose.has(key));
  return Object.fromEntries(kept.map(([key, held]) => [key, bare(held ?? null, key === 'properties')]));
}

/** Copies every component that is referred to, and what those refer to in turn. */
function keepReferenced(value: Json): void {
  if (Array.isArray(value)) for (const item of value) keepReferenced(item);
  if (!isObject(value)) return;
  for (const [key, held] of Object.entries(value)) {
    if (key !== '$ref' || typeof held !== 'string') {
      if (held !== undefined) keepReferenced(held);
      continue;
    }
    const [, , kind = '', name = ''] = held.split('/');
    const group = isObject(components[kind]) ? components[kind] : {};
    components[kind] = group;
    if (group[name] !== undefined) continue;
    const component = bare(objectAt(full, 'components', kind, name));
    group[name] = component;
    keepReferenced(component);
  }
}
