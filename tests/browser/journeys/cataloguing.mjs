// A record from the blank form to the shelf, and out of the public's sight again.
import assert from 'node:assert/strict';

const press = (page, button) => Promise.all([page.waitForEvent('framenavigated'), button.click()]).then(() => page.waitForLoadState('load'));
const text = (page) => page.locator('main').textContent();
/// Whether the search comes to find it, or no more; a page waits half a second for a busy index.
async function finds(page, wanted) {
  for (let tries = 0; tries < 20; tries += 1) {
    await page.goto('/katalog?q=petung');
    if (/Merangkai Bambu/.test(await text(page)) === wanted) return true;
  }
  return false;
}

export default {
  'a record is made in the form, mended in MARC lines, gets a copy, is found, and is hidden': async ({ open }) => {
    const staff = await open({ as: 'katalog', js: false });
    await staff.goto('/staf/katalog/baru');
    await staff.fill('#author', 'Contoh, Penulis');
    await press(staff, staff.locator('main form .btn').first());
    assert.match(await staff.title(), /^Galat/, 'a record wants a title');
    assert.equal(await staff.inputValue('#author'), 'Contoh, Penulis');
    await staff.fill('#title', 'Merangkai Bambu di Lereng Gunung');
    await staff.fill('#year', '2026');
    await staff.fill('#subjects', 'Kerajinan bambu');
    await press(staff, staff.locator('main form .btn').first());
    staff.complaints = staff.complaints.filter((line) => !line.includes('422'));
    const record = new URL(staff.url()).pathname;

    await staff.goto(`${record}/ubah?view=lines`);
    const lines = await staff.inputValue('textarea[name=lines]');
    assert.match(lines, /245.*Merangkai Bambu/);
    await staff.fill('textarea[name=lines]', `${lines.trimEnd()}\n520 ## $a Bambu petung dipilih, dibelah, dan dianyam.`);
    await press(staff, staff.locator('main form .btn').first());
    assert.match(await text(staff), /Perubahan cantuman sudah disimpan/);

    await staff.goto(`${record}/eksemplar`);
    await press(staff, staff.locator('main form .btn').first());
    await staff.goto(record);
    const barcode = await staff.locator('main a[href^="/staf/eksemplar/"]').first().textContent();
    assert.match(barcode, /^TMH-\d{7}$/);

    const reader = await open({ js: false, width: 360 });
    assert.ok(await finds(reader, true), 'what the lines added is found');
    await press(reader, reader.locator('main a', { hasText: 'Merangkai Bambu' }).first());
    assert.match(await text(reader), /Bambu petung dipilih/, 'what the lines added is on the record');
    assert.match(await text(reader), /1 dari 1 tersedia/);

    const chief = await open({ as: 'pustakawan', js: false });
    await chief.goto(record);
    await press(chief, chief.locator('form[action$="/sembunyikan"] .btn'));
    assert.ok(await finds(reader, false), 'what is hidden is not found');
    await press(chief, chief.locator('form[action$="/tampilkan"] .btn').last());
    assert.ok(await finds(reader, true), 'what is shown again is found');
  },
};
