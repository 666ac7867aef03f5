// The desk by scanner alone: codes and Enter, nothing else.
import assert from 'node:assert/strict';

async function scan(page, code) {
  await page.fill('#kode', code);
  await Promise.all([page.waitForLoadState('load'), page.waitForEvent('framenavigated'), page.press('#kode', 'Enter')]);
  await page.waitForSelector('#kode');
}
const verdict = (page) => page.locator('.verdict strong').first().textContent();

export default {
  'a copy is lent and returned by scanning, with and without JavaScript': async ({ open, town }) => {
    for (const js of [false, true]) {
      const page = await open({ js, as: 'meja' });
      await page.goto('/staf/meja');
      await scan(page, '%PINJAM');
      await scan(page, town.member);
      assert.match(await page.locator('.member').textContent(), new RegExp(town.member));
      await scan(page, town.copy);
      assert.match(await verdict(page), /Dipinjamkan/);
      await scan(page, '%KEMBALI');
      await scan(page, town.copy);
      assert.match(await verdict(page), /[Kk]embali/);
      await scan(page, '%SELESAI');
    }
  },

  'a shop code, an unknown code and no member each get their own answer': async ({ open, town }) => {
    const page = await open({ js: false, as: 'meja' });
    await page.goto('/staf/meja');
    await scan(page, '%PINJAM');
    await scan(page, town.copy);
    const without = await verdict(page);
    await scan(page, town.member);
    await scan(page, '8991002123458');
    const shop = await page.locator('.verdict').textContent();
    await scan(page, 'TMH-9999999');
    const unknown = await page.locator('.verdict').textContent();
    assert.match(shop, /toko/i);
    assert.notEqual(shop, unknown);
    assert.ok(without.length > 3);
    await scan(page, '%SELESAI');
  },

  'the last deed can be undone': async ({ open, town }) => {
    const page = await open({ js: false, as: 'meja' });
    await page.goto('/staf/meja');
    await scan(page, '%PINJAM');
    await scan(page, town.member);
    await scan(page, town.copy);
    assert.match(await verdict(page), /Dipinjamkan/);
    await Promise.all([page.waitForEvent('framenavigated'), page.locator('.log .undo').first().click()]);
    await page.goto(`/katalog?q=${encodeURIComponent(town.copy)}`);
    await page.goto('/staf/meja');
    assert.doesNotMatch(await page.locator('.member .loans').textContent().catch(() => ''), new RegExp(town.copy));
    await scan(page, '%SELESAI');
  },
};
