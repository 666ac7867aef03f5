// Starts the program with a fresh demo town and walks through it in a real browser.
//   node run.mjs PATH-TO-MAPALUS [NAME…]      only journeys whose name contains one of the words
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { sink } from './sink.mjs';

const [program, ...wanted] = process.argv.slice(2);
// A port of this machine that the program may ask, for the journey with an institution's own sign-in.
const peer = await new Promise((resolve) => {
  const finder = createServer().listen(0, '127.0.0.1', () => {
    const { port } = finder.address();
    finder.close(() => resolve(port));
  });
});
const mail = await sink();
const folder = mkdtempSync(join(tmpdir(), 'mapalus-browser-'));
const server = spawn(program, ['demo', '--data', join(folder, 'demo'), '--listen', '127.0.0.1:0', '--lang', 'en'], {
  env: { ...process.env, MAPALUS_LOG: 'warn', MAPALUS_PEERS: `["127.0.0.1:${peer}"]`,
    MAPALUS_MAIL_SERVER: `smtp+plain://127.0.0.1:${mail.port}`, MAPALUS_MAIL_FROM: 'Perpustakaan Tomohon <pustaka@tomohonkota.example>' },
});

/// The address, and what the demo says one can try.
function opened() {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk) => {
      said += chunk;
      const base = said.match(/https?:\/\/\S+?(?=\/? )/)?.[0];
      const member = said.match(/member \((\S+)\)/)?.[1];
      const copy = said.match(/copy \((\S+)\)/)?.[1];
      const password = said.match(/meja \/ (\S+)/)?.[1];
      if (base && member && copy && password) resolve({ base, member, copy, password });
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', (chunk) => process.stderr.write(chunk));
    server.on('exit', (code) => reject(new Error(`the program ended (${code}): ${said}`)));
    setTimeout(() => reject(new Error(`the program did not open in time: ${said}`)), 300_000).unref();
  });
}

const town = { ...(await opened()), peer, letters: mail.letters };
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/// A browser of its own, in Indonesian unless told otherwise; a page that logs an error fails its journey.
async function visitor({ lang = 'id', js = true, width = 1366, height = 768, theme = 'light', as } = {}) {
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
  if (as) await signIn(page, as);
  return page;
}

async function signIn(page, login) {
  await page.goto('/masuk');
  await page.fill('#login', login);
  await page.fill('#password', town.password);
  await Promise.all([page.waitForURL((url) => !url.pathname.startsWith('/masuk')), page.press('#password', 'Enter')]);
}

let passed = 0;
const failed = [];
const files = readdirSync(new URL('journeys/', import.meta.url)).filter((name) => name.endsWith('.mjs')).sort();
for (const file of files) {
  const journeys = (await import(new URL(`journeys/${file}`, import.meta.url))).default;
  for (const [name, walk] of Object.entries(journeys)) {
    if (wanted.length && !wanted.some((word) => name.includes(word))) continue;
    const pages = [];
    const open = async (how) => { const page = await visitor(how); pages.push(page); return page; };
    try {
      await walk({ open, town });
      const complaints = pages.flatMap((page) => page.complaints);
      if (complaints.length) throw new Error(`the browser complains: ${complaints.join(' | ')}`);
      passed += 1;
      console.log(`ok    ${name}`);
    } catch (error) {
      failed.push(name);
      console.log(`FAIL  ${name}\n${String(error.stack ?? error).replace(/^/gm, '      ')}`);
      for (const [n, page] of pages.entries()) {
        if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name.replaceAll(/\W+/g, '-')}-${n}.png`), fullPage: true }).catch(() => {});
      }
    }
    for (const page of pages) await page.context().close();
  }
}
await browser.close();
server.removeAllListeners('exit');
server.kill('SIGTERM');
await new Promise((resolve) => server.on('exit', resolve));
rmSync(folder, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed.length} failed`);
process.exit(failed.length ? 1 : 0);
