### Paket, keanggotaan, kartu.

nav-members = Anggota
nav-mine-home = Kartu saya

plan-dewasa = Dewasa
plan-remaja = Remaja
plan-anak = Anak
plan-pelajar = Pelajar
plan-guru = Guru
plan-keluarga = Keluarga
plan-petugas = Petugas

indicator-membership-active = Anggota aktif
indicator-membership-new = Anggota baru

## Daftar

members-title = Anggota
members-find = Nama, nomor anggota, atau telepon
members-newest = Anggota terbaru
members-found = Anggota yang cocok
members-count = { $n } ditemukan
members-none = Belum ada anggota
members-none-text = Anggota pertama dapat didaftarkan dalam satu menit: nama, tanggal lahir, telepon, kelurahan.
members-not-found = Tidak ada anggota untuk “{ $x }”
members-not-found-text = Coba bagian lain dari namanya, nomor kartunya, atau nomor teleponnya.
members-print-cards = Cetak kartu terpilih
members-cards-none = Belum ada anggota yang dipilih. Kembali ke daftar anggota dan centang beberapa nama.

## Data anggota

member-code = Nomor anggota
member-branch = Cabang
member-branch-any = Tidak tertentu
member-branch-unknown = Cabang ini sudah tidak ada. Pilih cabang lain; isian lainnya tetap.
member-plan = Keanggotaan
member-standing = Status
member-since = Anggota sejak
member-until = Berlaku sampai
member-born = Tanggal lahir
member-age = { $n } tahun
member-sex = Jenis kelamin
member-phone = Telepon
member-phone-whatsapp = Nomor WhatsApp atau telepon
member-email = Surel
member-village = Kelurahan
member-address = Alamat
member-note = Catatan untuk petugas
member-blocked-why = Alasan blokir
member-empty = kosong
member-by-system = Sistem
fact = Data
fact-value = Isi

standing-active = Aktif
standing-active-until = Berlaku sampai { $x }.
standing-active-always = Tanpa batas waktu
standing-unagreed = Menunggu persetujuan wali
standing-unagreed-since = Keanggotaan berhenti sesudah { $x } karena persetujuan orang tua atau wali belum ada. Begitu disetujui, keanggotaan berlaku lagi.
standing-expired = Habis masa
standing-consent-withdrawn = Wali mencabut persetujuannya, jadi keanggotaan ini berhenti. Persetujuan baru dari wali membukanya lagi.
standing-turned-down = Pendaftaran ini ditolak, dan keanggotaannya ditutup.
standing-expired-on = Masa keanggotaan berakhir { $x }. Perpanjang agar dapat meminjam lagi.
standing-blocked = Diblokir
standing-blocked-because = Tidak dapat meminjam: { $x }
standing-upcoming = Belum mulai
standing-upcoming-from = Keanggotaan mulai berlaku { $x }.

## Pendaftaran

member-new-title = Daftarkan anggota
member-change-title = Ubah data { $x }
member-register = Daftarkan anggota
member-save = Simpan
member-back = Kembali
member-more = Isian lain
member-born-hint = Tanggal, bulan, tahun. Contoh: 17 3 1994
member-phone-hint = Contoh: 0812-3456-7890
member-village-hint = Ketik beberapa huruf, lalu pilih. Di luar Tomohon: tulis nama tempatnya.
member-village-proves = Kelurahan di Tomohon cukup sebagai bukti tinggal di sini. Tinggal di tempat lain? Tulis nama tempatnya dan pilih dasar lain di bawah.
member-note-hint = Hanya petugas yang melihatnya.
member-code-given = Nomor anggota lama
member-code-given-hint = Kosongkan untuk nomor berikutnya.
member-alike-title = Mungkin sudah terdaftar
member-alike-text = Orang ini mungkin sudah ada: nama, tanggal lahir, atau nomornya sama atau mirip. Buka namanya: kartunya, atau formulir untuk menjadikannya anggota. Centang di bawah bila ini memang orang lain.
member-register-anyway = Ini orang lain, tetap daftarkan
member-registered = { $name } terdaftar dengan nomor { $code }.
member-registered-child = { $name } terdaftar sementara dengan nomor { $code }, sampai orang tua atau walinya menyetujui. Hubungkan walinya dan simpan persetujuannya di bawah.
member-saved = Data { $name } disimpan.

member-plan-unknown = Pilih jenis keanggotaan yang ada.
member-code-unreadable = Nomor anggota hanya boleh huruf, angka, tanda hubung, titik, dan garis miring.
member-code-taken = Nomor { $code } sudah dipakai anggota lain.
member-until-before-since = Masa berlaku berakhir sebelum dimulai.
member-until-past = Pilih tanggal hari ini atau sesudahnya.
member-unknown = Anggota ini tidak ditemukan. Periksa nomornya.

## Halaman anggota

member-serve = Layani di meja
member-loans = Pinjaman
member-change = Ubah data
member-card = Cetak kartu
member-card-short = Cetak
member-card-of = Kartu { $x }
member-facts = Data anggota
member-history = Riwayat
member-renew = Perpanjang
member-renewed = Keanggotaan diperpanjang.
member-renew-costs = Iuran satu masa { $x }. Masa berikutnya mulai sesudah yang sekarang berakhir.
member-renew-needs-payment = Masa berikutnya memerlukan iuran. Catat nomor kuitansi dan jumlahnya; bila isiannya tidak tampak di sini, tambah dasar Iuran.
member-block-title = Blokir
member-block = Blokir anggota
member-block-reason = Alasan
member-block-reason-hint = Anggota dapat membaca alasan ini.
member-block-needs-reason = Tulis alasannya, supaya anggota tahu apa yang perlu diselesaikan.
member-blocked = Anggota diblokir.
member-unblock = Buka blokir
member-unblocked = Blokir dibuka.
member-close-title = Berhenti
member-close-text = Keanggotaan berakhir dan akunnya ditutup. Riwayat tetap ada, dan pinjaman tetap harus kembali.
member-close = Akhiri keanggotaan
member-closed = Keanggotaan diakhiri.
member-restored = Dikembalikan seperti semula.

member-account = Akun untuk masuk
member-account-none = Belum ada akun. Dengan akun, anggota melihat pinjamannya dari rumah.
member-account-make = Buatkan akun
member-login-colleague = Orang ini bekerja di sini. Kata sandi petugas diberikan oleh kepala, di halaman Akun.
member-login-closed = Keanggotaan ini sudah diakhiri. Perpanjang dulu, lalu buatkan akunnya.

## Halaman saya

matter-provisional = { $n } anggota menunggu dipastikan identitasnya.
matter-of-age = { $n } anggota menjawab sendiri: berumur 18 tahun sekarang atau segera.
matter-seats = { $n } orang pada daftar mitra menunggu tempat.
matter-ends = Keanggotaan Anda berlaku sampai { $x }. Perpanjang di meja layanan.
matter-child = Kartu { $name }: { $n } hal perlu dilengkapi.
family-all = Keluarga saya
mine-waiting = Perlu perhatian Anda
mine-title = Halo, { $x }
mine-show-card = Tunjukkan kode ini di meja layanan.
mine-facts = Data saya
mine-facts-hint = Ada yang berubah? Sampaikan di meja layanan, kami perbaiki saat itu juga.
mine-no-card = Akun ini belum punya kartu anggota.

## Riwayat

audit-member-registered = Terdaftar
audit-member-updated = Data diubah
audit-member-moved = Pindah cabang
audit-member-renewed = Diperpanjang
audit-member-restored = Masa berlaku dikembalikan
audit-member-blocked = Diblokir
audit-member-unblocked = Blokir dibuka
audit-member-closed = Keanggotaan diakhiri

## Dasar keanggotaan

ground-address = Tinggal di sini
ground-roster = Daftar mitra
ground-domain = Surel mitra
ground-voucher = Voucer mitra
ground-employment = Bekerja di sini
ground-guardian = Keanggotaan orang tua atau wali
ground-need = Diputuskan perpustakaan
ground-payment = Iuran
basis-not-of-plan = Jenis keanggotaan ini tidak menerima dasar itu. Pilih dasar lain, atau ubah dulu aturannya di halaman jenis keanggotaan.
basis-needs-address = Tinggal di sini memerlukan alamat di Tomohon. Pilih kelurahannya; atau, bila tinggal di tempat lain, pilih dasar lain: bekerja di sini, iuran, atau keputusan perpustakaan. Sekolah dan kantor mitra juga dapat menanggung lewat daftar atau voucer.
basis-guardian-unknown = Orang tua atau wali ini belum menjadi anggota. Daftarkan dulu.
basis-guardian-self = Keanggotaan tidak dapat bergantung pada dirinya sendiri.
basis-guardian-hangs = Keanggotaan orang ini sendiri bergantung pada wali. Pilih wali yang keanggotaannya berdiri sendiri.
basis-unknown = Dasar keanggotaan ini tidak ditemukan. Muat ulang halamannya.
member-plan-too-young = Jenis keanggotaan ini mulai umur { $age } tahun. Pilih jenis lain.
member-plan-too-old = Jenis keanggotaan ini sampai umur { $age } tahun. Pilih jenis lain.
audit-member-confirmed = Identitas dipastikan
audit-member-basis-added = Dasar keanggotaan ditambah
audit-member-basis-ended = Dasar keanggotaan berakhir

## Daftar sendiri, keluarga, kartu

setting-membership-provisional-loans = Pinjaman anggota sementara
    .help = Berapa buku yang boleh dibawa pulang sebelum petugas memastikan identitasnya, dan sebelum wali seorang anak menyetujui.
setting-membership-provisional-days = Masa keanggotaan sementara
    .help = Berapa hari keanggotaan berlaku sebelum identitasnya dipastikan, dan sebelum wali seorang anak menyetujui.
setting-membership-join-per-day = Pendaftaran mandiri per hari
    .help = Paling banyak berapa orang yang dapat mendaftar sendiri dalam sehari. 0 menutup pendaftaran mandiri.
join-title = Jadi anggota
join-step = Langkah { $n } dari 3
join-intro = Gratis, dan selesai dalam dua menit. Boleh dari ponsel siapa saja; tidak perlu surel.
join-intro-paid = Selesai dalam dua menit. Boleh dari ponsel siapa saja; tidak perlu surel.
join-prices = Iuran satu masa: { $x }. Dibayar di meja layanan; kartu berlaku sesudah dibayar.
join-name-hint = Seperti di kartu identitas atau rapor.
join-born-missing = Tulis tanggal lahirnya.
join-no-plan = Pendaftaran mandiri belum tersedia untuk umur ini. Silakan datang ke meja layanan.
join-phone-hint = Boleh nomor keluarga. Kami hanya menghubungi soal pinjaman dan keanggotaan.
join-village-hint = Ketik beberapa huruf, lalu pilih. Dengan voucer boleh kosong.
join-needs-ground = Yang mendaftar sendiri tinggal di Tomohon: pilih kelurahannya. Tinggal di tempat lain? Pakai voucer atau surel dari sekolah atau kantor mitra, atau datang ke meja layanan; bekerja di sini, iuran, atau kartu orang tua juga cukup.
join-guardian-name = Nama orang tua atau wali
join-guardian-hint = Wajib untuk anak di bawah 13 tahun.
join-guardian-one-of = Cukup salah satu: nomor telepon, atau nomor kartu anggotanya.
family-privacy = Data dan privasi
join-guardian-phone = Telepon orang tua atau wali
join-guardian-code = Nomor kartu anggota orang tua atau wali
join-guardian-missing = Anak di bawah 13 tahun didaftarkan orang tua atau walinya. Tulis namanya.
join-guardian-unreachable = Tulis nomor telepon, atau nomor kartu anggotanya.
join-check = Periksa isian
join-privacy = Data ini hanya dipakai perpustakaan untuk keanggotaan dan pinjaman.
join-minor = Untuk anak di bawah 18 tahun, orang tua atau wali memberi persetujuan: di halaman mereka sendiri setelah masuk, atau dengan tanda tangan di meja layanan.
join-agree = Isian ini benar, dan saya setuju perpustakaan menyimpannya.
join-agree-missing = Centang persetujuan untuk melanjutkan.
join-enough-today = Pendaftaran mandiri hari ini sudah penuh. Belum ada yang tersimpan. Silakan datang ke meja layanan, atau coba lagi besok.
claim-title = Kartu di ponsel sendiri
claim-lead = Pilih kata sandi untuk kartu { $x }. Dengan nomor kartu dan kata sandi ini Anda masuk dari ponsel mana pun.
claim-password = Kata sandi
claim-password-hint = Paling sedikit 8 karakter. Kalimat pendek mudah diingat dan sulit ditebak.
claim-borrowed = Ponsel pinjaman? Pilih Keluar sesudah selesai, dan jangan simpan kartunya di sini.
claim-open = Buka kartu saya
claim-gone = Tautan ini sudah dipakai atau sudah lewat sehari. Sudah punya kata sandi? Masuklah dengan nomor kartu. Bila belum, petugas di meja layanan membuatkannya.
claim-sign-in = Masuk
claim-keep-title = Simpan kartunya di ponsel
claim-keep-text = Pilih kata sandi sekarang, dan kartu ini terbuka kapan saja di ponsel Anda, juga tanpa internet. Tidak perlu surel.
claim-open-here = Pilih kata sandi
claim-elsewhere = Ponsel ini pinjaman?
claim-qr-title = Pindai dengan ponsel sendiri
claim-qr-text = Berlaku sehari dan sekali pakai. Jangan dibagikan: siapa pun yang memindainya dapat memilih kata sandinya.
join-next = Lanjut
join-send = Daftar
join-done-title = Selamat datang di perpustakaan
join-done-lead = Pendaftaran berhasil. Kartu ini sudah berlaku sementara.
join-done-owed = Pendaftaran berhasil. Kartu ini berlaku setelah iuran { $x } dibayar di meja layanan.
join-done-card = Foto layar ini atau catat nomornya, lalu tunjukkan di meja layanan.
join-bring-title = Yang perlu dibawa ke meja
join-bring-identity = Kartu identitas, kartu pelajar, atau kartu keluarga
join-agree-now = Anak ini kini ada di halaman Anda. Di sana Anda dapat membaca persetujuannya dan menyetujuinya, atau menandatanganinya di kertas di meja layanan.
join-bring-guardian = Orang tua atau wali, untuk menandatangani persetujuan
join-bring-number = Nomor kartu di atas
join-another = Daftarkan orang lain
join-catalogue = Lihat katalog
join-confirm-title = Menunggu dipastikan
join-confirm = Pastikan
join-confirmed = { $name } sudah dipastikan sebagai anggota.
join-confirmed-already = Anggota ini sudah dipastikan. Untuk mengakhirinya, pakai Berhenti.
join-reject = Tolak pendaftaran
join-reject-reason = Alasan menolak
join-reject-needs-reason = Tulis alasannya. Pendaftaran belum ditolak.
join-rejected = Pendaftaran ditolak dan ditutup.
toconfirm-title = Perlu diperiksa
toconfirm-provisional = Anggota sementara
toconfirm-none = Tidak ada yang menunggu.
toconfirm-known = Mungkin sudah ada dalam daftar orang: orangnya tidak diberi tahu. Bandingkan dulu, lalu gabungkan keduanya, tolak pendaftaran ini, atau pastikan bila memang orang lain.
toconfirm-compare = Bandingkan
toconfirm-consent = Menunggu persetujuan wali
toconfirm-age = Berumur 18 tahun, sekarang atau segera
toconfirm-of-age = Berumur 18 pada
toconfirm-no-age = Tidak ada yang perlu ditanya, dan dalam 90 hari ke depan tidak ada yang berumur 18 tahun
missing-title = Yang perlu dilengkapi
missing-identity = Identitas belum dipastikan di meja layanan.
missing-birth = Tanggal lahir belum diketahui.
missing-address = Keanggotaan berdasar tinggal di sini, tetapi alamatnya tidak di Tomohon.
missing-guardian = Orang tua atau wali belum dihubungkan.
missing-consent = Persetujuan orang tua atau wali belum ada. Tanpa itu keanggotaan hanya berlaku sampai { $due }.
member-login-needs-consent = Akun untuk yang di bawah 18 tahun dibuat setelah orang tua atau walinya menyetujui. Simpan dulu persetujuannya.
family-title = Keluarga
family-none = Belum ada anak yang dihubungkan dengan kartu ini. Mintalah petugas menghubungkannya, atau daftarkan anak sekarang.
family-register = Daftarkan anak
family-guardians = Orang tua atau wali
family-guardian-code = Nomor kartu
family-guardian-name = Nama, bila belum anggota
family-link = Hubungkan wali
family-linked = Orang tua atau wali dihubungkan.
family-unlink = Lepaskan
family-unlinked = Hubungan dengan orang tua atau wali dilepas.
family-with-self = Seseorang tidak dapat menjadi walinya sendiri.
family-guardian-too-young = Wali harus berumur 18 tahun atau lebih.
family-guardian-nobody = Wali adalah orang yang tercatat di sini, bukan lembaga, dan bukan orang yang datanya sudah dihapus.
family-linked-already = Orang ini sudah tercatat sebagai walinya.
family-not-linked = Orang ini tidak tercatat sebagai walinya. Muat ulang halamannya.
consent-title = Persetujuan
consent-in-force = { $name } menyetujui pada { $day }. Bukti: { $evidence }.
consent-in-force-online = { $name } menyetujui dari akunnya sendiri pada { $day }. Teks yang disetujui: { $evidence }.
consent-in-force-list = { $name } mengumpulkan persetujuan orang tua di atas kertas; dipastikan oleh { $by } pada { $day }. Bukti: { $evidence }.
consents-title = Persetujuan orang tua: { $x }
consents-lead = { $n } anak di bawah 18 tahun dari lembaga ini belum punya persetujuan orang tua atau wali.
consents-help = Sekolah mengumpulkan surat orang tua di atas kertas, lalu memastikannya kepada perpustakaan. Hapus centang pada anak yang suratnya belum ada. Orang tua tetap dapat mencabutnya kapan saja; anak yang persetujuannya pernah dicabut tidak ada di daftar ini.
consents-open = Catat persetujuan dari sekolah
consents-all-classes = Semua kelas
consents-tick = Dipilih
consents-owing = Belum ada persetujuan
consents-more = { $n } lagi tidak ditampilkan. Pilih satu kelas untuk memeriksa anak demi anak, atau catat untuk semua.
consents-none = Tidak ada yang menunggu
consents-none-text = Semua anak dari lembaga ini sudah punya persetujuan, atau perlu disetujui wali mereka sendiri.
consents-by = Dipastikan oleh
consents-by-hint = Nama dan jabatan di sekolah, misalnya wali kelas 7A
consents-on = Pada tanggal
consents-evidence-hint = Apa yang dilihat dan di mana disimpan, misalnya 28 surat orang tua, map 7A di tata usaha
consents-who = Untuk siapa
consents-who-ticked = Hanya yang dicentang di bawah
consents-who-all = Semua { $n } anak
consents-keep = Simpan persetujuan
consents-kept = Persetujuan untuk { $n } anak disimpan. Keanggotaan mereka berlaku penuh.
consents-taken-back = Persetujuan untuk { $n } anak ditarik kembali; belum ada yang tercatat.
consent-list-nobody = Pilih sekurang-kurangnya satu anak yang menunggu persetujuan.
consent-list-needs-evidence = Tulis buktinya: surat apa yang dilihat, dan di mana disimpan.
consent-list-needs-name = Tulis siapa di sekolah yang memastikannya.
consent-list-future = Tanggal ini belum tiba.
consent-list-settled = Sudah lebih dari sehari, atau tidak ada lagi yang berlaku. Cabut persetujuannya anak demi anak.
sponsor-consents = { $n } anak di daftar ini belum punya persetujuan orang tua. Tanpa itu keanggotaan mereka berhenti.
class-consents = Sebagian anak di daftar ini belum punya persetujuan orang tua. Bila sekolah sudah mengumpulkannya di atas kertas, catat untuk seluruh daftar sekaligus.
toconfirm-consent-many = Sekolah yang mengumpulkan persetujuan di atas kertas dapat memastikannya sekaligus:
toconfirm-consent-of = { $name }: { $n } anak
toconfirm-asked = Sudah ditanya
toconfirm-seen-grown = Sudah ditanya, tetap anggota
toconfirm-grown = { $name } menjawab sendiri sejak berumur 18 tahun. Sudah ditanya.
toconfirm-not-grown = Belum berumur 18 tahun.
audit-member-consent-mistaken = Persetujuan yang keliru dicatat ditarik
audit-member-grown-seen = Ditanya setelah berumur 18 tahun
consent-words = Teks yang disetujui
consent-online-lead = Bacalah, lalu setujui dari sini. Tidak perlu datang atau mencetak apa pun.
consent-online-guardian = Saya orang tua atau wali { $x } dan berhak menyetujui untuknya.
consent-online-note = Persetujuan ini dapat saya cabut kapan saja di halaman ini atau di meja perpustakaan.
consent-online-tick = Saya sudah membaca semua ini dan menyetujuinya.
consent-online-tick-missing = Centang dulu bahwa Anda sudah membaca dan menyetujui.
consent-online-give = Setujui
consent-online-kept = Terima kasih. Persetujuan disimpan, dan keanggotaannya berlaku penuh.
consent-online-changed = Teksnya berubah sejak Anda membukanya. Bacalah lagi teks yang baru, lalu setujui.
consent-giver = Yang menyetujui
consent-evidence = Bukti
consent-evidence-hint = Contoh: formulir bertanda tangan, map 3
consent-keep = Simpan persetujuan
consent-kept = Persetujuan disimpan.
consent-form = Cetak formulir persetujuan
consent-withdraw = Cabut persetujuan
consent-withdraw-help = Bila dicabut, keanggotaan berakhir dan akun ditutup. Pinjaman yang masih ada tetap harus kembali.
consent-withdrawn = Persetujuan dicabut, keanggotaan berakhir. Pinjaman yang masih ada tetap harus kembali.
consent-not-guardian = Yang menyetujui harus orang tua atau wali yang tercatat.
consent-needs-evidence = Tulis buktinya, misalnya formulir bertanda tangan.
consent-there-already = Persetujuan sudah ada.
consent-none = Tidak ada persetujuan yang berlaku.
consent-form-title = Persetujuan orang tua atau wali
consent-form-intro = Anak yang disebut di bawah ini ingin menjadi anggota perpustakaan. Untuk itu perpustakaan meminta persetujuan Anda.
consent-form-data = Perpustakaan menyimpan nama, tanggal lahir, kontak, dan pinjaman anak, hanya untuk layanan perpustakaan.
consent-form-child = Nama anak
consent-form-agree = Saya mengizinkan:
consent-form-membership = Anak saya menjadi anggota, meminjam buku, dan mulai umur 13 tahun masuk dengan akunnya sendiri.
consent-form-place = Tempat dan tanggal
consent-form-guardian = Orang tua atau wali
consent-form-staff = Petugas perpustakaan
consent-form-note = Persetujuan ini dapat dicabut kapan saja di meja perpustakaan.
card-title = Kartu
card-as-of = Keadaan per { $x }.
card-pdf = Kartu PDF
card-keep = Simpan di ponsel ini
card-drop = Hapus dari ponsel ini
card-keep-help = Kartu yang disimpan tetap terbuka tanpa internet. Jangan simpan di ponsel pinjaman.
card-found = Kartu ini milik perpustakaan. Bila ditemukan, mohon dikembalikan ke meja layanan.
card-replace-title = Kartu pengganti
card-replace = Beri nomor baru
card-reason = Alasan
card-lost = Hilang
card-stolen = Dicuri
card-worn = Rusak
card-replaced = Kartu baru bernomor { $code }. Nomor lama tidak berlaku lagi.
card-replaced-already = Kartu ini sudah diganti. Nomornya sekarang { $code }.
audit-member-rejected = Pendaftaran ditolak
audit-member-confirmation-undone = Pemastian dibatalkan
audit-member-consent-given = Persetujuan disimpan
audit-member-consent-withdrawn = Persetujuan dicabut
audit-member-card-replaced = Kartu diganti

## Mitra keanggotaan dan daftarnya

permission-membership-plans = Mengatur jenis keanggotaan, mitra, dan daftarnya
nav-sponsors = Mitra keanggotaan
sponsors-none = Belum ada mitra
sponsors-none-text = Sekolah, kantor, atau perusahaan dapat mendaftarkan orang-orangnya sekaligus dengan satu daftar.
sponsor-new = Mitra baru
sponsor-change = Ubah kesepakatan
sponsor-kept = Kesepakatan dengan { $name } disimpan.
sponsor-partner = Lembaga
sponsor-partner-hint = Belum ada di sini? Catat dulu lembaganya di halaman Orang dan lembaga.
sponsor-name = Nama kesepakatan
sponsor-name-hint = Misalnya nama sekolah dan siapa yang ditanggung: siswa, guru.
sponsor-since = Mulai
sponsor-until = Sampai
sponsor-seats = Banyaknya tempat
sponsor-seats-hint = Kosongkan bila tidak dibatasi.
sponsor-order = Bila tempat kurang, didahulukan
sponsor-grace = Masa tenggang (hari)
sponsor-grace-hint = Selama ini orang yang keluar dari daftar tetap anggota.
sponsor-domain = Domain surel
sponsor-domain-hint = Bagian sesudah @ pada surel lembaga ini. Jangan isi domain yang dipakai semua orang.
sponsor-carried = Ditanggung
sponsor-waiting = Menunggu tempat
sponsor-unknown = Mitra ini tidak ditemukan. Kembali ke daftar mitra.
sponsor-name-missing = Tulis nama kesepakatannya.
sponsor-partner-unknown = Pilih lembaga atau kelompok yang sudah dicatat.
sponsor-seats-unreadable = Tulis banyaknya tempat dengan angka, atau kosongkan.
sponsor-grace-unreadable = Tulis masa tenggang dalam hari, dari 0 sampai 366.
sponsor-domain-unreadable = Tulis domainnya saja, tanpa nama di depan @.
sponsor-domain-taken = Domain ini sudah dipakai mitra lain.
seat-order-roster = Urutan dalam daftar
seat-order-name = Urutan nama
seat-order-joined = Yang lebih dulu bergabung

roster-title = Orang dalam daftar
roster-number = Nomor induk
roster-class = Kelas atau bagian
roster-what = Keterangan
roster-state-current = Ditanggung
roster-state-waiting = Menunggu tempat
roster-state-gone = Keluar dari daftar
roster-gone-until = Keluar, anggota sampai { $x }
roster-last = Daftar terakhir: { $file }, { $when }.
roster-send-title = Daftar baru
roster-file-hint = CSV atau XLSX dengan nama dan tanggal lahir; lebih baik lagi dengan nomor induk. Dilihat dulu, belum ada yang berubah.
roster-look-title = Yang akan berubah
roster-look-lead = { $x }: belum ada yang berubah. Periksa, lalu terapkan.
roster-new = Baru
roster-gone = Tidak ada lagi
roster-changed = Berubah
roster-same = Tetap
roster-doubtful = Perlu diperiksa
roster-warnings = Diterapkan, tetapi lihat lagi
roster-known = sudah dikenal
roster-line = baris { $n }
roster-more = dan { $n } lagi
roster-of-class = { $n } orang pindah kelas atau bagian.
roster-loses-most = Lebih dari setengah orang tidak ada lagi dalam daftar ini. Apakah ini daftar yang benar?
roster-apply = Terapkan
roster-rejects = Unduh yang perlu diperiksa
roster-applied = Diterapkan: { $seated } mulai ditanggung, { $gone } keluar, { $waiting } menunggu tempat.
roster-undo = Batalkan daftar terakhir
roster-undone = Daftar terakhir dibatalkan: { $restored } orang seperti semula, { $ended } keanggotaan tidak lagi ditanggung.
roster-undone-but = Daftar terakhir dibatalkan: { $restored } orang seperti semula, { $ended } keanggotaan tidak lagi ditanggung. { $left } orang dibiarkan, karena sudah berubah sesudahnya: { $names }.
roster-undo-past = Daftar ini tidak dapat dibatalkan lagi: sudah dibatalkan, atau sudah lewat sebulan. Kirim daftar yang benar.
roster-last-undone = Daftar terakhir, { $file }, dibatalkan { $when }.
roster-columns-unclear = Judul kolomnya tidak seluruhnya dikenal. Periksa kolom mana berisi nama dan tanggal lahir.
roster-meanwhile = Petugas lain baru saja menerapkan daftar mitra ini. Daftar Anda belum diterapkan. Muat ulang halaman ini dan periksa lagi.
roster-twice = Orang ini sudah ada di baris lain.
roster-number-of-other = Nomor induk ini sebelumnya milik { $name }.
roster-name-known = Ada orang bernama sama, dan tanggal lahirnya tidak tertulis. Tambahkan tanggal lahirnya.
roster-person-twice = Orang ini sudah ada dalam daftar dengan nomor atau nama lain.
roster-plan-refuses = Orang ini anggota dengan jenis keanggotaan yang tidak menerima daftar mitra.
roster-two-known = Ada dua orang dengan nama dan tanggal lahir ini. Gabungkan dulu di halaman Orang dan lembaga.
roster-number-too-long = Nomor induk terlalu panjang.
roster-class-too-long = Nama kelas atau bagian terlalu panjang.
audit-sponsorship-begun = Kesepakatan dibuat
audit-sponsorship-changed = Kesepakatan diubah
audit-sponsorship-ended = Ikut berakhir dengan perjanjiannya
audit-roster-applied = Daftar mitra diterapkan
audit-roster-undone = Daftar mitra dibatalkan

## Jenis keanggotaan

nav-plans = Jenis keanggotaan
plan-change = Ubah jenis keanggotaan
plan-name = Nama
plan-name-hint = Kosongkan untuk nama bawaan.
plan-months = Berlaku (bulan)
plan-months-hint = Kosongkan bila tanpa batas waktu.
plan-age-from = Umur paling muda
plan-age-to = Umur paling tua
plan-price = Iuran satu masa (rupiah)
plan-price-hint = 0 berarti gratis. Bila berbayar, keanggotaan berlaku setelah iurannya dicatat di meja; yang ditanggung mitra, wali, atau diputuskan perpustakaan tetap tidak membayar.
plan-not-counted-yet = Dicatat sebagai janji; dihitung begitu ruang dan komputer dipesan lewat Mapalus.
plan-benefit-change = Ubah aturan pinjaman
plan-room-hours = Ruang, jam sebulan
plan-computer-minutes = Komputer, menit sehari
plan-grounds = Berdasarkan
plan-closed = Tidak menerima anggota baru
plan-look = Lihat siapa yang terkena
plan-touches = Anggota dengan jenis ini: { $members }. Yang umurnya tidak cocok lagi: { $age }. Yang dasarnya tidak diterima lagi: { $ground }. Keanggotaan yang sedang berjalan tidak berubah.
plan-kept = Jenis keanggotaan disimpan.
plan-number-impossible = Tulis angka yang mungkin.
plan-needs-ground = Pilih paling sedikit satu dasar.
plan-says-any-age = Segala umur
plan-says-from-age = Umur { $n } tahun ke atas
plan-says-to-age = Sampai umur { $n } tahun
plan-says-ages = Umur { $from } sampai { $to } tahun
plan-says-no-end = berlaku tanpa batas waktu
plan-says-months = berlaku { $n } bulan
plan-says-free = gratis
plan-says-price = iuran { $x }
plan-says-rooms = ruang { $n } jam sebulan (belum dihitung)
plan-says-computers = komputer { $n } menit sehari (belum dihitung)
plan-says-closed = tidak menerima anggota baru
plan-says-grounds = Berdasarkan: { $x }.
audit-plan-changed = Jenis keanggotaan diubah


holding-membership-member = Keanggotaan dan kartu
holding-membership-bases = Dasar keanggotaan
holding-membership-consents = Persetujuan orang tua atau wali
erase-against-child = Keanggotaan { $name } bergantung padanya. Hubungkan dulu wali yang lain.

## Dasar keanggotaan pada halaman anggota

bases-title = Dasar keanggotaan
bases-all = Satu per satu
bases-none = Belum ada dasar
bases-none-text = Tambahkan satu dasar, misalnya tinggal di sini.
basis = Dasar
basis-since = Mulai
basis-until = Sampai
basis-until-hint = Kosongkan bila tanpa batas waktu.
basis-today = Hari ini
basis-evidence = Bukti
basis-evidence-hint = Yang dilihat: kartu identitas, surat keterangan, nomor kuitansi. Wajib untuk iuran dan untuk yang diputuskan perpustakaan.
basis-needs-evidence = Tulis buktinya: nomor kuitansi, atau siapa yang memutuskan dan kapan.
basis-receipt = Nomor kuitansi
basis-paid = Jumlah dibayar (rupiah)
basis-received = Iuran diterima di
received-cash = Kas meja layanan
received-bank = Bank: transfer, QRIS
basis-paid-back = Pembayaran ini sudah ditarik di pembukuan, jadi tidak berlaku lagi. Catat lagi bila memang dibayar.
origin-membership = Iuran keanggotaan
basis-paid-hint = Hanya untuk iuran. Buktinya nomor kuitansi.
basis-needs-amount = Tulis jumlah yang dibayar, dalam rupiah.
basis-paid-too-little = Iuran satu masa { $price }. Yang dibayar kurang dari itu.
basis-paid-one-term = Iuran menanggung satu masa, tidak lebih lama. Catat iuran berikutnya untuk masa berikutnya.
basis-receipt-used = Kuitansi ini sudah dicatat untuk anggota ini.
basis-costs = Jenis keanggotaan ini berbayar { $price }: dasarnya iuran, mitra yang menanggung, wali, atau keputusan perpustakaan. Pilih Iuran, lalu tulis nomor kuitansi dan jumlahnya.
plan-costs-and-is-free = Jenis yang berbayar tidak berlaku hanya karena tinggal atau bekerja di sini. Hapus centang keduanya, atau nolkan iurannya.
plan-change-ground = Tidak satu pun dasar keanggotaannya diterima jenis ini. Tambah dulu dasar yang diterima.
plan-change-costs = Jenis ini berbayar { $price }. Catat dulu iurannya sebagai dasar keanggotaan, lalu pindahkan; dasar yang gratis berakhir saat itu.
basis-there-already = Dasar yang sama sudah ada dengan masa yang sama.
basis-add = Tambah dasar
basis-added = Dasar keanggotaan ditambah.
basis-end = Akhiri
basis-end-title = Akhiri: { $x }
basis-end-lead = Dasar lain, bila ada, tetap menanggung keanggotaan ini. Pinjaman tetap harus kembali.
basis-ended = Dasar keanggotaan diakhiri.
basis-ends-by-list = Dasar dari daftar mitra berakhir bila daftar berikutnya tidak lagi memuat orang ini.
basis-last-day = Hari terakhir
basis-last-day-hint = Sesudah hari ini dasar tidak berlaku lagi.
basis-no-end = tanpa batas
basis-guardian = Nomor kartu orang tua atau wali
basis-guardian-hint = Hanya untuk keanggotaan orang tua atau wali.
basis-does-count = Berlaku
basis-counts-later = Belum mulai
basis-counts-not = Tidak berlaku
basis-of = { $ground }: { $of }
basis-counts = { $basis }
basis-counts-until = { $basis } (sampai { $day })
basis-counts-from = { $basis } (mulai { $day })
basis-ended-on = { $basis } (berakhir { $day })
basis-guardian-ended = { $basis } (keanggotaan walinya berakhir { $day })
basis-sponsor-ended = { $basis } (kesepakatan dengan mitra berakhir { $day })
basis-guardian-without = { $basis } (keanggotaan walinya belum punya dasar)
basis-never = { $basis } (masanya tidak bertemu dengan masa kesepakatannya)
why-counting = Berlaku hari ini karena: { $x }.
why-not-counting = Tidak berlaku hari ini: { $x }.
why-without-basis = Tidak berlaku hari ini: belum ada dasarnya.

## Tempat, voucer, surel mitra

seat-sponsor-ended = Kesepakatan dengan mitra ini belum mulai atau sudah berakhir.
seat-carried-already = Mitra ini sudah menanggung keanggotaan ini.
seat-none-free = Semua tempat dari mitra ini sudah terisi.
sponsor-promised = Dijanjikan lewat voucer
sponsor-statement = Laporan untuk mitra
vouchers-title = Voucer
voucher-make = Buat voucer
voucher-count = Banyaknya
voucher-until = Hari terakhir penukaran
voucher-until-hint = Sesudah ditukarkan, keanggotaan berlaku satu masa penuh, paling lama sampai kesepakatan berakhir.
voucher-count-impossible = Tulis angka dari 1 sampai { $most }.
voucher-too-many = Tempat yang masih bebas: { $free }. Setiap voucer menjanjikan satu tempat.
voucher-after-sponsor = Kesepakatan dengan mitra ini berakhir { $day }. Pilih hari itu atau sebelumnya.
voucher-batches = Voucer yang dibuat
voucher-made-at = Dibuat
voucher-made = Jumlah
voucher-used-count = Ditukarkan
voucher-open = Belum ditukarkan
voucher-void-count = Dibatalkan
voucher-free-seats = Tempat bebas
voucher-none = Belum ada voucer
voucher-none-text = Voucer dibagikan mitra di atas kertas. Siapa pun yang membawanya dapat mendaftar atau menukarkannya.
voucher-batch-made = { $n } voucer dibuat.
voucher-batch-unknown = Voucer ini tidak ditemukan. Kembali ke halaman mitra.
voucher-batch-title = Voucer { $x }
voucher-codes = Kode
voucher-code = Kode voucer
voucher-code-hint = Sepuluh huruf dan angka di bawah kode QR, misalnya K7MR2-PXD4H.
voucher-choose = Pilih
voucher-brought-by = Ditukarkan oleh
voucher-is-open = Belum ditukarkan
voucher-is-used = Ditukarkan
voucher-is-void = Dibatalkan
voucher-is-past = Lewat waktunya
voucher-print = Cetak voucer
voucher-void-chosen = Batalkan yang dicentang
voucher-void-all = Batalkan semua yang belum ditukarkan
voucher-voided = { $n } voucer dibatalkan.
voucher-none-voided = Tidak ada yang dibatalkan. Centang dulu kodenya.
voucher-redeem = Tukarkan voucer
voucher-redeemed = Voucer ditukarkan. Keanggotaan sekarang ditanggung mitra.
voucher-mine-lead = Tulis kode dari voucer Anda. Keanggotaan Anda langsung ditanggung mitra yang memberikannya.
voucher-unreadable = Kode ini tidak lengkap atau ada huruf yang keliru. Bandingkan lagi dengan kertasnya.
voucher-unknown = Kode ini tidak ditemukan. Bandingkan lagi dengan kertasnya.
voucher-used = Voucer ini sudah ditukarkan.
voucher-void = Voucer ini sudah dibatalkan. Tanyakan kepada yang memberikannya.
voucher-past = Voucer ini hanya dapat ditukarkan sampai { $day }.
voucher-paper-title = Voucer keanggotaan
voucher-paper-from = dari { $x }
voucher-paper-how = Pindai kode QR, atau buka { $origin }/gabung dan tulis kode ini. Boleh juga dibawa ke meja layanan.
voucher-paper-until = Tukarkan sampai { $x }
join-voucher-hint = Bila ada voucer dari sekolah, kantor, atau perusahaan.
join-voucher-member = Sudah anggota?
address-of-no-partner = Tidak ada mitra dengan domain surel ini. Pakai alamat dari sekolah atau kantor Anda.
audit-voucher-made = Voucer dibuat
audit-voucher-voided = Voucer dibatalkan
audit-voucher-unvoided = Pembatalan voucer dicabut

## Jenis keanggotaan baru

plan-new = Jenis keanggotaan baru
plan-new-lead = Batas pinjaman mengikuti aturan umum, sampai diatur sendiri di halaman aturan pinjaman.
plan-begun = Jenis keanggotaan { $name } ditambahkan.
plan-code = Kode
plan-code-hint = Satu kata pendek, huruf kecil; tidak berubah lagi. Contoh: mahasiswa.
plan-code-unreadable = Pakai 2 sampai 20 huruf kecil, angka, atau tanda hubung, diawali huruf.
plan-code-taken = Kode ini sudah dipakai jenis keanggotaan lain.
plan-name-missing = Tulis namanya.
plan-name-en = Nama dalam bahasa Inggris
plan-name-en-hint = Kosongkan bila namanya sama.
plan-own-renewal = Dapat diperpanjang sendiri (hari sebelum berakhir)
plan-own-renewal-hint = Kosongkan bila hanya di meja layanan.
plan-says-own-renewal = dapat diperpanjang sendiri { $n } hari sebelum berakhir
plan-touches-sponsors = Dipakai dalam kesepakatan dengan mitra: { $x }.
audit-plan-begun = Jenis keanggotaan ditambahkan

## Dua keanggotaan satu orang

merge-card-retired = Kartu { $gone } tidak berlaku lagi; nomor kartunya { $code }. Dasar keanggotaan, persetujuan, dan daftar mitra ikut.
merge-plan-stays = Jenis keanggotaan mengikuti kartu { $code }.
merge-block-follows = Blokir ikut berlaku: { $reason }
merge-account-closes = Akun { $login } ditutup. Bila perlu, buatkan akun untuk kartu yang tetap.

## Kartu di atas kertas

members-cards = Kartu anggota
cards-too-many = Paling banyak { $n } kartu sekaligus. Mintalah bertahap.
cards-queue = Kartu yang belum dicetak
cards-unprinted = Kartu yang belum pernah dicetak
cards-unprinted-since = Kartu yang belum dicetak sejak { $x }
cards-since = Belum dicetak sejak
cards-since-hint = Kosongkan untuk kartu yang belum pernah dicetak. Kartu pengganti termasuk di dalamnya.
cards-show = Tampilkan
cards-sheets = Lembar A4 (PDF)
cards-single = Ukuran kartu (PDF)
cards-all-printed = Semua kartu sudah dicetak
cards-all-printed-text = Anggota baru dan kartu pengganti muncul di sini.
cards-printed = Terakhir dicetak
cards-batch = { $n } kartu, { $when }
cards-forget = Tandai belum dicetak
cards-not-printed = Kartu-kartu itu kembali ke antrean.
audit-cards-printed = Kartu dicetak
audit-cards-not-printed = Cetakan kartu dibatalkan

## Tahun ajaran baru

rollover-title = Tahun ajaran baru
rollover-lead = Setiap kelas naik ke kelas berikutnya; kelas terakhir keluar dari daftar. Periksa usulan ini, lalu lihat siapa yang terkena. Daftar baru dari sekolah tetap dapat dikirim sesudahnya.
rollover-now = Kelas sekarang
rollover-people = Orang
rollover-next = Menjadi
rollover-next-of = Kelas { $x } menjadi
rollover-leaves = Keluar
rollover-leaves-of = Kelas { $x } keluar dari daftar
rollover-no-class = tanpa kelas
rollover-would = { $moved } orang pindah kelas, { $left } keluar dari daftar. Yang keluar tetap anggota selama masa tenggang ({ $days } hari); pinjamannya tidak berubah. Belum ada yang berubah.
rollover-apply = Terapkan
rollover-done = { $moved } orang pindah kelas, { $left } keluar dari daftar.
rollover-class-too-long = Nama kelas terlalu panjang: { $name }
audit-roster-rolled-over = Tahun ajaran baru diterapkan
audit-member-address-not-counted = Surel mitra terbukti, tetapi tidak ada tempat atau jenis keanggotaannya tidak menerimanya

# Pesan tentang keanggotaan
member-messages = Pesan
job-membership-reminders = Mengirim pesan tentang masa keanggotaan
setting-membership-ending-days = Pemberitahuan akan berakhir
    .help = Berapa hari sebelum keanggotaan berakhir anggota diberi tahu. 0 mematikannya.
setting-membership-consent-owed-days = Permintaan persetujuan wali
    .help = Berapa hari setelah seorang anak mendaftar walinya diingatkan akan persetujuan. 0 mematikannya.
notice-membership-registered = Pendaftaran diterima
    .help = Setelah Anda mendaftar sendiri.
    .subject = Pendaftaran Anda diterima: { $code }
    .body = Selamat datang. Nomor anggota: { $code }

        Keanggotaan ini sementara selama { $days } hari. Datanglah ke meja layanan dengan kartu pengenal apa saja, dan keanggotaan menjadi tetap.
    .short = Selamat datang. Nomor anggota: { $code }. Keanggotaan ini sementara selama { $days } hari; datanglah ke meja layanan untuk memastikannya.
notice-membership-confirmed = Keanggotaan dipastikan
    .help = Setelah petugas memastikan pendaftaran.
    .subject = Keanggotaan { $code } sudah tetap
    .body = Terima kasih sudah datang. Keanggotaan { $code } sekarang tetap dan berlaku sampai { $until }.
    .short = Keanggotaan { $code } sekarang tetap dan berlaku sampai { $until }.
notice-membership-ending = Keanggotaan akan berakhir
    .help = Beberapa minggu sebelum keanggotaan berakhir.
    .subject = Keanggotaan { $code } berakhir { $until }
    .body = Keanggotaan { $code } berakhir { $until }.

        Perpanjangan dilakukan di meja layanan, gratis untuk sebagian besar anggota. Buku yang sedang dipinjam tetap harus kembali pada waktunya.
    .short = Keanggotaan { $code } berakhir { $until }. Perpanjang di meja layanan.
notice-membership-of-age = Berumur 18 tahun
    .help = Beberapa minggu sebelum anggota yang mendaftar sebagai anak berumur 18 tahun.
    .subject = { $name } berumur 18 tahun pada { $day }
    .body = { $name } ({ $code }) berumur 18 tahun pada { $day } dan sejak hari itu menjawab sendiri: persetujuan wali tidak diperlukan lagi, dan wali tidak lagi melihat kartunya.

        Keanggotaan yang bergantung pada keanggotaan wali berakhir pada hari itu. Datanglah ke meja layanan untuk meneruskannya atas nama sendiri.
    .short = { $name } ({ $code }) berumur 18 tahun pada { $day }. Teruskan keanggotaannya di meja layanan.
notice-membership-consent-owed = Persetujuan wali
    .help = Bila persetujuan wali untuk seorang anak belum ada.
    .subject = Persetujuan wali untuk { $name } belum ada
    .body = { $name } ({ $code }) terdaftar sebagai anggota sementara. Untuk anak di bawah 18 tahun perpustakaan memerlukan persetujuan orang tua atau wali.

        Setujui dari halaman Keluarga di akun Anda, atau tanda tangani formulirnya di meja layanan.
    .short = Persetujuan wali untuk { $name } ({ $code }) belum ada. Setujui dari akun Anda, atau di meja layanan.

member-entry = Data orang dan foto

member-already = Orang ini sudah menjadi anggota.
member-no-person = Hanya orang yang dapat menjadi anggota.

class-title = Daftarkan satu kelas
class-lead = Satu daftar nama menjadi anggota sekaligus. Daftarnya diperiksa dahulu; belum ada yang dicatat sebelum Anda menekan tombol di halaman berikutnya.
class-list = Tempel daftar dari lembar kerja
class-list-hint = Sertakan baris judulnya: Nama, Tanggal lahir, Kelurahan, L/P, NIS, Kelas, dan lainnya bila ada. Tanggal lahir wajib.
class-file = Atau pilih berkas
class-file-hint = CSV atau XLSX, paling banyak 300 baris.
class-school = Sekolah
class-school-hint = Nama yang sudah ada di Orang & lembaga. Kelas dan nomor induk hanya disimpan bila sekolahnya disebut.
class-look = Periksa daftar
class-no-list = Tempel daftarnya atau pilih berkas dahulu.
class-no-school = Lembaga dengan nama ini belum tercatat. Catat dahulu di Orang & lembaga, atau kosongkan.
class-schools = Ada beberapa lembaga yang cocok: { $names }. Tulis nama lengkapnya.
class-too-long = Daftar ini terlalu panjang: paling banyak { $n } baris sekali jalan. Bagi menjadi beberapa daftar.
class-needs-birth = Tanggal lahir kosong; tanpa itu tidak diketahui apakah persetujuan wali diperlukan.
class-needs-village = Kelurahannya tidak tertulis atau tidak di Tomohon. Tambahkan kolom Kelurahan, atau kembali dan pilih dasar lain untuk seluruh daftar.
class-ground-address = Tinggal di sini: daftar memuat kelurahan setiap orang
class-ground-need = Diputuskan perpustakaan, misalnya untuk semua siswa satu sekolah
class-ground-employment = Bekerja di sini
class-evidence-hint = Wajib untuk keputusan perpustakaan: siapa yang memutuskan dan kapan, misalnya surat kepala sekolah.
class-look-title = Periksa daftar kelas
class-look-lead = Isi { $x }
class-new = Akan didaftarkan
class-members = Sudah anggota
class-left = Perlu diperiksa
class-row = Baris
class-alike = Mungkin sama dengan
class-minors = { $n } di antaranya belum 18 tahun: mereka menjadi anggota sementara, sampai walinya menyetujui.
class-enrol = Daftarkan { $n } anggota
class-cards = Cetak kartu mereka
class-other = Daftar lain
class-done = { $n } anggota baru. Kartunya siap dicetak.
class-number-twice = Nomor identitas di baris ini sama dengan baris lain.

module-membership = Keanggotaan

job-membership-move-up = Memberi tempat kepada yang menunggu

member-consent-withdrawn = Wali sudah menarik persetujuannya. Keanggotaan anak ini baru dapat diperpanjang setelah seorang wali menyetujui lagi; catat persetujuan itu dahulu.
renew-own = Perpanjang
renew-own-until = Diperpanjang sampai { $day }.
renew-own-early = Dapat diperpanjang sendiri mulai { $day }.
renew-own-desk = Perpanjangan dilakukan di meja layanan.
renew-own-endless = Keanggotaan ini tanpa batas waktu.
family-closed = Keanggotaan ini sudah diakhiri. Setujui lagi di sini, lalu minta petugas memperpanjangnya.
member-change-overtaken = Keanggotaan ini sudah diubah lagi sesudahnya, jadi tidak dikembalikan. Lihat riwayatnya, lalu putuskan lagi.
member-closed-meanwhile = Pendaftaran ini sudah ditolak, atau keanggotaannya sudah diakhiri. Tidak ada yang dipastikan.
member-consent-owed = Orang tua atau wali belum menyetujui. Simpan dulu persetujuannya, lalu perpanjang.
member-renew-needs-ground = Keanggotaan ini berdasar tinggal di sini, tetapi alamatnya tidak di Tomohon. Perbaiki alamatnya, atau tambah dasar lain di bawah.
join-guardian-unknown = Nomor kartu ini tidak ada. Periksa kartunya, atau kosongkan dan tulis nomor telepon.
join-name-short = Tulis nama lengkap, paling sedikit dua huruf.
roster-class-is-day = Di kolom kelas tertulis tanggal. Mungkin kolomnya bergeser.
roster-will-wait = Kursi yang kosong: { $free }. Yang lain menunggu, menurut urutan { $order }.
roster-order-roster = dalam daftar
roster-order-name = nama
roster-order-joined = mendaftar


dependent-membership-carried = { $n } keanggotaan yang disponsori
dependent-membership-listed = { $n } orang di daftar mitra
dependent-membership-sponsorships = { $n } kesepakatan keanggotaan
countable-membership-granted = Keanggotaan yang diberikan lewat mitra
countable-membership-standing = Keanggotaan yang sekarang berdiri atas daftar atau voucer mitra

### Daftar nama yang dikirim mitra

matter-sent-lists = { $n } daftar nama dari mitra menunggu diperiksa
roster-sent-title = Daftar dari mitra
roster-sent = { $file }, dikirim { $name }, { $when }.
roster-sent-look = Lihat dan terapkan
roster-sent-done = Daftar terkirim. Belum ada yang berubah: petugas memeriksanya dahulu.
roster-refuse = Tolak dengan alasan
roster-refuse-why = Alasan yang dibaca mitra
roster-refused = Daftar ditolak, dan pengirimnya diberi tahu.
roster-refusal-missing = Tulis alasannya, agar mitra dapat memperbaiki daftarnya.
roster-settled-already = Daftar ini sudah diputuskan atau diganti dengan yang lebih baru.
roster-library-asks = Petugas perpustakaan memeriksa baris ini.
roster-fate-waiting = Menunggu diperiksa
roster-fate-applied = Diterapkan
roster-fate-refused = Ditolak
roster-fate-replaced = Diganti daftar berikutnya
audit-roster-sent = Daftar dikirim oleh mitra
audit-roster-refused = Daftar dari mitra ditolak
partner-panel-title = Keanggotaan yang disponsori
partner-panel-year = Setahun terakhir: { $carried } orang disponsori, { $new } di antaranya baru.
partner-panel-waits = Daftar yang dikirim menunggu diperiksa.
partner-panel-list = Daftar nama
partner-panel-private = Hanya jumlahnya: apa yang dibaca seseorang tidak diberitahukan kepada siapa pun.
partner-list-crumb = Kemitraan
partner-list-ended = Keanggotaan lewat mitra ini berakhir { $x }. Hubungi perpustakaan untuk memperbaruinya.
partner-list-sent = Yang akan berubah dengan { $x }
partner-list-sent-text = Belum ada yang berubah. Petugas memeriksa daftar ini dan menerapkannya; Anda diberi tahu hasilnya.
partner-list-again = Ganti dengan daftar lain
partner-list-hint = CSV atau XLSX dengan nama dan tanggal lahir; lebih baik lagi dengan nomor induk dan kelas. Setelah dikirim, Anda melihat siapa yang baru, keluar, dan berubah.
partner-list-send = Kirim daftar
partner-list-history = Daftar yang pernah dikirim
partner-list-count = { $n } orang
notice-membership-roster-applied = Daftar nama saya diterapkan
    .help = Setelah petugas menerapkan daftar yang Anda kirim sebagai mitra.
    .subject = Daftar { $file } sudah diterapkan
    .body = Daftar { $file } sudah diterapkan: { $seated } orang menjadi anggota, { $gone } keluar dari daftar, { $waiting } menunggu tempat.

        Baris yang belum jelas: { $doubtful }. Tidak ada yang berubah pada baris itu.
    .short = Daftar { $file } diterapkan: { $seated } orang menjadi anggota, { $gone } keluar, { $waiting } menunggu tempat, { $doubtful } baris belum jelas.
notice-membership-roster-refused = Daftar nama saya tidak diterapkan
    .help = Bila daftar yang Anda kirim sebagai mitra tidak dapat diterapkan, dengan alasannya.
    .subject = Daftar { $file } belum dapat diterapkan
    .body = Daftar { $file } belum diterapkan. Alasannya: { $note }

        Perbaiki daftarnya, lalu kirim lagi.
    .short = Daftar { $file } belum diterapkan: { $note } Perbaiki, lalu kirim lagi.
roster-nobody = Di bawah judul kolom tidak ada seorang pun. Kirim daftar yang berisi nama.

invariant-membership-every-member-is-a-person = Setiap anggota adalah orang di daftar orang
invariant-membership-codes-are-well-formed = Kode anggota terbentuk dengan benar
invariant-membership-fees-stand-in-the-books = Setiap iuran yang dibayar tercatat di buku besar, dan setiap yang dikembalikan dibatalkan di sana

consent-at-home = Lebih suka di atas kertas? Cetak formulirnya, tanda tangani, dan bawa ke meja layanan; di sana juga tersedia.

## Yang dapat diminta program lain

api-op-addBasis = Menambah dasar keanggotaan.
api-op-applyRoster = Menerapkan daftar mitra: seluruhnya atau tidak sama sekali.
api-op-beginMembership = Memulai keanggotaan.
api-op-blockMember = Memblokir anggota, dengan alasan yang dapat dibacanya.
api-op-changeMember = Mengubah jenis keanggotaan dan cabang anggota.
api-op-endBasis = Mengakhiri dasar keanggotaan.
api-op-giveConsent = Mencatat bahwa wali menyetujui keanggotaan seorang anak.
api-op-linkGuardian = Mencatat siapa wali seorang anak.
api-op-listMembers = Mencari anggota, atau membaca semuanya.
api-op-listPlans = Mendaftar jenis keanggotaan.
api-op-listSponsorships = Mendaftar kesepakatan mitra yang menanggung keanggotaan dan belum diakhiri.
api-op-lookAtRoster = Melihat apa yang akan diubah daftar mitra. Tidak ada yang berubah.
api-op-readFamily = Membaca siapa wali anggota, siapa anaknya, dan apa yang disetujui.
api-op-readMember = Membaca data anggota.
api-op-redeemVoucher = Menukarkan voucer untuk anggota.
api-op-reissueCard = Memberi anggota nomor baru; kartu lama tidak berlaku lagi sejak itu.
api-op-renewMembership = Memperpanjang keanggotaan.
api-op-unblockMember = Membuka blokir anggota.
api-op-unlinkGuardian = Mengakhiri hubungan anak dengan walinya.
api-op-withdrawConsent = Mencabut persetujuan keanggotaan anak; di bawah 18 tahun keanggotaannya berakhir.
