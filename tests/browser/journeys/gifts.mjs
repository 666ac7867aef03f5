// A gift of books from a stranger's telephone to the shelf, without JavaScript.
import assert from 'node:assert/strict';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const text = (page) => page.locator('main').textContent();
const press = (page, name) => go(page, () => page.locator('main').getByRole('button', { name, exact: true }).click());

export default {
  'books offered from a telephone become copies on the shelf by scanner alone': async ({ open }) => {
    const stranger = await open({ js: false, width: 320 });
    await stranger.goto('/hadiah-buku');
    await stranger.fill('#titles', 'Buku uji coba dari lemari\nDongeng uji coba');
    await stranger.fill('#pieces', '3');
    await stranger.fill('#name', 'Grace Contoh Uji');
    await stranger.fill('#phone', '0800-2222-4444');
    await stranger.locator('#named').check();
    await stranger.waitForTimeout(4500);
    await press(stranger, 'Kirim tawaran');
    const code = (await text(stranger)).match(/T-\d{4}-\d{3}/)?.[0];
    assert.ok(code, 'the stranger has a code');

    const staff = await open({ as: 'kepala', js: false });
    await staff.goto(`/staf/tawaran/${code}`);
    await staff.locator('input[name=said][value=accept]').check();
    await press(staff, 'Jawab dan kirim pesan');
    await go(staff, () => staff.locator('main a', { hasText: 'Menjadi kontribusi' }).click());
    await press(staff, 'Terima');
    await staff.fill('#value', '150.000');
    await staff.selectOption('#method', 'market');
    await press(staff, 'Nilai');
    assert.match(await text(staff), /Tulis dasar penilaiannya/);
    await staff.fill('#basis', 'Harga toko buku setempat');
    await staff.selectOption('#method', 'market');
    await press(staff, 'Nilai');
    await press(staff, 'Setujui');
    await press(staff, 'Bukukan');
    assert.match(await text(staff), /\d{3}\/BAST\/[IVX]+\/\d{4}/);
    const paper = await staff.request.get(`${staff.url()}/berita-acara`);
    assert.equal(paper.headers()['content-type'], 'application/pdf');

    await go(staff, () => staff.locator('main a', { hasText: 'Kotak buku' }).click());
    const scan = async (code) => {
      // The box waits for the scanner by itself.
      await staff.locator('#kode:focus').fill(code);
      await go(staff, () => staff.press('#kode', 'Enter'));
    };
    await scan('8992753100101');
    assert.match(await text(staff), /nomor barang toko/);
    await scan('9786020324784');
    assert.match(await text(staff), /belum ada di katalog/);
    await scan('%YA');
    await scan('9786020324784');
    await scan('9786020324784');
    assert.match(await text(staff), /3 dari 3/);
    await scan('%BATAL');
    assert.match(await text(staff), /2 dari 3/);
    await scan('%SELESAI');
    assert.match(await text(staff), /Masih kurang 1 buku/);
    await staff.fill('#kurang', 'Satu buku basah');
    await go(staff, () => staff.locator('form[action$="/selesai"] .btn').click());
    assert.match(await text(staff), /2 eksemplar kini ada di rak/);
    assert.match(await text(staff), /Satu buku basah/);
    staff.complaints = staff.complaints.filter((line) => !line.includes('422'));
  },

  'everybody sees who gave and a giver sees what came of it': async ({ open }) => {
    const page = await open({ js: false, width: 360 });
    await page.goto('/pemberi');
    assert.match(await text(page), /Penerbit Contoh Krisan/);
    const staff = await open({ as: 'kepala', js: false });
    await staff.goto('/staf/kontribusi?jenis=books');
    await go(staff, () => staff.locator('main tbody tr', { hasText: 'Penerbit Contoh Krisan' }).locator('th a').click());
    await go(staff, () => staff.locator('main a', { hasText: 'Penerbit Contoh Krisan' }).click());
    assert.match(await text(staff), /sudah masuk koleksi/);
    const mine = await open({ as: 'mitra', js: false, width: 360 });
    await mine.goto('/saya/mitra');
    await go(mine, () => mine.locator('main a', { hasText: 'SMP Contoh Walian' }).click());
    assert.match(await text(mine), /14 buku dari/);
  },
};
