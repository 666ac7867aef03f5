### Kata-kata buku kunjungan: pintu, kios, penghitung, laporan.

nav-visits = Kunjungan
module-visits = Kunjungan

permission-visits-record = Mencatat kunjungan dan membatalkannya
permission-visits-report = Membaca laporan kunjungan
permission-visits-kiosks = Membuka dan mencabut kios di pintu

setting-visits-again-minutes = Kartu yang sama dihitung sekali dalam (menit)
    .help = Kartu yang dipindai lagi dalam waktu ini tidak dihitung dua kali.
setting-visits-official = Angka kunjungan resmi
    .help = Buku kunjungan dan alat penghitung menghitung orang yang sama, jadi keduanya tidak pernah dijumlahkan.
setting-visits-official-book = Buku kunjungan
setting-visits-official-counter = Alat penghitung orang
setting-visits-rooms = Ruang yang dikunjungi
    .help = Satu ruang per baris, misalnya Ruang baca, Ruang anak. Kosongkan bila kunjungan tidak dicatat per ruang.
setting-visits-greet = Kios menyapa dengan nama depan
    .help = Layar di pintu dilihat banyak orang. Tanpa ini, kios menyapa tanpa nama.
setting-visits-back-seconds = Kios kembali ke awal setelah (detik)
    .help = Lama ucapan selamat datang terlihat.
setting-visits-lending-counts = Peminjaman di meja dihitung sebagai kunjungan
    .help = Hanya anggota yang belum tercatat pada hari itu; tidak ada yang dihitung dua kali.
setting-visits-smallest-cell = Angka terkecil yang ditampilkan
    .help = Dalam rincian laporan, angka di bawah ini disembunyikan supaya orang tidak dikenali.
setting-visits-name-days = Nama dilepas dari kunjungan setelah (hari)
    .help = Setelah itu tercatat bahwa seorang anggota datang, tetapi bukan siapa. Jumlahnya tetap.

indicator-visits-visits = Kunjungan
indicator-visits-members = Anggota yang datang
indicator-visits-group-heads = Orang dalam rombongan
indicator-visits-counter = Orang menurut alat penghitung
countable-visits-group-heads = Orang dalam rombongan mitra, menurut buku kunjungan
countable-visits-groups = Kunjungan rombongan mitra, menurut buku kunjungan

audit-visit-reversed = Kunjungan dibatalkan
audit-visit-restored = Kunjungan dicatat kembali
audit-door-count-entered = Angka penghitung dicatat
audit-door-count-reversed = Angka penghitung dibatalkan
audit-kiosk-opened = Kios dibuka
audit-kiosk-revoked = Kios dicabut
audit-value-heads = jumlah orang
audit-value-people = orang
audit-value-part = bagian hari
audit-value-day = hari

## Kata bersama

visit-kind-member = Anggota
visit-kind-guest = Tamu
visit-kind-group = Rombongan
visit-sex-female = Perempuan
visit-sex-male = Laki-laki
visit-sex-unknown = Tidak dicatat
visit-band = Usia
visit-band-child = Anak (0–12)
visit-band-teen = Remaja (13–17)
visit-band-adult = Dewasa (18–59)
visit-band-senior = Lansia (60+)
visit-band-unknown = Usia tidak dicatat
visit-purpose = Keperluan
visit-purpose-none = Tidak dicatat
visit-purpose-read = Membaca
visit-purpose-borrow = Meminjam atau mengembalikan
visit-purpose-study = Belajar atau bekerja
visit-purpose-internet = Internet dan komputer
visit-purpose-activity = Mengikuti kegiatan
visit-purpose-meeting = Rapat atau diskusi
visit-purpose-tour = Melihat-lihat
visit-purpose-other = Lainnya
visit-branch = Tempat
visit-room = Ruang
visit-room-none = Tanpa ruang
visit-source-desk = Petugas
visit-source-kiosk = Kios
visit-source-offline = Kios, tanpa sambungan
visit-source-paper = Kertas
visit-source-lending = Peminjaman
visit-source-program = Program lain

## Halaman petugas

visits-title = Buku kunjungan
visits-today = Hari ini
visits-members = Anggota
visits-guests = Tamu
visits-groups = Orang dalam rombongan
visits-official-book = Angka resmi: buku kunjungan.
visits-official-counter = Angka resmi: alat penghitung orang.
visits-list = Tercatat { $x }
visits-none = Belum ada kunjungan hari ini
visits-none-text = Pindai kartu anggota, atau ketuk satu kotak untuk setiap tamu.
visit-scan = Pindai kartu anggota
visit-scan-send = Catat
visit-scan-tip = Cukup satu pindaian. Kartu yang baru saja dipindai tidak dihitung dua kali.
visit-tap = Tamu: satu ketukan satu orang
visit-choose = Tempat, ruang, dan keperluan
visit-choose-send = Pakai
visit-time = Jam
visit-who = Siapa
visit-what = Keperluan dan ruang
visit-source = Cara
visit-undo = Batalkan
visit-reversed = Dibatalkan
visit-guest = Tamu
visit-guest-who = Tamu: { $x }
visit-guests-n = { $n } tamu
visit-group-n = Rombongan { $n } orang
visit-group-from = Rombongan { $n } orang: { $from }
visit-member-parted = Anggota
visit-card-noted = kartu tidak dikenal: { $x }
visit-counted = Tercatat: { $name }.
visit-counted-already = { $name } sudah tercatat tadi; tidak dihitung dua kali.
visit-reversed-now = Dibatalkan: { $name }. Catatannya tetap ada, jumlahnya dikurangi.
visit-card-unknown = Kartu ini tidak dikenal.
visit-card-replaced = Kartu { $code } sudah diganti dan tidak berlaku; nomornya sekarang { $now }. Belum dihitung: pindai kartu yang baru, atau ketik nomornya.
visit-card-unknown-code = Kartu { $code } tidak dikenal dan tidak dihitung. Pindai lagi, atau catat sebagai tamu.
visit-unknown = Catatan kunjungan ini tidak ditemukan.
visit-needs-branch = Anda tidak mencatat kunjungan di tempat itu. Pilih tempat lain.
visit-room-unknown = Pilih ruang yang ada di pengaturan.
visit-heads = Jumlah orang
visit-heads-hint = Isi yang diketahui saja; kotak kosong berarti tidak ada.
visit-heads-none = Isi sedikitnya satu orang.
visit-heads-many = Satu catatan paling banyak { $most } orang. Bagilah menjadi beberapa.
visit-heads-wrong = Jumlah orang ditulis dengan angka bulat.
visit-day-to-come = Hari itu belum tiba.
visit-day-long-ago = Hari itu lebih dari setahun lalu. Yang dicatat paling awal { $first }.
visit-period-wrong = Hari pertama harus sebelum hari terakhir, paling jauh sepuluh tahun.
visit-keep = Simpan
visit-back = Kembali

visit-group-title = Rombongan
visit-group-intro = Orang yang datang bersama: kelas, instansi, keluarga besar. Tanpa nama, cukup jumlahnya.
visit-group-asal = Dari mana
visit-group-asal-hint = Nama sekolah atau instansi. Bila namanya persis seperti di daftar orang dan lembaga, rombongan dicatat atas nama lembaga itu.

sheet-title = Lembar kertas
sheet-intro = Untuk hari yang dicatat di kertas, misalnya ketika listrik padam.
sheet-day = Hari
sheet-day-unreadable = Tulis hari, bulan, dan tahun dengan angka.
sheet-cards = Nomor kartu anggota
sheet-cards-hint = Satu nomor per baris, seperti di lembar.
sheet-cards-many = Paling banyak 200 kartu per lembar.
sheet-cards-unknown = Nomor ini tidak dikenal: { $codes }. Perbaiki, atau hapus dan hitung orangnya sebagai tamu. Belum ada yang disimpan.
sheet-empty = Isi jumlah tamu atau nomor kartu.
sheet-entered = Lembar { $day } tersimpan: { $guests } tamu, { $members } anggota.
sheet-blank-title = Lembar kosong untuk dicetak
sheet-heading = Buku kunjungan
sheet-date = Hari, tanggal:
sheet-tally = Tamu (satu garis satu orang)
sheet-names = Anggota dan rombongan
sheet-no = No.
sheet-name = Nama atau rombongan (jumlah)
sheet-card = Nomor kartu

counter-title = Alat penghitung
counter-intro = Angka dari alat penghitung di pintu. Alat menghitung orang yang sama dengan buku kunjungan, jadi keduanya tidak dijumlahkan.
counter-part = Bagian hari
counter-part-day = Sepanjang hari
counter-part-morning = Pagi sampai pukul 12
counter-part-afternoon = Siang sampai sore
counter-part-evening = Malam
counter-people = Orang yang masuk
counter-people-hint = Hanya untuk bagian hari ini, bukan angka total alat.
counter-people-unreadable = Tulis angka bulat, misalnya 214.
counter-note = Catatan
counter-list = Angka 60 hari terakhir
counter-none = Belum ada angka
counter-none-text = Isi angka pertama di formulir di samping.
counter-entered = Tersimpan: { $people } orang pada { $day }.
counter-reversed = Dibatalkan: { $people } orang pada { $day }.
visit-count-wrong = Angka antara 0 dan { $most }.
visit-count-parts = Untuk hari ini sudah ada angka sepanjang hari atau per bagian. Batalkan dulu yang lama; keduanya tidak dipakai bersama.

## Kios, di ruang kerja

kiosks-title = Kios di pintu
kiosks-list = Kios
kiosks-none = Belum ada kios
kiosks-none-text = Buka halaman ini di tablet yang akan berdiri di pintu.
kiosk-name = Nama kios
kiosk-name-hint = Di mana tablet ini berdiri, misalnya Pintu utama.
kiosk-needs-name = Beri nama, supaya kios ini dikenali bila perlu dicabut.
kiosk-opened = Dibuka
kiosk-used = Terakhir dipakai
kiosk-revoke = Cabut
kiosk-revoked = Kios { $name } dicabut. Tablet itu tidak dapat mencatat lagi.
kiosk-revoked-on = Dicabut { $x }
kiosk-unknown = Kios ini tidak ditemukan.
kiosk-open-title = Jadikan alat ini kios
kiosk-open-text = Anda akan keluar dari alat ini. Sesudahnya tablet hanya dapat mencatat kunjungan di tempat ini, tidak yang lain, sampai dicabut.
kiosk-open = Buka kios di alat ini

## Kios, di pintu

kiosk-title = Selamat datang
kiosk-card = Pindai kartu saya
kiosk-card-text = Arahkan kartu ke pemindai
kiosk-card-number = Nomor kartu
kiosk-guest = Saya tamu
kiosk-guest-text = Cukup satu ketukan
kiosk-group = Kami rombongan
kiosk-group-text = Sekolah, instansi, keluarga
kiosk-card-empty = Arahkan kartu ke pemindai, atau ketik nomornya.
kiosk-card-unknown = Kartu ini tidak dikenal. Coba sekali lagi, atau ketuk “Saya tamu”.
kiosk-card-replaced = Kartu ini sudah diganti. Pakai kartu yang baru, atau ketuk “Saya tamu”; petugas membantu di meja.
kiosk-welcome = Selamat datang!
kiosk-welcome-name = Selamat datang, { $x }!
kiosk-counted = Kunjungan Anda sudah tercatat. Terima kasih.
kiosk-kept = Kunjungan Anda tercatat di tablet ini dan dikirim begitu ada sambungan. Terima kasih.
kiosk-waiting = kunjungan menunggu sambungan
kiosk-see-desk = Mohon singgah sebentar di meja layanan.
kiosk-ask-who = Boleh tahu sedikit tentang Anda? Tidak wajib.
kiosk-ask-purpose = Untuk apa Anda datang hari ini? Tidak wajib.
kiosk-done = Selesai
kiosk-group-heads = Berapa orang?
kiosk-group-from = Dari mana?
kiosk-group-send = Catat rombongan
kiosk-group-wrong = Isi jumlah orang antara 1 dan { $n }.
kiosk-idle = Halaman ini segera kembali ke awal. Sentuh layar untuk melanjutkan.
kiosk-closed-title = Alat ini bukan kios
kiosk-closed-text = Hanya tablet yang dibuka petugas dapat mencatat kunjungan. Kunjungan yang menunggu di tablet ini tidak hilang.
kiosk-closed-open = Masuk dan buka kios
kiosk-closed-home = Ke beranda

## Laporan

report-title = Laporan kunjungan
report-range = Rentang waktu
report-this-month = Bulan ini
report-last-month = Bulan lalu
report-this-year = Tahun ini
report-last-year = Tahun lalu
report-12-months = 12 bulan
report-steps = Langkah
report-step-day = Per hari
report-step-week = Per minggu
report-step-month = Per bulan
report-choose = Tanggal dan tempat lain
report-from = Dari
report-to = Sampai
report-all-branches = Semua tempat
report-show = Tampilkan
report-stretch = { $from } sampai { $to }
report-official = Angka resmi
report-official-book = dari buku kunjungan
report-official-counter = dari alat penghitung
report-book = Buku kunjungan
report-book-note = anggota, tamu, dan rombongan yang dicatat
report-counter = Alat penghitung
report-counter-note = orang yang sama, dihitung alat
report-members = Anggota yang datang
report-members-note = orang berbeda, masing-masing sekali
report-groups = Orang dalam rombongan
report-groups-note = sudah termasuk dalam buku
report-never-added = Buku kunjungan dan alat penghitung tidak pernah dijumlahkan.
report-course-note = Kunjungan menurut buku, yang dibatalkan sudah dikurangi.
report-finding = Terbanyak { $step }: { $n } dari { $total } kunjungan
report-finding-none = Belum ada kunjungan dalam rentang ini
report-week-of = Minggu { $x }
report-share = { $what }: terbanyak { $name }, { $share }
report-by-kind = Siapa
report-by-purpose = Keperluan
report-by-sex = Jenis kelamin
report-by-band = Usia
report-by-room = Ruang
report-by-branch = Tempat
report-by-hour = Jam
report-people = Usia dan jenis kelamin
report-heat = Jam tersibuk
report-heat-note = Rata-rata kunjungan per jam pada hari yang ada kunjungannya
report-busiest = Tersibuk { $weekday } pukul { $hours }
report-few = kurang dari { $n }
report-few-note = Angka di bawah { $n } disembunyikan, dan satu angka lagi bila jumlahnya akan membukanya.
report-csv-what = Rincian
report-csv-name = Isi

holding-visits-visits = Kunjungan
holding-visits-kiosks = Kios yang dibuka
visit-held-day = Hari

job-visits-part-names = Memisahkan nama dari kunjungan lama

invariant-visits-reversals-take-back-what-there-was = Kunjungan yang ditarik kembali memang pernah ada
invariant-visits-counters-are-not-below-zero = Tidak ada penghitung di bawah nol

## Yang dapat diminta program lain

api-op-enterDoorCount = Mencatat angka penghitung orang; angka untuk bagian hari yang sama diperbaiki.
api-op-enterVisit = Mencatat kunjungan: anggota dengan kartu, tamu, atau rombongan.
api-op-listVisits = Mendaftar kunjungan suatu hari di suatu tempat, yang terbaru lebih dulu. Nama anggota tidak disebut.
api-op-readVisitFigures = Membaca angka kunjungan.
api-op-reverseVisit = Membatalkan kunjungan. Catatannya tetap ada di buku, dibatalkan.
encounter-visits = Rombongan datang { $day }: { $n } orang.
