// Walks through the demo town in a real browser: the files of journeys side by side, each in a town of its own.
//   node run.mjs PATH-TO-MAPALUS [NAME…]      only journeys whose name contains one of the words
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { found, opened } from './town.mjs';

const [program, ...wanted] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'mapalus-browser-'));
const founded = join(folder, 'founded');
await found(program, founded);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/// A browser of its own, in Indonesian unless told otherwise; a page that logs an error fails its journey.
async function visitor(town, { lang = 'id', js = true, width = 1366, height = 768, theme = 'light', as } = {}) {
  const context = await browser.newContext({
    baseURL: town.base, javaScriptEnabled: js, viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.complaints = [];
  // A page left before its transition was drawn is no fault of the page.
  page.on('pageerror', (error) => /Transition was (aborted|skipped)/.test(error) || page.complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.complaints.push(message.text()));
  if (lang === 'en') {
    await page.goto('/');
    await page.locator('button[name=lang][value=en]').first().click();
  }
  if (as) await signIn(page, as, town.password);
  return page;
}

async function signIn(page, login, password) {
  await page.goto('/masuk');
  await page.fill('#login', login);
  await page.fill('#password', password);
  await Promise.all([page.waitForURL((url) => !url.pathname.startsWith('/masuk')), page.press('#password', 'Enter')]);
}

/// Walks one journey; its complaint, if it has one.
async function walked(name, walk, town) {
  const pages = [];
  const open = async (how) => {
    const page = await visitor(town, how);
    pages.push(page);
    return page;
  };
  try {
    await walk({ open, town });
    const complaints = pages.flatMap((page) => page.complaints);
    if (complaints.length) throw new Error(`the browser complains: ${complaints.join(' | ')}`);
    return null;
  } catch (error) {
    for (const [n, page] of process.env.SHOTS ? pages.entries() : []) {
      await page.screenshot({ path: join(process.env.SHOTS, `${name.replaceAll(/\W+/g, '-')}-${n}.png`), fullPage: true }).catch(() => {});
    }
    return String(error.stack ?? error).replace(/^/gm, '      ');
  } finally {
    for (const page of pages) await page.context().close();
  }
}

let passed = 0;
const failed = [];
async function file(name) {
  const all = Object.entries((await import(new URL(`journeys/${name}`, import.meta.url))).default);
  const journeys = all.filter(([name]) => !wanted.length || wanted.some((word) => name.includes(word)));
  if (!journeys.length) return;
  const town = await opened(program, founded, join(folder, name));
  for (const [name, walk] of journeys) {
    const start = Date.now();
    const complaint = await walked(name, walk, town);
    const seconds = `${((Date.now() - start) / 1000).toFixed(1)} s`.padStart(7);
    console.log(complaint ? `FAIL${seconds}  ${name}\n${complaint}` : `ok  ${seconds}  ${name}`);
    if (complaint) failed.push(name); else passed += 1;
  }
  await town.close();
}

// The longest first, so that no core is left alone with one at the end.
const journeys = new URL('journeys/', import.meta.url);
const size = (name) => statSync(new URL(name, journeys)).size;
const waiting = readdirSync(journeys).filter((name) => name.endsWith('.mjs')).sort((a, b) => size(a) - size(b));
const lane = async () => { while (waiting.length) await file(waiting.pop()); };
await Promise.all(Array.from({ length: availableParallelism() }, lane));
await browser.close();
rmSync(folder, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed.length} failed`);
process.exit(failed.length ? 1 : 0);
