// A partnership from a stranger's proposal to the partner's own page.
import assert from 'node:assert/strict';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const text = (page) => page.locator('main').textContent();

export default {
  'a stranger proposes a partnership, the staff make a partner of it and move it along the board': async ({ open }) => {
    const stranger = await open({ js: false, width: 360 });
    await stranger.goto('/mitra/usul');
    await stranger.fill('#organisation', 'Sanggar Contoh Maengket');
    await stranger.fill('#title', 'Latihan tari di halaman');
    await stranger.fill('#body', 'Latihan tari untuk anak setiap Sabtu pagi.');
    await stranger.fill('#name', 'Grace Contoh');
    await stranger.fill('#phone', '0800-2222-3333');
    await stranger.waitForTimeout(4500);
    await go(stranger, () => stranger.locator('main form .btn').click());
    assert.match(await text(stranger), /K-\d{4}-\d{3}/);

    const staff = await open({ as: 'kepala', js: false });
    await staff.goto('/staf/kasus');
    await go(staff, () => staff.locator('main a', { hasText: 'Latihan tari di halaman' }).click());
    await staff.selectOption('#kind', 'community');
    await go(staff, () => staff.locator('form[action$="/mitra"] button').click());
    assert.match(staff.url(), /\/staf\/mitra\/M-\d+$/);
    assert.match(await text(staff), /Grace Contoh/);
    await staff.goto('/staf/mitra?tampilan=papan&q=Maengket');
    const card = staff.locator('.deal', { hasText: 'Sanggar Contoh Maengket' });
    await card.locator('select').selectOption('draft');
    await go(staff, () => card.locator('button').click());
    assert.match(await text(staff), /sekarang di tahap Rancangan/);
  },

  'an agreement is drafted with its articles and says what is missing before it can be signed': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false });
    await page.goto('/staf/kesepakatan/baru');
    await page.fill('#agreement_title', 'kelas tari bersama');
    await page.selectOption('#partner', { index: 1 });
    await go(page, () => page.locator('main form .btn').click());
    assert.match(page.url(), /\/staf\/kesepakatan\/[0-9a-f-]{36}$/);
    assert.match(await text(page), /Rancangan \d{3}\/PKS\/PERPUS\/\d{4} dimulai/);
    const paper = await page.request.get(`${page.url()}/naskah`);
    assert.equal(paper.headers()['content-type'], 'application/pdf');
    await page.locator('summary', { hasText: 'Tambah penanda tangan' }).click();
    await page.fill('#name', 'Ani Contoh');
    await page.fill('#title', 'Kepala Dinas');
    await go(page, () => page.locator('form[action$="/penanda"] button').click());
    assert.match(await page.title(), /^Galat/);
    assert.match(await text(page), /Tanpa dokumen kewenangan/);
    assert.equal(await page.inputValue('#name'), 'Ani Contoh');
    page.complaints = page.complaints.filter((line) => !line.includes('422'));
  },

  'a contact of a partner sees what was promised and done, and proposes an activity': async ({ open }) => {
    const page = await open({ as: 'mitra', js: false, width: 360 });
    await page.goto('/saya/mitra');
    await go(page, () => page.locator('main a', { hasText: 'SMP Contoh Walian' }).click());
    assert.match(await text(page), /\d+ keanggotaan dari 40 keanggotaan/);
    await page.locator('summary', { hasText: 'Usulkan kegiatan' }).click();
    await page.fill('#title', 'Lomba mendongeng');
    await page.fill('#body', 'Untuk siswa kelas VII.');
    await go(page, () => page.locator('form[action$="/usul"] button').click());
    assert.match(await text(page), /Usul terkirim dengan kode/);
    await page.goto('/staf/mitra');
    page.complaints = page.complaints.filter((line) => !line.includes('403'));
    assert.doesNotMatch(await page.locator('body').textContent(), /Papan/, 'a partner has no door to the workroom');
  },
};
