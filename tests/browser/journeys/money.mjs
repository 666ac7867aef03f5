// The library's money from the grant to the receipt, books from the wish to the box, things from the label to the inventory.
import assert from 'node:assert/strict';
import { PDF } from '../paper.mjs';

const go = (page, deed) => Promise.all([page.waitForEvent('framenavigated'), deed()]).then(() => page.waitForLoadState('load'));
const text = (page) => page.locator('main').textContent();
const unfold = (page, words) => page.locator('summary', { hasText: words }).click();

export default {
  'a grant comes in, books are paid from it, and its statement leads to the receipt': async ({ open }) => {
    const treasurer = await open({ as: 'bendahara', js: false });
    await treasurer.goto('/staf/dana/baru');
    await treasurer.fill('#title', 'Hibah perpustakaan kelurahan');
    await treasurer.fill('#purpose', 'Buku untuk lima kelurahan');
    await go(treasurer, () => treasurer.locator('main form .btn').click());
    const fund = new URL(treasurer.url()).pathname;
    await unfold(treasurer, 'Catat uang masuk');
    await treasurer.fill('#received', 'Rp 3.000.000');
    await go(treasurer, () => treasurer.locator('form[action$="/terima"] .btn').click());
    assert.match(await treasurer.title(), /^Galat/);
    assert.equal(await treasurer.inputValue('#received'), 'Rp 3.000.000');
    assert.match(await text(treasurer), /Mulai Rp50\.000 uang masuk perlu bukti/);
    await treasurer.fill('#memo', 'Tahap pertama');
    await treasurer.setInputFiles('#slip', { name: 'rekening-koran.pdf', mimeType: 'application/pdf', buffer: PDF });
    await go(treasurer, () => treasurer.locator('form[action$="/terima"] .btn').click());
    assert.match(await text(treasurer), /J-\d{4}-\d{4}/);
    treasurer.complaints = treasurer.complaints.filter((line) => !line.includes('422'));

    const asking = await open({ as: 'pustakawan', js: false, width: 360 });
    await asking.goto(`/staf/belanja/baru?dana=${fund.split('/').pop()}`);
    await asking.fill('#what', 'Tinta label');
    await asking.fill('#payee', 'Toko Contoh Alat Tulis');
    await asking.fill('#amount', '120.000');
    await go(asking, () => asking.locator('main form[method="post"] .btn').click());
    assert.match(await text(asking), /Menunggu persetujuan/, 'money given for a purpose is approved at any amount');
    await asking.setInputFiles('#file', { name: 'nota.pdf', mimeType: 'application/pdf', buffer: PDF });
    await go(asking, () => asking.locator('form[action$="/dokumen"] .btn').click());
    const wish = new URL(asking.url()).pathname;
    const head = await open({ as: 'kepala', js: false });
    await head.goto(wish);
    assert.match(await text(head), /Hanya untuk: Buku untuk lima kelurahan/);
    await go(head, () => head.locator('form[action$="/putus"] button[value="approved"]').click());

    await treasurer.goto(wish);
    await go(treasurer, () => treasurer.locator('form[action$="/bayar"] .btn').click());
    assert.match(await text(treasurer), /dibayar dan dibukukan/);
    await treasurer.goto(`${fund}/laporan`);
    assert.match(await text(treasurer), /Rp2\.880\.000/);
    assert.match(await treasurer.locator('main a[href^="/staf/bukti/"]').first().textContent(), /rekening-koran/, 'what came in is shown');
    assert.match(await treasurer.locator('main a[href^="/staf/bukti/"]').last().textContent(), /nota/, 'each document is opened from there');
    await go(treasurer, () => treasurer.locator('main a', { hasText: 'Tinta label' }).click());
    const paper = await treasurer.request.get(await treasurer.locator('main a[href^="/staf/bukti/"]').getAttribute('href'));
    assert.equal(paper.headers()['content-type'], 'application/pdf');
    await go(treasurer, () => treasurer.locator(`main a[href="${wish}"]`).first().click());
    await unfold(treasurer, 'Batalkan pembayaran');
    await treasurer.fill('#why', 'Salah rekening');
    await go(treasurer, () => treasurer.locator('form[action$="/batal-bayar"] .btn').click());
    assert.match(await text(treasurer), /menunggu pembayaran lagi/i);
  },

  'what a giver agreed to is written down with the letter and approved by somebody else': async ({ open }) => {
    const head = await open({ as: 'kepala', js: false, width: 360 });
    await head.goto('/staf/dana');
    await go(head, () => head.locator('main a', { hasText: 'Hibah taman baca kampung' }).click());
    assert.match(await text(head), /tujuh kelurahan/);
    await go(head, () => head.locator('form[action*="/kesepakatan/"] button[value="approved"]').click());
    assert.match(await text(head), /Hanya untuk: Rak, buku, dan kegiatan di taman baca tujuh kelurahan/);
    await go(head, () => head.locator('main a[href$="/laporan"]').first().click());
    assert.match(await text(head), /Dijanjikan Rp27\.000\.000, diterima Rp18\.000\.000/);
    assert.match(await text(head), /Hasilnya: .*60 buku dibeli dan tiba/s, 'money is followed to what it became');
    assert.match(await text(head), /kali orang mengikuti program yang ikut dibiayainya/, 'and to who took part');
    const wide = await head.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.equal(wide, false);
  },

  'everybody sees what the library got and spent, on a small screen too': async ({ open }) => {
    const page = await open({ js: false, width: 320 });
    await page.goto('/dana');
    assert.match(await text(page), /Hibah buku anak/);
    assert.match(await text(page), /Apa jadinya/);
    assert.match(await text(page), /kali buku yang dibeli dan diberikan dipinjam/);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.equal(wide, false);
  },

  'who finds no book suggests it; it is chosen, ordered, comes in a box, and its invoice is paid': async ({ open }) => {
    const visitor = await open({ js: false, width: 360 });
    await visitor.goto('/katalog?q=Burung+Dataran+Tinggi+Zzyzx');
    await go(visitor, () => visitor.locator('main a', { hasText: 'Usulkan' }).click());
    assert.equal(await visitor.inputValue('#title'), 'Burung Dataran Tinggi Zzyzx');
    await visitor.fill('#title', 'Burung Dataran Tinggi');
    await visitor.waitForTimeout(4500);
    await go(visitor, () => visitor.locator('main form .btn').click());
    assert.match(await text(visitor), /U-\d{4}/);

    const staff = await open({ as: 'katalog', js: false });
    await staff.goto('/staf/pengadaan');
    await go(staff, () => staff.locator('main a', { hasText: 'Burung Dataran Tinggi' }).click());
    await go(staff, () => staff.locator('form[action$="/pilih"] .btn').click());
    await staff.goto('/staf/pengadaan/pesanan');
    await unfold(staff, 'Susun pesanan');
    await go(staff, () => staff.locator('main form .btn').click());
    const option = staff.locator('#suggestion option', { hasText: 'Burung Dataran Tinggi' });
    await staff.selectOption('#suggestion', await option.getAttribute('value'));
    await staff.fill('#copies', '3');
    await staff.fill('#price', '45.000');
    await go(staff, () => staff.locator('form[action$="/judul"] .btn').click());
    const order = new URL(staff.url()).pathname;

    const head = await open({ as: 'kepala', js: false });
    await head.goto(order);
    await go(head, () => head.locator('form[action$="/pesan"] .btn').click());
    assert.match(await text(head), /dananya terikat/);
    await staff.goto(order);
    await staff.locator('input[name^="came-"]').first().fill('2');
    await go(staff, () => staff.locator('form[action$="/terima"] .btn').click());
    assert.match(await text(staff), /2\/3/);
    await go(staff, () => staff.locator('main a[href^="/staf/aksesi/"]').first().click());
    assert.match(await text(staff), /P-\d{4}-\d{4}\/1/);
    // The box knows what was ordered: one is taken without typing it.
    await go(staff, () => staff.locator('main').getByRole('button', { name: 'Ambil satu' }).click());
    assert.match(await text(staff), /1 dari 2/);
    assert.match(await text(staff), /Rp45\.000/);

    await head.goto(order);
    await unfold(head, 'Catat faktur');
    await head.fill('#invoice_number', 'UJI-01');
    await go(head, () => head.locator('form[action$="/faktur"] .btn').click());
    assert.match(await text(head), /Rp90\.000/);
    await head.setInputFiles('#file', { name: 'faktur.pdf', mimeType: 'application/pdf', buffer: PDF });
    await go(head, () => head.locator('form[action$="/dokumen"] .btn').click());
    const wish = new URL(head.url()).pathname;
    const treasurer = await open({ as: 'bendahara', js: false, width: 360 });
    await treasurer.goto(wish);
    await go(treasurer, () => treasurer.locator('form[action$="/bayar"] .btn').click());
    assert.match(await text(treasurer), /dibayar dan dibukukan/);
    await head.goto(order);
    assert.match(await text(head), /UJI-01/);
    assert.match(await text(head), /Dibayar/);
  },

  'a thing gets its label and is found in an inventory on the phone': async ({ open }) => {
    const page = await open({ as: 'kepala', js: false, width: 360 });
    await page.goto('/staf/aset/baru');
    await page.fill('#name', 'Lampu baca');
    await page.fill('#value', '250.000');
    assert.equal(await page.inputValue('#pieces'), '1', 'one thing, where nobody says how many');
    await page.selectOption('#branch', { label: 'Perpustakaan Kota Tomohon' });
    for (const [field, choice] of [['kind', 'electronics'], ['valuation', 'price'], ['source', 'purchase'], ['condition', 'good']]) await page.selectOption(`#${field}`, choice);
    await go(page, () => page.locator('main form .btn').last().click());
    const code = new URL(page.url()).pathname.split('/').pop();
    assert.match(code, /^INV-\d{4}$/);
    const label = await page.request.post('/staf/aset/label', { form: { codes: code, skip: '0' }, headers: { 'sec-fetch-site': 'same-origin' } });
    assert.equal(label.headers()['content-type'], 'application/pdf');
    await page.goto('/staf/aset/inventaris');
    await page.fill('#name', 'Inventarisasi percobaan');
    await go(page, () => page.locator('form[action="/staf/aset/inventaris"] .btn').click());
    await page.fill('#code', code.toLowerCase());
    await go(page, () => page.press('#code', 'Enter'));
    assert.match(await text(page), new RegExp(`Lampu baca \\(${code}\\)`));
    await page.fill('#code', '8991234567890');
    await go(page, () => page.press('#code', 'Enter'));
    assert.match(await text(page), /tidak dikenal/);
    await go(page, () => page.locator('form[action$="/salah"] .btn').click());
    assert.match(await text(page), /Pindaian 8991234567890 ditarik/);
  },
};
