### Kata-kata sirkulasi: meja, aturan, pinjaman, struk.

nav-circulation = Sirkulasi
nav-overdue = Terlambat
nav-policies = Aturan pinjam
nav-my-loans = Pinjaman

permission-circulation-lend = Melayani peminjaman, pengembalian, dan perpanjangan
permission-circulation-override = Meminjamkan walau ada keberatan
permission-circulation-fast-add = Menambah cepat eksemplar yang belum dikatalog
permission-circulation-rules = Mengubah aturan peminjaman

setting-circulation-calendar = Kalender tanggal kembali
    .help = Hari buka siapa yang dipakai: cabang pemilik buku, cabang tempat meminjam, atau cabang pilihan anggota.
setting-circulation-calendar-copy = Cabang pemilik buku
setting-circulation-calendar-desk = Cabang tempat meminjam
setting-circulation-calendar-member = Cabang pilihan anggota
setting-circulation-part-after-days = Pisahkan pinjaman dari peminjamnya
    .help = Berapa hari setelah pengembalian nama peminjam dilepas dari riwayat pinjaman. 0: nama tetap disimpan.
erase-against-loans = { $n } pinjaman masih berjalan. Kembalikan dulu.
holding-circulation-loans = Pinjaman
setting-circulation-renewal-from = Perpanjangan dihitung dari
    .help = Sejak hari perpanjangan atau sejak tanggal kembali yang lama.
setting-circulation-renewal-from-today = Hari perpanjangan
setting-circulation-renewal-from-due-date = Tanggal kembali yang lama
setting-circulation-count-house-use = Hitung baca di tempat
    .help = Buku yang dikembalikan tanpa pernah dipinjam dihitung sebagai dibaca di tempat.
setting-circulation-receipt-width = Lebar kertas struk
    .help = Sesuai gulungan kertas pencetak struk.
setting-circulation-receipt-width-wide = 80 mm
setting-circulation-receipt-width-narrow = 58 mm

indicator-circulation-loans = Peminjaman
indicator-circulation-loans-of-acquired = Peminjaman buku yang dibeli atau diberikan
indicator-circulation-renewals = Perpanjangan
indicator-circulation-returns = Pengembalian
indicator-circulation-borrowers = Peminjam aktif
indicator-circulation-house-uses = Bahan dibaca di tempat

audit-loan-lent = Dipinjamkan
audit-loan-returned = Dikembalikan
audit-loan-renewed = Diperpanjang
audit-loan-lending-undone = Peminjaman dibatalkan
audit-loan-return-undone = Pengembalian dibatalkan
audit-loan-renewal-undone = Perpanjangan dibatalkan
audit-loan-override-explained = Alasan keputusan
audit-policy-decided = Aturan pinjam ditetapkan
audit-value-copy = eksemplar
audit-value-member = anggota
audit-value-due = harus kembali
audit-value-overridden = walau ada keberatan
audit-value-why = alasan
audit-value-returned = dikembalikan
audit-value-days-late = terlambat (hari)
audit-value-plan = jenis anggota
audit-value-kind = jenis bahan
audit-value-title = judul

## Meja

desk-title = Meja sirkulasi
desk-online = Daring, semua tersimpan
desk-modes = Mode meja
desk-mode-lend = Pinjam
desk-mode-return = Kembali
desk-mode-renew = Perpanjang
desk-mode-check = Cek buku
desk-scan-for = Pindai buku untuk { $x }
desk-scan-member = Pindai kartu anggota
desk-scan-return = Pindai buku yang kembali
desk-scan-renew = Pindai buku yang diperpanjang
desk-scan-check = Pindai buku atau kartu yang ingin dilihat
desk-process = Proses
desk-tip = Kartu anggota lain akan berganti anggota. Kartu perintah <kbd>%SELESAI</kbd> menutup transaksi dan menyiapkan struk.
desk-needs-branch = Belum ada cabang perpustakaan. Tambahkan dahulu di Pengaturan; tidak ada yang berubah.
desk-place = Meja ini di
desk-place-set = Pindahkan meja

desk-log = Transaksi ini
desk-log-done = { $n ->
   *[other] { $n } buku berhasil
}
desk-col-result = Hasil
desk-col-code = Kode
desk-col-title = Judul
desk-col-due = Kembali
desk-col-time = Pukul

desk-member = Anggota di meja
desk-lent = Dipinjamkan
desk-renewed = Diperpanjang
desk-returned = Dikembalikan
desk-returned-late = { $n ->
   *[other] Dikembalikan, terlambat { $n } hari
}
desk-not-on-loan = Tidak sedang dipinjam
desk-not-on-loan-help = Buku ini tidak tercatat dipinjam. Kembalikan saja ke rak.
desk-house-use = Dibaca di tempat
desk-house-use-help = Buku ini tidak sedang dipinjam, jadi dihitung sebagai dibaca di tempat.
desk-found = Ditemukan
desk-found-help = Buku ini tercatat hilang. Sekarang tercatat ada di rak lagi.
desk-checked = Dilihat
desk-asked = Menunggu keputusan
desk-left = Tidak dipinjamkan
desk-left-help = Pertanyaan tidak dijawab sebelum pindaian berikutnya, jadi tidak ada yang dipinjamkan.
desk-declined = Tidak dipinjamkan
desk-refused = Ditolak
desk-no-member = Belum ada anggota
desk-no-member-help = Pindai kartu anggota dahulu, lalu pindai buku ini lagi. Belum dipinjamkan.
desk-several = Ada beberapa anggota
desk-several-help = Pilih anggota yang ada di depan meja.
desk-several-short = Nama beberapa anggota
desk-isbn = Ini ISBN, bukan label perpustakaan
desk-isbn-short = ISBN, bukan label perpustakaan
desk-isbn-help = Pindai label perpustakaan pada buku, atau pilih eksemplarnya di sini.
desk-isbn-none = Pindai label perpustakaan pada buku. Belum ada eksemplar dengan ISBN ini di katalog.
desk-unknown = Kode tidak dikenal
desk-unknown-short = Kode tidak dikenal
desk-unknown-code = Kode tidak dikenal: { $x }
desk-unknown-help = Tidak ada buku, anggota, atau perintah dengan kode ini. Periksa labelnya lalu pindai lagi.
desk-added = Ditambahkan
desk-added-help = Cantumannya singkat dan menunggu dikatalog; umum belum melihatnya.
desk-add = Tambah cepat
desk-add-title = Tambah cepat
desk-add-about = Untuk buku yang ada di meja tetapi belum ada di katalog. Pengatalog melengkapinya nanti; sampai saat itu umum belum melihatnya.
desk-add-lends = Setelah disimpan, buku ini langsung dipinjamkan kepada { $x }.
desk-add-barcode = Kode pada label
desk-add-book = Judul
desk-add-author = Pengarang
desk-add-kind = Jenis bahan
desk-add-call-number = Nomor panggil
desk-add-save = Simpan
desk-add-and-lend = Simpan dan pinjamkan
desk-add-cancel = Kembali ke meja
desk-add-done = { $title } ({ $barcode }) ditambahkan.
desk-shop = Kode toko, bukan label perpustakaan
desk-shop-help = Ini kode toko (EAN), bukan label perpustakaan. Pindai label di sampul belakang.
desk-find-title = Cari judul
desk-idle = Tidak ada yang dilakukan
desk-idle-help = Tidak ada pertanyaan yang terbuka atau pindaian yang dapat dibatalkan.
desk-undone = Dibatalkan
desk-undone-help = Semuanya kembali seperti sebelumnya.
desk-twice = Terpindai dua kali; yang kedua diabaikan.
desk-instead = Anggota ini sudah meminjamnya, jadi pinjamannya diperpanjang.
desk-overridden = Dipinjamkan walau ada keberatan; keputusan ini dicatat.
desk-why = Alasan
desk-why-said = Alasan: { $x }
desk-taken-from = Pinjaman yang lama dikembalikan dahulu.
desk-whose = Dipinjam oleh { $x }.
desk-serves = Meja ini sekarang melayani { $x }.
desk-serves-nobody = Meja ini sekarang belum melayani siapa pun.
desk-due = kembali
desk-was-due = harus kembali
desk-not-lent-yet = Belum dipinjamkan.
desk-not-renewed-yet = Belum diperpanjang.
desk-may-not = Untuk melanjutkan, panggil petugas yang boleh meminjamkan walau ada keberatan.
desk-do-not-lend = Jangan pinjamkan
desk-lend-anyway = Tetap pinjamkan
desk-take-and-lend = Kembalikan dahulu, lalu pinjamkan
desk-do-not-renew = Jangan perpanjang
desk-renew-anyway = Tetap perpanjang
desk-kept = Pindaian tersimpan
desk-kept-help = Sesi Anda sempat berakhir. Kode { $x } belum diproses; tekan Enter untuk memprosesnya.

desk-offline = Tanpa sambungan
desk-pending = belum tersinkron
desk-offline-help = Pindaian disimpan di perangkat ini dan dikirim berurutan begitu tersambung. Boleh terus memindai, dan menutup peramban tidak menghilangkan apa pun.
desk-scan-offline = Pindai kartu anggota, lalu bukunya
desk-needs-connection = Yang ini perlu sambungan. Pindaian tetap tersimpan.
desk-queue = Tersimpan di perangkat ini
desk-kept-short = Menunggu
desk-rejected = Tidak dapat dikirim
desk-col-mode = Mode
desk-arrived = { $n } pindaian tersinkron
desk-arrived-all = Semuanya tercatat seperti saat dipindai.
desk-review-count = { $n } pindaian tanpa sambungan perlu ditinjau
desk-review-open = Tinjau
desk-review-title = Pindaian yang perlu ditinjau
desk-review-about = Pindaian ini dibuat saat meja tidak tersambung dan tidak dapat dicatat begitu saja. Bukunya mungkin sudah dibawa anggota. “Tangani di meja” memindainya lagi untuk anggota itu; “Selesai” bila sudah dibereskan dengan cara lain.
desk-review-list = Menunggu ditinjau
desk-review-why = Mengapa belum tercatat
desk-review-by = Dikirim oleh
desk-review-nobody = tidak ada
desk-review-none = Tidak ada yang perlu ditinjau
    .text = Yang dipindai tanpa sambungan dan tidak dapat dicatat muncul di sini.
desk-review-handle = Tangani di meja
desk-review-settle = Selesai
desk-review-settled = Pindaian itu dinyatakan selesai.
desk-review-reopened = Pindaian itu menunggu ditinjau lagi.
desk-review-no-member = Dipindai untuk dipinjamkan, tetapi tidak ada kartu anggota yang dipindai sebelumnya.
desk-review-several = Beberapa anggota bernama begini.
desk-batch-open = Pindaian ini menunjuk ke transaksi yang masih terbuka. Tidak ada yang berubah.

desk-copy-on-loan = Sedang dipinjam.
desk-copy-available = Tersedia untuk dipinjam.
desk-copy-reference = Hanya untuk dibaca di tempat.
desk-copy-processing = Masih diolah.
desk-copy-repair = Sedang diperbaiki.
desk-copy-lost = Tercatat hilang.
desk-copy-withdrawn = Sudah dikeluarkan dari koleksi.
desk-copy-place = Tempatnya: { $x }

desk-member-panel = Anggota
desk-age = { $n } th
desk-active = Aktif
desk-active-until = Aktif s.d. { $x }
desk-expired = Habis { $x }
desk-blocked = Diblokir
desk-upcoming = Belum berlaku
desk-overdue = { $n ->
   *[other] { $n } terlambat
}
desk-tally-loans = Pinjaman
desk-tally-overdue = Terlambat
desk-tally-left = Masih boleh
desk-note = Catatan:
desk-change = Ganti
desk-finish = Selesai, cetak
desk-loans = Sedang dipinjam
desk-loans-all = Lihat semua pinjaman
desk-loans-page = Halaman pinjaman
desk-just-now = Baru saja
desk-renewed-of = Diperpanjang { $n } dari { $of }
desk-renewed-times = Diperpanjang { $n } kali
desk-late-days = { $n ->
   *[other] Telat { $n } hari
}
desk-late-hours = Telat beberapa jam
desk-nobody = Belum ada anggota
desk-nobody-help = Pindai kartu anggota, atau ketik namanya, untuk mulai meminjamkan. Mengembalikan buku tidak memerlukan kartu.
desk-commands = Kartu perintah
desk-close = Tutup

desk-key-find = cari
desk-key-undo = batalkan terakhir
desk-key-finish = selesai, cetak
desk-key-yes = ya, tetap lanjutkan
desk-key-no = tidak
desk-key-all = semua pintasan

command-pinjam = Pinjam
    .text = Buku berikut dipinjamkan.
command-kembali = Kembali
    .text = Buku berikut dikembalikan.
command-perpanjang = Perpanjang
    .text = Buku berikut diperpanjang.
command-cek = Cek buku
    .text = Melihat keadaan buku tanpa mengubahnya.
command-selesai = Selesai
    .text = Menutup transaksi dan menyiapkan struk.
command-batal = Batalkan
    .text = Membatalkan pindaian terakhir.
command-ya = Ya
    .text = Menjawab ya pada pertanyaan yang terbuka.
command-tidak = Tidak
    .text = Menjawab tidak pada pertanyaan yang terbuka.

## Struk

receipt-title = Bukti peminjaman
receipt-title-returns = Bukti pengembalian
receipt-member = Anggota
receipt-number = Nomor
receipt-when = Waktu
receipt-due = kembali { $x }
receipt-renewed = { $x } (diperpanjang)
receipt-open = { $n ->
    [0] Tidak ada pinjaman lagi. Terima kasih!
   *[other] Sedang Anda pinjam: { $n } buku. Selamat membaca!
}
receipt-back = Kembali ke meja
receipt-next = Pindai berikutnya

## Mengapa tidak

loan-no-unagreed = Keanggotaan anak ini berhenti pada { $day } karena persetujuan orang tua atau wali, atau tanggal lahirnya, belum ada. Simpan dulu persetujuan atau tanggal itu di halaman anggota, lalu pinjamkan lagi.
loan-no-expired = Keanggotaan habis pada { $day }. Perpanjang keanggotaan, lalu pinjamkan lagi.
    .title = Keanggotaan habis
loan-no-upcoming = Keanggotaan belum mulai berlaku.
    .title = Keanggotaan belum berlaku
loan-no-blocked = Anggota ini diblokir: { $why }. Buka blokirnya di halaman anggota bila sudah beres.
    .title = Anggota diblokir
loan-no-reference = Bahan ini hanya untuk dibaca di tempat.
    .title = Hanya dibaca di tempat
loan-no-lost = Buku ini tercatat hilang. Bila tetap dipinjamkan, catatannya diperbaiki.
    .title = Tercatat hilang
loan-no-repair = Buku ini tercatat sedang diperbaiki.
    .title = Sedang diperbaiki
loan-no-not-ready = Buku ini tercatat masih diolah.
    .title = Masih diolah
loan-no-withdrawn = Buku ini sudah dikeluarkan dari koleksi. Serahkan kepada pengatalog.
    .title = Bukan koleksi lagi
loan-no-limit = Sudah meminjam { $open } dari { $limit } buku yang diperbolehkan. Kembalikan satu dahulu.
    .title = Batas pinjaman tercapai
loan-no-provisional = Identitas belum dipastikan: sudah meminjam { $open } dari { $limit } buku untuk anggota sementara. Pastikan dulu identitasnya di halaman anggota.
loan-no-consent = Persetujuan orang tua atau wali belum ada: sudah meminjam { $open } dari { $limit } buku untuk anggota sementara. Simpan dulu persetujuannya di halaman anggota; wali juga dapat menyetujui dari akunnya sendiri.
    .title = Identitas belum dipastikan
loan-no-card-replaced = Kartu ini sudah diganti dan tidak berlaku lagi. Nomor yang baru { $code }. Ambil kartu lama ini, dan periksa siapa yang membawanya.
    .title = Kartu sudah diganti
loan-no-kind-limit = Sudah meminjam { $open } dari { $limit } bahan jenis ini yang diperbolehkan.
    .title = Batas jenis ini tercapai
loan-no-overdue = { $overdue } buku terlambat, paling banyak { $borne } yang masih diperbolehkan. Kembalikan yang terlambat dahulu.
    .title = Ada buku terlambat
loan-no-period = Belum ditentukan berapa lama bahan seperti ini dipinjamkan. Tentukan di Aturan pinjam.
    .title = Lama pinjam belum ditentukan
loan-no-on-loan = Buku ini masih tercatat dipinjam anggota lain.
    .title = Dipinjam anggota lain
loan-no-has-it = Anggota ini sudah meminjamnya sampai { $day }.
    .title = Sudah dipinjam anggota ini
loan-no-not-lent = Buku ini tidak sedang dipinjam, jadi tidak ada yang diperpanjang.
    .title = Tidak sedang dipinjam
loan-no-renewals = { $limit ->
    [0] Buku ini tidak dapat diperpanjang.
   *[other] Sudah diperpanjang { $limit } kali, paling banyak yang diperbolehkan.
}
    .title = Jatah perpanjangan habis
loan-no-gain = Tanggal kembali { $day } tidak akan bertambah. Perpanjang lagi mendekati tanggal itu.
    .title = Tanggal kembali tidak bertambah
loan-no-moved-since = Setelah dipindai tanpa sambungan, buku ini sudah dipinjamkan atau dikembalikan di meja lain. Periksa di mana bukunya sekarang.
    .title = Sudah bergerak sejak itu
loan-no-desk-moved = Anda tidak lagi bertugas di { $from }, jadi pindaian ini tidak diproses. Meja Anda sekarang di { $to }: mulailah lagi dengan kartu anggota.
    .title = Meja berpindah
loan-no-drawn-for-another = Layar tempat Anda memindai dibuka untuk transaksi lain, jadi tidak ada yang dilakukan. Periksa anggotanya di layar ini, lalu pindai lagi. Dua meja sebaiknya memakai dua akun.
    .title = Tidak dilakukan: meja sudah berganti
loan-no-copy = Tidak ada buku dengan kode itu. Tidak ada yang berubah.
loan-undo-too-late = Tidak dapat dibatalkan lagi: sesudahnya sudah terjadi hal lain. Tidak ada yang berubah.
loan-undo-lent-again = Tidak dapat dibatalkan: buku ini sudah dipinjamkan lagi. Tidak ada yang berubah.
return-in-future = Waktu pengembalian tidak boleh di masa depan.

## Pinjaman

my-loans-title = Pinjaman saya
my-loans-none = Tidak ada yang sedang dipinjam
my-loans-none-help = Buku yang Anda pinjam tampil di sini dengan tanggal kembalinya.
my-loans-find = Cari buku
my-loans-renew-all = Perpanjang semua
my-loans-renew = Perpanjang
my-loans-due = Kembali { $x }
matter-review = { $n } pindaian tanpa sambungan perlu ditinjau.
matter-overdue = { $n } pinjaman terlambat.
matter-late = { $n } pinjaman Anda terlambat dikembalikan.
matter-due-soon = { $n } pinjaman segera harus kembali.
matter-child-late = { $n } pinjaman { $name } terlambat.
my-loans-all = Semua pinjaman ({ $n })
my-loans-not-renewed = Belum dapat diperpanjang
my-loans-renewed = { $n } pinjaman diperpanjang.
member-loans-title = Pinjaman { $x }
member-loans-crumb = Pinjaman
member-loans-out = Dipinjam
member-loans-back = Dikembalikan
member-loans-state = Keadaan
member-loans-none = Tidak ada yang sedang dipinjam
member-loans-past = Pinjaman yang lalu
member-loans-no-past = Belum ada pinjaman yang lalu
member-loans-count = { $n ->
   *[other] { $n } buku
}
overdue-title = Terlambat dikembalikan
overdue-branches = Tempat peminjaman
overdue-everywhere = Semua tempat
overdue-none = Tidak ada yang terlambat
overdue-member = Anggota
overdue-phone = Telepon
overdue-due = Harus kembali
overdue-late = Terlambat

## Aturan

policies-title = Aturan pinjam
policies-says = Yang berlaku sekarang
policies-specific = Aturan yang paling khusus menang: cabang di atas jenis anggota, jenis anggota di atas jenis bahan.
policies-decisions = Keputusan
policies-new = Keputusan baru
policies-history = Riwayat
policy-scope = Untuk
policy-branch = Cabang
policy-plan = Jenis anggota
policy-kind = Jenis bahan
policy-name = Tentang
policy-value = Nilai
policy-value-hint = Menurut pilihan di atas: angka; “ya” atau “tidak”; “hari buka berikutnya”, “hari buka sebelumnya”, atau “tetap di hari itu”; tanggal seperti 18-12-2026.
policy-all-branches = Semua cabang
policy-all-plans = Semua anggota
policy-all-kinds = semua jenis bahan
policy-change = Ubah
policy-save = Simpan
policy-remove = Hapus
policy-when = Kapan
policy-who = Oleh
policy-what = Apa
policy-before = Sebelum
policy-after = Sesudah
policy-by-program = Program
policy-not-decided = belum ditentukan
policy-decided = Aturan disimpan dan langsung berlaku untuk pinjaman baru.
policy-unchanged = Aturan tetap seperti semula.
policy-undone = Perubahan aturan dibatalkan.
policy-undo-too-late = Aturan ini sudah diubah lagi sesudahnya. Tidak ada yang dibatalkan.
policy-wants-number = Isi dengan angka bulat dari 0 sampai { $most }. Untuk “belum ditentukan”, hapus aturannya.
policy-wants-day = “{ $value }” bukan tanggal. Tulis seperti 18-12-2026.
policy-wants-choice = Nilai ini tidak ada dalam pilihan untuk aturan itu.

policy-preview = Lihat dampaknya
policy-preview-title = Dampak perubahan
policy-preview-general = seperti aturan umum
policy-preview-back = Kembali tanpa mengubah
policy-preview-sentences = Yang akan berbunyi lain
policy-preview-dates = Tanggal kembali yang sudah dicatat tidak berubah; aturan baru berlaku untuk peminjaman dan perpanjangan sesudahnya.
policy-preview-members = { $n } anggota akan meminjam dengan aturan lain
policy-preview-copies = { $n } eksemplar akan dipinjamkan dengan aturan lain
policy-preview-loans = { $n } pinjaman berjalan akan diperpanjang dengan aturan lain

policy-loan-days = Lama pinjam
    .value = { $n } hari
policy-loan-hours = Lama pinjam per jam
    .value = { $n } jam
policy-loan-limit = Batas jumlah pinjaman
    .value = { $n } buku
policy-kind-limit = Batas untuk jenis ini
    .value = { $n } bahan
policy-renewals = Banyaknya perpanjangan
    .value = { $n } kali
policy-renewal-days = Lama perpanjangan
    .value = { $n } hari
policy-due-moves = Bila jatuh pada hari tutup
policy-may-borrow = Boleh dipinjam
policy-overdue-blocks = Buku terlambat yang masih diperbolehkan
    .value = { $n } buku
policy-fixed-due = Tanggal kembali bersama
policy-ceiling = Paling lambat kembali
policy-value-yes = ya
policy-value-no = tidak
policy-value-next = hari buka berikutnya
policy-value-previous = hari buka sebelumnya
policy-value-none = tetap di hari itu

policy-says-limit = Anggota { $plan } boleh meminjam { $n } buku
policy-says-no-limit = Anggota { $plan } boleh meminjam tanpa batas jumlah
policy-says-days = selama { $n } hari
policy-says-hours = selama { $n } jam
policy-says-no-length = tetapi lamanya belum ditentukan
policy-says-renewals = dapat diperpanjang { $n } kali
policy-says-no-renewals = tidak dapat diperpanjang
policy-says-free-renewals = dapat diperpanjang tanpa batas
policy-says-kind-limit = paling banyak { $n } sekaligus
policy-says-not-lent = { $x }: hanya dibaca di tempat.

## Laporan untuk mitra keanggotaan

statement-title = Laporan untuk mitra
statement-from = Dari
statement-to = Sampai
statement-show = Tampilkan
statement-period = { $from } sampai { $to }
statement-period-unreadable = Tulis dua tanggal; yang pertama tidak sesudah yang kedua.
statement-what = Keterangan
statement-count = Jumlah
statement-plan = Jenis keanggotaan
statement-seats = Tempat menurut kesepakatan
statement-no-limit = tidak dibatasi
statement-carried = Anggota yang ditanggung dalam masa ini
statement-new = Di antaranya baru
statement-ended = Di antaranya berakhir
statement-at-end = Anggota yang ditanggung pada hari terakhir
statement-vouchers = Voucer yang ditukarkan
statement-loans = Peminjaman oleh anggota yang ditanggung
statement-too-few = tidak disebutkan (kurang dari { $n } peminjam)
statement-privacy = Laporan ini hanya berisi jumlah. Apa yang dibaca atau dipinjam seseorang tidak pernah disampaikan kepada siapa pun.
statement-letter = Surat (PDF)
statement-about = Perihal
statement-subject = Laporan keanggotaan yang ditanggung
statement-to-whom = Yth. Pimpinan
statement-greeting = Dengan hormat,
statement-thanks = Terima kasih telah menanggung keanggotaan perpustakaan. Berikut jumlah anggota yang ditanggung dan pemakaiannya.
statement-closing = Hormat kami,
statement-signer = Kepala Perpustakaan
merge-loans-follow = { $n } pinjaman yang masih ada ikut pindah. Tanggal kembalinya tetap.
merge-loans-over-limit = Pinjaman kartu { $code } menjadi { $open }, batasnya { $limit }. Yang sudah dipinjam tetap sampai tanggal kembalinya; meminjam lagi baru dapat setelah jumlahnya di bawah batas.

# Pengingat
job-circulation-reminders = Mengirim pengingat pinjaman
setting-circulation-due-soon-days = Pengingat sebelum jatuh tempo
    .help = Berapa hari sebelum tanggal kembali anggota diingatkan. Bila hari itu libur, pengingat dikirim pada hari buka sebelumnya. 0 mematikannya.
setting-circulation-overdue-first-days = Teguran pertama
    .help = Setelah terlambat berapa hari buka anggota diberi tahu. 0 mematikannya.
setting-circulation-overdue-second-days = Teguran kedua
    .help = Setelah terlambat berapa hari buka anggota diberi tahu lagi. 0 mematikannya.
setting-circulation-overdue-third-days = Teguran ketiga
    .help = Setelah terlambat berapa hari buka anggota diberi tahu untuk terakhir kali. 0 mematikannya.
notice-loan-line = • { $title } (kembali { $due })
notice-circulation-due-soon = Pengingat tanggal kembali
    .help = Beberapa hari sebelum buku harus dikembalikan.
    .subject = { $n } buku harus kembali { $due }
    .body = Buku ini segera jatuh tempo:

        { $loans }

        Anda dapat memperpanjangnya sendiri di situs perpustakaan, selama belum dipesan orang lain.
    .short = Buku ini segera jatuh tempo:
        { $loans }
notice-circulation-overdue = Pemberitahuan terlambat
    .help = Bila buku belum kembali pada waktunya.
    .subject = { $n } buku sudah lewat tanggal kembali
    .body = Buku ini sudah lewat tanggal kembalinya:

        { $loans }

        Mohon kembalikan di cabang mana saja. Bila sudah dikembalikan, abaikan pesan ini. Bila ada kesulitan, hubungi kami; kita cari jalan bersama.
    .short = Buku ini sudah lewat tanggal kembalinya:
        { $loans }
        Bila sudah dikembalikan, abaikan pesan ini.

job-circulation-part = Memisahkan nama dari peminjaman lama

desk-provisional = Sementara
desk-no-consent = Belum ada persetujuan wali

invariant-circulation-one-open-loan-per-copy = Tidak ada eksemplar yang dipinjamkan dua kali sekaligus
invariant-circulation-due-times-agree = Eksemplar dan peminjaman sama tanggal kembalinya
invariant-circulation-renewals-agree = Peminjaman diperpanjang sebanyak yang tercatat
invariant-circulation-one-open-transaction-per-desk = Tidak ada meja dengan dua layanan terbuka
invariant-circulation-no-label-is-a-members-number = Tidak ada eksemplar berlabel nomor anggota

## Yang dapat diminta program lain

api-op-getLoan = Menampilkan pinjaman.
api-op-lendCopy = Meminjamkan eksemplar kepada anggota.
api-op-listLoans = Mendaftar pinjaman anggota, yang paling dulu jatuh tempo lebih dulu.
api-op-renewLoan = Memperpanjang pinjaman.
api-op-returnCopy = Menerima eksemplar kembali.
