import { chromium } from 'playwright-core';
const base='http://127.0.0.1:18095';
const pw=process.argv[2];
const browser = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu'] });
const list = process.argv.slice(3);
for (const width of [1366,360]) {
  const ctx = await browser.newContext({ baseURL: base, viewport:{width,height:800}, reducedMotion:'reduce' });
  const page = await ctx.newPage();
  await page.goto('/masuk'); await page.fill('#login','kepala'); await page.fill('#password',pw);
  await Promise.all([page.waitForURL(u=>!u.pathname.startsWith('/masuk')), page.press('#password','Enter')]);
  for (const spec of list) {
    const [name, path] = spec.split('=');
    const r = await page.goto(path.replace('~','='));
    const sw = await page.evaluate(()=>document.documentElement.scrollWidth);
    console.log(width,name,r.status(),sw>width?'OVERFLOW '+sw:'');
    await page.screenshot({ path:`/tmp/shots/${name}-${width}.png`, fullPage:true });
  }
  await ctx.close();
}
await browser.close();
