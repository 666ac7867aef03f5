# Pesan kepada orang, jalannya, dan pilihan mereka.
module-notices = Pesan
nav-notices = Pesan
nav-mail = Peladen surel
nav-inbox = Pesan
permission-notices-work = Mengirim pesan, melihat pengirimannya, dan mencatat pilihan orang
permission-notices-decide = Mengirim kabar dan menguji peladen surel
job-notices-mail = Mengirim surel
job-notices-proof = Mengirim kode konfirmasi alamat
job-notices-sweep = Membuang kode konfirmasi yang kedaluwarsa
indicator-notices-sent-whatsapp = Pesan lewat WhatsApp
indicator-notices-sent-email = Pesan lewat surel
indicator-notices-sent-inbox = Pesan di kotak pesan
indicator-notices-sent-print = Surat di kertas
notices-back = Kembali

# Jalan
channel-whatsapp = WhatsApp
channel-email = Surel
channel-inbox = Kotak pesan di situs ini
channel-print = Surat di kertas
channel-none = Tidak ada jalan

# Bingkai setiap pesan
letter-greeting = Halo { $x },
letter-child = Pesan ini tentang { $x }.
letter-closing = Salam,
letter-open = Buka di situs perpustakaan
letter-unsubscribe = Berhenti menerima kabar ini

# Jenis pesan modul ini
notice-notices-news = Kabar perpustakaan
    .help = Kegiatan, koleksi baru, dan ajakan. Tidak lebih dari beberapa kali sebulan.
    .subject = { $subject }
    .body = { $text }
    .short = { $subject }
        { $text }
notice-notices-test = Surat percobaan
    .help = Untuk menguji peladen surel.
    .subject = Surat percobaan
    .body = Surat ini dikirim untuk menguji peladen surel perpustakaan. Bila Anda membacanya, surel sampai dengan baik.
    .short = Surat percobaan
notice-notices-proof = Kode konfirmasi alamat
    .help = Dikirim saat Anda memastikan sebuah alamat surel.
    .subject = Kode konfirmasi: { $code }
    .body = Kode Anda: { $code }

        Masukkan kode ini di halaman perpustakaan, atau buka tautan di bawah ini. Kode berlaku satu jam dan hanya sekali.

        Bila Anda tidak memintanya, abaikan surat ini; tidak ada yang berubah.
    .short = Kode Anda: { $code }
notice-notices-consent = Konfirmasi langganan
    .help = Dikirim saat Anda meminta kabar lewat surel.
    .subject = Pastikan bahwa Anda ingin menerima: { $what }
    .body = Seseorang, mungkin Anda, meminta “{ $what }” dikirim ke alamat ini.

        Buka tautan di bawah ini dan tekan tombolnya. Tautan berlaku satu jam. Tanpa itu tidak ada yang dikirim.
    .short = Pastikan bahwa Anda ingin menerima: { $what }

# Kotak pesan
inbox-title = Pesan untuk Anda
inbox-new = Baru
inbox-open = Isi pesan
inbox-go = Buka halamannya
inbox-read = Tandai sudah dibaca
inbox-read-all = Tandai semua sudah dibaca
inbox-read-one = Pesan ditandai sudah dibaca.
inbox-read-all-done = Semua pesan ditandai sudah dibaca.
inbox-none = Belum ada pesan
inbox-none-help = Pengingat dan kabar dari perpustakaan akan muncul di sini.

# Pilihan
wishes-title = Pilihan pesan
wishes-of = Pilihan pesan { $x }
wishes-lead = Pilih pesan apa yang Anda terima, dan lewat mana.
wishes-reach = Cara menghubungi
wishes-unknown = belum ada
wishes-shown = { $x } (sudah dipastikan)
wishes-not-shown = { $x } (belum dipastikan)
wishes-has-account = ada
wishes-no-account = belum punya akun
wishes-first = Jalan yang diutamakan
wishes-first-hint = Setiap pesan ada di kotak pesan, dan dikirim lewat satu jalan lagi.
wishes-first-usual = Seperti biasa: WhatsApp, lalu surel
wishes-first-whatsapp = WhatsApp
wishes-first-email = Surel
wishes-first-inbox = Cukup kotak pesan di situs ini
wishes-lang = Bahasa pesan
wishes-service = Pesan layanan
wishes-service-text = Pesan ini menyangkut keanggotaan dan pinjaman.
wishes-marketing = Kabar dan ajakan
wishes-marketing-text = Hanya dikirim bila Anda memintanya. Lewat surel, kami mengirim satu surat lebih dulu untuk memastikannya.
wishes-settled = Tidak dapat dimatikan; Anda hanya memilih jalannya
wishes-unconfirmed = Menunggu konfirmasi lewat surel
wishes-said-by = Siapa yang mengatakannya, dan bagaimana
wishes-said-by-hint = Misalnya: “Ibu Meiske, di meja layanan” atau “lewat telepon”.
wishes-keep = Simpan pilihan
wishes-kept = Pilihan disimpan.
wishes-confirm-sent = Pilihan disimpan. Kami mengirim surat ke { $address }; buka tautan di dalamnya untuk memastikan.
wishes-need-who = Tulis siapa yang mengatakannya. Belum ada yang berubah.
wishes-minor = Kabar dan ajakan tidak dikirim kepada orang di bawah 18 tahun. Belum ada yang berubah.
wishes-not-offered = Tidak ada pesan jenis “{ $kind }” lewat “{ $way }”. Belum ada yang berubah.
wishes-no-address = Belum ada alamat surel. Tambahkan alamat surel lebih dulu; belum ada yang berubah.

# Berhenti
stop-title = Berhenti menerima kabar
stop-ask = Berhenti menerima “{ $x }”?
stop-done = Anda tidak menerima “{ $x }” lagi.
stop-yes = Ya, berhenti
stop-no = Tidak, biarkan
stop-after = Anda dapat mengubahnya kapan saja:
stop-unknown = Tautan ini tidak kami kenal. Tidak ada yang berubah.

# Alamat surel sendiri
own-address-title = Alamat surel Anda
own-address-lead = Pastikan alamat surel Anda dengan sebuah kode. Surel tidak wajib untuk menjadi anggota.
own-address = Alamat surel
own-address-shown = Sudah dipastikan
own-address-open = Belum dipastikan
own-address-send = Kirim kode
own-address-again = Kirim kode baru
proof-title = Pastikan alamat surel
proof-asked = Kode sedang dikirim.
proof-lead = Kami mengirim kode enam angka ke { $x }. Kode berlaku satu jam.
proof-code = Kode dari surat
proof-check = Pastikan
proof-wrong = { $n ->
    [0] Kode ini salah, dan tidak berlaku lagi. Mintalah kode baru.
   *[other] Kode ini salah. Masih { $n } kali lagi.
 }
proof-void = Kode atau tautan ini tidak berlaku lagi. Mintalah yang baru; tidak ada yang berubah.
proof-not-sent = Surat tidak dapat dikirim. Periksa alamatnya, atau tanyakan di meja layanan.
proof-no-server = Perpustakaan ini belum mengirim surel, jadi alamat belum dapat dipastikan dari sini. Surel tidak wajib; tanyakan di meja layanan.
proof-shown-already = Alamat ini sudah dipastikan.
proof-shown = Terima kasih. { $address } sudah dipastikan.
proof-ask = Apakah { $x } alamat surel Anda?
proof-yes = Ya, ini alamat saya
proof-no = Bukan
proof-too-often = Sudah terlalu sering kode diminta untuk { $address }. Cobalah lagi nanti.

# Pekerjaan petugas
deliveries-title = Pesan
deliveries-filter = Saring
deliveries-none = Tidak ada pesan
deliveries-none-help = Pesan yang dikirim perpustakaan akan muncul di sini.
deliveries-whatsapp = { $n ->
    [0] WhatsApp: tidak ada yang menunggu
   *[other] { $n } WhatsApp menunggu
 }
deliveries-print = { $n ->
    [0] Surat: tidak ada yang menunggu
   *[other] { $n } surat menunggu
 }
delivery-all = Semua
delivery-waiting = Menunggu
delivery-sent = Terkirim
delivery-failed = Gagal
delivery-missed = Terlewat
delivery-all-kinds = Semua jenis
delivery-to = Kepada
delivery-kind = Jenis pesan
delivery-channel = Lewat
delivery-state = Keadaan
delivery-why = Sebab
delivery-when = Waktu
delivery-address = Nomor atau alamat
delivery-person = Nomor anggota
delivery-nobody = Tidak ada anggota bernomor { $x }.
delivery-title = Pesan kepada { $x }
delivery-ways = Jalan yang ditempuh
delivery-all-of = Semua pesan kepadanya
delivery-again = Kirim lagi
delivery-goes-again = Pesan akan dikirim lagi.
delivery-unknown = Pengiriman ini tidak ada.
delivery-not-waiting = Pesan ini tidak menunggu lagi; mungkin rekan lain sudah mengirimnya. Tidak ada yang berubah.
delivery-not-failed = Pesan ini tidak gagal dan tidak terlewat. Tidak ada yang berubah.
delivery-no-way = Belum ada jalan: tidak ada nomor, alamat, atau akun, atau jenis ini dimatikan. Tidak ada yang berubah.
delivery-overtaken = Pesan ini sudah menempuh jalan lain. Tidak ada yang berubah.
delivery-why-no-way = Tidak ada nomor, alamat, atau akun
delivery-why-not-wanted = Dimatikan oleh penerima
delivery-why-minor = Penerima di bawah 18 tahun
delivery-why-no-server = Peladen surel belum diatur
delivery-why-no-origin = Alamat situs belum diatur, sehingga tautan berhenti tidak dapat dibuat
delivery-why-could-not = Petugas tidak dapat mengirimnya
delivery-why-server = Peladen surel menjawab: { $x }

whatsapp-title = WhatsApp yang menunggu
whatsapp-lead = Buka WhatsApp dengan pesannya, kirim, lalu tandai di sini. Pesan yang tidak dapat dikirim menempuh jalan berikutnya.
whatsapp-count = { $n } pesan menunggu.
whatsapp-open = Buka di WhatsApp
whatsapp-open-short = Buka
whatsapp-after = Berikutnya
by-hand-sent = Terkirim
by-hand-not = Tidak bisa
by-hand-sent-done = Pesan kepada { $name } ditandai terkirim.
by-hand-not-done = Pesan kepada { $name } ditandai tidak bisa dikirim, dan menempuh jalan berikutnya bila ada.
by-hand-back = Pesan kepada { $name } menunggu lagi.
by-hand-none = Tidak ada yang menunggu
by-hand-none-help = Semua pesan sudah dikirim.
print-title = Surat yang menunggu
print-lead = Surat bagi mereka yang tidak punya telepon, surel, atau akun. Cetak, serahkan, lalu tandai.
print-letters = Cetak { $n } surat
print-finished = Tandai semua sudah dicetak
print-done = { $n } surat ditandai terkirim.

news-title = Tulis kabar
news-lead = Kabar dikirim hanya kepada orang yang memintanya dan memastikannya. Setiap surat berisi tautan untuk berhenti.
news-readers = { $n ->
    [0] Belum ada yang meminta kabar.
   *[other] { $n } orang meminta kabar.
 }
news-subject = Judul
news-text = Isi
news-text-hint = Teks biasa; baris kosong memisahkan paragraf.
news-send = Kirim kabar
news-sent = Kabar dikirim kepada { $n } orang.
news-subject-missing = Tulis judulnya.
news-text-missing = Tulis isinya.
news-too-long = Teks ini terlalu panjang.

mail-title = Peladen surel
mail-lead = Surel dikirim lewat peladen yang ditulis operator di berkas konfigurasi. Kata sandinya tidak pernah ditampilkan.
mail-server = Peladen
mail-fact = Hal
mail-value = Nilai
mail-host = Nama
mail-port = Porta
mail-protection = Perlindungan
mail-wrapped = TLS sejak awal
mail-upgraded = STARTTLS, wajib
mail-plain = tanpa TLS (hanya di jaringan sendiri)
mail-user = Nama masuk
mail-no-user = tidak ada
mail-password = Kata sandi
mail-password-set = ada, tidak ditampilkan
mail-from = Pengirim
mail-origin = Alamat situs
mail-no-origin = belum diatur
mail-origin-help = Alamat situs (origin) belum diatur: surel tidak berisi tautan, dan kabar tidak dapat dikirim lewat surel.
mail-is-set = Diatur
mail-is-not-set = Belum diatur
mail-test-title = Uji
mail-test-to = Kirim surat percobaan ke
mail-test = Kirim percobaan
mail-test-sent = Peladen menerima surat untuk { $address }: { $said }
mail-test-failed = Surat percobaan tidak terkirim. Peladen menjawab: { $x }
mail-how-title = Cara mengatur
mail-how = Tambahkan baris berikut ke berkas konfigurasi, lalu jalankan ulang program. Tanpa peladen surel, pesan tetap sampai lewat WhatsApp, kotak pesan, dan kertas.
mail-how-password = Kata sandi sebaiknya diberikan lewat lingkungan: MAPALUS_MAIL_PASSWORD.

audit-delivery-sent = Pesan dikirim oleh petugas
audit-delivery-could-not = Pesan tidak dapat dikirim oleh petugas
audit-delivery-taken-back = Tanda pengiriman dibatalkan
audit-delivery-again = Pesan dikirim lagi
audit-wishes-decided = Pilihan pesan diubah
audit-wishes-confirmed = Langganan dipastikan
audit-wishes-stopped = Langganan dihentikan
audit-address-shown = Alamat surel dipastikan
audit-news-sent = Kabar dikirim

matter-whatsapp = { $n } pesan menunggu dikirim lewat WhatsApp
matter-print = { $n } surat menunggu dicetak
matter-unread = { $n } pesan belum dibaca

holding-notices-messages = Pesan yang dikirim perpustakaan
holding-notices-wishes = Pilihan pesan dan alamat yang dipastikan

invariant-notices-every-message-goes-some-way = Setiap pesan punya jalan
