### Masuk, akun petugas, peran dan izin.

nav-accounts = Akun petugas
nav-security = Keamanan akun
module-identity = Masuk dan izin
permission-identity-accounts = Mengatur akun petugas
    .help = Membuat dan menutup akun, memberi peran, membuat kata sandi baru, mengakhiri sesi.
permission-identity-roles = Menetapkan izin tiap peran
    .help = Dengan izin ini orang dapat memberi siapa pun izin apa pun, juga mengatur masuk lewat lembaga.

## Masuk

sign-in-title = Masuk
sign-in-login = Nomor anggota atau nama pengguna
sign-in-login-hint = Contoh: A-00418
sign-in-forgot = Lupa kata sandi? Datanglah ke meja layanan dengan kartu anggota; petugas membuatkan yang baru.
sign-in-passkey = Masuk dengan kunci sandi
sign-in-provider = Masuk dengan { $x }
signed-out = Anda sudah keluar.
code-title = Langkah kedua
code-label = Kode
code-hint = Enam angka dari aplikasi kode di ponsel, atau satu kode cadangan dari kertas.
code-lost = Ponsel dan kertasnya hilang? Kepala perpustakaan dapat menghapus langkah kedua Anda.
code-start-again = Mulai dari awal
code-too-late = Sudah terlalu lama. Masuklah sekali lagi.
code-wrong = Kode tidak cocok. Lihat kode yang sedang tampil di ponsel, lalu coba lagi.
code-used = Kode itu baru saja dipakai. Tunggu kode berikutnya, paling lama 30 detik.
again-title = Buktikan sekali lagi
again-lead = Yang Anda tuju ini penting, jadi kami pastikan dulu bahwa ini memang Anda. Isian Anda tadi tidak hilang.
again-code-hint = Sebagai ganti kata sandi: enam angka dari aplikasi kode.
again-go-on = Lanjutkan
again-passkey = Pakai kunci sandi
again-wrong = Kata sandi tidak cocok. Tidak ada yang berubah.
go-on-title = Lanjutkan
go-on-lead = Terima kasih, ini memang Anda. Isian Anda tadi siap dikirim.
go-on-button = Lanjutkan
go-on-leave = Tidak jadi

## Keamanan akun

security-title = Keamanan akun
security-held-back = Perpustakaan meminta setiap petugas memakai langkah kedua. Siapkan salah satunya di bawah ini; sesudah itu ruang kerja terbuka.
security-totp = Langkah kedua: kode di ponsel
security-totp-off = Dengan aplikasi kode di ponsel, kata sandi saja tidak cukup untuk masuk. Orang yang tahu kata sandi Anda tetap tidak dapat masuk.
security-totp-on = Aktif. { $n ->
        [0] Tidak ada kode cadangan lagi: buatlah yang baru.
       *[other] Sisa kode cadangan: { $n }.
    }
security-totp-begin = Pasang kode di ponsel
security-totp-remove = Berhenti memakai kode
security-totp-removed = Kode di ponsel tidak diminta lagi.
security-paper-new = Buat kode cadangan baru
security-passkeys = Kunci sandi
security-passkeys-text = Kunci sandi tersimpan di ponsel atau komputer dan dibuka dengan sidik jari, wajah, atau PIN. Masuk tanpa mengetik apa pun.
security-provider-text = Hubungkan akun lembaga Anda, lalu masuk dengannya tanpa kata sandi di sini.
security-provider-link = Hubungkan
security-provider-linked = Terhubung. Anda dapat masuk dengan akun ini.
security-provider-unlink = Lepaskan hubungan
security-password-old = Kata sandi sekarang
security-password-new = Kata sandi baru
security-password-hint = Paling sedikit 8 huruf. Kalimat pendek lebih mudah diingat dan lebih aman.
security-password-change = Ganti kata sandi
security-password-changed = Kata sandi diganti. Perangkat lain harus masuk lagi.
security-password-wrong = Kata sandi sekarang tidak cocok. Tidak ada yang berubah.
security-sessions = Sedang masuk
security-sessions-text = Perangkat tempat Anda sedang masuk. Akhiri yang tidak Anda kenal, lalu ganti kata sandi.
session-this = perangkat ini
session-device = { $browser } di { $system }
session-device-unknown = Perangkat tak dikenal
session-line = Masuk { $began } dari { $address } { $means }; terakhir dipakai { $seen }.
session-by-password = dengan kata sandi
session-by-passkey = dengan kunci sandi
session-by-provider = lewat lembaga
session-end = Keluarkan
session-ended = Perangkat itu sudah dikeluarkan.
session-ended-already = Perangkat itu sudah keluar sebelumnya.
sessions-end-others = Keluarkan semua perangkat lain
sessions-ended = { $n ->
        [0] Tidak ada sesi lain.
       *[other] { $n } sesi diakhiri.
    }
enrolment-title = Pasang kode di ponsel
enrolment-app = Pasang aplikasi kode di ponsel, misalnya Aegis, Google Authenticator, atau FreeOTP.
enrolment-scan = Pindai kode QR ini dengan aplikasi itu.
enrolment-qr = Kode QR untuk aplikasi kode
enrolment-letters = Tidak dapat memindai? Ketik huruf-huruf ini:
enrolment-code-hint = Ketik enam angka yang sekarang tampil di ponsel. Baru sesudah itu kode berlaku.
enrolment-confirm = Aktifkan
totp-is-on = Kode di ponsel sudah aktif. Hentikan dulu bila ingin memasang yang baru.
paper-title = Kode cadangan
paper-lead = Langkah kedua aktif. Cetak atau catat kode-kode ini sekarang; hanya tampil satu kali. Bila ponsel hilang, tiap kode dapat dipakai satu kali sebagai gantinya.
paper-of = Kode cadangan untuk
paper-print = Cetak
passkey-name = Nama kunci sandi
passkey-name-hint = Misalnya “Ponsel saya”.
passkey-add = Tambah kunci sandi
passkey-rename = Ganti nama
passkey-remove = Hapus
passkey-kept = Kunci sandi tersimpan. Lain kali masuklah dengannya.
passkey-renamed = Nama kunci sandi diganti.
passkey-removed = Kunci sandi dihapus. Hapus juga dari perangkatnya.
passkey-used = terakhir dipakai { $x }
passkey-added = dibuat { $x }, belum pernah dipakai
passkey-not-shown = Kunci sandi tidak jadi dipakai. Coba lagi, atau masuk dengan kata sandi.
passkey-not-made = Kunci sandi tidak jadi dibuat. Tidak ada yang berubah; silakan coba lagi.
passkey-needs-script = Kunci sandi memerlukan JavaScript di peramban.
passkey-refused = Kunci sandi itu tidak dikenal di sini. Masuklah dengan kata sandi.
passkey-too-late = Sudah terlalu lama. Coba sekali lagi.
passkey-known = Kunci sandi itu sudah tersimpan.
passkey-of-another = Kunci sandi itu milik orang lain. Tidak ada yang berubah.

## Akun petugas

staff-title = Akun petugas
staff-caption = Yang bekerja di sini
staff-login = Nama pengguna
staff-login-hint = Huruf kecil, angka, titik, atau tanda hubung. Contoh: meiske
staff-role = Peran
staff-roles = Peran
staff-roles-hint = Boleh lebih dari satu. Peran yang dicentang pada satu tempat hanya berlaku di tempat itu.
staff-everywhere = Semua tempat
staff-reach-library = Berlaku untuk seluruh perpustakaan, juga bila perannya dipegang di satu tempat.
staff-reach-everywhere = Hanya berlaku bila perannya dipegang di semua tempat.
staff-roles-places = Yang menyangkut seluruh perpustakaan, seperti pengaturan, akun, dan ekspor, hanya berlaku bila perannya di semua tempat.
staff-role-at = { $role } ({ $place })
staff-second = Langkah kedua
staff-second-yes = Ya
staff-second-no = Belum
staff-second-text = Bila ponselnya hilang, hapus kode di ponsel; semua sesinya ikut berakhir. Kunci sandi tetap ada.
staff-second-forget = Hapus kode di ponsel
staff-second-forgotten = Kode di ponsel dihapus, dan semua sesinya berakhir.
staff-sessions = { $n ->
        [0] Tidak sedang masuk.
       *[other] Sedang masuk di { $n } perangkat.
    }
staff-sessions-end = Akhiri semua sesi
staff-seen = Terakhir aktif
staff-not-here = Tidak sedang masuk
staff-none = Belum ada petugas
staff-none-text = Buat akun pertama dengan formulir di bawah.
staff-new = Petugas baru
staff-appoint = Buat akun
staff-roles-save = Simpan peran
staff-roles-saved = Peran disimpan; berlaku sejak sekarang.
staff-roles-back = Peran dikembalikan seperti semula.
staff-password-text = Kata sandi lama langsung tidak berlaku, dan semua sesinya berakhir.
staff-dismiss-title = Berhenti bekerja
staff-dismiss-text = Akun ditutup dan peran dicabut. Catatan pekerjaannya tetap ada.
staff-dismiss = Tutup akun
staff-dismissed = Akun ditutup.
staff-former = Pernah bekerja di sini
staff-left = Berhenti
staff-former-login = Nama penggunanya tetap { $x }. Pilih perannya; kata sandi baru ditampilkan sekali sesudahnya.
staff-reappoint = Terima bekerja kembali
staff-login-of-former = Nama pengguna ini milik { $name }, yang pernah bekerja di sini. Bila orangnya sama, terima kembali dari daftar “Pernah bekerja di sini”; bila bukan, pilih nama lain.
staff-login-unreadable = Nama pengguna paling sedikit 3 huruf: huruf kecil, angka, titik, atau tanda hubung, dan bukan nomor anggota.
staff-role-missing = Pilih paling sedikit satu peran.
staff-role-unknown = Peran “{ $role }” tidak ada.
staff-branch-unknown = Tempat itu tidak ada lagi. Muat ulang halaman ini.
staff-role-too-much = Peran itu boleh lebih banyak daripada Anda sendiri. Mintalah kepala perpustakaan memberikannya.
staff-above = Orang ini boleh lebih banyak daripada Anda sendiri, jadi akunnya tidak dapat Anda ubah. Tidak ada yang berubah.
staff-last-keeper = Setelah ini tidak ada lagi yang dapat mengatur akun dan peran. Tidak ada yang berubah; beri dulu peran itu kepada orang lain.
change-overtaken = Sesudah itu sudah ada perubahan lain, jadi tidak dapat dikembalikan. Tidak ada yang berubah.

## Peran dan izin

roles-title = Peran dan izin
roles-lead = Peran mengumpulkan izin. Siapa memegang peran apa ditetapkan pada akun petugas; perubahan langsung berlaku.
roles-name = Peran
roles-permissions = Izin
roles-holders = Pemegang
roles-nobody = Belum ada yang memegang peran ini.
roles-save = Simpan izin
roles-kept = Izin tersimpan dan langsung berlaku.
roles-taken-back = Peran dikembalikan seperti semula.
roles-new = Peran baru
roles-new-name = Nama peran
roles-new-hint = Misalnya “Petugas bus keliling”.
roles-make = Buat peran
roles-made = Peran “{ $name }” dibuat.
roles-copy = Buat peran baru seperti ini
roles-remove = Hapus peran
roles-removed = Peran dihapus.
roles-needs-name = Beri nama peran.
roles-name-too-long = Nama peran paling banyak 40 huruf.
role-permission-unknown = Tidak ada izin “{ $name }”.
role-title-taken = Peran “{ $name }” sudah ada.
role-copy-of = { $x } (salinan)
role-is-held = Masih ada yang memegang peran ini. Beri mereka peran lain dulu.
role-of-the-beginning = Peran bawaan tidak dapat dihapus; izinnya boleh dikosongkan.

## Masuk lewat lembaga

provider-title = Masuk lewat lembaga
provider-lead = Bila pemerintah kota atau lembaga Anda punya layanan masuk sendiri (OpenID Connect), petugas dapat masuk dengannya. Akun dan peran tetap ditetapkan di sini.
provider-redirect = Alamat kembali, untuk didaftarkan pada layanan itu
provider-name = Nama layanan
provider-name-hint = Tampil pada tombol masuk. Contoh: Akun ASN Kota Tomohon
provider-issuer = Alamat penerbit (issuer)
provider-issuer-hint = Persis seperti layanan itu menyebut dirinya, misalnya https://masuk.tomohonkota.example
provider-client = Nama klien (client ID)
provider-secret = Rahasia klien
provider-secret-hint = Disimpan tersegel.
provider-secret-kept = Sudah tersimpan tersegel. Kosongkan bila tidak berubah.
provider-links = Yang pertama kali masuk dikenali dari
provider-links-subject = Akun yang dihubungkan sendiri
provider-links-subject-hint = Petugas masuk seperti biasa sekali, lalu menghubungkan akunnya di Keamanan akun.
provider-links-email = Surel yang sudah diperiksa layanan itu
provider-links-email-hint = Cocok bila tepat satu petugas punya surel itu di datanya dan sudah memastikannya di halaman Saya.
provider-enabled = Tampilkan tombol masuk
provider-save = Simpan
provider-kept = Tersimpan.
provider-needs-name = Beri nama layanan.
provider-needs-issuer = Tulis alamat lengkap yang dimulai dengan https://.
provider-needs-client = Tulis nama klien yang diberikan layanan itu.
provider-came-back = { $x } sudah mengenali Anda. Lanjutkan untuk masuk.
provider-gave-nothing = Layanan itu tidak mengizinkan Anda masuk. Tidak ada yang berubah; masuklah dengan kata sandi atau coba lagi.
provider-too-late = Sudah terlalu lama, atau dimulai di peramban lain. Coba masuk sekali lagi.
provider-unknown = Akun { $name } ini belum terhubung dengan siapa pun di sini. Masuklah dengan kata sandi, lalu hubungkan di Keamanan akun; bila belum punya akun, hubungi kepala perpustakaan.
provider-does-not-do = Layanan masuk lembaga tidak menjawab sebagaimana mestinya. Tidak ada yang berubah; masuklah dengan kata sandi dan beri tahu kepala perpustakaan.
provider-linked-elsewhere = Akun lembaga itu sudah terhubung dengan orang lain di sini.
provider-of-another = Itu bukan akun lembaga yang Anda hubungkan.
provider-not-fresh = Buktikan dulu siapa Anda, lalu hubungkan sekali lagi.
provider-connected = Akun lembaga terhubung. Lain kali masuklah dengannya.
provider-parted = Hubungan dengan akun lembaga dilepas.

## Pengaturan dan catatan

setting-identity-second-step = Petugas wajib memakai langkah kedua
    .help = Kode di ponsel, kunci sandi, atau masuk lewat lembaga. Langsung berlaku; yang belum punya diminta menyiapkannya.
audit-account-password-changed = Kata sandi sendiri diganti
audit-passkey-added = Kunci sandi ditambah
audit-passkey-removed = Kunci sandi dihapus
audit-provider-set = Masuk lewat lembaga diatur
audit-provider-linked = Akun lembaga dihubungkan
audit-provider-unlinked = Akun lembaga dilepas
audit-role-removed = Peran dihapus
audit-second-step-set-up = Langkah kedua dipasang
audit-second-step-removed = Langkah kedua dihapus
audit-second-step-paper-made = Kode cadangan dibuat
audit-second-step-paper-used = Kode cadangan dipakai
audit-session-ended = Sesi diakhiri
audit-value-count = jumlah
audit-value-means = cara
audit-value-second = langkah kedua

holding-identity-means = Cara masuk

# Pesan tentang keamanan akun
notice-identity-new-device = Masuk dari perangkat baru
    .help = Bila akun Anda dibuka dari perangkat yang belum dikenal.
    .subject = Akun Anda dibuka dari perangkat baru
    .body = Akun Anda dibuka pada { $at } dari perangkat yang belum pernah dipakai: { $device }.

        Bila itu Anda, tidak ada yang perlu dilakukan. Bila bukan, ganti kata sandi Anda dan akhiri sesi itu di halaman keamanan.
    .short = Akun Anda dibuka pada { $at } dari perangkat baru: { $device }.
notice-identity-password-changed = Kata sandi diganti
    .help = Bila kata sandi akun Anda diganti.
    .subject = Kata sandi akun Anda diganti
    .body = Kata sandi akun Anda diganti pada { $at }.

        Bila itu Anda atau petugas atas permintaan Anda, tidak ada yang perlu dilakukan. Bila bukan, segera hubungi perpustakaan.
    .short = Kata sandi akun Anda diganti pada { $at }.
