// A class becomes members from a pasted list; a person gets a photo; whoever is known already is noticed while typing.
import assert from 'node:assert/strict';
import { paper } from '../paper.mjs';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));

export default {
  'a class is pasted, looked at, registered and its cards stand ready': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false, width: 360 });
    await page.goto('/staf/anggota/kelas');
    await page.fill('#list', 'Nama\tTanggal lahir\tL/P\tKelas\tKelurahan\nTirza Contoh\t17/03/2014\tP\t7A\tKinilow\nEwal Contoh\t31/12/2013\tL\t7A\tRurukan\nTanpa Tanggal\t\tL\t7A\tKinilow');
    await go(page, () => page.locator('main form .btn').click());
    let text = await page.locator('main').textContent();
    assert.match(text, /Daftarkan 2 anggota/);
    assert.match(text, /Tanggal lahir kosong/);
    assert.match(text, /belum 18 tahun/);
    await go(page, () => page.locator('main form button.btn').click());
    text = await page.locator('main').textContent();
    assert.match(text, /2 anggota baru/);
    assert.match(text, /persetujuan/i);
    assert.equal(await page.locator('input[name=kode]').count(), 2);
    const cards = await paper(page, page.locator('button[value=lembar]'));
    assert.equal(cards.headers()['content-type'], 'application/pdf');
  },

  'a photo of a member stands on their page and at the desk': async ({ open, town }) => {
    const page = await open({ as: 'kepala' });
    await page.goto(`/staf/anggota/${town.member}`);
    await go(page, () => page.locator('main a', { hasText: 'foto' }).click());
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 400 } });
    await page.locator('#foto summary').click();
    await page.setInputFiles('#photo', { name: 'foto.png', mimeType: 'image/png', buffer: png });
    await go(page, () => page.locator('#foto form .btn').click());
    const drawn = () => page.locator('img.portrait').evaluate((image) => image.complete && image.naturalWidth);
    assert.ok((await drawn()) > 0);
    await page.goto(`/staf/anggota/${town.member}`);
    assert.ok((await drawn()) > 0);
    await page.goto(`/staf/meja?anggota=${town.member}`);
    await go(page, () => page.press('#kode', 'Enter'));
    assert.ok((await drawn()) > 0);
  },

  'whoever is known already is noticed while the form is filled in': async ({ open, town }) => {
    const page = await open({ as: 'meja' });
    await page.goto(`/staf/anggota/${town.member}`);
    const name = await page.locator('h1').textContent();
    await page.goto('/staf/anggota/baru');
    await page.locator('[name=name]').pressSequentially(name);
    const link = page.locator('[data-alike-here] a', { hasText: name });
    await link.waitFor();
    assert.match(await link.getAttribute('href'), /^\/staf\/orang\//);
    await page.fill('[name=name]', 'Zxqv');
    await page.waitForFunction(() => !document.querySelector('[data-alike-here]').firstChild);
  },
};
