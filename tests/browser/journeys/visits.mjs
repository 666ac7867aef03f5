// The book at the door: the staff's page, the tablet with and without a connection, and people who would like to help.
import assert from 'node:assert/strict';
import { paper } from '../paper.mjs';

const said = async (page) => (await page.locator('main').textContent()).replaceAll(/\s+/g, ' ');
const forgive = (page, pattern) => { page.complaints = page.complaints.filter((line) => !pattern.test(line)); };
const number = async (page) => Number((await page.locator('.stat b').first().textContent()).replaceAll(/\D/g, ''));

/// A tablet at the door, opened by the head of the library.
async function kiosk(open, how = {}) {
  const page = await open({ as: 'kepala', ...how });
  await page.goto('/staf/kunjungan/kios');
  await page.fill('#nama', 'Pintu utama');
  await Promise.all([page.waitForURL(/\/kios$/), page.locator('form.form .btn').click()]);
  return page;
}

export default {
  'a guest is one tap, a member one scan, and both can be undone, with and without JavaScript': async ({ open, town }) => {
    for (const js of [true, false]) {
      const page = await open({ as: 'meja', js });
      await page.goto('/staf/kunjungan');
      const before = await number(page);
      await Promise.all([page.waitForEvent('framenavigated'), page.locator('button[value=female-adult]').click()]);
      await page.waitForLoadState('load');
      assert.match(await said(page), /Tercatat: Tamu: Perempuan, Dewasa/);
      assert.equal(await number(page), before + 1);
      await page.fill('#kode', town.member);
      await Promise.all([page.waitForEvent('framenavigated'), page.press('#kode', 'Enter')]);
      await page.waitForLoadState('load');
      assert.match(await said(page), /Tercatat: |sudah tercatat tadi/);
      await page.fill('#kode', 'A-99999');
      await Promise.all([page.waitForEvent('framenavigated'), page.press('#kode', 'Enter')]);
      await page.waitForLoadState('load');
      assert.match(await said(page), /A-99999 tidak dikenal dan tidak dihitung/);
      await Promise.all([page.waitForEvent('framenavigated'), page.locator('tbody form[action$="/batal"] button').first().click()]);
      await page.waitForLoadState('load');
      assert.match(await said(page), /Dibatalkan: /);
    }
  },

  'the tablet at the door counts by one tap, knows nothing else, and is closed from the workroom': async ({ open, town }) => {
    for (const js of [true, false]) {
      const page = await kiosk(open, { js });
      await Promise.all([page.waitForURL(/tercatat/), page.locator('.huge.sun').click()]);
      assert.match(await said(page), /Selamat datang!.*sudah tercatat/);
      await Promise.all([page.waitForEvent('framenavigated'), page.locator('.answers .btn').first().click()]);
      await page.waitForSelector('button[name=tujuan]');
      await Promise.all([page.waitForURL(/selamat-datang/), page.locator('button[value=read]').click()]);
      await page.goto('/kios');
      await page.fill('#kode', town.member);
      await Promise.all([page.waitForURL(/tercatat|selamat-datang/), page.press('#kode', 'Enter')]);
      const welcome = await said(page);
      assert.match(welcome, /Selamat datang/);
      await page.goto('/staf/kunjungan');
      assert.match(page.url(), /\/masuk/, 'no session of the staff is left on the tablet');
      const staff = await open({ as: 'kepala', js: false });
      await staff.goto('/staf/kunjungan/kios');
      await Promise.all([staff.waitForEvent('framenavigated'), staff.locator('form[action$="/cabut"] button').first().click()]);
      const closed = await page.goto('/kios');
      assert.equal(closed.status(), 403);
      assert.match(await said(page), /Alat ini bukan kios/);
      forgive(page, /403/);
    }
  },

  'without a connection the tablet goes on counting, and sends what it kept in its order': async ({ open, town }) => {
    const page = await kiosk(open);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const staff = await open({ as: 'meja', js: false });
    await staff.goto('/staf/kunjungan');
    const before = await number(staff);
    await page.context().setOffline(true);
    await page.goto('/kios');
    await page.locator('.huge.sun').click();
    await page.waitForSelector('[data-kept]:not([hidden])');
    assert.match(await page.locator('[data-waiting]').textContent(), /^1 kunjungan menunggu/);
    // The browser is closed and opened again, still without a connection.
    const again = await page.context().newPage();
    await page.close();
    await again.goto('/kios');
    await again.fill('#kode', 'A-99999');
    await again.press('#kode', 'Enter');
    await again.waitForFunction(() => /^2 /.test(document.querySelector('[data-waiting]').textContent));
    await staff.goto('/staf/kunjungan');
    assert.equal(await number(staff), before);
    await again.context().setOffline(false);
    await again.waitForFunction(() => document.querySelector('[data-waiting]').hidden, null, { timeout: 20_000 });
    await staff.goto('/staf/kunjungan');
    assert.ok(await number(staff) >= before + 1);
    forgive(page, /ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  },

  'a paper sheet, a group and a counter are entered with their mistakes told': async ({ open }) => {
    const page = await open({ as: 'meja', js: false });
    await page.goto('/staf/kunjungan/kertas');
    await Promise.all([page.waitForEvent('framenavigated'), page.locator('main form .btn').first().click()]);
    assert.match(await said(page), /Isi jumlah tamu atau nomor kartu/);
    await page.fill('[name=n_female_teen]', '7');
    await Promise.all([page.waitForEvent('framenavigated'), page.locator('main form .btn').first().click()]);
    assert.match(await said(page), /7 tamu, 0 anggota/);
    await page.goto('/staf/kunjungan/rombongan');
    await page.fill('#from', 'SD Contoh Kakaskasen');
    await page.fill('[name=n_male_child]', '14');
    await Promise.all([page.waitForEvent('framenavigated'), page.locator('main form .btn').first().click()]);
    assert.match(await said(page), /Rombongan 14 orang: SD Contoh Kakaskasen/);
    await page.goto('/staf/kunjungan/penghitung');
    await page.fill('#people', '33');
    await Promise.all([page.waitForEvent('framenavigated'), page.locator('main form .btn', { hasText: 'Simpan' }).click()]);
    assert.match(await said(page), /Tersimpan: 33 orang/);
    await page.goto('/staf/kunjungan/laporan?rentang=12-bulan');
    assert.match(await said(page), /tidak pernah dijumlahkan/);
    forgive(page, /422/);
  },

  'somebody applies, is accepted, gives hours, and the library thanks them': async ({ open }) => {
    const page = await open({ js: false, width: 360 });
    await page.goto('/relawan');
    await page.fill('#name', 'Contoh Relawan Tiga');
    for (const [name, value] of [['born_day', '4'], ['born_month', '5'], ['born_year', '1999'], ['phone', '080011112222']]) await page.fill(`[name=${name}]`, value);
    await page.check('[name=skill][value=music]');
    await page.check('[name=waktu][value="6-morning"]');
    await page.check('#agree');
    await page.waitForTimeout(4200);
    await Promise.all([page.waitForURL(/terima-kasih/), page.locator('main form .btn').click()]);
    const staff = await open({ as: 'kepala', js: false });
    await staff.goto('/staf/relawan');
    await staff.locator('a', { hasText: 'Lamaran Contoh Relawan Tiga' }).click();
    await staff.waitForURL(/lamaran/);
    const fresh = staff.locator('input[name=orang][value=""]');
    if (await fresh.count()) await fresh.check();
    await Promise.all([staff.waitForURL(/relawan\/[0-9a-f-]+$/), staff.locator('button', { hasText: 'Terima sebagai relawan' }).click()]);
    assert.match(await said(staff), /Belum boleh mendampingi anak-anak/);
    await staff.fill('#minutes', '1,5');
    await staff.fill('#activity', 'Menata rak');
    await Promise.all([staff.waitForEvent('framenavigated'), staff.locator('form[action$="/jam"] .btn').click()]);
    assert.match(await said(staff), /1 jam 30 menit/);
    const letter = await paper(staff, staff.locator('form[action$="/surat"] button'));
    assert.equal(letter.headers()['content-type'], 'application/pdf');
    await staff.goto('/staf/relawan?keahlian=music&hari=6&waktu=morning');
    assert.match(await said(staff), /Contoh Relawan Tiga/);
  },
};
