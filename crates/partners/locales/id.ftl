### Mitra, kesepakatan, komitmen, kasus.

module-partners = Mitra dan kesepakatan
nav-partners = Mitra
nav-agreements = Kesepakatan
nav-cases = Kasus masuk
nav-public-partners = Mitra
nav-portal = Kemitraan

permission-partners-view = Melihat mitra, kesepakatan, dan kasus
permission-partners-edit = Mendaftarkan dan mengubah mitra, kesepakatan, dan kasus

indicator-partners-agreements = Kesepakatan yang berlaku
indicator-partners-cooperations = Kerja sama dengan pihak luar
indicator-partners-cases = Kasus masuk

setting-partners-remind-days = Pengingat akhir kesepakatan
    .help = Berapa hari sebelum kesepakatan berakhir pengingat diberikan. Contoh: 90, 60, 30, 7.
setting-partners-head-of-region = Jabatan kepala daerah
    .help = Tepat jabatan ini, boleh diikuti nama kota, menandatangani tanpa surat kuasa. Penanda tangan perpustakaan yang lain memerlukannya.
setting-partners-cases-per-day = Usul dari pengunjung per hari
    .help = Berapa usul dan kasus yang dapat dikirim pengunjung dalam sehari. Isi 0 untuk menutup formulir.

## Jenis dan tahap

partner-kind-school = Sekolah
partner-kind-university = Perguruan tinggi
partner-kind-community = Komunitas
partner-kind-creator = Kreator
partner-kind-firm = Perusahaan
partner-kind-government = Instansi pemerintah
partner-kind-society = Lembaga masyarakat
partner-kind-media = Media
partner-kind-publisher = Penerbit
partner-kind-library = Perpustakaan
partner-kind-other = Lainnya

stage-idea = Gagasan
stage-talk = Penjajakan
stage-draft = Rancangan
stage-signed = Ditandatangani
stage-running = Berjalan
stage-renewed = Diperpanjang
stage-ended = Berakhir

status-draft = Rancangan
status-review = Ditinjau
status-signing = Menunggu tanda tangan
status-upcoming = Akan berlaku
status-active = Berlaku
status-renewed = Berlaku, diperpanjang
status-ending = Segera berakhir
status-expired = Sudah berakhir
status-terminated = Diakhiri
status-dropped = Digugurkan
status-until = Sampai { $x }
status-from = Mulai { $x }
status-over = Sejak { $x }
status-ended = Terakhir berlaku { $x }
status-ends = Sampai { $day }, { $ago }
step-over = Selesai

sign-good = Sehat
sign-watch = Perlu diperhatikan
sign-bad = Bermasalah

## Daftar mitra

partners-views = Tampilan mitra
partners-as-list = Daftar
partners-as-board = Papan
partners-find = Nama, kode, atau langkah
partners-any-kind = Semua jenis
partners-any-stage = Semua tahap
partners-any-owner = Semua
partners-mine = Yang saya urus
partners-count = { $n } mitra
partners-overdue = { $n } komitmen lewat tenggat.
partners-overdue-look = Lihat komitmen
partners-none = Belum ada mitra di sini
partners-none-text = Sekolah, komunitas, perusahaan, atau siapa pun yang bekerja sama dengan perpustakaan.
partner-new = Mitra baru
partner-name = Nama mitra
partner-name-hint = Isi bila belum ada di daftar orang dan lembaga.
partner-kind = Jenis mitra
partner-stage = Tahap
partner-next = Langkah berikutnya
partner-stage-and-next = Tahap dan langkah
partner-next-hint = Apa yang harus dilakukan selanjutnya, misalnya: kirim rancangan PKS ke kepala sekolah.
partner-next-on = Tenggat langkah
partner-owner = Penanggung jawab
partner-owner-none = Belum ada
partner-move = Pindahkan
partner-moved = { $name } sekarang di tahap { $stage }.
partner-unknown = Mitra ini tidak ditemukan.
partner-already = Yang ini sudah menjadi mitra.
partner-kind-unknown = Pilih jenis mitra dari daftar.
partner-text-too-long = Terlalu panjang; persingkat isinya.
partner-next-missing = Tulis langkahnya, karena tenggatnya sudah diisi.
partner-link-unreadable = Alamat situs harus dimulai dengan https:// atau http:// tanpa spasi.
partner-public-about-missing = Tulis keterangan untuk halaman publik, atau jangan tampilkan kepada umum.
partner-consent-missing = Seseorang hanya ditampilkan dengan persetujuannya. Tulis kapan dan bagaimana ia menyetujui.
partner-note-missing = Tulis apa yang terjadi.
partner-day-to-come = Tanggal ini belum tiba.
partner-day-unreadable = Tanggal ini tidak ada. Isi hari, bulan, dan tahun dengan angka.
partner-registered = Dari daftar orang dan lembaga
partner-registered-hint = Pilih bila sudah terdaftar; bila belum, isi namanya di bawah.
partner-not-registered = Belum terdaftar
partner-party-kind = Mitra ini adalah
partner-alike = Ada yang mirip dengan nama ini. Periksa dahulu.
partner-alike-title = Mungkin sudah terdaftar
partner-anyway = Bukan yang sama; daftarkan saja
partner-entered = { $name } terdaftar sebagai mitra.
partner-kept = Data mitra tersimpan.
partner-edit = Ubah { $x }
partner-about = Keterangan
partner-about-hint = Tampil di halaman publik mitra.
partner-website = Situs
partner-public = Tampilkan di halaman publik
partner-public-hint = Nama, jenis, dan keterangan dapat dilihat semua orang.
partner-consent = Persetujuan untuk ditampilkan
partner-consent-hint = Kapan dan bagaimana disetujui, misalnya: formulir bertanda tangan 3 Mei 2026.
partner-save = Simpan
partner-back = Kembali
partner-add = Tambah
partner-change = Ubah data
partner-code = Kode
partner-since = Terdaftar sejak
partner-facts = Data mitra
partner-register = Daftar orang dan lembaga
partner-register-entry = Buka entri
partner-public-page = Halaman publik
partner-no-agreement = Belum ada kesepakatan dengan mitra ini.
partner-hanging = Bergantung pada kesepakatan yang berlaku:
partner-timeline = Riwayat
partner-contacts = Kontak
partner-documents = Dokumen

means-note = Catatan
means-meeting = Pertemuan
means-call = Telepon
means-message = Surat atau pesan
means-visit = Kunjungan
note-add = Tambah catatan
note-text = Apa yang dibicarakan atau dilakukan
note-way = Melalui
note-day = Tanggal
note-kept = Catatan tersimpan.

contacts-none = Belum ada kontak. Tanpa kontak, mitra tidak dapat masuk ke portalnya.
contacts-none-but-itself = Belum ada kontak. Mitra ini mewakili dirinya sendiri dan dapat masuk ke portalnya bila punya akun.
contact-name = Nama kontak
contact-role = Peran
contact-role-hint = Misalnya: kepala sekolah, staf CSR, koordinator.
contact-from = Sejak
contact-since = sejak { $x }
contact-until = sampai { $x }
partner-contact-add = Tambah kontak
partner-contact-added = Kontak ditambahkan.
contact-end = Tidak lagi mewakili
contact-ended = Kontak tidak lagi mewakili mitra ini.

works-title = Karya
work-add = Tambah karya
work-title = Judul karya
work-year = Tahun
work-about = Keterangan karya
work-link = Alamat karya di internet
work-remove = Hapus
work-added = Karya ditambahkan.
work-removed = Karya dihapus.
work-title-missing = Tulis judul karya, paling banyak 200 huruf.
work-year-unreadable = Tahun ini tidak mungkin. Isi empat angka, paling lambat tahun ini.
work-there-already = Karya dengan judul ini sudah ada.

document-add = Tambah dokumen
document-file = Berkas
portal-file-hint = PDF, gambar, naskah (DOCX), atau tabel (XLSX, CSV), paling besar 12 MB. Surat kuasa berupa PDF atau gambar.
document-file-hint = PDF, gambar, naskah (DOCX), atau tabel (XLSX, CSV), paling besar 12 MB. Salinan bertanda tangan dan surat kuasa berupa PDF atau gambar.
document-kind = Jenis dokumen
document-title = Nama dokumen
document-of = Kesepakatan
document-of-none = Tidak untuk kesepakatan tertentu
document-share = Mitra boleh melihatnya
document-send = Kirim berkas
document-kept = Dokumen tersimpan.
document-shared = dilihat mitra
document-not-shared = hanya untuk petugas
document-size = { $n } KB
document-kind-signed = Salinan bertanda tangan
document-kind-authority = Surat kuasa atau akta
document-kind-report = Laporan
document-kind-roster = Daftar nama
document-kind-other = Lainnya
document-unknown = Dokumen ini tidak ditemukan.


## Kesepakatan

paper-understanding = Nota kesepakatan
paper-joint = Kesepakatan bersama
paper-cooperation = Perjanjian kerja sama
paper-letter = Surat kesepakatan
agreements-title = Kesepakatan
agreements-views = Tampilan kesepakatan
agreements-view-semua = Semua
agreements-view-berjalan = Berlaku
agreements-view-segera = Segera berakhir
agreements-view-proses = Dalam proses
agreements-view-selesai = Selesai
agreements-view-telat = Komitmen lewat tenggat
agreements-none = Tidak ada kesepakatan di sini
agreements-none-text = Rancangan dimulai dari naskah baku yang terisi sendiri.
agreements-none-late = Tidak ada komitmen yang lewat tenggat
agreements-none-late-text = Semua yang dijanjikan sampai hari ini sudah dipenuhi.
agreement-new = Kesepakatan baru
agreement-edit = Ubah rancangan
agreement-title = Tentang
agreement-title-hint = Misalnya: layanan perpustakaan bagi siswa SMP Contoh Satu.
agreement-kind = Bentuk
agreement-kind-hint = Perjanjian kerja sama (PKS) biasanya di bawah kesepakatan bersama.
agreement-kind-unknown = Pilih bentuk kesepakatan dari daftar.
agreement-status = Keadaan
agreement-choose = Pilih mitra
agreement-nobody = Tidak ada
agreement-second = PIHAK KEDUA
agreement-since = Mulai berlaku
agreement-until = Berlaku sampai
agreement-parent = Di bawah
agreement-parent-none = Berdiri sendiri
agreement-parent-hint = Kesepakatan bersama atau nota kesepakatan yang menaunginya.
agreement-beneath = Yang di bawahnya
agreement-their-number = Nomor dari pihak mitra
agreement-number = Nomor
agreement-body = Naskah
agreement-body-hint = Baris yang diawali = membuka pasal baru, yang diawali - menjadi huruf a, b, c. Nama dalam kurung kurawal terisi sendiri dari data kesepakatan.
agreement-body-missing = Naskah tidak boleh kosong, dan paling banyak 40.000 huruf.
agreement-title-missing = Tulis tentang apa kesepakatan ini.
agreement-partner-missing = Pilih dengan siapa kesepakatan ini dibuat.
agreement-partner-twice = Mitra yang sama tercantum dua kali.
agreement-partner-promised = Mitra yang dikeluarkan masih mempunyai komitmen dalam kesepakatan ini. Lepaskan komitmennya dahulu.
agreement-parent-no-frame = Yang menaungi harus kesepakatan bersama atau nota kesepakatan lain.
agreement-parent-of-others = Kesepakatan yang menaungi dibuat dengan pihak lain.
agreement-frame-has-no-parent = Kesepakatan bersama dan nota kesepakatan berdiri sendiri.
agreement-unknown = Kesepakatan ini tidak ditemukan.
agreement-ends-before = Hari terakhir tidak boleh sebelum hari pertama.
agreement-period-overlaps = Masa berlaku ini bertumpang tindih dengan yang sebelumnya, yang baru berakhir { $until }.
agreement-in-other-state = Kesepakatan ini sudah di tahap lain, jadi tidak ada yang diubah. Muat ulang halamannya.
agreement-ends-before-signed = Kesepakatan tidak dapat diakhiri sebelum ditandatangani.
agreement-over-by-then = Pada tanggal itu kesepakatan sudah berakhir dengan sendirinya.
agreement-over-already = Kesepakatan ini sudah berakhir; tidak ada lagi yang dapat diakhiri.
agreement-ends-long-ago = Hari terakhirnya paling lama 31 hari yang lalu: yang dihitung sejak itu akan hilang.
agreement-ends-before-deed = Pada { $day } masih ada bukti atau adendum; hari terakhirnya tidak dapat lebih awal.
agreement-reason-missing = Tulis alasannya.
agreement-draft-mark = RANCANGAN
agreement-begun = Rancangan { $number } dimulai.
agreement-kept = Rancangan tersimpan.
agreement-change = Ubah rancangan
agreement-paper = Unduh naskah (PDF)
agreement-submit = Ajukan untuk ditinjau
agreement-submitted = Rancangan diajukan.
agreement-reopen = Kembalikan menjadi rancangan
agreement-reopened = Kesepakatan kembali menjadi rancangan.
agreement-sign = Tanggal tanda tangan
agreement-signed-button = Semua sudah menandatangani
agreement-signed = Kesepakatan ditandatangani.
agreement-go-on = Perpanjang, ubah, akhiri
agreement-renew = Perpanjang
agreement-renew-button = Perpanjang
agreement-terminate = Akhiri sebelum waktunya
agreement-terminate-button = Akhiri kesepakatan
agreement-terminated = Kesepakatan diakhiri.
agreement-end-on = Hari terakhir berlaku
agreement-end-correct = Betulkan hari terakhir
agreement-end-correct-button = Simpan hari yang lain
agreement-end-corrected = Hari terakhir dibetulkan; mitra diberi tahu.
agreement-end-changed-meanwhile = Orang lain baru saja membetulkan hari terakhir, jadi pilihan Anda belum disimpan. Bandingkan dahulu kedua harinya.
agreement-reason = Alasan
agreement-drop = Gugurkan rancangan
agreement-drop-reason = Mengapa tidak dilanjutkan
agreement-dropped = Rancangan digugurkan.
agreement-copy-missing = Salinan yang ditandatangani belum disimpan. Tambahkan pada Dokumen di halaman ini.
agreement-hanging = Bila kesepakatan ini berakhir, yang ikut terkena:
agreement-facts = Data kesepakatan
agreement-periods = Masa berlaku
agreement-reminders = Pengingat
addenda-title = Adendum
addendum-until = Hari terakhir yang baru

signatories-title = Penanda tangan
signatories-none = Belum ada. Setiap pihak memerlukan penanda tangan dengan dasar kewenangan.
signatory-add = Tambah penanda tangan
signatory-save = Simpan penanda tangan
signatory-remove = Hapus
signatory-side = Untuk pihak
signatory-name = Nama penanda tangan
signatory-title = Jabatan
signatory-authority = Dasar kewenangan
signatory-document = Dokumen kewenangan
signatory-document-hint = Misalnya: Surat Kuasa Nomor 12/SK/2026, atau SK pengangkatan.
signatory-document-on = Tanggal dokumen
signatory-signed = menandatangani { $x }
signatory-added = Penanda tangan ditambahkan.
signatory-removed = Penanda tangan dihapus.
signatory-name-missing = Tulis nama penanda tangan.
signatory-title-missing = Tulis jabatan penanda tangan.
signatory-authority-missing = Tanpa dokumen kewenangan seseorang tidak dapat menandatangani. Tulis surat kuasa atau SK-nya.
signatory-authority-date-missing = Isi tanggal dokumen kewenangan.
signatory-of-nobody = Pihak ini bukan bagian dari kesepakatan.
signatory-none-of-ours = Belum ada penanda tangan dari perpustakaan.
signatory-none-of-theirs = Ada pihak yang belum mempunyai penanda tangan.
signatory-not-signed = Isi tanggal tanda tangan { $name }.
signatory-before-authority = { $name } menandatangani sebelum dokumen kewenangannya ada.
authority-office = Jabatan
authority-office-hint = Wali kota, kepala sekolah, direktur sesuai akta.
authority-power = Surat kuasa
authority-power-hint = Diberi kuasa oleh yang berwenang.
authority-office-of = { $document }, { $day }
authority-power-of = Surat kuasa: { $document }, { $day }

review-title = Peninjauan
review-before = Putaran peninjauan sebelumnya
review-before-text = Persetujuan ini tidak berlaku lagi: naskahnya disusun ulang dan ditinjau kembali.
review-note = Catatan peninjau
review-kept = Hasil tinjauan tersimpan.
review-note-missing = Tulis apa yang perlu diubah.
review-decided-already = Tinjauan ini sudah diputuskan.
decision-approved = Disetujui
decision-changes = Minta perubahan
decision-open = Menunggu
decision-approve = Setujui
decision-ask-changes = Minta perubahan

## Komitmen

commitments-title = Dijanjikan dan terpenuhi
commitments-none = Belum ada komitmen: siapa memberi apa, berapa, kapan.
commitment-library = Perpustakaan
commitment-about = Yang diberikan
commitment-about-hint = Misalnya: buku cerita anak, kelas literasi digital, keanggotaan siswa.
commitment-due = Paling lambat
commitment-by = paling lambat { $x }
commitment-done = { $done } dari { $of }
commitment-kept = Terpenuhi
commitment-overdue = Lewat tenggat
commitment-released = Dilepas
commitment-giver = Siapa yang memberi
commitment-amount = Berapa
commitment-unit = Satuan
commitment-purpose = Untuk apa
commitment-counts = Dihitung dari
commitment-counts-choose = Pilih…
commitment-counts-hint = Kemajuan dihitung dari data program. Bukti yang dicatat hanya untuk hal yang dilakukan beberapa kali dan tidak ada datanya: siaran, laporan, pemakaian ruang.
commitment-by-notes = Bukti yang dicatat petugas
commitment-counted = Dihitung sendiri: { $x }
commitment-noted = Menurut bukti yang dicatat petugas
commitment-add = Tambah komitmen
commitment-save = Simpan komitmen
commitment-added = Komitmen ditambahkan.
commitment-release = Lepaskan komitmen
commitment-about-missing = Tulis apa yang diberikan.
commitment-amount-unreadable = Isi jumlah dengan angka bulat lebih dari nol.
commitment-counts-unknown = Pilih sumber hitungan dari daftar.
commitment-counted-otherwise = “{ $about }” ({ $number }) dari pihak yang sama sudah dihitung dari data lain dengan satuan ini: satu pemberian akan terhitung dua kali. Pakai data yang sama, atau satuan lain.
commitment-counts-other-unit = Sumber hitungan ini memakai satuan lain.
commitment-unknown = Komitmen atau bukti ini tidak ditemukan.
fulfilments = Bukti
fulfilment-add = Catat bukti
fulfilment-amount = Jumlah
fulfilment-what = Apa yang diberikan dan apa buktinya
fulfilment-document = Dokumen buktinya
fulfilment-no-document = Tanpa dokumen
fulfilment-document-shown = dokumen
fulfilment-day = Tanggal diberikan
fulfilment-save = Simpan bukti
fulfilment-kept = Bukti tersimpan.
fulfilment-reverse = Batalkan bukti
fulfilment-why = Mengapa keliru
fulfilment-reversed = Bukti dibatalkan dengan catatan balik.
fulfilment-is-counted = Komitmen ini dihitung sendiri dari data program; bukti tidak dicatat di sini.
fulfilment-what-missing = Tulis apa yang diberikan dan apa buktinya.
fulfilment-why-missing = Tulis mengapa bukti ini keliru.
fulfilment-reversed-already = Bukti ini sudah dibatalkan.

unit-rupiah = { $shown }
unit-books = { $n ->
   *[other] { $shown } buku
}
unit-pieces = { $n ->
   *[other] { $shown } buah
}
unit-hours = { $n ->
   *[other] { $shown } jam
}
unit-sessions = { $n ->
   *[other] { $shown } pertemuan
}
unit-people = { $n ->
   *[other] { $shown } orang
}
unit-memberships = { $n ->
   *[other] { $shown } keanggotaan
}
unit-visits = { $n ->
   *[other] { $shown } kunjungan
}
unit-times = { $n ->
   *[other] { $shown } kali
}
unit-name-rupiah = rupiah
unit-name-books = buku
unit-name-pieces = buah
unit-name-hours = jam
unit-name-sessions = pertemuan
unit-name-people = orang
unit-name-memberships = keanggotaan
unit-name-visits = kunjungan
unit-name-times = kali

## Kesehatan kemitraan dan tinjauan tahunan

health-title = Kesehatan kemitraan
health-never-spoken = Belum ada catatan hubungan.
health-silent = { $n ->
    [0] Terakhir berhubungan hari ini.
   *[other] Terakhir berhubungan { $n } hari lalu.
}
health-being-agreed = Kesepakatan sedang disiapkan.
health-nothing-agreed = Belum ada kesepakatan.
health-satisfaction = Kepuasan mitra { $n } dari 4, menurut catatan perpustakaan { $day }.
health-said = Kepuasan { $who } dari pihak mitra { $n } dari 4, menurut kata-katanya sendiri { $day }.
health-settled = Tidak terpenuhi, diselesaikan dengan cara lain menurut catatan perpustakaan: { $about } ({ $number }): “{ $note }”
health-carried = Tidak terpenuhi, dialihkan ke kesepakatan lain: { $about } ({ $number }): “{ $note }”
review-yearly = Tinjauan tahunan
review-yearly-kept = Tinjauan tersimpan.
review-of = Tinjauan { $x }
review-proposes = Usul dari data: { $x }
review-say = Apa yang sebaiknya dilakukan
review-proposal = Usul
review-satisfaction = Kepuasan mitra
review-reasons = Alasan
review-reasons-missing = Tulis alasannya.
review-satisfaction-unreadable = Pilih kepuasan dari daftar.
review-earlier = Tinjauan sebelumnya
proposal-renew = Lanjutkan
proposal-change = Lanjutkan dengan perubahan
proposal-end = Akhiri
satisfaction-unasked = Belum ditanyakan
satisfaction-4 = 4, sangat puas
satisfaction-3 = 3, puas
satisfaction-2 = 2, kurang puas
satisfaction-1 = 1, tidak puas

## Kasus

cases-views = Tampilan kasus
cases-open = Terbuka
cases-all = Semua
cases-none = Tidak ada kasus di sini
cases-none-text = Usul kemitraan dan permintaan dari mitra masuk ke sini.
case-title = Perihal
case-kind = Jenis
case-who = Dari
case-organisation = Lembaga
case-opened = Masuk
case-state = Keadaan
case-handler = Ditangani
case-partner = Mitra
case-code = Kode
case-facts = Data kasus
case-kind-partnership = Usul kemitraan
case-kind-activity = Usul kegiatan
case-state-new = Baru
case-state-triaged = Diperiksa
case-state-in-progress = Dikerjakan
case-state-resolved = Berhasil
case-state-refused = Ditolak
case-state-closed = Ditutup
case-go-triaged = Saya periksa
case-go-in-progress = Kerjakan
case-go-closed = Tutup
case-go-resolved = Selesai dengan hasil
case-go-resolved-otherwise = Selesai tanpa kegiatan baru
case-plan-activity = Rencanakan kegiatannya
case-outcome = Hasil
case-outcome-activity = Kegiatan yang direncanakan
case-go-refused = Tolak dengan jawaban
case-make-partner = Jadikan mitra
case-became-partner = { $name } menjadi mitra, dan kasusnya selesai.
case-answer = Jawaban
case-answer-hint = Dibaca oleh yang mengajukan.
case-tell = Pengusul tidak punya akun: sampaikan jawaban ini sendiri lewat
case-kept = Kasus tersimpan.
case-title-missing = Tulis perihalnya.
case-body-missing = Ceritakan usulnya.
case-name-missing = Tulis nama Anda.
case-unreachable = Tulis nomor telepon atau surel, agar kami dapat menjawab.
case-enough-today = Hari ini sudah banyak usul yang masuk. Coba lagi besok, atau hubungi perpustakaan; isian Anda tidak hilang dari halaman ini.
case-cannot-go-there = Kasus ini sudah di tahap lain. Muat ulang halamannya.
case-answer-missing = Tulis jawaban: mengapa tidak dapat dipenuhi.
case-outcome-missing = Kasus selesai bila ada hasilnya. Jadikan mitra dahulu, atau tolak dengan jawaban.
case-unknown = Kasus ini tidak ditemukan.

## Untuk umum

public-partners-title = Mitra perpustakaan
public-partners-lead = Sekolah, komunitas, perusahaan, dan lembaga yang bekerja bersama perpustakaan.
public-partners-none = Belum ada yang ditampilkan.
public-together = Yang dikerjakan bersama
creators-title = Kreator
creators-lead = Seniman, penulis, dan komunitas di kota ini yang bersedia dikenal, dengan karyanya.
proposal-title = Ajukan kemitraan
proposal-lead = Ceritakan apa yang dapat kita kerjakan bersama. Petugas membaca setiap usul dan menghubungi Anda.
proposal-organisation = Lembaga atau komunitas
proposal-organisation-hint = Kosongkan bila Anda mengajukan sebagai perorangan.
proposal-title-field = Usul dalam beberapa kata
proposal-title-hint = Misalnya: pojok baca di kantor kami.
proposal-body = Penjelasan
proposal-body-hint = Apa yang ingin dilakukan, untuk siapa, kapan.
proposal-name = Nama Anda
proposal-phone-hint = Nomor telepon atau surel, salah satu cukup.
proposal-privacy = Data ini hanya dipakai untuk menjawab usul Anda.
proposal-send = Kirim usul
proposal-sent-title = Usul terkirim
proposal-sent-lead = Terima kasih. Petugas perpustakaan akan membaca dan menghubungi Anda.
proposal-sent-code = Kode usul Anda: { $x }

## Portal mitra

portal-none = Anda belum tercatat sebagai kontak mitra
portal-none-text = Bila Anda mewakili sekolah, komunitas, atau lembaga yang bekerja sama, minta petugas mencatat Anda sebagai kontaknya.
portal-owner = Penghubung Anda di perpustakaan: { $x }
portal-waiting = Yang menunggu Anda
portal-late = { $about }: masih kurang { $left }, sudah lewat tenggat { $due }.
portal-ending = { $title } berakhir { $day }. Hubungi perpustakaan bila ingin memperpanjang.
portal-ended = { $title } diakhiri sebelum waktunya; hari terakhirnya { $day }.
portal-no-agreement = Belum ada kesepakatan yang dapat ditampilkan.
opinion-title = Seberapa puas Anda
opinion-asked = Sudah setahun Anda bekerja bersama perpustakaan. Seberapa puas Anda?
opinion-say = Sampaikan kepuasan Anda
opinion-question = Seberapa puas Anda dengan kemitraan ini?
opinion-words = Dengan kata-kata Anda
opinion-send = Kirim
opinion-kept = Terima kasih. Perpustakaan melihatnya dengan nama Anda dan tanggalnya.
opinion-unchosen = Pilih seberapa puas Anda.
opinion-enough-today = Hari ini sudah sering disampaikan. Coba lagi besok.
opinion-by-partner = Kata mitra
opinion-about = Tentang mitra
opinion-day = Tanggal
holding-partners-opinions = Kepuasan yang Anda sampaikan bagi mitra
audit-partner-opinion = Menyampaikan kepuasannya
matter-portal-opinion = { $name }: seberapa puas Anda dengan perpustakaan?
encounter-opinion = Menyampaikan kepuasannya { $day }.
portal-document-kind-unknown = Pilih jenis dokumen dari daftar. Salinan bertanda tangan disimpan perpustakaan, daftar nama mempunyai halaman sendiri.
portal-cases = Usul dan kiriman
portal-propose = Usulkan kegiatan
portal-proposed = Usul terkirim dengan kode { $code }.

## Riwayat

merge-both-in-agreement = Keduanya tercantum sebagai dua pihak dalam satu kesepakatan, jadi bukan pihak yang sama.
audit-partner-entered = Terdaftar sebagai mitra
audit-partner-moved = Tahap diubah
audit-partner-changed = Data mitra diubah
audit-partner-contact-added = Kontak ditambahkan
audit-partner-contact-ended = Kontak tidak lagi mewakili
audit-partner-work-added = Karya ditambahkan
audit-partner-work-removed = Karya dihapus
audit-partner-document-kept = Dokumen disimpan
audit-partner-reviewed = Ditinjau
audit-case-opened = Kasus masuk
audit-case-moved = Kasus berlanjut
audit-agreement-drafted = Rancangan dimulai
audit-agreement-changed = Rancangan diubah
audit-agreement-signatory-added = Penanda tangan ditambahkan
audit-agreement-signatory-removed = Penanda tangan dihapus
audit-agreement-submitted = Diajukan untuk ditinjau
audit-agreement-reopened = Kembali menjadi rancangan
audit-agreement-signed = Ditandatangani
audit-agreement-amended = Adendum dicatat
audit-agreement-terminated = Diakhiri
audit-agreement-end-corrected = Hari terakhir dibetulkan
audit-agreement-over = Masa berlaku habis
audit-agreement-dependents-ended = Yang bergantung padanya ikut berakhir
audit-agreement-dropped = Digugurkan
audit-agreement-promised = Komitmen ditambahkan
audit-agreement-fulfilled = Bukti dicatat
audit-agreement-reminded = Pengingat diberikan

## Yang menunggu, dan data pribadi

matter-cases = { $n } kasus baru dari mitra dan pengunjung
matter-ending = { $n } kesepakatan segera berakhir
matter-commitments-overdue = { $n } komitmen lewat tenggat
matter-steps = { $n } langkah dengan mitra Anda sudah tiba waktunya
matter-portal-late = { $name }: { $n } komitmen lewat tenggat
holding-partners-partner = Kemitraan
holding-partners-cases = Usul dan permintaan
erase-against-agreement = Kesepakatan { $number } masih berlaku. Akhiri dahulu.

## Lingkaran mapalus

nav-circles = Lingkaran mapalus
circles-title = Lingkaran mapalus
circles-lead = Mitra yang saling menolong bergiliran: setiap giliran satu tuan rumah, yang lain datang membantu.
circles-none = Belum ada lingkaran
circles-none-text = Tiga mitra atau lebih yang saling menolong bergiliran, misalnya perpustakaan sekolah yang bersama memperbaiki buku.
circle-new = Lingkaran baru
circle-name = Nama lingkaran
circle-about = Apa yang dikerjakan bergiliran
circle-does = Kegiatan
review-from-data = Keadaan dan usul
circle-about-hint = Misalnya: memperbaiki buku rusak di perpustakaan sekolah, satu sekolah setiap bulan.
circle-begun = Dimulai
circle-members = Anggota lingkaran
circle-members-hint = Paling sedikit tiga. Giliran mengikuti urutan ini.
circle-public = Tampilkan di halaman publik
circle-kept = Lingkaran { $name } dimulai.
circle-unknown = Lingkaran ini tidak ditemukan.
circle-name-missing = Tulis nama lingkaran.
circle-about-missing = Tulis apa yang dikerjakan bergiliran.
circle-too-few = Lingkaran memerlukan paling sedikit tiga anggota.
circle-member-already = Mitra ini sudah menjadi anggota lingkaran.
circle-no-member = Mitra ini bukan anggota lingkaran.
circle-what-missing = Tulis apa yang dikerjakan.
circle-helps-itself = Tuan rumah dibantu yang lain; bantuan kepada diri sendiri tidak dicatat.
circle-no-money = Bantuan dalam lingkaran dihitung dalam jam, buku, dan barang, bukan uang.
circle-next = Giliran berikutnya: { $x }
circle-member = Anggota
circle-gave = Memberi
circle-received = Menerima
circle-balances = Memberi dan menerima
circle-turns = Giliran
circle-turn = Giliran
circle-plan = Rencanakan giliran
circle-host = Tuan rumah
circle-host-hint = Yang diusulkan adalah yang paling jarang menjadi tuan rumah.
circle-day = Tanggal
circle-what = Apa yang dikerjakan
circle-turn-kept = Giliran direncanakan.
circle-give = Catat bantuan
circle-giver = Yang membantu
circle-help = Bantuan apa
circle-help-kept = Bantuan dicatat.
circle-reverse = Batalkan
circle-help-reversed = Bantuan dibatalkan dengan catatan balik.
circle-join = Anggota baru
circle-join-button = Tambahkan ke lingkaran
circle-joined = Anggota ditambahkan; gilirannya paling akhir.
circle-leave = Keluar dari lingkaran
circle-left = Anggota keluar; yang sudah diberi dan diterima tetap tercatat.
circle-together = Bersama sudah memberi: { $x }
circle-another = mitra lain
circle-others = { $n } mitra lain
merge-both-in-circle = Keduanya anggota lingkaran mapalus yang sama, jadi bukan pihak yang sama.
audit-circle-begun = Lingkaran dimulai
audit-circle-joined = Anggota bergabung
audit-circle-left = Anggota keluar
audit-circle-planned = Giliran direncanakan
audit-circle-helped = Bantuan dicatat

job-partners-remind = Mengingatkan tentang kesepakatan

## Daftar panjang, tenggat, dokumen kesepakatan

agreements-find = Tentang, nomor, atau mitra
agreements-any-kind = Semua bentuk
partners-more = Lihat semua
commitment-released-already = Komitmen ini sudah dilepas oleh kedua pihak.
agreement-no-document = Belum ada dokumen.
audit-agreement-late-told = Kedua pihak diberi tahu tentang komitmen yang lewat tenggat

## Tinjauan tahun ini

reviews-title = Tinjauan tahunan
reviews-lead = Kemitraan yang sudah berjalan hampir setahun atau lebih dan belum ditinjau sejak itu. Kesehatan dan usulnya dihitung dari data; keputusannya milik Anda.
reviews-count = { $n } kemitraan menunggu ditinjau
reviews-none = Semua kemitraan sudah ditinjau
reviews-none-text = Kemitraan muncul di sini hampir setahun setelah ditandatangani atau ditinjau.
matter-yearly = { $n } kemitraan menunggu tinjauan tahunan
health-reached-people = { $n ->
    [0] Setahun ini belum ada orang yang dijangkau.
   *[other] Setahun ini { $n } orang dijangkau, tiap kehadiran dihitung.
}
health-reached-memberships = { $n ->
    [0] Setahun ini belum ada keanggotaan yang diberikan.
   *[other] Setahun ini { $n } keanggotaan diberikan.
}
health-reached-visits = { $n ->
    [0] Setahun ini belum ada kunjungan.
   *[other] Setahun ini { $n } kunjungan.
}

## Pemberitahuan

notice-partners-ending = Kesepakatan Anda segera berakhir
    .help = Untuk kontak mitra: beberapa kali sebelum kesepakatan dengan perpustakaan berakhir.
    .subject = Kesepakatan { $number } berakhir { $until }
    .body = Kesepakatan { $number } tentang { $title } berakhir { $until }, { $days } hari lagi.

        Bila Anda ingin melanjutkan, mengubah, atau mengakhirinya, hubungi perpustakaan. Menurut naskahnya, pemberitahuan paling lambat { $notice }. Perpanjangan memerlukan waktu untuk peninjauan dan tanda tangan.
    .short = Kesepakatan { $number } tentang { $title } berakhir { $until }. Hubungi perpustakaan bila ingin melanjutkan.
notice-partners-ended = Kesepakatan Anda diakhiri
    .help = Untuk kontak mitra: bila kesepakatan dengan perpustakaan diakhiri sebelum waktunya.
    .subject = Kesepakatan { $number } diakhiri { $day }
    .body = Kesepakatan { $number } tentang { $title } diakhiri sebelum waktunya. Hari terakhirnya { $day }. Alasannya: { $reason }

        Yang sudah diberikan kedua pihak tetap tercatat. Keanggotaan yang ditanggung lewat kesepakatan ini berlaku sampai hari itu. Hubungi perpustakaan bila ada yang keliru.
    .short = Kesepakatan { $number } tentang { $title } diakhiri; hari terakhirnya { $day }. Alasannya: { $reason }
notice-partners-end-corrected = Kesepakatan Anda berakhir pada hari lain
    .help = Untuk kontak mitra: bila hari terakhir kesepakatan yang diakhiri dibetulkan.
    .subject = Kesepakatan { $number } berakhir { $day }, bukan { $was }
    .body = Hari terakhir kesepakatan { $number } tentang { $title } adalah { $day }, bukan { $was } seperti yang diberitahukan sebelumnya. Alasannya: { $reason }

        Hubungi perpustakaan bila ada yang keliru.
    .short = Kesepakatan { $number } tentang { $title } berakhir { $day }, bukan { $was } seperti yang diberitahukan sebelumnya. Alasannya: { $reason }
notice-partners-ending-staff = Kesepakatan yang saya urus segera berakhir
    .help = Untuk petugas yang mengurus mitra: beberapa kali sebelum kesepakatan berakhir.
    .subject = Kesepakatan dengan { $partner } berakhir { $until }
    .body = Kesepakatan { $number } dengan { $partner } tentang { $title } berakhir { $until }, { $days } hari lagi. Kontak mitra juga diberi tahu.

        Periksa apa yang sudah dipenuhi kedua pihak, lalu perpanjang, ubah, atau akhiri.
    .short = Kesepakatan { $number } dengan { $partner } berakhir { $until }. Kontak mitra juga diberi tahu.
notice-partners-late-theirs = Janji Anda lewat tenggat
    .help = Untuk kontak mitra: bila sesuatu yang dijanjikan mitra belum lengkap pada tenggatnya.
    .subject = Lewat tenggat: { $about }
    .body = Menurut kesepakatan { $number }, “{ $about }” dijanjikan paling lambat { $due }. Yang masih kurang: { $left }.

        Bila sudah diberikan, beri tahu perpustakaan agar buktinya dicatat. Bila perlu waktu lebih, tenggat baru dapat disepakati.
    .short = “{ $about }” (kesepakatan { $number }) lewat tenggat { $due }, masih kurang { $left }. Hubungi perpustakaan bila sudah diberikan atau perlu waktu.
notice-partners-late-ours = Janji perpustakaan lewat tenggat
    .help = Untuk kontak mitra: bila sesuatu yang dijanjikan perpustakaan belum lengkap pada tenggatnya.
    .subject = Perpustakaan terlambat: { $about }
    .body = Menurut kesepakatan { $number }, perpustakaan menjanjikan “{ $about }” paling lambat { $due }. Yang masih kurang: { $left }.

        Petugas yang mengurus kemitraan ini juga diberi tahu. Anda dapat menanyakan kapan janji ini dipenuhi.
    .short = Perpustakaan belum memenuhi “{ $about }” (kesepakatan { $number }, tenggat { $due }), masih kurang { $left }. Petugas sudah diberi tahu.
notice-partners-late-staff = Komitmen yang saya urus lewat tenggat
    .help = Untuk petugas yang mengurus mitra: bila janji salah satu pihak belum lengkap pada tenggatnya.
    .subject = Lewat tenggat: { $about } ({ $giver })
    .body = { $giver } menjanjikan “{ $about }” dalam kesepakatan { $number }, paling lambat { $due }. Yang masih kurang: { $left }. Kedua pihak diberi tahu.

        Catat buktinya bila sudah diberikan, ubah tenggat bila kedua pihak sepakat, atau lepaskan komitmennya. Bila kesepakatannya sudah berakhir, catat penyelesaiannya.
    .short = { $giver }: “{ $about }” (kesepakatan { $number }) lewat tenggat { $due }, masih kurang { $left }.
notice-partners-case-resolved = Usul saya ditindaklanjuti
    .help = Bila sesuatu yang Anda usulkan sebagai mitra atau anggota berhasil.
    .subject = Usul Anda ditindaklanjuti: { $title }
    .body = Usul “{ $title }” ({ $code }) ditindaklanjuti oleh perpustakaan.

        { $answer }
    .short = Usul “{ $title }” ({ $code }) ditindaklanjuti. { $answer }
notice-partners-case-refused = Usul saya tidak dapat dipenuhi
    .help = Bila sesuatu yang Anda usulkan sebagai mitra atau anggota tidak dapat dipenuhi, dengan alasannya.
    .subject = Jawaban atas usul Anda: { $title }
    .body = Usul “{ $title }” ({ $code }) belum dapat dipenuhi.

        { $answer }
    .short = Usul “{ $title }” ({ $code }) belum dapat dipenuhi: { $answer }

circle-pledges = Setiap anggota membawa ke setiap giliran
circle-pledges-none = Belum dijanjikan apa yang dibawa setiap anggota.
circle-pledge = Sepakati yang dibawa
circle-pledge-what = Apa yang dibawa
circle-pledge-release = Lepaskan
circle-pledged = Janji lingkaran tersimpan.
circle-released = Janji lingkaran dilepas.
circle-move-up = Giliran lebih awal
circle-reordered = Urutan giliran diubah.
circle-end = Akhiri lingkaran
circle-end-text = Hari ini menjadi hari terakhirnya. Yang sudah diberi dan diterima tetap tercatat.
circle-over = Lingkaran diakhiri.
circle-ended-on = Lingkaran ini berakhir { $x }.
circle-ended-already = Lingkaran ini sudah berakhir.
audit-circle-pledged = Janji lingkaran disepakati
audit-circle-released = Janji lingkaran dilepas
audit-circle-reordered = Urutan giliran diubah
audit-circle-ended = Lingkaran diakhiri

invariant-partners-signed-agreements-are-whole = Perjanjian yang ditandatangani lengkap
invariant-partners-every-signature-has-its-day = Setiap tanda tangan bertanggal
invariant-partners-shown-people-consented = Orang yang ditampilkan sudah setuju
invariant-partners-reversals-mirror-what-they-reverse = Pembatalan mencerminkan yang dibatalkan
invariant-partners-periods-follow-each-other = Masa berlaku saling bersambung

case-joined-partner = Usulan ini dicatat pada mitra yang sudah ada: { $name }. Tahapnya tetap, dan pengusul belum menjadi kontaknya. Tambahkan sendiri bila ia memang mewakili mitra itu.

## Kesepakatan yang beku, adendum, dan dua pasang mata

permission-partners-review = Meninjau rancangan kesepakatan yang disusun orang lain
permission-partners-decide = Menandatangani dan mengakhiri kesepakatan
setting-partners-reviewers = Peninjau kesepakatan
    .help = Langkah tinjauan setiap rancangan, satu per baris, sesuai urutan: nama langkah = siapa yang mengambilnya. Siapa: sebuah peran (head, librarian, atau nama peran buatan sendiri), @nama-masuk seseorang, atau dokumen bila ditinjau di luar perpustakaan dan hasilnya datang sebagai surat. Contoh: Kepala Dinas = head. Kosongkan bila tidak perlu ditinjau.
setting-partners-four-eyes = Dua pasang mata
    .help = Penyusun rancangan tidak meninjaunya sendiri, dan satu akun hanya memutuskan satu langkah. Matikan hanya bila satu orang mengerjakan semuanya; halaman kesepakatan lalu menyebutkan siapa yang meninjau rancangannya sendiri.
matter-reviews = { $n } rancangan menunggu tinjauan Anda
matter-signing = { $n } kesepakatan menunggu tanda tangan
partner-stage-follows = Tahap ini mengikuti kesepakatannya.
partner-stage-by-agreement = Tahap itu mengikuti kesepakatan: susun, tandatangani, atau perpanjang kesepakatannya.
partner-stage-unchosen = Pilih tahapnya.
partner-day-impossible = Tanggal ini tidak mungkin. Periksa tahunnya.
paper-addendum = Adendum
status-incorporated = Bagian dari kesepakatan
agreement-is-frozen = Naskah sudah beku sejak diajukan, jadi tidak ada yang diubah. Kembalikan menjadi rancangan bila perlu diubah; persetujuan yang sudah ada gugur.
partner-changed-meanwhile = Orang lain baru saja mengubah mitra ini. Perubahan Anda belum disimpan, dan tidak ada yang hilang: bandingkan dengan yang tersimpan sekarang, lalu simpan lagi.
partner-step-late = Langkah terlambat
partner-moved-meanwhile = Orang lain baru saja memindahkan mitra ini ke tahap lain. Tahapnya tidak diubah: lihat dahulu, lalu pindahkan lagi bila perlu.
partner-kept-now = Yang tersimpan sekarang: { $x }
partner-kept-now-nothing = Yang tersimpan sekarang: kosong.
agreement-changed-meanwhile = Orang lain baru saja mengubah rancangan ini. Perubahan Anda belum disimpan, dan tidak ada yang hilang: bandingkan dahulu, lalu simpan lagi.
agreement-is-signed = Kesepakatan ini sudah ditandatangani, jadi tidak ada yang diubah. Perubahan dibuat dengan adendum.
agreement-frozen = Naskah, komitmen, dan penanda tangan beku sejak diajukan. Mengembalikannya menjadi rancangan menggugurkan persetujuan yang sudah ada.
agreement-too-long = Masa berlaku ini lebih dari lima puluh tahun. Periksa tahunnya.
agreement-article-empty = Ada pasal tanpa judul atau tanpa isi. Lengkapi atau hapus.
agreement-name-unknown = Naskah memakai nama “{ $name }” dalam kurung kurawal, yang tidak dikenal. Periksa ejaannya.
agreement-brace-open = Kurung kurawal sebelum “{ $name }” dibuka, tetapi tidak ditutup.
agreement-duties-unsaid = Naskah tidak memuat semua yang dijanjikan atau diubah. Pulihkan nama kewajiban-kesatu dan kewajiban-mitra, yang-dijanjikan, atau perubahan di pasalnya.
agreement-no-articles = Naskah belum mempunyai pasal.
agreement-no-promises = Belum ada komitmen: siapa memberi apa, berapa, kapan.
agreement-amend = Buat adendum
agreement-go-on-text = Perpanjangan dan perubahan dibuat dengan adendum, yang ditinjau dan ditandatangani seperti kesepakatannya.
agreement-reminded = { $n } hari sebelum { $until }
addendum-title = Adendum: { $x }
addendum-of = Mengubah
addendum-begun = Adendum dimulai. Isi perubahannya dan penanda tangannya, lalu ajukan.
addendum-on-its-way = Adendum { $number } masih dalam proses. Selesaikan atau gugurkan dahulu.
addendum-on-its-way-here = Perubahan sedang disiapkan dalam adendum
addendum-changes = Yang diubah
addendum-changes-none = Belum ada. Tambahkan komitmen, ubah atau lepaskan komitmen yang ada, ubah masa berlaku, atau tulis pasal yang berubah.
addendum-changes-nothing = Adendum ini belum mengubah apa pun.
addendum-change-kept = Perubahan tersimpan dalam adendum.
addendum-change-undone = Perubahan dihapus dari adendum.
addendum-change-undo = Hapus
addendum-change-save = Masukkan ke adendum
addendum-change-unknown = Perubahan ini tidak ditemukan.
addendum-promises = Komitmen yang berlaku sekarang
addendum-extend = Ubah hari terakhir
addendum-same-end = Hari terakhirnya sudah tanggal ini.
addendum-ends-in-the-past = Hari terakhir yang baru sudah lewat ketika adendum ditandatangani.
addendum-say = Ubah pasal dengan kata-kata
addendum-clause = Perubahan pasal
addendum-clause-hint = Misalnya: mengubah Pasal 4 ayat (1) sehingga guru pendamping juga memperoleh akses jurnal.
addendum-clause-missing = Tulis pasal mana yang berubah dan bunyinya.
addendum-before-agreement = Adendum tidak dapat ditandatangani sebelum kesepakatan yang diubahnya.
addendum-paper = Adendum { $x } (PDF)
change-promise = Komitmen ditambahkan
change-revise = Komitmen diubah
change-release = Komitmen dilepas
change-until = Hari terakhir diubah
change-renew = Masa berlaku ditambah
change-clause = Pasal diubah
change-amended = Diubah
change-renewed = Diperpanjang
change-promise-of = { $giver } memberi { $about }: { $now }.
change-revise-of = { $giver }, { $about }: { $was } menjadi { $now }.
change-release-of = { $giver }, { $about }: dilepas.
change-until-of = Hari terakhir { $was } menjadi { $until }.
change-renew-of = Masa berlaku baru: { $since } sampai { $until }.
commitment-let-go = Komitmen dilepas.
commitment-remove = Hapus komitmen
commitment-revise = Ubah jumlah atau tenggat
commitment-revise-save = Simpan perubahan
commitment-revised = Komitmen diubah.
commitment-new-due = Paling lambat (kosongkan bila tanpa tenggat)
commitment-same = Jumlah dan tenggatnya sudah seperti ini.
commitment-unit-missing = Pilih satuannya.
commitment-due-outside = Tenggat “{ $about }” di luar masa berlaku kesepakatan.
commitment-by-addendum = adendum { $x }
commitment-renewed-on = dijanjikan lagi mulai { $x }
fulfilment-before-agreement = Pada tanggal ini kesepakatannya belum ada.
signatory-same = Pakai penanda tangan kesepakatannya
signatory-unknown = Penanda tangan ini tidak ditemukan.
signatory-authority-unchosen = Pilih dasar kewenangannya.
signatory-needs-power = { $name } menandatangani untuk perpustakaan berdasarkan jabatan. Selain kepala daerah, diperlukan surat kuasa (Permendagri 22/2020).
review-not-yet = Langkah sebelumnya belum diputuskan; peninjauan berjalan sesuai urutan.
review-own-draft = Anda menyusun atau mengajukan rancangan ini, jadi orang lain yang meninjaunya.
review-second-step = Anda sudah memutuskan satu langkah; langkah ini untuk orang lain.
review-too-few = Tidak ada akun yang masih dapat mengambil langkah “{ $step }”. Beri seseorang peran yang disebut langkah ini beserta izin meninjau, ubah Peninjau kesepakatan, atau matikan aturan dua pasang mata di Pengaturan.
review-undecided = Pilih: setujui, atau minta perubahan.
review-by-author = meninjau rancangannya sendiri
review-proposal-missing = Pilih apa yang sebaiknya dilakukan.
health-over = Kesepakatan sudah berakhir { $n } hari lalu.
health-left = Kesepakatan berlaku { $n } hari lagi.
health-theirs = Mitra memenuhi { $kept } dari { $of } komitmen yang jatuh tempo.
health-ours = Perpustakaan memenuhi { $kept } dari { $of } komitmen yang jatuh tempo.
health-step-late = Langkah berikutnya terlambat { $n } hari.
case-step-unchosen = Pilih langkahnya.
circle-host-missing = Pilih tuan rumahnya.
circle-turn-missing = Pilih gilirannya.
circle-giver-missing = Pilih siapa yang membantu.
circle-member-missing = Pilih mitra yang bergabung.
circle-begun-hint = Hari ini, atau sebelumnya bila lingkaran sudah berjalan.
circle-not-begun = Pada tanggal ini lingkaran belum dimulai.
circle-too-far = Giliran direncanakan paling jauh dua tahun ke depan.
merge-becomes-partner = Kemitraan { $code } beralih ke entri yang tetap.
merge-partner-code = Kode { $gone } lalu menuju ke { $code }.
merge-partner-shown = Halaman publiknya ikut beralih.
merge-partner-brings = Yang ikut beralih: { $agreements } kesepakatan, { $notes } catatan, { $documents } dokumen, { $cases } kasus.
audit-agreement-released = Komitmen dihapus atau dilepas
audit-agreement-reviewed = Tinjauan diputuskan
audit-agreement-revised = Komitmen diubah
audit-agreement-addendum-begun = Adendum dimulai
audit-agreement-period-drafted = Masa berlaku baru ditulis
audit-agreement-clause-drafted = Perubahan pasal ditulis
audit-agreement-change-undone = Perubahan dihapus
invariant-partners-signed-promises-came-by-their-paper = Komitmen sesuai dengan kertas yang ditandatangani
invariant-partners-signed-papers-are-what-was-signed = Kertas yang ditandatangani masih seperti saat ditandatangani
invariant-partners-signed-papers-were-approved = Yang ditandatangani sudah disetujui semua peninjaunya
notice-partners-review-waits = Rancangan kesepakatan menunggu tinjauan saya
    .help = Untuk petugas yang boleh meninjau: bila langkah tinjauan tiba gilirannya.
    .subject = Menunggu tinjauan: { $number }
    .body = Rancangan { $number } dengan { $partner } tentang { $title } menunggu langkah “{ $step }”. Siapa pun yang boleh meninjau dan belum terlibat dapat memutuskannya.
    .short = Rancangan { $number } dengan { $partner } menunggu langkah “{ $step }”.

## Siapa meninjau, menandatangani, dan kapan

review-of-others = Langkah ini untuk orang lain.
review-by-role = Diambil oleh peran { $x }
review-by-person = Diambil oleh { $x }
review-by-paper = Ditinjau di luar perpustakaan; hasilnya dilampirkan
review-step-unreadable = Langkah tinjauan “{ $line }” belum menyebut siapa yang mengambilnya, atau peran dan akun itu tidak ada. Perbaiki Peninjau kesepakatan di Pengaturan.
review-document = Surat hasil tinjauan
review-document-hint = PDF atau foto surat dari luar perpustakaan. Wajib bila menyetujui.
review-document-missing = Lampirkan surat yang menyatakan persetujuannya.
document-kind-opinion = Hasil tinjauan dari luar
signatory-document-until = Berlaku sampai
signatory-power-until = berlaku sampai { $x }
signatory-power-over = kuasa habis { $x }; tanda tangan sesudahnya tidak diterima
signatory-power-ends-before = Masa berlakunya tidak dapat berakhir sebelum tanggal dokumennya.
signatory-file = Berkas dokumen kewenangan
signatory-file-hint = PDF atau foto. Wajib untuk surat kuasa.
signatory-known = Dokumen kewenangan yang sudah ada
signatory-known-none = Lampirkan berkas di bawah
signatory-file-missing = Lampirkan berkas surat kuasanya.
signatory-file-of-another-kind = Berkas ini bukan dokumen kewenangan.
signatory-paper = Dokumen kewenangan
signatory-there-already = Orang ini sudah ada di antara penanda tangan pihaknya.
signatory-after-authority = { $name } menandatangani sesudah { $until }, ketika dokumen kewenangannya tidak berlaku lagi.
signatory-after-period = { $name } menandatangani sesudah { $until }, ketika kesepakatannya sudah selesai.
signatory-before-approval = { $name } menandatangani sebelum rancangannya disetujui { $approved }. Bila ini dicatat dari naskah lama, tulis alasannya.
signed-when-over = Kesepakatan ini sudah selesai { $until }. Bila dicatat dari naskah lama, tulis alasannya.
agreement-from-paper = Dicatat dari naskah lama: mengapa
agreement-from-paper-hint = Hanya bila ditandatangani sebelum disetujui di sini. Contoh: naskah 2024 ditemukan di arsip.
agreement-their-number-set = Catat nomor pihak mitra
agreement-their-number-kept = Nomor pihak mitra tersimpan.
agreement-notice-days = Pemberitahuan, berapa hari sebelum berakhir
agreement-notice-days-hint = Pihak yang ingin meneruskan atau mengakhiri memberi tahu paling lambat sekian hari sebelumnya. Tertulis di naskah dan diingatkan.
agreement-notice-days-unreadable = Isi bilangan dari 0 sampai 366.
agreement-notice-day = Pemberitahuan paling lambat
agreement-frame-not-in-force = { $number } tidak sedang berlaku, jadi tidak dapat menaungi kesepakatan lain.
agreement-outside-frame = Jangka waktunya di luar { $number }, yang berlaku sampai { $until }.
agreement-frame-over = Kesepakatan { $x } yang menaunginya tidak berlaku lagi.
agreement-leaves-beneath = { $n } kesepakatan di bawahnya tetap berjalan bila kesepakatan ini berakhir:
addendum-leaves-beneath = { $number } di bawahnya akan berada di luar jangka waktu ini. Ubah atau akhiri dahulu.
renewal-promises = Yang dijanjikan lagi
renewal-promises-hint = Jumlahnya sama, tenggatnya digeser ke jangka waktu baru. Ubah seperlunya; kosongkan centang bila tidak dijanjikan lagi.
renewal-amount-unreadable = Isi jumlah untuk “{ $about }” dengan bilangan di atas nol.
renewal-made-already = “{ $about }” sudah dijanjikan lagi, atau sudah dilepas.
commitment-unit-is-kept = Satuan ini dihitung dari data program. Pilih dari mana dihitung.
commitment-kept-late = Terpenuhi terlambat
commitment-never-began = Tidak pernah mulai
commitment-unmet = Tidak terpenuhi
fulfilment-after-agreement = Pada tanggal ini kesepakatannya sudah selesai.
fulfilment-after-renewal = Sejak tanggal ini komitmennya dijanjikan lagi untuk jangka waktu yang baru: catat buktinya di sana.
closing-settled = Diselesaikan dengan cara lain
closing-let-go = Dilepas
closing-carried = Dialihkan ke kesepakatan lain
closing-say = Tutup komitmen ini
closing-how = Bagaimana diselesaikan
closing-note = Keterangan
closing-note-missing = Tulis keterangan: apa yang disepakati.
closing-unchosen = Pilih bagaimana diselesaikan.
closing-save = Simpan penutupan
closing-kept = Penutupan tersimpan.
closing-not-over = Komitmen ini sudah terpenuhi, atau masih dapat dipenuhi.
closing-there-already = Komitmen ini sudah ditutup.
closing-open = { $n } komitmen tidak terpenuhi sampai jangka waktunya habis. Catat bagaimana diselesaikan.
notice-partners-frame-ended = Kesepakatan yang menaungi berakhir
    .help = Untuk petugas yang mengurus mitra: ketika kesepakatan bersama diakhiri, sedangkan yang di bawahnya masih berjalan.
    .subject = { $frame } berakhir { $day }, { $number } masih berjalan
    .body = { $frame } yang menaungi { $number } dengan { $partner } tentang { $title } berakhir { $day }. Periksa apakah kesepakatan ini perlu diubah atau diakhiri.
    .short = { $frame } berakhir { $day }; { $number } dengan { $partner } masih berjalan.

## Perjumpaan, tinjauan, portal

encounter-note = Catatan { $day }.
encounter-review = Ditinjau { $day }.
encounter-signed = { $number } ditandatangani { $day }.
encounter-begun = { $number } mulai disusun { $day }.
encounter-given = Bukti untuk { $number }, { $day }: { $what }
encounter-asked = Usul diterima { $day }: { $what }
encounter-file = Berkas dikirim mitra { $day }: { $what }
review-kept-renew = Tinjauan tersimpan. Langkah berikutnya: perpanjang kesepakatan ini.
review-kept-change = Tinjauan tersimpan. Langkah berikutnya: ubah kesepakatan ini dengan adendum.
review-kept-end = Tinjauan tersimpan. Langkah berikutnya: akhiri kesepakatan ini.
contact-end-text = Orang ini tidak lagi melihat portal mitra sejak sekarang.
contact-end-button = Ya, tidak lagi mewakili
contact-again = Mewakili lagi
document-enough-today = Hari ini sudah banyak berkas yang dikirim. Coba lagi besok.
setting-partners-portal-per-day = Kiriman mitra sehari
    .help = Berapa usul dan berapa berkas yang dapat dikirim kontak satu mitra dalam sehari.
public-together-since = { $title } (sejak { $since }, sampai { $until })
public-done = Yang sudah terlaksana

## Giliran lingkaran

circle-not-its-turn = Giliran berikutnya milik anggota lain. Tulis alasannya bila urutan dilewati.
circle-before-last-turn = Tanggalnya sebelum giliran sebelumnya.
circle-after-next-turn = Giliran berikutnya sudah direncanakan sebelum tanggal ini.
circle-leaves-a-turn = Mitra ini masih menjadi tuan rumah giliran { $number } pada { $day }. Pindahkan atau batalkan giliran itu dahulu.
circle-few = Anggotanya kurang dari tiga. Ajak mitra lain, atau akhiri lingkaran ini.
circle-out-of-turn = Alasan di luar urutan
circle-out-of-turn-hint = Hanya bila bukan giliran tuan rumah berikutnya.
circle-out-of-turn-note = Di luar urutan: { $x }
circle-cancelled-note = Batal: { $x }
circle-held-against = Yang dijanjikan saat itu: { $x }
circle-turn-change = Pindahkan atau batalkan
circle-turn-new-day = Tanggal baru
circle-turn-move = Pindahkan
circle-turn-moved = Giliran dipindahkan.
circle-turn-cancel = Batalkan giliran
circle-turn-cancelled = Giliran dibatalkan.
circle-cancel-why = Mengapa batal
circle-cancel-why-missing = Tulis mengapa giliran ini batal.
circle-turn-held = Giliran ini sudah berlangsung atau dibatalkan.
circle-no-member-then = Pada hari giliran itu ia bukan anggota lingkaran.
audit-agreement-frame-ended = Kesepakatan yang menaungi berakhir
audit-agreement-promises-renewed = Komitmen dijanjikan lagi
audit-agreement-promise-closed = Komitmen ditutup
audit-agreement-their-number = Nomor pihak mitra dicatat
audit-circle-turn-moved = Giliran dipindahkan
audit-circle-turn-cancelled = Giliran dibatalkan
dependent-partners-circles = { $n } lingkaran Mapalus

## Jawaban mitra atas penutupan

notice-partners-promise-closed = Komitmen ditutup
    .help = Untuk kontak mitra: bila perpustakaan mencatat bagaimana komitmen yang tidak terpenuhi diselesaikan.
    .subject = Komitmen ditutup: { $about }
    .body = Perpustakaan menutup komitmen “{ $about }” dalam kesepakatan { $number }: { $how ->
            [settled] diselesaikan dengan cara lain
            [carried] dialihkan ke kesepakatan lain
           *[other] dilepas
        }. Keterangannya: { $note }

        Setuju atau tidak? Anda dapat menjawabnya di halaman mitra.
    .short = Komitmen “{ $about }” (kesepakatan { $number }) ditutup: { $note }. Setuju atau keberatan disampaikan di halaman mitra.
notice-partners-closing-objected = Mitra keberatan atas penutupan komitmen
    .help = Untuk petugas yang mengurus mitra: bila mitra tidak setuju dengan cara komitmennya ditutup.
    .subject = { $partner } keberatan: { $about }
    .body = { $partner } tidak setuju dengan penutupan “{ $about }” dalam kesepakatan { $number }. Alasannya ada di halaman kesepakatan.

        Bicarakan dengan mitra. Selama mitra keberatan, komitmen ini dihitung tidak terpenuhi.
    .short = { $partner } keberatan atas penutupan “{ $about }” (kesepakatan { $number }). Bicarakan dengan mitra.
portal-closings = Komitmen yang ditutup
portal-closings-text = Komitmen ini tidak terpenuhi sampai jangka waktunya habis, dan perpustakaan mencatat bagaimana diselesaikan. Jawaban Anda dicatat dengan nama dan tanggal.
reply-say = Jawab
reply-say-again = Jawab lagi
reply-question = Setuju dengan penutupan ini?
reply-yes = Setuju
reply-no = Keberatan
reply-words = Alasan
reply-words-hint = Wajib diisi bila keberatan.
reply-send = Kirim jawaban
reply-kept = Terima kasih. Jawaban Anda tersimpan; perpustakaan melihatnya.
reply-unchosen = Pilih setuju atau keberatan.
reply-words-missing = Tulis mengapa keberatan.
reply-enough-today = Hari ini sudah sering dijawab. Coba lagi besok.
reply-agrees = { $x } setuju
reply-objects = { $x } keberatan
reply-promise = Komitmen
decision-agreed = Setuju
decision-objected = Keberatan
health-settled-agreed = Tidak terpenuhi, diselesaikan dengan cara lain, dan mitra setuju: { $about } ({ $number }): “{ $note }”
health-carried-agreed = Tidak terpenuhi, dialihkan ke kesepakatan lain, dan mitra setuju: { $about } ({ $number }): “{ $note }”
health-objected = Mitra keberatan atas penutupan { $about } ({ $number }): “{ $note }”
encounter-closed = { $number }: “{ $what }” ditutup { $day }: { $note }
encounter-agreed = Setuju dengan penutupan “{ $what }” { $day }.
encounter-objected = Keberatan atas penutupan “{ $what }” { $day }.
matter-portal-closed = { $name }: { $n } komitmen ditutup, menunggu jawaban Anda
holding-partners-replies = Jawaban Anda atas komitmen yang ditutup
audit-agreement-closing-replied = Mitra menjawab penutupan
agreement-no-notice = Naskahnya meminta pemberitahuan sebelum berakhir, tetapi harinya 0. Isi berapa hari, atau hapus kalimatnya.

## Giliran yang diberitahukan

notice-partners-circle-turn = Giliran lingkaran Mapalus
    .help = Untuk kontak anggota lingkaran: bila giliran direncanakan, dipindahkan, atau dibatalkan.
    .subject = { $step ->
            [moved] Giliran dipindahkan ke { $day }: { $circle }
            [cancelled] Giliran { $day } batal: { $circle }
           *[planned] Giliran { $day }: { $circle }
        }
    .body = { $step ->
            [moved] Giliran di { $host } dipindahkan dari { $was } ke { $day }.
            [cancelled] Giliran di { $host } pada { $day } dibatalkan. Alasannya: { $why }
           *[planned] Giliran berikutnya di { $host } pada { $day }.
        } Yang dikerjakan: { $what }

        Janji anggota lingkaran { $circle } ada di halaman mitra.
    .short = { $circle }: { $step ->
            [moved] giliran di { $host } dipindahkan dari { $was } ke { $day }.
            [cancelled] giliran di { $host } pada { $day } batal: { $why }
           *[planned] giliran berikutnya di { $host } pada { $day }: { $what }
        }
encounter-turn = Giliran lingkaran { $name } { $day }: { $what }
