nav-privacy = Data pribadi
nav-my-privacy = Data dan privasi saya
permission-privacy-answer = Menjawab permintaan tentang data pribadi dan menghapus data orang
indicator-privacy-answered = Permintaan data pribadi dijawab

matter-privacy-late = { $n } permintaan data pribadi melewati batas 3 × 24 jam.
matter-privacy-open = { $n } permintaan data pribadi menunggu jawaban.

## Halaman anggota

privacy-mine-title = Data dan privasi saya
privacy-child-title = Data { $x }
privacy-child-lead = Semua yang disimpan perpustakaan tentang { $x }, siapa yang melihatnya, dan cara memperbaiki, mengambil, atau menghapusnya.
privacy-mine-lead = Semua yang disimpan perpustakaan tentang Anda, siapa yang melihatnya, dan cara memperbaiki, mengambil, atau menghapusnya.
privacy-download = Unduh semua data
privacy-held = Yang disimpan
privacy-photo = Foto yang disimpan tentang orang ini. Hanya petugas yang melihatnya; mintalah di meja layanan atau lewat formulir di bawah bila harus diganti atau dihapus.
privacy-looks = Siapa yang melihat data ini
privacy-day = Hari
privacy-viewer = Petugas
privacy-sight = Yang dilihat
privacy-sight-list = Sebaris dalam daftar, lembar kartu, atau berkas
privacy-sight-entry = Entri di daftar orang
privacy-sight-membership = Keanggotaan
privacy-sight-loans = Pinjaman
privacy-sight-volunteering = Relawan: jam, keterampilan, dan surat yang dilihat
privacy-sight-number = Nomor identitas, lengkap
privacy-sight-answers = Jawaban kuesioner
privacy-sight-everything = Semua data, untuk permintaan privasi
privacy-nobody-looked = Belum ada petugas yang melihat data ini.
privacy-ask = Ajukan permintaan
privacy-ask-help = Perpustakaan menjawab dalam 3 × 24 jam. Permintaan yang sama cukup diajukan sekali.
privacy-kind = Permintaan
privacy-kind-access = Mendapat salinan data
privacy-kind-correction = Memperbaiki data
privacy-kind-erasure = Menghapus data
privacy-kind-withdrawal = Menarik persetujuan
privacy-kind-unknown = Pilih salah satu jenis permintaan.
privacy-said = Penjelasan
privacy-said-hint = Untuk perbaikan: data yang mana, dan seharusnya apa.
privacy-says-nothing = Jelaskan apa yang harus diperbaiki.
privacy-send = Kirim permintaan
privacy-asked = Permintaan nomor { $n } dicatat. Jawaban paling lambat { $x }.
privacy-asked-already = Permintaan yang sama masih menunggu jawaban. Tidak perlu diajukan lagi.
privacy-requests = Permintaan yang pernah diajukan
privacy-none-asked = Belum ada permintaan.
privacy-number = Nomor
privacy-state = Keadaan
privacy-answer = Jawaban
privacy-done = Selesai
privacy-declined = Tidak dipenuhi
privacy-late = Lewat { $n } jam
privacy-hours-left = { $n } jam lagi

## Ruang kerja

privacy-queue-about = Setiap permintaan dijawab dalam 3 × 24 jam (UU 27/2022).
privacy-open = Menunggu jawaban
privacy-none-open = Tidak ada yang menunggu.
privacy-closed = Sudah dijawab
privacy-none-closed = Belum ada yang dijawab.
privacy-request = Permintaan
privacy-request-title = Permintaan nomor { $n }
privacy-enter = Catat permintaan yang disampaikan di meja
privacy-enter-send = Catat
privacy-code-unknown = Tidak ada orang seperti itu di daftar orang.
privacy-who = Siapa
privacy-who-hint = Nomor kartu, nama, atau nomor telepon.
privacy-several = Ada beberapa orang yang cocok. Pilih orangnya, atau tulis nomor kartu atau nomor teleponnya.
privacy-which = Siapa di antara mereka
privacy-answer-hint = Orang yang meminta membaca kalimat ini. Bila tidak dipenuhi, alasannya wajib ada.
privacy-decline-needs-reason = Tulis mengapa permintaan ini tidak dipenuhi.
privacy-answered = Permintaan nomor { $n } sudah dijawab.
privacy-answered-already = Permintaan ini sudah dijawab. Tidak ada yang berubah.
privacy-close-done = Sudah dipenuhi
privacy-close-declined = Tidak dipenuhi
privacy-download-for = Unduh datanya untuk diserahkan
privacy-open-entry = Buka datanya
privacy-holding = Jenis data
privacy-rows = Baris
privacy-goes = Yang akan hilang
privacy-went = Yang dihapus
erase-title = Menghapus data orang ini
erase-about = Nama, kontak, nomor, keanggotaan, akun, dan catatan tentang orang ini hilang selamanya. Jumlah pinjaman dan kunjungan tetap terhitung tanpa nama. Ini tidak dapat diurungkan.
erase-first = Selesaikan dulu:
erase-do = Hapus selamanya
erase-done = Data dihapus. Nomor berita acara: { $n }.
erase-done-already = Data orang ini sudah dihapus sebelumnya.
erase-certificate = Berita acara penghapusan nomor { $n }

certificate-title = Berita acara penghapusan data pribadi
certificate-at = Dihapus pada
certificate-says = Atas permintaan yang bersangkutan, perpustakaan telah menghapus data pribadi berikut dari basis data, berkas, dan catatannya, sesuai dengan UU 27/2022 tentang Pelindungan Data Pribadi.
certificate-stays = Yang tetap ada: jumlah peminjaman dan kunjungan tanpa nama, untuk statistik, dan rantai catatan perubahan tanpa isinya, sebagai bukti bahwa tidak ada yang disembunyikan. Cadangan lama dihapus menurut jadwal; bila salah satunya dipulihkan, penghapusan ini dijalankan lagi.
certificate-name = Yang meminta
certificate-signer = Kepala perpustakaan

## Insiden

breach-title = Insiden data pribadi
breach-about = Catat begitu diketahui. Orang yang datanya terkena dan lembaga pengawas diberi tahu dalam 3 × 24 jam (UU 27/2022 pasal 46).
breach-none = Belum ada insiden. Semoga tetap begitu.
breach-enter = Catat insiden
breach-what = Apa yang terjadi
breach-concerns = Data siapa
breach-concerns-hint = Siapa, kira-kira berapa orang, data apa.
breach-says-nothing = Isi dulu kalimat ini.
breach-save = Catat insiden
breach-entered = Insiden nomor { $n } dicatat. Pemberitahuan paling lambat { $x }.
breach-notice = Bagaimana mereka diberi tahu, dan apa yang dilakukan
breach-tell = Sudah diberitahukan
breach-told = Pemberitahuan insiden nomor { $n } dicatat.
breach-told-already = Pemberitahuan ini sudah dicatat. Tidak ada yang berubah.
breach-told-at = Diberitahukan { $x }

## Berkas untuk dibawa

export-title = Data { $x }
export-about = Disimpan oleh { $library }, diambil { $day }. Berkas data.json di sampingnya berisi hal yang sama untuk program lain.

## Isi data

holding-privacy-requests = Permintaan tentang data
held-kind = Jenis
held-value = Isi
held-label = Keterangan
held-since = Sejak
held-from = Mulai
held-until = Sampai
held-by = Melalui
held-evidence = Bukti
held-word-female = Perempuan
held-word-device-unknown = Perangkat tak dikenal
held-word-male = Laki-laki
held-word-whatsapp = WhatsApp
held-word-phone = Telepon
held-word-email = Surel
held-word-guardian = Orang tua atau wali
held-word-address = Alamat
held-word-roster = Daftar mitra
held-word-voucher = Voucer
held-word-domain = Surel mitra
held-word-employment = Pekerjaan
held-word-need = Keputusan perpustakaan
held-word-payment = Iuran
held-word-joining = Pendaftaran sendiri
held-word-session = Masuk
held-word-token = Token API
held-word-language = Bahasa
held-word-accommodation = Bantuan
held-word-membership = Keanggotaan
held-word-access = Salinan data
held-word-correction = Perbaikan
held-word-erasure = Penghapusan
held-word-withdrawal = Penarikan persetujuan
held-word-totp = Kode sekali pakai
held-word-passkey = Kunci sandi
held-word-provider = Akun lembaga
held-word-kartu = Kartu
held-word-legal = Nama resmi
held-word-known-as = Nama panggilan
held-word-former = Nama lama

audit-breach-entered = Insiden data pribadi dicatat
audit-breach-told = Insiden data pribadi diberitahukan
audit-privacy-answered = Permintaan data pribadi dijawab
audit-privacy-asked = Permintaan data pribadi dicatat
audit-privacy-erased = Data seseorang dihapus
audit-privacy-erased-again = Data seseorang dihapus lagi setelah pemulihan
module-privacy = Data pribadi

audit-value-born = tanggal lahir
audit-value-since = mulai
audit-value-until = sampai
audit-value-village = kelurahan
audit-value-email = surel
audit-value-sex = jenis kelamin
audit-value-ground = dasar
audit-value-paid = dibayar
audit-value-reason = alasan
audit-value-blocked = diblokir karena
audit-value-scheme = jenis nomor
audit-value-label = keterangan
audit-value-note = catatan
audit-value-state = status
audit-value-number = nomor
audit-value-cards = kartu
held-word-police = SKCK
held-word-reference = Surat rekomendasi
held-word-child-protection = Pelatihan perlindungan anak
held-word-pupil = Siswa
held-word-employee = Pegawai
held-word-contact = Narahubung
held-word-tutor = Tutor
held-word-creator = Pencipta
held-word-household = Satu rumah
held-word-member = Anggota
