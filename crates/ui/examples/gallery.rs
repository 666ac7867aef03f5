//! Writes every component and shell as static pages, in both languages, to look at:
//! `cargo run -p ui --example gallery -- FOLDER`.

use askama::Template;
use std::{error::Error, fs, path::Path, sync::Arc};
use ui::{
    Html, Lang, Lexicon, Page, Speech, TEXTS, assets,
    cover::{Cover, Shelf, ShelfChip},
    page::{ErrorPage, Hours, Key, Library, LinkGroup, Look, NavItem, Person, Status, TextSize, Theme},
    paper::{CommandCard, Label, LabelSheet, MemberCard, Receipt, ReceiptLine, Roll},
    part::{
        Badge, Bar, BarChart, Button, Chip, Chips, Choice, Column, DateParts, Empty, ErrorSummary, Errors,
        FacetGroup, FacetOption, Facets, Fact, Field, Flash, Hit, Link, Meter, Pager, PreferencesForm,
        QrCard, Row, SearchBox, Sorted, Span, Spark, Stat, Step, Stepper, Tab, Table, Tabs, Timeline,
        TimelineItem, Tone, Verdict, Years,
    },
};

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "public.html" %}
{% block before %}<div class="search-strip"><div class="wrap">{{ search }}</div></div>{% endblock %}
{% block content %}<div class="results">{{ facets }}<div id="hasil"><div class="res-head"><h1>37 hasil untuk “bunga krisan”</h1></div>{{ chips }}
<ol class="hits">{% for hit in hits %}{{ hit }}{% endfor %}</ol>{{ pager }}</div></div>{% endblock %}"##
)]
struct SearchPage<'a> {
    page: Page,
    search: &'a SearchBox,
    facets: Facets,
    chips: Chips,
    hits: Vec<Hit>,
    pager: Pager,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "public.html" %}
{% block main %}<main id="isi"><section class="hero" aria-labelledby="h">
{%- if !page.look.saver %}<picture><source media="(max-width: 36rem)" srcset="{{ page.asset("hero-m.svg") }}" width="600" height="500"><img src="{{ page.asset("hero.svg") }}" alt="" width="2480" height="560" fetchpriority="low"></picture>{% endif %}
<div class="wrap"><h1 id="h">Bacaan dan ruang belajar untuk seluruh Tomohon</h1><p class="lead">46.210 koleksi, dua belas ruang, satu bus keliling. Semua gratis untuk warga.</p>{{ search }}</div></section>
<section class="section"><div class="wrap"><div class="section-head"><h2>Baru di rak</h2></div><ul class="shelf">{% for cover in covers %}<li>{{ cover }}<span class="t"><a href="/k">{{ cover.title }}</a><small>{{ cover.author }}</small></span></li>{% endfor %}</ul></div></section>
<section class="section impact"><div class="wrap"><h2>Hasil kerja bulan Juni</h2><ul class="stats">{% for stat in stats %}{{ stat }}{% endfor %}</ul></div></section></main>{% endblock %}"##
)]
struct HomePage<'a> {
    page: Page,
    search: &'a SearchBox,
    covers: Vec<Cover<'a>>,
    stats: Vec<Stat>,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "public.html" %}
{% block content %}<div class="page-head"><h1>{{ page.title }}</h1></div><div class="stack">{% for part in parts %}{{ part }}{% endfor %}</div>{% endblock %}"##
)]
struct PublicPage {
    page: Page,
    parts: Vec<Html>,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "member.html" %}
{% block content %}<h1>{{ page.title }}</h1>{% for part in parts %}{{ part }}{% endfor %}{% endblock %}"##
)]
struct MemberPage {
    page: Page,
    parts: Vec<Html>,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "staff.html" %}
{% block content %}{% for part in parts %}{{ part }}{% endfor %}{% endblock %}"##
)]
struct StaffPage {
    page: Page,
    parts: Vec<Html>,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "print.html" %}
{% block content %}{% for part in parts %}{{ part }}{% endfor %}{% endblock %}"##
)]
struct PaperPage {
    page: Page,
    parts: Vec<Html>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("give a folder to write to")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("aset"))?;
    for asset in assets::all() {
        let text = String::from_utf8_lossy(asset.bytes).replace("\"/aset/", "\"");
        fs::write(folder.join(asset.url.trim_start_matches('/')), text)?;
    }
    let lexicon = Lexicon::new(&TEXTS)?.keep();
    for lang in Lang::ALL {
        let t = Speech::new(lexicon, lang);
        for (name, look) in looks() {
            for (title, html) in pages(t, look)? {
                let html = html.replace("\"/aset/", "\"aset/");
                fs::write(folder.join(format!("{title}-{}{name}.html", lang.code())), html)?;
            }
        }
    }
    Ok(())
}

fn looks() -> [(&'static str, Look); 3] {
    let plain = Look { theme: Theme::Light, ..Look::default() };
    let dark = Look { theme: Theme::Dark, ..Look::default() };
    let strong = Look { contrast: true, text: TextSize::Larger, saver: true, ..dark };
    [("", plain), ("-dark", dark), ("-strong", strong)]
}

fn pages(t: Speech, look: Look) -> Result<Vec<(&'static str, String)>, Box<dyn Error>> {
    let page = |title: &str| Page { look, ..page(t, title) };
    let library = library();
    let staff = |title: &str| Page {
        nav: vec![
            item("Hari ini", "LuSun", false, 0),
            item("Sirkulasi", "LuScanBarcode", true, 0),
            item("Pesanan", "LuBookmarkCheck", false, 7),
        ],
        find: Some("/cari".into()),
        status: Some(Status { tone: Tone::Ok, icon: "LuWifi", text: "Daring, semua tersimpan".into() }),
        keys: vec![Key { keys: "/", label: "search" }, Key { keys: "Alt Z", label: "undo" }],
        ..page(title)
    };
    let member = Page {
        section: vec![
            item("Pinjaman", "LuBook", true, 1),
            item("Pesanan", "LuBookmark", false, 0),
            item("Kartu", "LuIdCard", false, 0),
        ],
        ..page("Halaman saya")
    };
    let receipt = |roll| Receipt {
        t,
        roll,
        library: &library,
        title: "Bukti peminjaman".into(),
        facts: vec![("Anggota".into(), "A-00418".into()), ("Tanggal".into(), "16 Juli 2026, 09.41".into())],
        lines: vec![
            ReceiptLine { what: "Laskar Pelangi".into(), code: "TMH-0041207".into(), value: "30 Jul".into() },
            ReceiptLine {
                what: "Budidaya Krisan di Dataran Tinggi".into(),
                code: "TMH-0045519".into(),
                value: "30 Jul".into(),
            },
        ],
        total: None,
        note: String::new(),
        code: "A-00418".into(),
    };
    let card = MemberCard {
        t,
        library: &library,
        name: "Maria Wowor".into(),
        number: "A-00418".into(),
        plan: "Anggota umum".into(),
        until: "31 Maret 2027".into(),
        shelf: Shelf::of("900"),
    };
    let labels = LabelSheet {
        t,
        library: &library,
        labels: ["635.933 99 BUD", "F WUI", "310 STA", "745.92 MER", "152.4 MAN", "004 ENS"]
            .map(|n| Label {
                call_number: n.into(),
                code: "TMH-0045519".into(),
                title: "Budidaya Krisan di Dataran Tinggi".into(),
            })
            .to_vec(),
        skip: 1,
    };
    let command = CommandCard {
        title: "Selesai".into(),
        text: "Menutup transaksi dan mencetak struk.".into(),
        code: "%SELESAI".into(),
    };
    let search = search_box(t);
    let panel = SearchBox { panel: true, fields: vec![], q: String::new(), ..search.clone() };
    Ok(vec![
        ("home", ui::render(&HomePage { page: page(""), search: &panel, covers: covers(), stats: stats() })?),
        ("search", ui::render(&search_page(t, page("bunga krisan"), &search))?),
        (
            "forms",
            ui::render(&PublicPage { page: Page { failed: true, ..page("Formulir") }, parts: form(t) })?,
        ),
        ("data", ui::render(&PublicPage { page: page("Data"), parts: data(t) })?),
        (
            "prefs",
            ui::render(&PublicPage {
                page: page(t.say("preferences")),
                parts: vec![Html::of(&PreferencesForm { t, look, back: "/".into() })],
            })?,
        ),
        ("member", ui::render(&MemberPage { page: member, parts: member_parts(t) })?),
        ("room", ui::render(&StaffPage { page: staff("Hari ini"), parts: data(t) })?),
        ("desk", ui::render(&StaffPage { page: staff("Meja sirkulasi"), parts: verdicts() })?),
        ("error", ui::render(&ErrorPage { reference: "7F3A-91".into(), ..ErrorPage::new(page(""), 507) })?),
        ("lost", ui::render(&ErrorPage::new(page(""), 404))?),
        (
            "paper",
            ui::render(&PaperPage {
                page: page("Cetak"),
                parts: vec![
                    Html::of(&receipt(Roll::Narrow)),
                    Html::of(&receipt(Roll::Wide)),
                    Html::of(&card),
                    Html::of(&command),
                    Html::of(&labels),
                ],
            })?,
        ),
    ])
}

fn library() -> Library {
    Library {
        kind: "Perpustakaan Umum".into(),
        name: "Kota Tomohon".into(),
        short: "Tomohon".into(),
        owner: "Pemerintah Kota Tomohon".into(),
        address: vec!["Jl. Kakaskasen Raya, Tomohon Utara".into(), "Kota Tomohon, Sulawesi Utara".into()],
    }
}

fn item(label: &'static str, icon: &'static str, current: bool, count: u32) -> NavItem {
    NavItem { label: label.into(), href: "/".into(), icon, current, count }
}

fn page(t: Speech, title: &str) -> Page {
    let hours = |day: &str, time: &str, now| Hours { day: day.into(), time: time.into(), now };
    Page {
        here: "/galeri".into(),
        nav: vec![
            item("Beranda", "", false, 0),
            item("Katalog", "", true, 0),
            item("Kegiatan", "", false, 0),
            item("Ruang & fasilitas", "", false, 0),
        ],
        crumbs: vec![Link::new("Beranda", "/"), Link::new("Katalog", "/katalog"), Link::new(title, "")],
        flash: vec![
            Flash::new(Tone::Ok, "Laut Bercerita sudah dipesan. Kami kabari bila siap diambil.")
                .undo(Link::new("Batalkan", "/batal")),
        ],
        person: (t.lang() == Lang::Id).then(|| Person {
            name: "Maria Wowor".into(),
            home: "/saya".into(),
            unread: 2,
            sign_out: "/keluar".into(),
        }),
        sign_in: Some("/masuk".into()),
        hours: vec![
            hours("Hari ini, Kamis", "08.00–18.00", true),
            hours("Jumat", "08.00–16.00", false),
            hours("Minggu", "Tutup", false),
        ],
        footer: vec![LinkGroup {
            title: "Hubungi pustakawan".into(),
            links: vec![Link::new("Kirim pertanyaan", "/tanya")],
        }],
        legal: vec![Link::new("Aksesibilitas", "/aksesibilitas")],
        ..Page::new(t, Arc::new(library()), title)
    }
}

fn search_box(t: Speech) -> SearchBox {
    let fields = ["Semua", "Judul", "Pengarang"].map(|word| Choice::new(word, word)).to_vec();
    SearchBox {
        t,
        action: "/katalog".into(),
        q: "bunga krisan".into(),
        fields,
        suggest: "/katalog/saran",
        panel: false,
    }
}

fn covers() -> Vec<Cover<'static>> {
    [
        ("Tarian Bumi", "Oka Rusmini", "800"),
        ("Cantik Itu Luka", "Eka Kurniawan", "800"),
        ("Budidaya Krisan di Dataran Tinggi", "Balai Penelitian Tanaman Hias", "600"),
        ("Sejarah Minahasa", "David D. S. Lumoindong", "900"),
        ("Filosofi Teras", "Henry Manampiring", "100"),
        ("Ensiklopedia Gunung Api", "Tim Geologi Remaja", "500"),
        ("Kain dan Tenun Sulawesi Utara", "Yayasan Karema", "700"),
    ]
    .into_iter()
    .map(|(title, author, class)| Cover { title, author, shelf: Shelf::of(class) })
    .collect()
}

fn stats() -> Vec<Stat> {
    let spark = |last: f64| {
        Some(Spark {
            values: vec![5.2, 5.5, 4.9, 5.8, 6.1, 6.0, 5.7, 6.6, 6.4, 6.8, 7.1, last],
            label: "Naik".into(),
        })
    };
    ["7.342", "4.918", "63", "87"]
        .map(|value| Stat {
            value: value.into(),
            label: "kunjungan ke gedung dan bus".into(),
            note: "Naik 11% dari Juni 2025".into(),
            spark: spark(7.3),
        })
        .to_vec()
}

fn search_page<'a>(t: Speech, page: Page, search: &'a SearchBox) -> SearchPage<'a> {
    let option = |label: &str, count, chosen| FacetOption {
        value: label.into(),
        label: label.into(),
        count,
        chosen,
        ..FacetOption::default()
    };
    let shelf = |class: &str, count| {
        let shelf = Shelf::of(class);
        FacetOption {
            shelf: Some(shelf),
            small: format!("{} {}", shelf.hundred(), shelf.subject_short(t)),
            ..option(shelf.flower(t), count, false)
        }
    };
    let groups = vec![
        FacetGroup {
            legend: "Ketersediaan".into(),
            name: "a".into(),
            options: vec![
                option("Bisa dipinjam sekarang", 24, true),
                option("Ada di bus keliling", 3, false),
            ],
        },
        FacetGroup {
            legend: "Rak".into(),
            name: "d".into(),
            options: vec![shelf("600", 19), shelf("700", 8), shelf("800", 6), shelf("300", 4)],
        },
    ];
    let hit = |title: &'static str, author: &str, call_number: &str, badge: Badge| Hit {
        title: title.into(),
        href: "/katalog/1".into(),
        by: format!("{author}, 2024"),
        facts: vec![Fact { icon: "LuBook", text: "Buku".into() }, Fact { icon: "", text: "186 hlm.".into() }],
        why: Html::trusted(
            "Cara menanam <mark>bunga</mark> <mark>krisan</mark> potong di atas 700 meter: pembibitan, rumah plastik, hama, panen, dan pasar Manado.",
        ),
        cover: Html::of(&Cover { title, author, shelf: Shelf::of(call_number) }),
        badge,
        shelf: Html::of(&ShelfChip::new(t, call_number)),
        note: "Lantai 1, rak Gerbera".into(),
        action: Some(
            Button::link("Pesan, ambil besok", "/pesan").about(format!(": {title}")).small().ghost(),
        ),
    };
    SearchPage {
        page: Page { scripts: vec!["js/suggest.js"], flash: vec![], ..page },
        search,
        facets: Facets {
            t,
            action: "/katalog".into(),
            keep: vec![],
            groups,
            years: Some(Years {
                from: "2000".into(),
                to: "2026".into(),
                spans: vec![Span { link: Link::new("2010–2019", "/katalog"), count: 31, chosen: false }],
            }),
            active: 1,
        },
        chips: Chips {
            t,
            chips: vec![Chip { label: "Bisa dipinjam sekarang".into(), without: "/katalog".into() }],
            clear: "/katalog".into(),
        },
        hits: vec![
            hit(
                "Budidaya Krisan di Dataran Tinggi",
                "Balai Penelitian Tanaman Hias",
                "635.933 99 BUD",
                Badge::new(Tone::Ok, "3 dari 4 tersedia"),
            ),
            hit(
                "Merangkai Bunga untuk Pesta Adat",
                "Sanggar Seni Tomohon",
                "745.92 MER",
                Badge::new(Tone::Warn, "Semua dipinjam"),
            ),
            hit(
                "Si Kuncup yang Takut Mekar",
                "Grace Wuisan",
                "F WUI",
                Badge::new(Tone::Info, "Di perpustakaan keliling").icon("LuBus"),
            ),
        ],
        pager: Pager::new(t, 5, 20, |n| format!("/katalog?hal={n}")),
    }
}

fn form(t: Speech) -> Vec<Html> {
    let mut errors = Errors::new();
    errors.add("nama", "Tulis nama seperti di kartu identitas.");
    errors.add("lahir", "Tanggal 30 bulan 2 tidak ada. Periksa tanggal lahir.");
    let plans = || {
        vec![
            Choice::new("umum", "Umum").hint("Gratis untuk warga Tomohon").chosen(true),
            Choice::new("pelajar", "Pelajar").hint("Lewat sekolah mitra"),
        ]
    };
    let steps = ["Siapa", "Kebutuhan", "Periksa", "Bukti"]
        .map(|label| Step { label: label.into(), href: None })
        .to_vec();
    let fields = [
        Field::text(t, "nama", "Nama lengkap", "").error(errors.of("nama")).autocomplete("name"),
        Field::date(
            t,
            "lahir",
            "Tanggal lahir",
            DateParts { day: "30".into(), month: "2".into(), year: "2014".into() },
        )
        .hint("Misalnya 5 8 2014")
        .error(errors.of("lahir")),
        Field::text(t, "telepon", "Nomor telepon", "0812")
            .kind("tel")
            .hint("Untuk kabar pesanan; tidak ditampilkan.")
            .optional()
            .medium(),
        Field::select(
            t,
            "kelurahan",
            "Kelurahan",
            vec![Choice::new("", t.say("choose")), Choice::new("rurukan", "Rurukan")],
        )
        .medium(),
        Field::radios(t, "jenis", "Jenis keanggotaan", plans()),
        Field::checks(t, "minat", "Minat", plans()).optional(),
        Field::area(t, "catatan", "Catatan", "", 4).optional(),
        Field::check(t, "setuju", "Saya setuju data ini dipakai untuk keanggotaan", "ya", false),
    ];
    let body: String = fields.iter().map(ToString::to_string).collect();
    vec![
        Html::of(&Stepper { t, steps, now: 1 }),
        Html::of(&ErrorSummary { t, errors: &errors }),
        Html::trusted(format!(
            "<form class=\"form\" method=\"post\">{body}<div class=\"acts\">{}{}</div></form>",
            Button::new("Simpan"),
            Button::link("Batal", "/").ghost()
        )),
    ]
}

fn data(t: Speech) -> Vec<Html> {
    let columns = vec![
        Column::new("Judul").head().sort("?urut=judul", Sorted::Up),
        Column::new("Nomor panggil"),
        Column::new("Dipinjam").numeric().sort("?urut=n", Sorted::Not),
        Column::new("Keadaan"),
        Column::new(t.say("table-actions")).hidden(),
    ];
    let row = |title: &str, number: &str, count: u64, badge: Badge| {
        Row::new(vec![
            title.into(),
            Html::of(&ShelfChip::new(t, number)),
            t.int(count).into(),
            Html::of(&badge),
            Html::trusted("<a href=\"/ubah\">Ubah</a>"),
        ])
    };
    let rows = vec![
        row("Laskar Pelangi", "F HIR", 1204, Badge::new(Tone::Ok, "Tersedia")),
        row("Budidaya Krisan di Dataran Tinggi", "635.933 99 BUD", 87, Badge::new(Tone::Bad, "Telat 3 hari"))
            .tone(Tone::Bad),
        row("Sejarah Minahasa", "959.84 LUM", 12, Badge::new(Tone::Warn, "Dipesan")).tone(Tone::Warn),
    ];
    let bar = |label: &str, a: f64, b: f64| Bar {
        label: label.into(),
        values: vec![a, b],
        texts: vec![t.int(a as i64), t.int(b as i64)],
        total: t.int((a + b) as i64),
    };
    let tab = |label: &str, current, count| Tab {
        label: label.into(),
        href: "/".into(),
        current,
        count,
        ..Tab::default()
    };
    let table = Table {
        rows,
        note: "3 dari 46.210".into(),
        csv: Some("/a.csv".into()),
        xlsx: Some("/a.xlsx".into()),
        ..Table::new(t, "tabel", "Koleksi yang sering dipinjam", columns)
    };
    vec![
        Html::of(&Tabs {
            label: "Tampilan".into(),
            tabs: vec![
                tab("Semua", true, Some(37)),
                tab("Terlambat", false, Some(3)),
                tab("Riwayat", false, None),
            ],
        }),
        Html::of(&table),
        Html::of(&BarChart {
            t,
            finding: "Anak dan remaja meminjam lebih dari separuh semua buku".into(),
            note: "Peminjaman Januari–Juni 2026, menurut golongan usia dan tempat".into(),
            series: vec!["Gedung".into(), "Bus keliling".into()],
            bars: vec![
                bar("Anak 0–12", 1450.0, 620.0),
                bar("Remaja 13–18", 780.0, 90.0),
                bar("Dewasa", 1310.0, 240.0),
                bar("Lansia", 320.0, 108.0),
            ],
            csv: Some("/a.csv".into()),
        }),
        Html::trusted(format!(
            "<ul class=\"stats\">{}</ul>",
            stats().iter().map(ToString::to_string).collect::<String>()
        )),
        Html::of(&Timeline {
            items: vec![
                TimelineItem {
                    when: "08.30".into(),
                    title: "SD GMIM Talete".into(),
                    text: "Selesai. 41 buku dipinjam.".into(),
                    done: true,
                    now: false,
                },
                TimelineItem {
                    when: "10.30".into(),
                    title: "Pasar Beriman".into(),
                    text: "Sedang di sini sampai 12.00.".into(),
                    done: false,
                    now: true,
                },
                TimelineItem {
                    when: "13.00".into(),
                    title: "Balai Kelurahan Rurukan".into(),
                    ..TimelineItem::default()
                },
            ],
        }),
        Html::trusted(format!("<p class=\"cap\">{}</p>", Meter::seats(t, 26, 30, 0))),
        Html::of(&Empty {
            icon: "LuInbox",
            title: "Belum ada usulan".into(),
            text: "Usulan warga akan muncul di sini dan dijawab dalam tujuh hari.".into(),
            action: Some(Button::link("Usulkan buku", "/usul")),
        }),
        Html::of(
            &Flash::new(Tone::Warn, "Pinjaman ini terlambat 3 hari.")
                .link(Link::new("Perpanjang", "/perpanjang")),
        ),
        Html::of(&Flash::new(Tone::Info, "Perpustakaan tutup pada 17 Agustus.")),
    ]
}

fn member_parts(t: Speech) -> Vec<Html> {
    vec![
        Html::of(&QrCard {
            t,
            data: "A-00418".into(),
            code: "A-00418".into(),
            title: "Maria Wowor".into(),
            text: "Tunjukkan di meja sirkulasi.".into(),
        }),
        Html::of(&Empty {
            icon: "LuBook",
            title: "Tidak ada pinjaman".into(),
            text: "Buku yang Anda pinjam tampil di sini.".into(),
            action: Some(Button::link("Cari buku", "/katalog")),
        }),
    ]
}

fn verdicts() -> Vec<Html> {
    let text = || Html::trusted("<b>Laut Bercerita</b> ditunggu Yohana P. sejak 9 Juli. Belum dipinjamkan.");
    let modes = [("Pinjam", "LuBookUp", "Alt 1", true), ("Kembali", "LuBookDown", "Alt 2", false)]
        .map(|(label, icon, key, current)| {
            format!(
                "<a href=\"/\" data-key=\"{key}\"{}>{} {label} <kbd>{key}</kbd></a>",
                if current { " aria-current=\"page\"" } else { "" },
                ui::icon(icon)
            )
        })
        .concat();
    vec![
        Html::trusted(format!("<nav class=\"modes\" aria-label=\"Mode meja\">{modes}</nav>")),
        Html::of(&Verdict {
            answers: vec![
                Button::new("Simpan untuk pemesan").sends("act", "hold").key("Alt T"),
                Button::new("Tetap pinjamkan").sends("act", "override").key("Alt Y").ghost(),
            ],
            ..Verdict::new(Tone::Warn, "Dipesan anggota lain", text())
        }),
        Html::of(&Verdict {
            due: Some(("kembali".into(), "Kam 30 Jul".into())),
            ..Verdict::new(Tone::Ok, "Dipinjamkan", text())
        }),
        Html::of(&Verdict::new(
            Tone::Bad,
            "Kode tidak dikenal: 8991002123458",
            "Ini kode toko (EAN), bukan label perpustakaan.".into(),
        )),
    ]
}
