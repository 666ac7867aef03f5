// A newcomer becomes a member, gets a card and an account, and renews what they have at home.
import assert from 'node:assert/strict';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const PASSWORD = 'pantai-biru-22';

/// Fills in a date of three boxes.
async function born(page, day, month, year) {
  for (const [part, value] of [['day', day], ['month', month], ['year', year]]) await page.fill(`[name=born_${part}]`, String(value));
}

const main = (page) => page.locator('main').textContent();

/// Registers somebody who chooses a password: their number, and the link they chose it by. The page is that of their card.
async function registered(page, name, elsewhere = async () => {}) {
  await page.goto('/gabung');
  await page.fill('[name=name]', name);
  await born(page, 5, 8, 1991);
  await go(page, () => page.locator('main form button').first().click());
  await elsewhere();
  await page.fill('[name=village]', 'Kinilow');
  await go(page, () => page.locator('main form button').first().click());
  await page.check('[name=agree]');
  await page.waitForTimeout(4_200);
  await go(page, () => page.locator('main form button').first().click());
  const code = (await main(page)).match(/A-\d{5}/)[0];
  await go(page, () => page.getByRole('link', { name: 'Pilih kata sandi' }).click());
  const link = page.url();
  await page.fill('[name=password]', 'pagi cerah di lokon');
  await go(page, () => page.getByRole('button', { name: 'Buka kartu saya' }).click());
  assert.match(page.url(), /\/saya\/kartu$/);
  assert.match(await main(page), new RegExp(code));
  return { code, link };
}

export default {
  'somebody registers on a borrowed telephone and has the card on it at once': async ({ open }) => {
    for (const [js, name] of [[true, 'Yohana Contoh'], [false, 'Marthen Contoh']]) {
      const page = await open({ js, width: 360 });
      const { link } = await registered(page, name, async () => {
        await page.fill('[name=village]', 'Tondano');
        await go(page, () => page.locator('main form button').first().click());
        assert.match(await main(page), /Pakai voucer/, 'who lives elsewhere reads what would help');
      });
      const stranger = await open({ js: false, width: 360 });
      await stranger.goto(link);
      assert.match(await main(stranger), /sudah dipakai/);
      for (const one of [page, stranger]) one.complaints = one.complaints.filter((line) => !/422|410/.test(line));
    }
  },

  'a card that is kept on a telephone opens without a connection until it is taken away': async ({ open }) => {
    const page = await open({ width: 360 });
    const { code } = await registered(page, 'Selvie Contoh');
    await page.locator('[data-card-keep]').click();
    await page.locator('[data-card-drop]').waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated'
      || new Promise((done) => active.addEventListener('statechange', done))));
    await page.context().setOffline(true);
    await page.goto('/saya/kartu');
    const shown = await main(page);
    assert.match(shown, new RegExp(code));
    assert.match(shown, /Keadaan per/, 'it says when all this was so');
    assert.equal(await page.locator('.qr svg').first().evaluate((qr) => qr.getBoundingClientRect().width > 80), true);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).fontFamily), '', 'with its own clothes on');
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/kartu-tanpa-jaringan.png`, fullPage: true });
    await page.context().setOffline(false);
    await page.goto('/saya/kartu');
    await page.locator('[data-card-drop]').click();
    await page.locator('[data-card-keep]').waitFor();
    await page.context().setOffline(true);
    await assert.rejects(page.goto('/saya/kartu'), /ERR_INTERNET_DISCONNECTED/, 'nothing of it is left on the telephone');
    page.complaints = page.complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to load resource/.test(line));
  },

  'a child is a member for the time being until its guardian agrees from home': async ({ open, town }) => {
    const staff = await open({ as: 'meja', js: false });
    await staff.goto('/staf/anggota/baru');
    await staff.fill('[name=name]', 'Gracia Contoh');
    await born(staff, 1, 2, new Date().getFullYear() - 9);
    await staff.fill('[name=village]', 'Kinilow');
    await staff.selectOption('[name=plan]', 'anak');
    await go(staff, () => staff.locator('main form .btn').first().click());
    assert.match(await main(staff), /terdaftar sementara/);
    const record = staff.url();
    const child = record.match(/A-\d+$/)[0];
    await staff.goto('/staf/anggota/baru');
    await staff.fill('[name=name]', 'Ruth Contoh');
    await born(staff, 3, 5, 1991);
    await staff.fill('[name=village]', 'Kinilow');
    await go(staff, () => staff.locator('main form .btn').first().click());
    const mother = staff.url().match(/A-\d+$/)[0];
    const account = staff.locator('form[action$="/akun"]');
    await account.locator('input:not([type=hidden])').first().fill(PASSWORD);
    await go(staff, () => account.locator('button').first().click());
    await staff.goto(record);
    await staff.getByText('Hubungkan wali').first().click();
    await staff.fill('form[action$="/wali"] [name=kode]', mother);
    await go(staff, () => staff.locator('form[action$="/wali"] button').last().click());

    const page = await open({ js: false, width: 360 });
    await page.goto(`/masuk?return=/saya/keluarga/${child}`);
    await page.fill('#login', mother);
    await page.fill('#password', PASSWORD);
    await go(page, () => page.press('#password', 'Enter'));
    await go(page, () => page.getByRole('button', { name: 'Setujui' }).click());
    assert.match(await page.title(), /^Galat/);
    await page.check('[name=setuju]');
    await go(page, () => page.getByRole('button', { name: 'Setujui' }).click());
    assert.match(await main(page), /menyetujui dari akunnya sendiri/);
    await staff.goto(record);
    assert.match(await main(staff), /Ruth Contoh menyetujui dari akunnya sendiri/);
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
  },

  'a member is registered by a form that says what is wrong and keeps what was typed': async ({ open }) => {
    for (const [js, name] of [[true, 'Sarah Wenas'], [false, 'Ivana Supit']]) {
      const page = await open({ as: 'meja', js });
      await page.goto('/staf/anggota/baru');
      await page.locator('main form').first().evaluate((form) => form.setAttribute('novalidate', '')).catch(() => {});
      await page.fill('[name=born_day]', '31');
      await page.fill('[name=born_month]', '2');
      await page.fill('[name=born_year]', '1994');
      await page.fill('[name=name]', name);
      await page.fill('[name=village]', 'Kinilow');
      await go(page, () => page.locator('main form .btn').first().click());
      assert.match(await page.title(), /^Galat/);
      assert.match(await page.locator('[role=alert]').textContent(), /[Tt]anggal/);
      assert.equal(await page.inputValue('[name=name]'), name);
      await page.fill('[name=born_day]', '17');
      await go(page, () => page.locator('main form .btn').first().click());
      assert.match(page.url(), /\/staf\/anggota\/A-\d+$/);
      assert.match(await page.locator('main').textContent(), /17 Februari 1994/);
      const card = await page.goto(`${page.url()}/kartu`);
      assert.equal(card.status(), 200);
      assert.match(await page.locator('.card').first().textContent(), new RegExp(name));
      page.complaints = page.complaints.filter((line) => !line.includes('422'));
    }
  },

  'a member gets an account at the desk, and renews at home with a reason for each refusal': async ({ open }) => {
    const staff = await open({ as: 'kepala', js: false });
    await staff.goto('/staf/terlambat');
    const rows = await staff.locator('main tbody tr').allTextContents();
    const form = staff.locator('form[action$="/akun"]');
    let code;
    // The one who is late for the shortest time and may have an account of their own.
    for (const row of rows.reverse()) {
      code = row.match(/A-\d{5}/)[0];
      await staff.goto(`/staf/anggota/${code}`);
      if ((await form.count()) && !/Persetujuan orang tua atau wali belum ada/.test(await main(staff))) break;
    }
    await form.locator('input:not([type=hidden])').first().fill(PASSWORD);
    await go(staff, () => form.locator('button').first().click());
    assert.match(await staff.locator('main').textContent(), new RegExp(PASSWORD));

    const page = await open({ js: false, width: 360 });
    await page.goto('/masuk?return=/saya/pinjaman');
    await page.fill('#login', code);
    await page.fill('#password', PASSWORD);
    await go(page, () => page.press('#password', 'Enter'));
    assert.match(page.url(), /\/saya\/pinjaman$/);
    const before = await page.locator('main').textContent();
    assert.match(before, /Telat \d+ hari/);
    await go(page, () => page.locator('main button', { hasText: 'Perpanjang' }).first().click());
    const after = await page.locator('main').textContent();
    assert.notEqual(after, before);
    assert.match(page.url(), /\/saya\/pinjaman/);
    assert.match(after, /pinjaman diperpanjang|Belum dapat diperpanjang/);
    await page.goto('/staf/meja');
    assert.doesNotMatch(await page.locator('body').textContent(), /Pindai/, 'a reader has no door to the workroom');
    page.complaints = page.complaints.filter((line) => !/40[349]/.test(line));
  },
};
