//! What people type and what they must find.
use search::{Entry, Field, Filters, Index, Query, Sort, SuggestionKind, Synonyms, mark};

fn entry(id: u128, title: &str) -> Entry {
    Entry { id, title: title.into(), display: title.into(), ..Entry::default() }
}

fn index(entries: &[Entry]) -> Index {
    let index = Index::in_memory().unwrap();
    index.apply(entries, &[], 1).unwrap();
    index
}

fn titles(titles: &[&str]) -> Index {
    let entries: Vec<Entry> = (1..).zip(titles).map(|(id, title)| entry(id, title)).collect();
    index(&entries)
}

fn ask(text: &str) -> Query {
    Query { text: text.into(), limit: 20, ..Query::default() }
}

fn found(index: &Index, query: &Query) -> Vec<u128> {
    index.search(query).unwrap().hits.into_iter().map(|hit| hit.id).collect()
}

fn sorted(index: &Index, query: &Query) -> Vec<u128> {
    let mut ids = found(index, query);
    ids.sort_unstable();
    ids
}

#[test]
fn short_and_common_words_and_numbers_are_found() {
    let index = titles(&["Low season", "Surat untuk Ibu", "Di bawah langit", "1984", "A"]);
    for (id, word) in [(1, "low"), (2, "ibu"), (3, "di"), (4, "1984"), (5, "a")] {
        assert_eq!(found(&index, &ask(word)), [id], "{word}");
    }
}

#[test]
fn diacritics_apostrophes_and_hyphens_may_be_typed_or_left_out() {
    let index = titles(&["Éléonore et Jean-Paul", "Tafsir al-Qur’an", "Alquran dan ilmu", "Kupu-kupu"]);
    assert_eq!(found(&index, &ask("eleonore")), [1]);
    for text in ["jean-paul", "jean paul", "jeanpaul", "JEAN‑PAUL"] {
        assert_eq!(found(&index, &ask(text)), [1], "{text}");
    }
    for text in ["al-Qur'an", "alquran", "al-quran"] {
        assert_eq!(sorted(&index, &ask(text)), [2, 3], "{text}");
    }
    assert_eq!(found(&index, &ask("kupu")), [4]);
}

#[test]
fn a_word_as_typed_in_a_summary_comes_before_another_form_of_it_in_a_title() {
    let typed = Entry { notes: "Cara mempelajari alam sekitar.".into(), ..entry(2, "Catatan di kebun") };
    let index = index(&[entry(1, "Pelajar"), typed, entry(3, "Pelajaran pelajar")]);
    assert_eq!(found(&index, &ask("mempelajari"))[0], 2);
    assert_eq!(sorted(&index, &ask("mempelajari")), [1, 2, 3]);
}

#[test]
fn a_beginning_that_was_asked_for_finds_titles_that_begin_so_first() {
    let cited = Entry { notes: "Sesudah Laskar Pelangi.".into(), ..entry(1, "Edensor") };
    let index = index(&[cited, entry(2, "Tiga laskar"), entry(3, "Laskar Pelangi")]);
    assert_eq!(found(&index, &ask("lask*")), [3, 2, 1]);
}

#[test]
fn a_letter_doubled_or_not_is_a_likelier_slip_than_another_letter() {
    let index = titles(&["Sisi gelap", "Sisi terang", "Di sisi lain", "Sitti Nurbaya"]);
    assert_eq!(index.did_you_mean("siti").unwrap().as_deref(), Some("sitti"));
}

#[test]
fn a_word_finds_its_other_forms_after_itself() {
    let index = titles(&["Tanaman hias kota kita", "Menanam krisan di kota", "Menanamkan kebiasaan baik"]);
    assert_eq!(found(&index, &ask("menanam"))[0], 2);
    assert_eq!(sorted(&index, &ask("menanam")), [1, 2, 3]);
    assert_eq!(found(&index, &Query { exact: true, ..ask("menanam") }), [2]);
}

#[test]
fn all_words_are_demanded_and_some_only_when_none_has_all() {
    let index = titles(&["Bunga krisan", "Bunga mawar", "Sejarah kota"]);
    let all = index.search(&ask("bunga krisan")).unwrap();
    assert_eq!((all.total, all.only_some_words), (1, false));
    let some = index.search(&ask("bunga krisan mawar")).unwrap();
    assert_eq!((some.total, some.only_some_words), (2, true));
    assert_eq!(index.search(&ask("zzz qqq")).unwrap().total, 0);
}

#[test]
fn phrases_exclusions_and_beginnings_are_understood() {
    let index = titles(&["Rumah kaca bunga", "Kaca rumah kuno", "Kacamata nenek", "Seruni di taman"]);
    assert_eq!(found(&index, &ask("\"rumah kaca\"")), [1]);
    assert_eq!(found(&index, &ask("kaca -bunga -nenek")), [2]);
    assert_eq!(sorted(&index, &ask("kac*")), [1, 2, 3]);
    assert_eq!(sorted(&index, &ask("seru")), [4]);
    assert_eq!(sorted(&index, &ask("-rumah")), [3, 4]);
}

#[test]
fn field_names_and_the_field_choice_look_only_there() {
    let krisan = Entry {
        authors: vec!["Lumi, Meiske".into()],
        subjects: vec!["Tanaman hias".into()],
        publisher: "Gramedia".into(),
        ddc: "635.933".into(),
        call_number: "635.933 99 BUD".into(),
        year: Some(2020),
        ..entry(1, "Budidaya krisan")
    };
    let lumi = Entry { ddc: "900".into(), year: Some(1999), ..entry(2, "Meiske Lumi dan Gramedia: krisan") };
    let index = index(&[krisan, lumi]);
    for text in
        ["pengarang:lumi", "author: meiske", "subjek:\"tanaman hias\"", "penerbit:gramedia", "ddc:635"]
    {
        assert_eq!(found(&index, &ask(text)), [1], "{text}");
    }
    assert_eq!(found(&index, &ask("judul:lumi")), [2]);
    assert_eq!(found(&index, &ask("krisan tahun:2020")), [1]);
    assert_eq!(found(&index, &ask("year:1990-2000")), [2]);
    assert_eq!(found(&index, &ask("tahun:2100")), [] as [u128; 0]);
    for (field, text) in
        [(Field::Author, "lumi"), (Field::CallNumber, "635.933 bud"), (Field::CallNumber, "635")]
    {
        assert_eq!(found(&index, &Query { field, ..ask(text) }), [1], "{text}");
    }
}

#[test]
fn every_form_of_a_standard_number_finds_the_record() {
    let new = Entry { isbns: vec!["9780306406157".into(), "0317-8471".into()], ..entry(1, "Satu") };
    let old = Entry { isbns: vec!["080442957X".into()], ..entry(2, "Dua") };
    let index = index(&[new, old]);
    for text in ["9780306406157", "978-0-306-40615-7", "0-306-40615-2", "0306406152", "978 0 306 40615 7"] {
        assert_eq!(found(&index, &ask(text)), [1], "{text}");
        assert_eq!(found(&index, &Query { field: Field::Isbn, ..ask(text) }), [1], "{text}");
    }
    for text in ["isbn:978-0-306-40615-7", "03178471", "issn:0317-8471"] {
        assert_eq!(found(&index, &ask(text)), [1], "{text}");
    }
    assert_eq!(found(&index, &ask("9780804429573")), [2]);
    assert_eq!(found(&index, &ask("0-8044-2957-x")), [2]);
}

#[test]
fn an_exact_title_is_the_first_hit_even_of_one_common_word_or_strange_signs() {
    let mut entries: Vec<Entry> =
        (10..60).map(|id| Entry { loans: 9000, ..entry(id, "Bumi bumi bumi kita") }).collect();
    entries.push(Entry { notes: "panjang sekali ".repeat(200), ..entry(1, "Bumi") });
    entries.push(entry(2, "Kitab: -bumi"));
    entries.push(entry(3, "???"));
    entries.push(Entry { subtitle: "sebuah novel".into(), ..entry(4, "Laut") });
    let index = index(&entries);
    for (id, text) in [(1, "bumi"), (1, "BUMI!"), (2, "Kitab: -bumi"), (3, "???"), (4, "laut: sebuah novel")]
    {
        assert_eq!(found(&index, &ask(text))[0], id, "{text}");
    }
}

#[test]
fn hidden_entries_are_nowhere_unless_asked_for() {
    let hidden =
        Entry { hidden: true, authors: vec!["Rahasiawan".into()], ..entry(1, "Dokumen tersembunyi") };
    let index = index(&[hidden, entry(2, "Dokumen umum")]);
    assert_eq!(found(&index, &ask("dokumen")), [2]);
    assert_eq!(found(&index, &ask("")), [2]);
    assert_eq!(index.search(&ask("dokumen tersembunyi")).unwrap().total, 1, "only the visible one");
    assert!(index.suggest("rahasia", 8).unwrap().is_empty());
    assert!(index.suggest("tersem", 8).unwrap().is_empty());
    assert_eq!(index.did_you_mean("tersembunyu").unwrap(), None);
    let staff = Query { filters: Filters { include_hidden: true, ..Filters::default() }, ..ask("dokumen") };
    assert_eq!(sorted(&index, &staff), [1, 2]);
}

#[test]
fn hits_come_in_the_order_asked_for_and_in_pages() {
    let numbered =
        |id: u128, title: &str, year, loans, added| Entry { year, loans, added, ..entry(id, title) };
    let index = index(&[
        numbered(1, "Cerita buku", Some(1990), 5, 30),
        numbered(2, "Ágama buku", None, 50, 10),
        numbered(3, "Buku bola", Some(2020), 0, 20),
    ]);
    // A second commit, so that order holds across segments.
    index.apply(&[numbered(4, "Ayam buku", Some(2000), 7, 40)], &[], 2).unwrap();
    let by = |sort| found(&index, &Query { sort, ..ask("buku") });
    assert_eq!(by(Sort::Newest), [3, 4, 1, 2]);
    assert_eq!(by(Sort::Added), [4, 1, 3, 2]);
    assert_eq!(by(Sort::MostLoaned), [2, 4, 1, 3]);
    assert_eq!(by(Sort::TitleAz), [2, 4, 3, 1]);
    assert_eq!(found(&index, &ask("")), [4, 1, 3, 2]);
    let page = Query { sort: Sort::TitleAz, offset: 1, limit: 2, ..ask("buku") };
    assert_eq!(found(&index, &page), [4, 3]);
    assert_eq!(found(&index, &Query { offset: usize::MAX, ..page }), [] as [u128; 0]);
}

#[test]
fn suggestions_come_from_titles_authors_and_subjects_most_loaned_first() {
    let one = Entry {
        loans: 3,
        authors: vec!["Krisnawati, Dewi".into()],
        subjects: vec!["Krisan".into()],
        ..entry(1, "Merawat krisan")
    };
    let two = Entry { loans: 9, authors: vec!["Wuisan, Grace".into()], ..entry(2, "Krisan Kulo") };
    let index = index(&[one, two]);
    let suggestions = index.suggest("kris", 8).unwrap();
    let texts: Vec<_> = suggestions.iter().map(|suggestion| suggestion.text.as_str()).collect();
    assert_eq!(texts, ["Krisan Kulo", "Merawat krisan", "Krisnawati, Dewi", "Krisan"]);
    assert_eq!((suggestions[0].kind, suggestions[0].id), (SuggestionKind::Title, Some(2)));
    assert_eq!(suggestions[2].kind, SuggestionKind::Author);
    assert_eq!(index.suggest("merawat kri", 8).unwrap()[0].text, "Merawat krisan");
    assert_eq!(index.suggest("krisnawat", 8).unwrap()[0].text, "Krisnawati, Dewi");
    assert!(index.suggest("  !", 8).unwrap().is_empty());
}

#[test]
fn misspelt_words_are_corrected_to_the_frequent_ones() {
    let index = titles(&["Bunga krisan", "Krisan putih", "Krisis ekonomi", "Perpustakaan kota"]);
    assert_eq!(index.did_you_mean("bunga krsian").unwrap().as_deref(), Some("bunga krisan"));
    let results = index.search(&ask("Perpustakan kota")).unwrap();
    assert_eq!(results.did_you_mean.as_deref(), Some("perpustakaan kota"));
    assert_eq!(index.did_you_mean("bunga krisan").unwrap(), None);
    assert_eq!(index.search(&ask("krisan putjh")).unwrap().did_you_mean.as_deref(), Some("krisan putih"));
    assert_eq!(index.did_you_mean("xyzzy").unwrap(), None);
}

#[test]
fn the_words_of_a_query_can_be_marked_in_what_is_shown() {
    let index = titles(&["Tanaman hias"]);
    let results = index.search(&ask("menanam hia")).unwrap();
    let runs = mark("Tanaman hias & taman", &results.terms);
    assert_eq!(runs, [(true, "Tanaman"), (false, " "), (true, "hias"), (false, " & taman")]);
}

#[test]
fn texts_of_any_shape_are_answered() {
    let index = titles(&["Bunga krisan", "Sejarah"]);
    let long = "krisan ".repeat(1500);
    let one_word = "a".repeat(10_000);
    for text in [
        "\"",
        "\"\"",
        "-",
        "- -",
        "*",
        "***",
        "judul:",
        ":",
        "😀",
        "()[]{}^~\\/",
        "AND OR NOT",
        "'",
        "--x",
        "isbn:",
        "tahun:",
        "tahun:abc",
        "ddc:",
        "-\"",
        "\u{0}",
        "\u{301}",
        &long,
        &one_word,
    ] {
        index.search(&ask(text)).unwrap();
        index.suggest(text, 8).unwrap();
        index.did_you_mean(text).unwrap();
    }
    assert_eq!(index.search(&ask(&long)).unwrap().total, 1);
}

#[test]
fn what_a_label_says_leads_to_its_entry_first() {
    let labelled = Entry {
        call_number: "899.221 HIR l".into(),
        copy_call_numbers: vec!["R 899.221 HIR".into()],
        barcodes: vec!["TMH-0041207".into(), "B 12".into()],
        ..entry(1, "Laskar pelangi")
    };
    let talks_of_it = Entry { notes: "TMH 0041207 899.221 HIR l B 12".into(), ..entry(2, "Senarai label") };
    let hidden = Entry { barcodes: vec!["TMH-0000009".into()], hidden: true, ..entry(3, "Tersembunyi") };
    let index = index(&[labelled, talks_of_it, hidden, entry(4, "B 12")]);
    for text in ["TMH-0041207", "tmh-0041207", " TMH 0041207 ", "899.221 HIR l", "R 899.221 HIR"] {
        assert_eq!(found(&index, &ask(text))[0], 1, "{text}");
    }
    assert_eq!(found(&index, &Query { field: Field::CallNumber, ..ask("R 899.221 HIR") }), [1]);
    // A title that reads like a label is what the public looks for.
    assert_eq!(found(&index, &ask("b 12"))[..2], [4, 1]);
    assert!(found(&index, &ask("TMH-0000009")).is_empty());
    assert_eq!(index.search(&ask("TMH-0041207")).unwrap().did_you_mean, None);
}

#[test]
fn who_types_a_word_also_finds_its_synonyms_but_further_down() {
    let index = titles(&[
        "Fiksi pilihan",
        "Buku cerita anak Minahasa",
        "Buku resep",
        "Cerita dari Tondano",
        "Fiksi, fiksi dan fiksi",
    ]);
    assert_eq!(sorted(&index, &ask("buku cerita")), [2]);
    index.know(Synonyms::new([("Buku  Cerita", "fiksi"), ("fiksi", "buku cerita"), ("komik", "fiksi")]));
    let both = found(&index, &ask("buku cerita"));
    assert_eq!((both[0], both.len()), (2, 3));
    let back = found(&index, &ask("fiksi"));
    assert_eq!((back[2], back.len()), (2, 3));
    assert_eq!(found(&index, &ask("buku cerita minahasa")), [2]);
    assert_eq!(sorted(&index, &ask("komik")), [1, 5]);
    assert_eq!(found(&index, &ask("komik pilihan")), [1]);
    for nothing_else in ["\"komik\"", "komik*", "pengarang: komik"] {
        assert!(found(&index, &ask(nothing_else)).is_empty(), "{nothing_else}");
    }
    assert!(found(&index, &Query { exact: true, ..ask("komik") }).is_empty());
    assert_eq!(sorted(&index, &ask("cerita -komik")), [2, 4]);
    let marked = index.search(&ask("komik")).unwrap().terms;
    assert_eq!(mark("Fiksi pilihan", &marked)[0], (true, "Fiksi"));
}

#[test]
fn a_synonym_never_stands_before_the_word_itself() {
    // The word typed is everywhere and long-winded, its synonym rare and short.
    let mut entries: Vec<Entry> =
        (1..=40).map(|id| entry(id, &format!("Sebuah buku tebal tentang wabah korona jilid {id}"))).collect();
    entries.push(entry(99, "Covid"));
    let index = index(&entries);
    index.know(Synonyms::new([("korona", "covid")]));
    let all = found(&index, &Query { limit: 50, ..ask("korona") });
    assert_eq!((all.len(), all.last()), (41, Some(&99)));
}

#[test]
fn a_word_left_out_is_also_left_out_of_whole_titles() {
    let index = titles(&["Bumi manusia", "Jejak manusia"]);
    assert_eq!(found(&index, &ask("-bumi manusia")), [2]);
}

#[test]
fn a_year_alone_finds_what_appeared_in_it() {
    let published = Entry { year: Some(1962), ..entry(1, "Sejarah Minahasa") };
    let index = index(&[published, entry(2, "1962: tahun yang sulit"), entry(3, "Minahasa kini")]);
    assert_eq!(found(&index, &ask("1962")), [2, 1], "the title comes first");
    let both = index.search(&ask("minahasa 1962")).unwrap();
    assert_eq!((both.total, both.only_some_words), (1, false));
}

#[test]
fn old_and_new_spelling_find_each_other_the_one_typed_first() {
    let index = titles(&["Soekarno: biografi", "Sukarno dan pemuda", "Djoeang", "Juang"]);
    assert_eq!(found(&index, &ask("sukarno")), [2, 1]);
    assert_eq!(found(&index, &ask("soekarno")), [1, 2]);
    assert_eq!(found(&index, &ask("djuang")), [4, 3]);
    assert_eq!(found(&index, &ask("\"sukarno\"")), [2], "as it stands");
    let terms = index.search(&ask("sukarno")).unwrap().terms;
    assert_eq!(mark("Soekarno: biografi", &terms)[0], (true, "Soekarno"));
}

#[test]
fn what_was_meant_is_asked_only_where_more_is_found_by_it() {
    let index = titles(&[
        "Harry Potter",
        "Harry Potter and the Goblet of Fire",
        "Laskar Pelangi",
        "Tetralogi Buru",
        "Toer, Pramoedya Ananta",
        "Siti Nurbaya",
        "Sisi lain kota",
        "Sisi gelap",
        "Hari baru",
        "Poster kota",
        "Poster tua",
        "Terbit fajar di hari baru",
        "Dari hari ke hari",
    ]);
    let meant = |text: &str| index.search(&ask(text)).unwrap().did_you_mean;
    for (typed, better) in [
        ("laskar pelngi", "laskar pelangi"),
        ("harry poter", "harry potter"),
        ("hari poter", "harry potter"),
        ("hari potter", "harry potter"),
        ("sisi nurbaya", "siti nurbaya"),
        ("tetralogy buru", "tetralogi buru"),
        ("pramodya anant toer", "pramoedya ananta toer"),
    ] {
        assert_eq!(meant(typed).as_deref(), Some(better), "{typed}");
    }
    assert_eq!(found(&index, &ask("pramudya ananta tur")), [5], "found without asking");
    assert_eq!(meant("siti nurbaya"), None, "it is there");
    assert_eq!(meant("harry toer"), None, "two names nobody mistyped");
    assert_eq!(meant("qqqq wwww"), None);
}

#[test]
fn a_word_of_two_letters_alone_is_no_answer() {
    let index = titles(&["Si Doel", "Si Jamin", "Si Pitung", "Kancil mencuri timun"]);
    let kancil = index.search(&ask("si kancil")).unwrap();
    assert_eq!((kancil.hits[0].id, kancil.total, kancil.only_some_words), (4, 1, true));
    assert_eq!(index.search(&ask("si buaya")).unwrap().total, 0);
    assert_eq!(index.search(&ask("si")).unwrap().total, 3);
}

#[test]
fn a_title_that_begins_with_what_was_typed_is_suggested_first_and_nothing_twice() {
    let toer = Entry {
        authors: vec!["Toer, Pramoedya Ananta".into()],
        subjects: vec!["Toer, Pramoedya Ananta".into()],
        ..entry(1, "Laskar Pelangi")
    };
    let mut entries: Vec<Entry> =
        (10..40).map(|id| Entry { loans: 90, ..entry(id, &format!("Cerita laskar {id}")) }).collect();
    entries.push(toer);
    let index = index(&entries);
    assert_eq!(index.suggest("las", 8).unwrap()[0].text, "Laskar Pelangi");
    assert_eq!(index.suggest("pram", 8).unwrap().len(), 1);
}
