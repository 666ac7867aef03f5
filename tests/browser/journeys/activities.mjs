// What happens at the library: looked up, registered for, waited for, noted at the door with and without a connection.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';

const said = async (page) => (await page.locator('main').textContent()).replaceAll(/\s+/g, ' ');
const press = async (page, locator) => {
  await Promise.all([page.waitForEvent('framenavigated'), locator.click()]);
  await page.waitForLoadState('load');
};

/// The first activity of a kind in the calendar that is still to come.
async function find(page, kind) {
  const day = new Date(Date.now() + 5 * 86400e3).toISOString().slice(0, 10);
  await page.goto(`/kegiatan?jenis=${kind}&hari=${day}`);
  await press(page, page.locator('.agenda h3 a').first());
}

export default {
  'a citizen finds the festival, keeps seats, and has a ticket by a link, with and without JavaScript': async ({ open }) => {
    for (const js of [true, false]) {
      const page = await open({ js, width: 360, height: 740 });
      await find(page, 'festival');
      await press(page, page.locator('a[href$="/daftar"]'));
      await page.fill('#size', '3');
      await press(page, page.locator('form.form .btn:not(.ghost)'));
      assert.match(await said(page), /disimpan untuk Anda sampai/);
      await page.fill('#name', js ? 'Contoh Pengunjung Satu' : 'Contoh Pengunjung Dua');
      await page.fill('#needs', 'Tempat untuk kursi roda');
      await page.locator('input[name=q00][value="2"]').check();
      await page.locator('input[name=q01][value="1"]').check();
      await page.waitForTimeout(4200); // Nobody fills in a form faster.
      await press(page, page.locator('form.form .btn:not(.ghost)'));
      // Whoever needs help is asked which: the form comes back with one more question, and all that was typed.
      assert.match(await said(page), /Bantuan apa\?/);
      assert.equal(await page.inputValue('#needs'), 'Tempat untuk kursi roda');
      await page.locator('input[name=q02][value="1"]').check();
      await press(page, page.locator('form.form .btn:not(.ghost)'));
      assert.match(page.url(), /\/tiket\/[0-9a-f]{32}$/);
      assert.match(await said(page), /Terkonfirmasi.*3 orang/s);
      await press(page, page.locator('form[action$="/batal"] button'));
      assert.match(await said(page), /Dikembalikan oleh pendaftar/);
      // The one more question was a refusal, as it must be.
      page.complaints = page.complaints.filter((line) => !line.includes('422'));
    }
  },

  'a full seminar offers the waiting list, and the ticket says at which place one waits and why': async ({ open }) => {
    const page = await open({ js: false });
    await find(page, 'seminar');
    await press(page, page.locator('a[href$="/daftar"]'));
    await press(page, page.locator('form.form .btn:not(.ghost)'));
    assert.match(await said(page), /Semua kursi sudah terisi/);
    await page.fill('#name', 'Contoh Penunggu');
    await page.waitForTimeout(4200);
    await press(page, page.locator('form.form .btn:not(.ghost)'));
    assert.match(await said(page), /di urutan \d+ dari \d+ pada daftar tunggu.*Semua kursi sudah terisi saat mendaftar/s);
  },

  'whoever comes too late to register reads since when it is closed and finds what else is open': async ({ open }) => {
    const page = await open({ js: false, width: 360, height: 740, theme: 'dark' });
    await page.goto('/kegiatan?jenis=course');
    const path = await page.locator('.agenda h3 a', { hasText: 'Ponsel yang aman' }).first().getAttribute('href');
    await page.goto(`${path}/daftar`);
    assert.match(await said(page), /sudah dimulai pada|sudah selesai pada/);
    assert.doesNotMatch(await said(page), /diubah orang lain/);
    await press(page, page.locator('.agenda h3 a').first());
    assert.match(page.url(), /\/kegiatan\/K-\d+$/);
  },

  'the head plans a weekly story time, publishes it, and moves one date': async ({ open }) => {
    const page = await open({ as: 'kepala' });
    await page.goto('/staf/kegiatan/baru');
    await page.fill('#title', 'Baca nyaring Selasa');
    await page.fill('#summary', 'Satu buku, dibaca bersama.');
    await page.locator('input[name=entry][value=free]').check();
    await press(page, page.locator('details.more form .btn'));
    const path = new URL(page.url()).pathname;
    assert.match(await said(page), /Belum ada sesi/);
    const year = String(new Date().getFullYear() + 1);
    for (const [id, value] of [['starts', '5'], ['until', '26']]) {
      await page.fill(`#${id}`, value);
      await page.fill(`input[name=${id}_month]`, '1');
      await page.fill(`input[name=${id}_year]`, year);
    }
    await page.fill('#time', '15.30');
    await page.selectOption('#pattern', 'weekly');
    await page.fill('#place', 'Ruang anak');
    await press(page, page.locator(`form[action="${path}/sesi"] .btn`));
    assert.match(await said(page), /Sesi ditambahkan.*26 Januari/s);
    await press(page, page.locator(`form[action="${path}/setuju"] .btn`));
    await press(page, page.locator(`form[action="${path}/terbit"] .btn`));
    await page.goto(`/kegiatan?tampil=bulan&hari=${year}-01-15`);
    assert.equal(await page.locator('.month a', { hasText: 'Baca nyaring Selasa' }).count(), 4);
    await page.goto(path);
    await press(page, page.locator('#sesi').locator('xpath=ancestor::table').locator('tbody a[href*="/sesi/"]').first());
    await page.fill('#time', '16.00');
    await press(page, page.locator('details.more[open] form .btn').first());
    assert.match(await said(page), /Sesi diubah.*16\.00–17\.00/s);
  },

  'whoever stands at the door scans, counts, and loses nothing without a connection': async ({ open }) => {
    const page = await open({ as: 'kepala' });
    await page.goto('/staf/kegiatan?q=Ponsel');
    await press(page, page.locator('tbody a').first());
    // One whose day has come: before it nobody is there yet.
    await press(page, page.locator('a[href^="/staf/kehadiran/"]').first());
    const here = page.url();
    await page.fill('#name', 'Contoh Datang Saja');
    await press(page, page.locator('form[action$="/datang"] .btn'));
    assert.match(await said(page), /Tercatat: Contoh Datang Saja/);
    await page.waitForFunction(() => navigator.serviceWorker?.controller || navigator.serviceWorker?.ready);
    await page.goto(here);
    await page.context().setOffline(true);
    const buttons = page.locator('#peserta').locator('xpath=ancestor::table').locator('form[data-hadir] button');
    const before = await buttons.count();
    await buttons.first().click();
    await page.waitForSelector('[data-waiting]:not([hidden])');
    await page.context().setOffline(false);
    await page.waitForFunction((n) => document.querySelectorAll('table form[data-hadir] input[name=kode]').length < n, before);
    page.complaints = page.complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to (load|fetch)/.test(line));
  },

  'of a group that came in part the number is pressed once at the door, without JavaScript and on a phone': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false, width: 360, height: 740 });
    await page.goto('/staf/kegiatan?q=Sampah+dapur');
    await press(page, page.locator('tbody a').first());
    await press(page, page.locator('a[href^="/staf/kehadiran/"]').first());
    const group = page.locator('table:has(#terakhir) form[action$="/jumlah"]').first();
    const code = await group.locator('input[name=kode]').inputValue();
    await page.fill('#kode', code);
    await press(page, page.locator('form:has(#kode) .btn:not(.ghost)'));
    assert.match(await said(page), /Sudah tercatat sebelumnya.*Yang datang/s);
    const asked = page.locator('form[action$="/jumlah"]').first();
    const of = await asked.locator('button').count();
    await press(page, asked.locator('button').first());
    assert.match(await said(page), new RegExp(`Tercatat: .*1 dari ${of} orang`, 's'));
    await press(page, page.locator('form[action$="/jumlah"]').first().locator('button').last());
    assert.doesNotMatch(await said(page), new RegExp(`1 dari ${of} orang`));
  },

  'what is printed for a festival comes as PDF: poster, programme, and the sheet to sign': async ({ open }) => {
    const page = await open({ as: 'kepala' });
    await page.goto('/staf/kegiatan?q=Festival');
    await press(page, page.locator('tbody a').first());
    const papers = page.locator('main a[href$=".pdf"]');
    assert.equal(await papers.count(), 2);
    const paths = await papers.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    await press(page, page.locator('a[href^="/staf/kehadiran/"]').last());
    paths.push(await page.locator('a[href$="/daftar-hadir.pdf"]').getAttribute('href'));
    for (const path of paths) {
      const paper = await page.request.get(path);
      assert.equal(paper.headers()['content-type'], 'application/pdf', path);
    }
  },

  'a certificate is verified by anybody, and a guess finds nothing': async ({ open }) => {
    const staff = await open({ as: 'kepala' });
    await staff.goto('/staf/kegiatan?q=Bahasa+Inggris');
    await press(staff, staff.locator('tbody a').first());
    await press(staff, staff.locator('a[href$="/hasil"]'));
    const code = await staff.locator('tbody a[href^="/sertifikat/"]').first().textContent();
    const page = await open({ js: false });
    await page.goto('/sertifikat');
    await page.fill('#kode', code.toLowerCase().replaceAll('-', ' '));
    await press(page, page.locator('main button.btn'));
    assert.match(await said(page), /Berlaku.*Bahasa Inggris dasar/s);
    const paper = await page.request.get(await page.locator('a[href$="/cetak"]').getAttribute('href'));
    assert.equal(paper.headers()['content-type'], 'application/pdf');
    await page.fill('#kode', '0000-0000-0000-0000');
    await press(page, page.locator('main button.btn'));
    assert.match(await said(page), /Tidak ditemukan/);
  },

  'a learner hands in an assignment by the ticket, the teacher reads it, and everybody who is ready is certified at once': async ({ open }) => {
    const staff = await open({ as: 'kepala' });
    await staff.goto('/staf/kegiatan?q=Lansia');
    await press(staff, staff.locator('tbody a').first());
    await press(staff, staff.locator('a[href$="/tugas"]').first());
    await press(staff, staff.locator('table:has(#kiriman) tbody tr', { hasText: 'Menunggu dinilai' }).locator('a').first());
    await staff.locator('input[name=passed][value=yes]').check();
    await staff.fill('#feedback', 'Surat yang hangat.');
    await press(staff, staff.locator('details.more form .btn'));
    assert.doesNotMatch(await said(staff), /Menunggu dinilai/);
    await press(staff, staff.locator('table:has(#kiriman) tbody a').first());
    assert.match(await said(staff), /Baik/);
    await press(staff, staff.locator('nav a[href$="/tugas"], .crumbs a[href$="/tugas"]').first());
    await press(staff, staff.locator('a[href$="/hasil"]').first());
    const give = staff.locator('form[action$="/hasil"] .btn');
    if (await give.count()) {
      await press(staff, give);
      assert.match(await said(staff), /Sertifikat diberikan/);
    }
  },

  'another site shows the calendar within its own page, and no other page of the library': async ({ open }) => {
    const page = await open({ js: false });
    await page.goto('/kegiatan');
    const code = await page.inputValue('#sematan');
    assert.match(code, /^<iframe src="http[^"]+\/kegiatan\/sematan"/);
    const site = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(code.replace('loading="lazy"', '')));
    await new Promise((listening) => site.listen(0, '127.0.0.1', listening));
    await page.goto(`http://127.0.0.1:${site.address().port}/`);
    const frame = page.frameLocator('iframe');
    await frame.locator('.agenda h3 a').first().waitFor();
    assert.equal(await frame.locator('form, nav').count(), 0);
    const closed = await page.request.get('/kegiatan');
    assert.match(closed.headers()['content-security-policy'], /frame-ancestors 'none'/);
    site.close();
  },

  'the head plans what a programme costs and brings about': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false, width: 360, height: 740 });
    await page.goto('/staf/program');
    await press(page, page.locator('tbody a').first());
    const deed = page.locator('details.more', { has: page.locator('form[action$="/anggaran"]') });
    await deed.locator('summary').click();
    await deed.locator('#cost').fill('Konsumsi relawan');
    await deed.locator('#amount').fill('1.250.000');
    await press(page, deed.locator('.btn'));
    assert.match(await said(page), /Konsumsi relawan.*Rp1\.250\.000/s);
    await press(page, page.locator('tr', { hasText: 'Konsumsi relawan' }).locator('button'));
    assert.doesNotMatch(await said(page), /Konsumsi relawan/);
  },
};
