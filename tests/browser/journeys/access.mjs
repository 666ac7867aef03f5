// Every page in both languages, themes and widths: no axe violation, no sideways scroll, and light.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const PUBLIC = ['/', '/katalog', '/katalog?q=laut', '/katalog?q=zzzzqqq', '/katalog/1', '/katalog/1/marc', '/masuk', '/preferensi', '/relawan', '/relawan/terima-kasih', '/kios', '/tidak-ada'];
const STAFF = ['/staf', '/staf/meja', '/staf/meja?mode=kembali', '/staf/meja/kartu-perintah', '/staf/anggota', '/staf/anggota/baru', '/staf/anggota/A-00001', '/staf/anggota/kelas',
  '/staf/katalog', '/staf/katalog/baru', '/staf/katalog/1', '/staf/aturan', '/staf/terlambat', '/staf/pengaturan', '/staf/jam-buka',
  '/staf/pekerjaan', '/staf/audit', '/staf/akun', '/staf/peran', '/staf/peran/baru', '/staf/peran/desk', '/staf/lembaga', '/saya/keamanan', '/masuk/lagi',
  '/staf/kunjungan', '/staf/kunjungan/rombongan', '/staf/kunjungan/kertas', '/staf/kunjungan/penghitung', '/staf/kunjungan/laporan?rentang=12-bulan', '/staf/kunjungan/kios',
  '/staf/relawan', '/staf/relawan/jam', '/saya/relawan',
  '/staf/pesan', '/staf/pesan/whatsapp', '/staf/pesan/cetak', '/staf/pesan/cetak/surat', '/staf/pesan/kabar', '/staf/surel', '/saya/pesan', '/saya/pesan/pilihan', '/saya/surel'];

// What memberships stand on. `@` is the first partner that carries memberships.
PUBLIC.push('/gabung?kode=K7MR2-PXD4H');
STAFF.push('/staf/anggota/A-00012/dasar', '/staf/anggota/sementara', '/staf/anggota/kartu/antrean', '/staf/jenis-anggota', '/staf/jenis-anggota/baru',
  '/staf/jenis-anggota/dewasa', '/staf/katalog/label', '/staf/mitra-keanggotaan', '@', '@/voucer', '@/laporan', '@/tahun-ajaran',
  '/saya/voucer');

// What people may know of what is held about them.
STAFF.push('/staf/privasi', '/staf/privasi/insiden', '/saya/privasi');

// Partners: `~` is the first agreement in force.
PUBLIC.push('/mitra', '/mitra/usul', '/mitra/M-004', '/kreator', '/mapalus');
STAFF.push('/staf/mitra', '/staf/mitra?tampilan=papan', '/staf/mitra/baru', '/staf/mitra/M-001', '/staf/mitra/M-001/ubah',
  '/staf/mitra/M-001/tinjau', '/staf/kesepakatan', '/staf/kesepakatan?keadaan=telat', '/staf/kesepakatan/baru', '~', '/staf/kasus',
  '/staf/lingkaran', '/staf/lingkaran/L-001', '/saya/mitra', '/staf/mitra/tinjauan', '/staf/kasus?semua=1', '#', '=', '~/ubah');

// What is given, what money became of it, and what the library owns.
PUBLIC.push('/hadiah-buku', '/pemberi', '/dana', '/usul-buku');
STAFF.push('/staf/kontribusi', '/staf/kontribusi/baru', '/staf/tawaran', '/staf/aksesi', '/staf/dana', '/staf/dana/anggaran', '/staf/kas', '/staf/kas/bulan',
  '/staf/belanja', '/staf/pengadaan', '/staf/pengadaan/pesanan', '/staf/aset', '/staf/aset/baru', '/staf/aset/inventaris',
  '/staf/aset/perawatan', '/saya/hadiah', '/saya/usul-buku');

// Questionnaires: `!` is the first survey, `%` its public address.
STAFF.push('/staf/kuesioner', '/staf/kuesioner/baru', '!', '!/hasil', '!/kertas', '%');
// What happens, who comes, and what they have to show for it.
PUBLIC.push('/kegiatan', '/kegiatan?tampil=pekan', '/kegiatan?tampil=bulan', '/kegiatan/K-0001', '/kegiatan/K-0022', '/kegiatan/K-0022/daftar', '/sertifikat');
STAFF.push('/staf/kegiatan', '/staf/kegiatan/baru', '/staf/kegiatan/K-0001', '/staf/kegiatan/K-0022', '/staf/kegiatan/K-0022/peserta', '/staf/kegiatan/K-0002/hasil',
  '/staf/kegiatan/K-0022/ubah', '/staf/kehadiran', '/staf/program', '/staf/program/baru', '/staf/program/G-001', '/saya/kegiatan');

// What a partner sees of itself.
const PORTAL = ['/saya/mitra', '/saya/mitra/M-001', '?'];

async function violations(page) {
  // The content policy forbids inline scripts, rightly; axe comes through the debugger instead.
  await page.evaluate(axe);
  const found = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), RULES);
  return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')}`);
}

async function look(open, paths, how) {
  const page = await open(how);
  const wrong = [];
  for (const path of paths) {
    const first = async (list, sign = 'main tbody a', rest = '') => {
      await page.goto(list);
      await page.goto(await page.locator(sign).first().getAttribute('href') + rest);
    };
    // The first agreement in force, one that is a draft, the first case, the list of names a partner sends.
    if (path === '~') {
      await first('/staf/kesepakatan?keadaan=berjalan');
    } else if (path === '=') {
      await first('/staf/kesepakatan?keadaan=proses');
    } else if (path === '~/ubah') {
      await first('/staf/kesepakatan?q=bedah+buku', undefined, '/ubah');
    } else if (path === '#') {
      await first('/staf/kasus');
    } else if (path.startsWith('!')) {
      await first('/staf/kuesioner?tujuan=survey', undefined, path.slice(1));
    } else if (path === '%') {
      await page.goto('/staf/kuesioner?tujuan=survey');
      const survey = await page.locator('main tbody a').first().getAttribute('href');
      await page.goto(`/tanya/${survey.split('/').pop()}`);
    } else if (path === '?') {
      await first('/saya/mitra/M-001', 'main a[href^="/saya/daftar-nama/"]');
    } else if (path.startsWith('@')) {
      await page.goto('/staf/mitra-keanggotaan');
      await page.goto(await page.locator('main tbody a').first().getAttribute('href') + path.slice(1));
    } else {
      await page.goto(path);
    }
    for (const violation of await violations(page)) wrong.push(`${path} ${how.lang} ${how.theme} ${how.width}: ${violation}`);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (sideways > 1) wrong.push(`${path} ${how.width}: scrolls ${sideways} px sideways`);
  }
  page.complaints = page.complaints.filter((line) => !/40[34]/.test(line));
  assert.deepEqual(wrong, []);
}

const WAYS = [
  { lang: 'id', theme: 'light', width: 1366 },
  { lang: 'id', theme: 'dark', width: 360 },
  { lang: 'en', theme: 'dark', width: 1366 },
  { lang: 'en', theme: 'light', width: 320 },
];

const journeys = {};
for (const way of WAYS) {
  const title = `${way.lang}, ${way.theme}, ${way.width} px`;
  journeys[`public pages are accessible and fit: ${title}`] = ({ open }) => look(open, PUBLIC, way);
  journeys[`staff pages are accessible and fit: ${title}`] = ({ open }) => look(open, STAFF, { ...way, as: 'kepala' });
  journeys[`a partner's pages are accessible and fit: ${title}`] = ({ open }) => look(open, PORTAL, { ...way, as: 'mitra' });
}

/// Bytes over the wire for a first visit, all requests.
async function weight(open, path, how = {}) {
  const page = await open(how);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  session.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
  await page.goto(path, { waitUntil: 'networkidle' });
  return bytes;
}

for (const [path, kib, how] of [['/', 35, {}], ['/katalog?q=laut', 30, {}], ['/staf/meja', 40, { as: 'meja' }], ['/staf', 45, { as: 'kepala' }]]) {
  journeys[`${path} weighs at most ${kib} KiB at the first visit`] = async ({ open }) => {
    const bytes = await weight(open, path, how);
    assert.ok(bytes > 1000 && bytes <= kib * 1024, `${bytes} bytes`);
  };
}

journeys['the keyboard reaches everything: skip link first, a ring on every stop, no trap'] = async ({ open }) => {
  for (const path of ['/', '/katalog?q=laut', '/katalog/1', '/masuk']) {
    const page = await open({});
    await page.goto(path);
    await page.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); });
    const seen = [];
    for (let n = 0; n < 300; n += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const e = document.activeElement;
        if (!e || e === document.body) return null;
        e.dataset.k ??= String(Math.random());
        const style = getComputedStyle(e);
        return { key: e.dataset.k, href: e.getAttribute('href'), name: (e.textContent || e.name || '').trim().slice(0, 30), ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
      });
      if (!stop || seen.some((other) => other.key === stop.key)) break;
      seen.push(stop);
    }
    assert.equal(seen[0]?.href, '#isi', `${path}: the first stop is the skip link`);
    assert.ok(seen.length > 5 && seen.length < 300, `${path}: ${seen.length} stops`);
    assert.deepEqual(seen.filter((stop) => !stop.ring).map((stop) => stop.name), [], `${path}: stops without a ring`);
  }
};

export default journeys;
