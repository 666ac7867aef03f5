// What a reader does: search, read a record, change the language and the looks, sign in.
import assert from 'node:assert/strict';

/// The smallest picture there is.
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64',
);

/// Whether the word of nobody else comes to find something, or no more; a page waits half a second for a busy index.
async function finds(page, wanted) {
  for (let tries = 0; tries < 20; tries += 1) {
    await page.goto('/katalog?q=zumbaya');
    if ((await page.locator('.hits > li').count() > 0) === wanted) return true;
  }
  return false;
}

export default {
  'a reader finds a book by its title, and the exact title comes first': async ({ open }) => {
    for (const js of [true, false]) {
      const page = await open({ js });
      await page.goto('/');
      await page.fill('#q', 'laskar pelangi');
      await Promise.all([page.waitForURL(/\/katalog/), page.press('#q', 'Enter')]);
      const first = page.locator('.hits > li h2 a').first();
      assert.match(await first.textContent(), /Laskar Pelangi/i);
      await Promise.all([page.waitForURL(/\/katalog\/\d+/), first.click()]);
      assert.match(await page.locator('h1').first().textContent(), /Laskar Pelangi/i);
      assert.match(await page.locator('main').textContent(), /TMH-\d+/);
    }
  },

  'the number on a book leads to its record': async ({ open, town }) => {
    const page = await open({ js: false });
    await page.goto('/katalog');
    await page.fill('#q', town.copy);
    await Promise.all([page.waitForURL(/q=/), page.press('#q', 'Enter')]);
    await page.locator('.hits > li h2 a').first().click();
    assert.ok((await page.locator('main').textContent()).includes(town.copy));
  },

  'a record is passed on by link, WhatsApp or letter, with and without JavaScript': async ({ open }) => {
    for (const js of [true, false]) {
      const page = await open({ js });
      await page.goto('/katalog/1');
      const address = await page.inputValue('#tautan');
      assert.equal(address, page.url());
      for (const scheme of ['https://wa.me/?text=', 'mailto:?subject=']) {
        const href = await page.locator(`.share a[href^="${scheme}"]`).getAttribute('href');
        assert.ok(decodeURIComponent(href).endsWith(address), href);
      }
      const copy = page.locator('[data-copy]');
      assert.equal(await copy.isVisible(), js);
      if (js) {
        await copy.click();
        await page.locator('[data-copy] [role=status]', { hasText: 'Tautan tersalin' }).waitFor();
      }
    }
  },

  'a cataloguer gives a record a picture, readers see it, and taking it off can be undone': async ({ open }) => {
    const page = await open({ as: 'katalog', js: false });
    await page.goto('/staf/katalog/1/sampul');
    await page.locator('form.form .btn').click();
    assert.match(await page.locator('main').textContent(), /Pilih dulu berkas gambarnya/);
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
    await page.setInputFiles('#picture', { name: 'sampul.png', mimeType: 'image/png', buffer: PICTURE });
    await page.fill('#alt', 'Perahu di laut');
    await page.locator('form.form .btn').click();
    await page.waitForURL(/\/staf\/katalog\/1$/);
    const reader = await open({ js: false });
    const seen = async () => {
      await reader.goto('/katalog/1');
      return reader.locator('.face img[alt="Perahu di laut"]').count();
    };
    assert.equal(await seen(), 1);
    await page.goto('/staf/katalog/1/sampul');
    await page.locator('form[action$="/lepas"] .btn').click();
    assert.equal(await seen(), 0);
    await page.locator('.flash form .btn').click();
    assert.equal(await seen(), 1);
    await page.goto('/staf/katalog/1/sampul');
    await page.locator('form[action$="/lepas"] .btn').click();
  },

  'who types another word than the catalogue finds it by a synonym': async ({ open }) => {
    const page = await open({ as: 'katalog', js: false });
    await page.goto('/katalog?q=zumbaya');
    assert.equal(await page.locator('.hits > li').count(), 0);
    await page.goto('/staf/katalog/padanan');
    await page.fill('#typed', 'zumbaya');
    await page.fill('#finds', 'laskar pelangi');
    await page.locator('form.form .btn').click();
    assert.ok(await finds(page, true), 'by the synonym');
    assert.match(await page.locator('.hits > li h2 a').first().textContent(), /Laskar Pelangi/i);
    await page.goto('/staf/katalog/padanan');
    await page.locator('tr', { hasText: 'zumbaya' }).locator('button').click();
    assert.ok(await finds(page, false), 'the synonym is gone');
  },

  'facets narrow the results to as many as they promised': async ({ open }) => {
    const page = await open({ js: false });
    await page.goto('/katalog?q=fiksi');
    const box = page.locator('.facets label.check').filter({ has: page.locator('.n') }).nth(1);
    const promised = Number((await box.locator('.n').textContent()).replaceAll(/\D/g, ''));
    await box.locator('input').check();
    await page.locator('.facets .apply .btn').click();
    const title = await page.locator('h1').textContent();
    assert.equal(Number(title.match(/[\d.]+/)[0].replaceAll('.', '')), promised);
    assert.ok(await page.locator('.chips a').count() > 0);
  },

  'a page can be had in English and back, without JavaScript': async ({ open }) => {
    const page = await open({ js: false });
    await page.goto('/katalog?q=laut');
    assert.equal(await page.locator('html').getAttribute('lang'), 'id');
    await page.locator('button[name=lang][value=en]').first().click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.match(page.url(), /q=laut/);
    await page.locator('button[name=lang][value=id]').first().click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'id');
  },

  'dark colours and large text are kept on the device': async ({ open }) => {
    const page = await open({ js: false });
    await page.goto('/preferensi?return=/katalog');
    await page.check('input[name=theme][value=dark]');
    await page.check('input[name=text][value=larger]');
    await page.locator('main form button').click();
    assert.match(page.url(), /\/katalog$/);
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    assert.equal(await page.locator('html').getAttribute('data-text'), 'larger');
  },

  'a wrong password is told, and nothing typed is lost': async ({ open }) => {
    const page = await open({});
    await page.goto('/masuk');
    await page.fill('#login', 'meja');
    await page.fill('#password', 'bukan-ini-sandinya');
    await page.press('#password', 'Enter');
    await page.waitForSelector('[role=alert]');
    assert.equal(await page.inputValue('#login'), 'meja');
    assert.match(await page.title(), /^Galat/);
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
  },

  'what needs a sign-in leads there and back': async ({ open, town }) => {
    const page = await open({ js: false });
    await page.goto('/staf/meja?mode=kembali');
    assert.match(page.url(), /\/masuk/);
    await page.fill('#login', 'meja');
    await page.fill('#password', town.password);
    await page.press('#password', 'Enter');
    await page.waitForURL(/\/staf\/meja\?mode=kembali/);
  },

  'who works here finds the workroom from the public pages, and their own page from the workroom': async ({ open }) => {
    const page = await open({ as: 'meja', js: false });
    await page.goto('/katalog');
    await page.locator('.main-nav a', { hasText: 'Ruang kerja' }).click();
    await page.waitForURL(/\/staf/);
    await page.locator('.rail .me a').first().click();
    await page.waitForURL(/\/saya$/);
    assert.match(await page.locator('main').textContent(), /Keamanan akun/);
    const reader = await open({ js: false });
    await reader.goto('/katalog');
    assert.equal(await reader.locator('.main-nav a', { hasText: 'Ruang kerja' }).count(), 0);
  },
};
