// Somebody who holds a role at one place only.
import assert from 'node:assert/strict';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const scan = (page, code) => page.fill('#kode', code).then(() => go(page, () => page.press('#kode', 'Enter')));
const verdict = (page) => page.locator('.verdict strong').first().textContent();
const PASSWORD = 'gunung-lokon-pagi-31';
/// The browser says in its own log that a page was refused; that was asked for here.
const forgive = (page) => { page.complaints = page.complaints.filter((line) => !/403/.test(line)); };

export default {
  'branches: a clerk of the mobile library lends there, and is told why not elsewhere': async ({ open, town }) => {
    const head = await open({ as: 'kepala', js: false });
    await head.goto('/staf/akun');
    await head.fill('[name=name]', 'Ruth Tular');
    await head.fill('[name=login]', 'ruth');
    await head.fill('[name=password]', PASSWORD);
    await head.getByLabel('Petugas layanan: Perpustakaan keliling').check();
    const elsewhere = (await head.getByLabel('Petugas layanan: Perpustakaan Kota Tomohon').getAttribute('value')).split('@')[1];
    await go(head, () => head.locator('main form .btn').last().click());
    await head.goto(`/katalog?q=${encodeURIComponent(town.copy)}`);
    await head.goto(`/staf${await head.locator('.hits > li h2 a').first().getAttribute('href')}`);
    const record = new URL(head.url()).pathname;
    const copy = await head.locator('a[href^="/staf/eksemplar/"]').first().getAttribute('href');

    const ruth = await open({ js: false });
    await ruth.goto('/masuk');
    await ruth.fill('#login', 'ruth');
    await ruth.fill('#password', PASSWORD);
    await go(ruth, () => ruth.press('#password', 'Enter'));
    assert.equal(await ruth.locator('nav a[href="/staf/pengaturan"]').count(), 0, 'menus show what one may reach');
    await ruth.goto('/staf/meja?mode=pinjam');
    assert.match(await ruth.locator('main .place').textContent(), /Meja ini di\s+Perpustakaan keliling/);
    assert.equal(await ruth.locator('#tempat').count(), 0, 'there is no other place to choose');
    await scan(ruth, town.member);
    await scan(ruth, town.copy);
    assert.match(await verdict(ruth), /Dipinjamkan/);
    await scan(ruth, '%BATAL');
    await scan(ruth, '%SELESAI');

    // A form made up by hand does not move the desk.
    await ruth.goto('/staf/meja');
    const forged = await ruth.request.post('/staf/meja/tempat', { form: { tempat: elsewhere }, headers: { 'sec-fetch-site': 'same-origin' } });
    assert.equal(forged.status(), 403);
    assert.match(await forged.text(), /Peran Anda tidak mencakup hal ini di Perpustakaan Kota Tomohon/);
    await ruth.goto('/staf/meja');
    assert.match(await ruth.locator('main .place').textContent(), /Perpustakaan keliling/);

    await ruth.goto(record);
    assert.equal(await ruth.locator(`a[href="${copy}"]`).count(), 0);
    assert.equal((await ruth.goto(copy)).status(), 403);
    assert.match(await ruth.locator('main').textContent(), /Peran Anda tidak mencakup hal ini di Perpustakaan Kota Tomohon/);
    forgive(ruth);
  },

  'branches: a right that is taken away counts from the next scan on': async ({ open, town }) => {
    const head = await open({ as: 'kepala', js: false });
    await head.goto('/staf/akun');
    await head.fill('[name=name]', 'Sonya Lasut');
    await head.fill('[name=login]', 'sonya');
    await head.fill('[name=password]', PASSWORD);
    await head.getByLabel('Petugas layanan: Semua tempat').check();
    await go(head, () => head.locator('main form .btn').last().click());
    const sonya = await open({ js: false });
    await sonya.goto('/masuk');
    await sonya.fill('#login', 'sonya');
    await sonya.fill('#password', PASSWORD);
    await go(sonya, () => sonya.press('#password', 'Enter'));
    await sonya.goto('/staf/meja?mode=pinjam');
    await scan(sonya, town.member);

    await head.goto('/staf/akun');
    await go(head, () => head.locator('main a', { hasText: 'Sonya Lasut' }).click());
    await head.getByLabel('Petugas layanan: Semua tempat').uncheck();
    await head.getByLabel('Petugas layanan: Perpustakaan keliling').check();
    await go(head, () => head.locator('form[action$="/peran"] .btn').click());

    await scan(sonya, town.copy);
    assert.match(await sonya.locator('.verdict').textContent(), /Anda tidak lagi bertugas di Perpustakaan Kota Tomohon/);
    await scan(sonya, town.member);
    await scan(sonya, town.copy);
    assert.match(await verdict(sonya), /Dipinjamkan/);
    await scan(sonya, '%BATAL');
    await scan(sonya, '%SELESAI');
  },
};
