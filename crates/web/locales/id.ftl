### Kata-kata halaman umum program: masuk, tampilan.

sign-in-password = Kata sandi
sign-in-refused = Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.
sign-in-wait = Terlalu banyak percobaan. Tunggu { $seconds } detik, lalu coba lagi.
word-unknown = Pilihan ini tidak dikenal. Muat ulang halamannya, lalu pilih lagi.
form-once-more = Periksa sekali lagi isian di atas, lalu kirim. Belum ada yang tersimpan.
form-trapped = Ada kotak tersembunyi yang terisi, mungkin oleh pengisian otomatis peramban. Kotak itu sudah dikosongkan; kirim sekali lagi. Belum ada yang tersimpan.
form-enough-from-here = Dari sini sudah banyak kiriman hari ini. Belum ada yang tersimpan. Silakan ke meja layanan, atau coba lagi besok.
login-taken = Nama pengguna “{ $login }” sudah dipakai. Pilih yang lain.
password-too-short = Kata sandi paling sedikit 8 huruf.
password-too-long = Kata sandi paling banyak 128 huruf.
password-too-common = Kata sandi ini terlalu mudah ditebak. Pilih yang lain.

preferences-kept = Tampilan disimpan di perangkat ini.

idempotency-key-reused = Kunci permintaan ini sudah dipakai untuk permintaan lain. Tidak ada yang berubah; kirim dengan kunci baru.
form-sent-before = Formulir ini sudah dikirim. Muat ulang halaman dan lihat hasilnya sebelum mengisi lagi.

## Hari ini

today-title = Hari ini
today-waiting = Yang menunggu
today-numbers = Angka bulan ini
today-compared = Dihitung dari { $from } sampai { $to }, dibandingkan dengan tanggal yang sama bulan lalu, { $before } sampai { $until }.
today-note = Hari ini { $today }. Bulan lalu { $before }.
today-program = Keadaan program
today-open = Hari ini buka { $x }.
today-closed = Hari ini tutup.
check-disk = Penyimpanan
check-backup = Cadangan
check-jobs = Pekerjaan
check-clock = Jam komputer
disk-good = Data dapat dibaca dan disimpan.
disk-full = Penyimpanan penuh
    .text = Penyimpanan penuh: perubahan tidak dapat disimpan. Yang sudah tersimpan aman dan tetap dapat dibaca. Kosongkan ruang di komputer ini; program melanjutkan sendiri.
disk-stopped = Penyimpanan berhenti
    .text = Penyimpanan gagal menulis, jadi program berhenti menyimpan supaya data tidak rusak. Yang sudah tersimpan masih dapat dibaca. Periksa media penyimpanannya, lalu jalankan ulang program.
backup-never = Belum pernah ada cadangan yang diperiksa. Buat satu sekarang, dan simpan salinannya di luar gedung.
backup-last = Cadangan terakhir dibuat dan diperiksa { $ago }: { $moment }.
backup-old = Cadangan terakhir dibuat { $ago }: { $moment }. Periksa mengapa tidak ada yang lebih baru.
jobs-waiting = Tidak ada yang gagal. { $waiting } pekerjaan menunggu gilirannya.
jobs-dead = { $dead } pekerjaan gagal berulang kali dan perlu dilihat; { $waiting } menunggu gilirannya.
jobs-look = Lihat yang gagal
clock-right = Sekarang { $x }.
clock-in-doubt = Jam komputer menunjukkan { $x }. Jam itu melompat jauh sejak program terakhir berjalan, maka pekerjaan terjadwal ditahan dulu. Cocokkan dengan jam lain.
clock-confirm = Jam ini benar
clock-confirmed = Jam dinyatakan benar. Pekerjaan terjadwal berjalan lagi.

## Pengaturan

settings-title = Pengaturan
settings-lead = Semua yang diputuskan sendiri oleh perpustakaan. Setiap perubahan tercatat dan dapat dikembalikan.
settings-save = Simpan
settings-leave = Biarkan seperti semula
settings-change = Ubah
setting-kept = Tersimpan: { $name }.
setting-as-it-was = { $name }: tidak ada yang berubah.
setting-undone = Dikembalikan: { $name }.
setting-decided-since = Pengaturan ini sudah diubah lagi sesudahnya, jadi tidak dikembalikan. Lihat riwayatnya, lalu putuskan lagi.
setting-yes = Ya
setting-no = Tidak
setting-empty = Belum diisi
setting-bounds = Angka dari { $least } sampai { $most }.
setting-wants-number = Isi dengan angka dari { $least } sampai { $most }.
setting-wants-days = Isi satu atau beberapa bilangan hari dari 0 sampai { $most }, dipisahkan koma. Contoh: 90, 60, 30, 7.
setting-wants-choice = Pilih salah satu dari pilihan yang ada.
setting-too-long = Terlalu panjang; paling banyak 2.000 huruf.
history-title = Riwayat
history-none = belum pernah diubah
history-when = Waktu
history-who = Oleh
history-from = Dari
history-to = Menjadi
history-program = Program
history-somebody = Seseorang yang akunnya sudah tidak ada

module-house = Ruang kerja
module-library = Perpustakaan
module-people = Anggota dan petugas
module-catalogue = Katalog
module-circulation = Sirkulasi

setting-library-kind = Jenis perpustakaan
    .help = Baris kecil di atas nama, misalnya “Perpustakaan Umum”.
setting-library-name = Nama perpustakaan
    .help = Tertulis di kepala setiap halaman, misalnya “Kota Tomohon”.
setting-library-short-name = Nama pendek
    .help = Dipakai di tempat sempit, seperti ruang kerja petugas.
setting-library-owner = Penanggung jawab
    .help = Lembaga yang menyelenggarakan perpustakaan; tertulis di kaki halaman.
setting-library-address = Alamat
    .help = Satu baris alamat per baris; tertulis di kaki halaman.
setting-library-phone = Telepon
    .help = Nomor yang diangkat petugas pada jam buka.
setting-library-whatsapp = WhatsApp
    .help = Nomor yang dijawab petugas lewat WhatsApp.
setting-library-zone = Zona waktu
    .help = Menentukan kapan hari berganti. Berlaku setelah program dijalankan ulang.
setting-library-zone-asia-makassar = WITA (Makassar, Manado, Tomohon)
setting-library-zone-asia-jakarta = WIB (Jakarta)
setting-library-zone-asia-jayapura = WIT (Jayapura)
setting-library-forms-per-network = Kiriman formulir umum per jaringan
    .help = Pendaftaran mandiri, usul, tawaran buku: paling banyak berapa kiriman setiap formulir dalam sehari dari satu jaringan. Sekolah dan kantor kelurahan memakai satu jaringan bersama. Alamatnya tidak disimpan.
setting-library-forms-per-device = Kiriman formulir umum per perangkat
    .help = Paling banyak berapa kiriman setiap formulir dalam sehari dengan satu ponsel. Satu keluarga sering memakai satu ponsel.
setting-library-source-url = Alamat kode sumber
    .help = Alamat web tempat siapa pun dapat mengambil kode sumber program ini, sesuai lisensinya. Ditampilkan di halaman “Tentang”.

## Jam buka dan tempat

hours-title = Jam buka
hours-today = Hari ini, { $x }
hours-closed = Tutup
hours-week = Jam buka mingguan
hours-week-hint = Dua rentang per hari, misalnya 08.00–12.00 dan 13.00–17.00. Kosongkan untuk hari tutup.
hours-opens-of = { $day }, rentang { $n }: buka
hours-closes-of = { $day }, rentang { $n }: tutup
hours-save = Simpan jam buka
hours-kept = Jam buka tersimpan. Tanggal kembali pinjaman baru mengikutinya.
hours-back = Jam buka kembali seperti semula.
hours-incomplete = Isi jam buka dan jam tutup, atau kosongkan keduanya.
hours-unreadable = Tulis jam dari 00.00 sampai 23.59, misalnya 08.00.
hours-end-before-they-begin = Jam tutup harus sesudah jam buka.
hours-overlap = Dua rentang pada hari yang sama bertumpuk. Pisahkan, atau jadikan satu.
special-days = Hari khusus
special-days-lead = Libur, cuti, dan hari yang buka di luar kebiasaan. Bila beberapa berlaku pada hari yang sama, yang terakhir dicatat yang menentukan.
special-day-name = Nama hari
special-day-when = Tanggal
special-day-hours = Jam
special-day-where = Berlaku di
special-day-from = Mulai tanggal
special-day-to = Sampai tanggal
special-day-to-hint = Kosongkan bila hanya satu hari.
special-day-opens = Buka pukul
special-day-closes = Tutup pukul
special-day-hours-hint = Kosongkan keduanya bila tutup seharian.
special-day-yearly = Berulang setiap tahun pada tanggal yang sama
special-day-every-year = setiap { $x }
special-day-here = Tempat ini saja
special-day-everywhere = Semua tempat
special-day-add = Tambah hari khusus
special-day-remove = Hapus
special-day-kept = “{ $name }” dicatat.
special-day-gone = “{ $name }” dihapus.
special-day-back = “{ $name }” dicatat lagi.
special-day-needs-date = Tulis tanggal yang ada di kalender, misalnya 25 12 2026.
special-day-ends-before-it-begins = Tanggal terakhir mendahului tanggal pertama.
special-day-needs-name = Beri nama, misalnya “Hari Natal”.
special-day-has-one-stretch = Hari khusus hanya punya satu rentang jam.
special-day-missing = Hari khusus ini sudah tidak ada; mungkin sudah dihapus orang lain. Tidak ada yang berubah.
branches = Tempat layanan
branch-title = Keterangan tempat
branch-new = Tempat baru
branch-code = Kode
    .help = Singkatan yang tertulis di laporan, misalnya TOM.
branch-name = Nama
branch-address = Alamat
branch-phone = Telepon
branch-kept = { $name } tersimpan.
branch-back = { $name } kembali seperti semula.
branch-removed = { $name } dihapus dari daftar tempat.
branch-in-use = Tempat ini sudah dipakai oleh data lain, maka tidak dapat dihapus. Tidak ada yang berubah.
branch-needs-code = Beri kode singkat.
branch-needs-name = Beri nama.
branch-code-taken = Kode “{ $code }” sudah dipakai tempat lain. Pilih yang lain.

## Pekerjaan program

jobs-title = Pekerjaan
jobs-lead = Yang dikerjakan program di belakang layar atau menurut jadwal. Yang gagal dicoba lagi sendiri sampai dua belas kali, lalu disisihkan di sini untuk dilihat orang.
jobs-tab-waiting = Menunggu
jobs-tab-dead = Disisihkan
jobs-tab-done = Selesai
jobs-none = Tidak ada pekerjaan di sini
    .text = Pekerjaan muncul sendiri saat program memerlukannya. Yang selesai disimpan dua minggu.
jobs-latest = { $n } terbaru
jobs-retry-all = Coba lagi semua yang tampak
jobs-retried = { $n } pekerjaan akan dicoba lagi dari awal.
job-name = Pekerjaan
job-asked-for = Diminta
job-runs = Dijalankan
job-laid-aside = Disisihkan
job-finished = Selesai
job-attempts = Percobaan
job-error = Galat terakhir
job-retry = Coba lagi
job-retried = Pekerjaan akan dicoba lagi dari awal.
job-not-dead = Pekerjaan ini tidak sedang disisihkan; mungkin sudah dicoba lagi. Tidak ada yang berubah.
job-platform-sweep = Membersihkan sesi dan catatan pekerjaan lama

## Catatan perubahan

journal-title = Catatan
journal-entries = Siapa mengubah apa
journal-lead = Siapa mengubah apa, yang terbaru di atas. Catatan ini hanya dapat bertambah: setiap baris mengunci baris sebelumnya.
journal-count = { $x } catatan.
journal-empty = Belum ada catatan.
journal-seal = Kunci catatan terakhir:
journal-action = Tindakan
journal-every-action = Semua tindakan
journal-person = Oleh
journal-person-hint = Nama atau nama pengguna
journal-filter = Tampilkan
journal-namesakes = Siapa yang dimaksud?
journal-number = No.
journal-what = Tindakan
journal-values = Nilai
journal-erased = Nilai dihapus demi privasi
journal-none = Tidak ada catatan yang cocok
    .text = Ubah atau kosongkan saringannya.
journal-pages = Halaman catatan
journal-newest = Ke yang terbaru
journal-older = Yang lebih lama

audit-account-opened = Akun dibuka atau sandi diganti
audit-account-closed = Akun ditutup
audit-account-reopened = Akun dibuka kembali
audit-account-roles-assigned = Peran petugas ditetapkan
audit-audit-erased = Nilai catatan dihapus demi privasi
audit-backup-made = Cadangan dibuat dan diperiksa
audit-branch-saved = Tempat layanan disimpan
audit-branch-removed = Tempat layanan dihapus
audit-branch-hours-set = Jam buka ditetapkan
audit-clock-confirmed = Jam komputer dinyatakan benar
audit-job-retried = Pekerjaan dicoba lagi
audit-role-defined = Izin peran ditetapkan
audit-session-begun = Masuk
audit-setting-changed = Pengaturan diubah
audit-special-day-added = Hari khusus dicatat
audit-special-day-removed = Hari khusus dihapus
audit-value-address = alamat
audit-value-after = sesudah
audit-value-before = sebelum
audit-value-branch = tempat
audit-value-broken = rusak pada
audit-value-closes = tutup
audit-value-code = kode
audit-value-entries = jumlah catatan
audit-value-from = dari
audit-value-hash = kunci
audit-value-head = catatan terakhir
audit-value-key = pengaturan
audit-value-login = nama pengguna
audit-value-name = nama
audit-value-opens = buka
audit-value-phone = telepon
audit-value-role = peran
audit-value-seq = nomor
audit-value-size = ukuran (bita)
audit-value-to = sampai
audit-value-value = nilai
audit-value-yearly = tiap tahun

## Peran dan izin

role-head = Kepala perpustakaan
role-treasurer = Bendahara
role-librarian = Pustakawan
role-desk = Petugas layanan
role-cataloguer = Pengatalog
role-volunteer = Relawan
permission-house-today = Melihat “Hari ini”
permission-house-branches = Mengatur jam buka, hari khusus, dan alamat tempat
permission-house-settings = Mengubah pengaturan
permission-house-jobs = Mengurus pekerjaan program dan jam komputer
permission-house-audit = Membaca catatan perubahan

## Tentang

legal-about = Tentang program ini
legal-source = Kode sumber
legal-privacy = Privasi dan kuki
about-title = Tentang program ini
about-program = Situs ini dan ruang kerja petugasnya dijalankan oleh Mapalus { $x }, program bebas untuk perpustakaan kota dan semua yang dikerjakan warga di dalamnya.
about-source = Kode sumber dan lisensi
about-licence = Mapalus adalah perangkat lunak bebas berlisensi GNU AGPL versi 3 atau yang lebih baru: siapa pun boleh memakai, mempelajari, mengubah, dan membagikannya dengan lisensi yang sama. Program ini diberikan tanpa jaminan.
about-source-at = Kode sumber persis versi yang berjalan di sini dapat diambil di:
about-source-ask = Anda berhak atas kode sumber persis versi yang berjalan di sini. Mintalah kepada petugas perpustakaan; gratis.
about-access = Aksesibilitas
about-access-made = Semua halaman dibuat agar dapat dipakai dengan papan ketik, pembaca layar, huruf besar, dan layar sempit, juga tanpa JavaScript. Warna, ukuran huruf, dan bahasa dapat diatur di “Tampilan”.
about-access-limits = Kami memeriksanya dengan alat otomatis dan papan ketik; pemeriksaan oleh lembaga luar belum pernah dilakukan. Bila ada yang tidak dapat Anda pakai, beri tahu petugas: itu kesalahan yang harus kami perbaiki.
about-privacy = Privasi
about-privacy-none = Tidak ada pelacak, iklan, atau penghitung pihak luar, dan tidak ada yang dimuat dari situs lain. Catatan teknis tidak memuat nama atau alamat jaringan pengunjung.
about-privacy-kept = Yang disimpan di perpustakaan: data keanggotaan, transaksi Anda, serta siapa mengubah apa dan kapan. Percobaan masuk yang gagal diingat sebentar bersama alamat jaringannya, tanpa ditulis ke penyimpanan.
about-privacy-ask = Anda boleh meminta melihat, membetulkan, atau menghapus data tentang diri Anda di meja layanan.
cookies-title = Kuki yang dipakai situs ini
cookies-name = Kuki
cookies-what = Gunanya
cookies-until = Sampai
cookie-session = sesi
    .what = Tanda bahwa Anda sudah masuk.
    .until = Anda keluar atau menutup peramban; petugas juga setelah setengah jam diam.
cookie-look = tampilan
    .what = Bahasa, warna, dan ukuran huruf pilihan Anda.
    .until = Satu tahun, bila Anda mengubah tampilan.
cookie-message = pesan
    .what = Pemberitahuan untuk halaman berikutnya, misalnya “Tersimpan”.
    .until = Halaman berikutnya, paling lama satu menit.
cookie-device = perangkat
    .what = Tanda bahwa akun Anda pernah masuk di perangkat ini, supaya salah ketik orang lain tidak membuat Anda menunggu.
    .until = Satu tahun, bila Anda pernah masuk.

vault-shut = Kunci untuk data rahasia tidak ada di komputer ini, maka data itu tidak dapat dibaca atau disimpan. Data lain tidak terganggu. Mintalah pengelola sistem mengembalikan berkas kunci perpustakaan.
foreign-post = Formulir ini tidak datang dari halaman kami
    .text = Peramban Anda mengirim formulir dari situs lain, atau dari alamat lain, maka formulir itu ditolak. Tidak ada yang berubah. Buka halaman perpustakaan langsung dari alamatnya, lalu isi formulirnya di sana. Bila ini terus terjadi, beri tahu pustakawan: mungkin alamat situs belum diatur dengan benar.
answer-too-slow = Jawabannya terlalu lama
    .text = Sistem sedang sangat sibuk, maka permintaan ini dihentikan setelah setengah menit. Data yang sudah tersimpan aman. Bila Anda baru saja mengirim sesuatu, periksa dahulu apakah sudah tersimpan sebelum mengirimnya lagi.
disk-low = Penyimpanan hampir penuh
    .text = Cadangan ruang terakhir sedang dipakai supaya pekerjaan yang sudah dimulai dapat selesai. Yang sudah tersimpan aman. Kosongkan penyimpanan sekarang, atau mintalah pengelola sistem.

holding-platform-account = Akun
holding-platform-roles = Peran
holding-platform-looks = Siapa yang melihat data ini
holding-platform-sessions = Sesi dan token
holding-platform-journal = Catatan perubahan
erase-against-roles = Orang ini masih memegang peran di sini. Cabut dulu perannya.

## Di mana izin berlaku

may-not-here = Peran Anda tidak mencakup hal ini di { $branch }. Tidak ada yang berubah. Jika perlu, mintalah kepala perpustakaan memberi Anda peran di sana.
may-not-everywhere = Hal ini menyangkut semua tempat, sedangkan peran Anda hanya berlaku di sebagian. Tidak ada yang berubah. Mintalah orang yang memegang peran itu di semua tempat.

## Judul menu ruang kerja
nav-group-day = Meja layanan
nav-group-people = Orang
nav-group-activities = Kegiatan
nav-group-collection = Koleksi
nav-group-cooperation = Kerja sama
nav-group-money = Dana dan aset
nav-group-house = Lembaga

## Berkas yang disimpan
file-none = Pilih berkasnya dahulu.
file-called-otherwise = Isi berkas “{ $name }” lain daripada yang disebut namanya. Simpan ulang dalam bentuk yang benar, lalu kirim lagi.
file-cut-off = Berkas “{ $name }” terpotong atau rusak: isinya tidak utuh dari awal sampai akhir. Buka dahulu untuk memeriksanya, lalu kirim lagi.
file-no-table = Berkas teks hanya diterima sebagai tabel CSV.
file-formula = Tabel ini berisi rumus (sel yang diawali =, +, -, atau @). Simpan nilainya saja.
file-of-another-kind = Berkas jenis ini tidak dapat disimpan di sini, hanya { $kinds }.
file-title-missing = Isi namanya, paling banyak { $most } huruf.
