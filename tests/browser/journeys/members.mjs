// A newcomer becomes a member, gets a card and an account, and renews what they have at home.
import assert from 'node:assert/strict';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const PASSWORD = 'pantai-biru-22';

export default {
  'a member is registered by a form that says what is wrong and keeps what was typed': async ({ open }) => {
    for (const [js, name] of [[true, 'Sarah Wenas'], [false, 'Ivana Supit']]) {
      const page = await open({ as: 'meja', js });
      await page.goto('/staf/anggota/baru');
      await page.locator('main form').first().evaluate((form) => form.setAttribute('novalidate', '')).catch(() => {});
      await page.fill('[name=born_day]', '31');
      await page.fill('[name=born_month]', '2');
      await page.fill('[name=born_year]', '1994');
      await page.fill('[name=name]', name);
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
    const code = (await staff.locator('main tbody tr').last().textContent()).match(/A-\d{5}/)[0];
    await staff.goto(`/staf/anggota/${code}`);
    const form = staff.locator('form[action$="/akun"]');
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
