// The desk by scanner alone: codes and Enter, nothing else.
import assert from 'node:assert/strict';

async function scan(page, code) {
  await page.fill('#kode', code);
  await Promise.all([page.waitForLoadState('load'), page.waitForEvent('framenavigated'), page.press('#kode', 'Enter')]);
  await page.waitForSelector('#kode');
}
const settled = (page) => page.waitForFunction(() => !document.querySelector('section[data-queue]'));
const kept = (page, n) => page.waitForFunction((n) => document.querySelector('section[data-queue] [data-count]')?.textContent === String(n), n);
const whole = async (page) => (await page.locator('.verdict:visible').first().textContent()).replaceAll(/\s+/g, ' ');
/// The browser says in its own log that there is no connection; that is no fault of the page.
const forgive = (page) => { page.complaints = page.complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(line)); };
/// Types and sends without waiting for a page.
const type = (page, code) => page.fill('#kode', code).then(() => page.press('#kode', 'Enter'));
/// A member besides the one the demo names.
const OTHER = 'A-00012';
const verdict = (page) => page.locator('.verdict strong').first().textContent();

export default {
  'a copy is lent and returned by scanning, with and without JavaScript': async ({ open, town }) => {
    for (const js of [false, true]) {
      const page = await open({ js, as: 'meja' });
      await page.goto('/staf/meja');
      await scan(page, '%PINJAM');
      await scan(page, town.member);
      assert.match(await page.locator('.member').textContent(), new RegExp(town.member));
      await scan(page, town.copy);
      assert.match(await verdict(page), /Dipinjamkan/);
      await scan(page, '%KEMBALI');
      await scan(page, town.copy);
      assert.match(await verdict(page), /[Kk]embali/);
      await scan(page, '%SELESAI');
    }
  },

  'two tabs of one account never lend to the member of the other, with and without JavaScript': async ({ open, town }) => {
    for (const js of [false, true]) {
      const one = await open({ js, as: 'meja' });
      const two = await one.context().newPage();
      await one.goto('/staf/meja?mode=pinjam');
      await scan(one, town.member);
      await two.goto('/staf/meja?mode=pinjam');
      await scan(two, OTHER);
      await scan(one, town.copy);
      assert.match(await whole(one), /Tidak dilakukan.*Meja ini sekarang melayani/);
      assert.match(await one.locator('.member').textContent(), new RegExp(OTHER));
      await two.goto('/staf/meja?mode=cek');
      await scan(two, town.copy);
      assert.doesNotMatch(await whole(two), /Sedang dipinjam/);
      await scan(two, '%SELESAI');
    }
  },

  'scans that outrun the page are done for whoever was scanned before them': async ({ open, town }) => {
    const page = await open({ as: 'meja' });
    await page.goto('/staf/meja?mode=pinjam');
    await scan(page, OTHER);
    // The page still shows the other member when the next card and the book come.
    await page.evaluate((codes) => {
      const box = document.querySelector('#kode');
      for (const code of codes) {
        box.value = code;
        box.form.requestSubmit();
      }
    }, [town.member, town.copy]);
    await page.waitForSelector('.verdict strong:text-matches("Dipinjamkan")');
    assert.match(await page.locator('.member').textContent(), new RegExp(town.member));
    await scan(page, '%BATAL');
    await scan(page, '%SELESAI');
  },

  'a receipt goes on as the desk did, from a box that stands in one line with its words': async ({ open, town }) => {
    const page = await open({ as: 'meja', width: 1366 });
    await page.goto('/staf/meja?mode=pinjam');
    await scan(page, town.member);
    await scan(page, town.copy);
    await scan(page, '%KEMBALI');
    await scan(page, town.copy);
    await scan(page, '%SELESAI');
    assert.equal(await page.locator('h1').textContent(), 'Bukti pengembalian');
    assert.equal(await page.locator('.receipt .lines li').count(), 1);
    const middles = await page.locator('.paper-bar form > :is(label, input:not([type=hidden]), button)').evaluateAll((parts) =>
      parts.map((part) => part.getBoundingClientRect()).map((box) => box.top + box.height / 2));
    assert.equal(middles.length, 3);
    assert.ok(Math.max(...middles) - Math.min(...middles) < 4, `the parts of the bar lie at ${middles}`);
    // The next copy is taken back as well: no member is asked for.
    await scan(page, town.copy);
    assert.doesNotMatch(await verdict(page), /Belum ada anggota/);
    await scan(page, '%SELESAI');
  },

  'a shop code, an unknown code and no member each get their own answer': async ({ open, town }) => {
    const page = await open({ js: false, as: 'meja' });
    await page.goto('/staf/meja');
    await scan(page, '%PINJAM');
    await scan(page, town.copy);
    const without = await verdict(page);
    await scan(page, town.member);
    await scan(page, '8991002123458');
    const shop = await page.locator('.verdict').textContent();
    await scan(page, 'TMH-9999999');
    const unknown = await page.locator('.verdict').textContent();
    assert.match(shop, /toko/i);
    assert.notEqual(shop, unknown);
    assert.ok(without.length > 3);
    await scan(page, '%SELESAI');
  },

  'the last deed can be undone': async ({ open, town }) => {
    const page = await open({ js: false, as: 'meja' });
    await page.goto('/staf/meja');
    await scan(page, '%PINJAM');
    await scan(page, town.member);
    await scan(page, town.copy);
    assert.match(await verdict(page), /Dipinjamkan/);
    await Promise.all([page.waitForEvent('framenavigated'), page.locator('.log .undo').first().click()]);
    await page.goto(`/katalog?q=${encodeURIComponent(town.copy)}`);
    await page.goto('/staf/meja');
    assert.doesNotMatch(await page.locator('.member .loans').textContent().catch(() => ''), new RegExp(town.copy));
    await scan(page, '%SELESAI');
  },

  'a book nobody has catalogued is added with Alt K, lent in one go, and both are undone': async ({ open, town }) => {
    for (const js of [true, false]) {
      const page = await open({ js, as: 'meja' });
      const code = js ? 'TMH-0800001' : 'TMH-0800002';
      await page.goto('/staf/meja?mode=pinjam');
      await scan(page, town.member);
      await scan(page, code);
      assert.match(await whole(page), /Kode tidak dikenal.*Tambah cepat/);
      if (js) await Promise.all([page.waitForURL(/tambah/), page.keyboard.press('Alt+k')]);
      else await page.locator('.verdict a', { hasText: 'Tambah cepat' }).click();
      assert.equal(await page.inputValue('#kode'), code);
      await page.locator('main form .btn').first().click();
      await page.waitForSelector('[role=alert]');
      assert.match(await page.title(), /^Galat/);
      page.complaints = page.complaints.filter((line) => !line.includes('422'));
      await page.fill('#judul', 'Cerita Rakyat Tombulu');
      await page.fill('#pengarang', 'Wenas, Adelina');
      await Promise.all([page.waitForURL(/meja\?mode/), page.locator('main form .btn').first().click()]);
      assert.match(await whole(page), /Dipinjamkan.*Cerita Rakyat Tombulu/);
      const cataloguer = await open({ js: false, as: 'katalog' });
      await cataloguer.goto('/staf/katalog/menunggu');
      assert.match(await cataloguer.locator('main').textContent(), new RegExp(code));
      await scan(page, '%BATAL');
      await scan(page, '%BATAL');
      assert.equal(await page.locator('.log .undo').count(), 0);
      await cataloguer.goto('/staf/katalog/menunggu');
      assert.doesNotMatch(await cataloguer.locator('main').textContent(), new RegExp(code));
      await scan(page, '%SELESAI');
    }
  },

  'without a connection scans are kept on the device, and sent in their order when it is back': async ({ open, town }) => {
    const page = await open({ as: 'meja' });
    await page.goto('/staf/meja?mode=kembali');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.context().setOffline(true);
    await kept(page, 0);
    await type(page, '%PINJAM');
    await type(page, town.member);
    await kept(page, 1);
    await type(page, town.copy);
    await kept(page, 2);
    await type(page, 'TMH-9999998');
    await kept(page, 3);
    await type(page, 'SALAH');
    await kept(page, 4);
    await type(page, '%BATAL');
    await kept(page, 3);
    assert.match(await page.locator('.deskbar .live').textContent(), /Tanpa sambungan · 3 belum tersinkron/);

    // The tab is closed; a new one opens from the device, still without a connection.
    const again = await page.context().newPage();
    await page.close();
    await again.goto('/staf/meja');
    await kept(again, 3);
    assert.match(await again.locator('section[data-queue] tbody').textContent(), new RegExp(`${town.copy}[^]*${town.member}`));
    await again.context().setOffline(false);
    await again.waitForURL(/terkirim=3/, { timeout: 20_000 });
    assert.match(await whole(again), /3 pindaian tersinkron.*1 pindaian tanpa sambungan perlu ditinjau/);

    await again.goto('/staf/meja/tinjauan');
    assert.match(await again.locator('main tbody').textContent(), /TMH-9999998[^]*Tidak ada buku, anggota, atau perintah/);
    await Promise.all([again.waitForURL(/tinjauan/), again.locator('main button', { hasText: 'Selesai' }).click()]);
    await again.waitForSelector('text=Tidak ada yang perlu ditinjau');
    await again.goto('/staf/meja?mode=cek');
    await scan(again, town.copy);
    assert.match(await whole(again), /Sedang dipinjam/);
    await scan(again, '%KEMBALI');
    await scan(again, town.copy);
    assert.match(await whole(again), /Dikembalikan/);
    await scan(again, '%SELESAI');
    forgive(page);
  },

  'a scan whose answer never came is not done twice': async ({ open, town }) => {
    const page = await open({ as: 'meja' });
    await page.goto('/staf/meja?mode=pinjam');
    await scan(page, town.member);
    // The library does it; the answer is lost on the way.
    await page.route('**/staf/meja', async (route) => { await route.fetch(); await route.abort(); }, { times: 1 });
    await type(page, town.copy);
    await page.waitForURL(/terkirim=1/, { timeout: 20_000 });
    assert.match(await page.locator('.member .loans').textContent(), /./);
    assert.doesNotMatch(await page.locator('.member .loans').textContent(), /Diperpanjang/);
    await scan(page, '%KEMBALI');
    await scan(page, town.copy);
    assert.match(await whole(page), /Dikembalikan/);
    await scan(page, '%SELESAI');
    forgive(page);
  },

  'a scan after the session has ended is done by itself once somebody has signed in': async ({ open, town }) => {
    const page = await open({ as: 'meja' });
    await page.goto('/staf/meja?mode=kembali');
    await page.context().clearCookies();
    await type(page, town.copy);
    await page.waitForURL(/masuk/);
    await page.fill('#login', 'meja');
    await page.fill('#password', town.password);
    await page.press('#password', 'Enter');
    await page.waitForURL(/staf\/meja/);
    await page.waitForSelector(`.log .code:text-is("${town.copy}")`);
    await settled(page);
    assert.match(await whole(page), /tidak sedang|Dibaca di tempat|Dikembalikan/i);
    await scan(page, '%SELESAI');
  },
};
