//! What must hold of the whole program: its SQL, its words, its doors.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use ui::{Lang, Speech};

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mapalus"));
    program.env_remove("MAPALUS_DATA").env("MAPALUS_LANG", "en");
    program
}

#[test]
fn every_statement_of_the_program_is_prepared_on_both_engines() {
    trial::on_both(&mapalus::schemas(), |store| {
        let refused = store.prepare_all().unwrap();
        assert!(refused.is_empty(), "{refused:#?}");
        assert!(store::Sql::all().count() > 100, "the statements of all modules are linked in");
    });
}

#[test]
fn every_word_of_the_command_line_is_in_both_languages() {
    let lexicon = mapalus::lexicon().unwrap();
    for lang in Lang::ALL {
        let t = Speech::new(lexicon, lang);
        for key in mapalus::keys() {
            assert_ne!(t.say(&key), key, "{key} in {lang:?}");
        }
    }
}

/// Every `.rs` and `.html` of the program's own sources.
fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !matches!(name.as_str(), "target" | "tests" | "benches" | "examples") {
                walk(&path, found);
            } else if matches!(path.extension().and_then(|e| e.to_str()), Some("rs" | "html")) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut found);
    found
}

#[test]
fn every_word_a_page_or_a_message_asks_for_exists() {
    // The places where a key stands as a literal.
    const ASKS: &[&str] = &[
        "t.say(\"",
        "t.with(\"",
        "t.count(\"",
        "t.about(\"",
        "t.html(\"",
        "Message::new(\"",
        "console.say(\"",
    ];
    let lexicon = mapalus::lexicon().unwrap();
    let t = Speech::new(lexicon, Lang::Id);
    let mut asked = BTreeSet::new();
    for path in sources() {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for ask in ASKS {
            for (at, _) in text.match_indices(ask) {
                // `what.with("…")` is another name that ends like ours.
                if !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
                    asked.extend(text[at + ask.len()..].split('"').next().map(str::to_owned));
                }
            }
        }
    }
    let unknown: Vec<_> =
        asked.iter().filter(|key| !key.contains(' ') && !lexicon.knows(t.lang(), key)).collect();
    assert!(asked.len() > 200, "{} keys were found", asked.len());
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn the_doors_of_the_house_are_these() {
    let output = program().args(["routes", "--json"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let routes: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for route in routes.as_array().unwrap() {
        let (path, access) = (route["path"].as_str().unwrap(), route["access"].as_str().unwrap());
        let wanted: &[&str] = match path {
            "/staf/meja/pekerja.js" | "/saya/kartu/manifest.json" | "/saya/kartu/pekerja.js" => &["public"],
            _ if path.starts_with("/staf") => &["permission", "permission-fresh", "permission-at-a-branch"],
            _ if path.starts_with("/saya") => &["signed-in", "signed-in-fresh"],
            _ if path.starts_with("/masuk/la") => &["signed-in"],
            _ if path.starts_with("/api/v1/") => &[
                "permission",
                "permission-fresh",
                "permission-at-a-branch",
                "signed-in",
                "signed-in-fresh",
                "public",
            ],
            "/metrics" => &["machine"],
            _ => &["public"],
        };
        assert!(wanted.contains(&access), "{path} is {access}");
    }
    insta::assert_json_snapshot!("routes", routes);
}

#[test]
fn help_is_there_in_both_languages_with_a_command_s_own_options_first() {
    for (lang, words) in [
        (
            "en",
            [
                "Usage: mapalus import marc [OPTIONS] <FILE>...",
                "Options:",
                "--dry-run",
                "--items",
                "--rejects",
                "Options of every command:",
                "--config",
                "--lang",
                "--help",
            ],
        ),
        (
            "id",
            [
                "Cara pakai: mapalus import marc [PILIHAN] <FILE>...",
                "Pilihan:",
                "--dry-run",
                "--items",
                "--rejects",
                "Pilihan untuk setiap perintah:",
                "--config",
                "--lang",
                "--help",
            ],
        ),
    ] {
        let output = program().args(["import", "marc", "--help", "--lang", lang]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{text}");
        let mut rest = text.as_str();
        for word in words {
            let at = rest.find(word).unwrap_or_else(|| panic!("{word:?} is not said, or not there: {text}"));
            rest = &rest[at + word.len()..];
        }
    }
}

#[test]
fn without_a_command_those_there_are_are_named_once_in_one_language() {
    for (args, lang, said) in [
        (&["--lang", "id"][..], "en", "Perintahnya belum disebut; yang ada: demo, serve, init"),
        (&[], "id", "Perintahnya belum disebut"),
        (&["--lang", "id", "import"], "en", "Perintahnya belum disebut; yang ada: marc"),
        (&[], "en", "No command is named"),
    ] {
        let output = program().args(args).env("MAPALUS_LANG", lang).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(said) && !text.contains("error:"), "{args:?}: {text}");
        assert_eq!(text.matches("mapalus").count(), 1, "{args:?}: {text}");
    }
}

#[test]
fn a_wrong_command_line_is_exit_code_two_and_explained_in_the_reader_s_language() {
    for (args, said) in [
        (&["--lang", "id", "terbang"][..], "Tidak ada perintah terbang."),
        (&["--lang", "id", "check", "--cepat"], "--cepat tidak dikenal di sini."),
        (&["--lang", "id", "restore"], "Belum disebut: <FILE>"),
        (&["--lang", "id", "demo", "--seed", "banyak"], "banyak tidak cocok untuk --seed <SEED>."),
        (&["--lang", "xx", "check"], "xx does not fit --lang <id|en>; possible: id, en."),
        (&["import", "marc", "a.mrc", "--items", "999"], "999 is no way to describe copies"),
    ] {
        let output = program().args(args).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {text}");
        assert!(text.contains(said) && !text.contains("error:"), "{args:?}: {text}");
    }
}

#[test]
fn settings_that_make_no_sense_are_exit_code_two() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for (name, value) in [
        ("MAPALUS_ZONE", "Asia/Bulan"),
        ("MAPALUS_LOG", "info=debug=warn"),
        ("MAPALUS_LOG_FORMAT", "xml"),
        ("MAPALUS_READERS", "banyak"),
        ("MAPALUS_LISTEN", "dimana-mana"),
        ("MAPALUS_LANG", "xx"),
    ] {
        let output = program().arg("--data").arg(&data).arg("init").env(name, value).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {text}");
        assert!(text.contains(value), "{name}: {text}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was begun");
}

#[test]
fn a_setting_that_is_wrong_is_named_with_its_place_in_the_reader_s_language() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    for (name, text) in [
        ("nama.toml", "listenn = \"127.0.0.1:0\"\n"),
        ("angka.toml", "readers = \"banyak\"\n"),
        ("ya.toml", "plain_backups = 3\n"),
        ("daftar.toml", "peers = \"localhost\"\n"),
        ("teks.toml", "zone = 9\n"),
        ("kata.toml", "log_format = \"xml\"\n"),
        ("rusak.toml", "zone = \"Asia/Makassar\"\nlisten =\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    for (file, said) in [
        ("nama.toml", "nama.toml: tidak ada pengaturan bernama listenn. Yang ada: data, keys,"),
        ("angka.toml", "angka.toml: banyak tidak cocok untuk readers; isi dengan bilangan bulat"),
        ("ya.toml", "ya.toml: 3 tidak cocok untuk plain_backups; isi dengan true atau false."),
        ("daftar.toml", "daftar.toml: localhost tidak cocok untuk peers; isi dengan daftar"),
        ("teks.toml", "teks.toml: 9 tidak cocok untuk zone; isi dengan teks"),
        ("kata.toml", "kata.toml: xml tidak cocok untuk log_format; yang mungkin: text, json."),
        ("rusak.toml", "rusak.toml bukan TOML yang benar pada baris 2."),
        ("tiada.toml", "tiada.toml: berkas atau map itu tidak ada"),
    ] {
        let output = program().args(["--lang", "id", "check", "--config", &path(file)]).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{file}: {text}");
        assert!(text.contains(said) && !text.contains("default."), "{file}: {text}");
    }
    let mut listening = program();
    let output = listening.args(["--lang", "id", "serve", "--listen", "foo"]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("foo bukan alamat layanan; tulis alamat dan porta"), "{text}");
    let output = program().args(["--lang", "id", "check"]).env("MAPALUS_PLAIN_BACKUPS", "mungkin").output();
    let text = String::from_utf8_lossy(&output.unwrap().stderr).into_owned();
    assert!(text.contains("MAPALUS_PLAIN_BACKUPS: mungkin tidak cocok untuk plain_backups"), "{text}");
}

#[test]
fn only_the_first_account_is_the_head_without_being_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let (data, password) = (folder.path().join("data"), folder.path().join("password"));
    fs::write(&password, "kenari-teduh-482").unwrap();
    let run = |args: &[&str]| {
        let output =
            program().arg("--data").arg(&data).args(args).stdin(std::process::Stdio::null()).output();
        let output = output.unwrap();
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        (output.status.code(), text)
    };
    let file = ["--password-file", password.to_str().unwrap()];
    assert_eq!(run(&["init"]).0, Some(0));
    // Where there is no terminal to type on.
    if fs::File::open("/dev/tty").is_err() {
        let (code, said) = run(&["user", "add", "olga"]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("--password-file") && !said.contains("os error"), "{said}");
    }
    let (code, said) = run(&["user", "add", "olga", file[0], file[1]]);
    assert!(code == Some(0) && said.contains("(head)"), "{said}");
    let (code, said) = run(&["user", "add", "deisy", file[0], file[1]]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("--role") && said.contains("librarian"), "{said}");
    let (code, said) = run(&["user", "add", "deisy", "--role", "desk", file[0], file[1]]);
    assert!(code == Some(0) && said.contains("(desk)"), "{said}");
}

/// The tables that point to people, and which of them.
fn tables_about_people(database: &Path) -> BTreeSet<String> {
    let database = rusqlite::Connection::open(database).unwrap();
    let mut statement = database
        .prepare(
            "SELECT DISTINCT t.name FROM sqlite_master t, pragma_foreign_key_list(t.name) k
             WHERE t.type = 'table' AND k.\"table\" IN ('party', 'member', 'account')",
        )
        .unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn every_table_about_a_person_is_told_of_and_forgotten_by_a_module() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let store = store::Store::open(store::Location::File(path.clone()), store::Options::default()).unwrap();
    store.migrate(mapalus::schemas()).unwrap();
    drop(store);
    let index = std::sync::Arc::new(catalogue::indexer::Index::in_memory().unwrap());
    let files = platform::files::Files::at(folder.path());
    let modules = mapalus::modules(&index, &files);
    let told: BTreeSet<&str> = modules
        .iter()
        .flat_map(|module| module.holdings)
        .flat_map(|holding| holding.tables)
        .copied()
        .collect();
    let untold: Vec<String> =
        tables_about_people(&path).into_iter().filter(|table| !told.contains(table.as_str())).collect();
    assert!(untold.is_empty(), "no Holding names {untold:?}");
}

/// Keys of words that are put together from what a module names: one for each name.
fn named(module: &web::Module) -> BTreeSet<String> {
    let key = |kind: &str, name: &str| format!("{kind}-{}", name.replace('.', "-"));
    let mut keys = BTreeSet::new();
    for permission in module.permissions {
        keys.insert(key("permission", permission.0));
        keys.insert(key("module", web::module_of(permission.0)));
    }
    keys.extend(module.settings.iter().map(|setting| key("setting", setting.key)));
    keys.extend(module.settings.iter().map(|setting| key("module", web::module_of(setting.key))));
    keys.extend(module.indicators.iter().map(|indicator| key("indicator", indicator.key)));
    keys.extend(module.outcomes.iter().map(|outcome| key("outcome", outcome.key)));
    keys.extend(module.tasks.iter().map(|task| key("job", task.name)));
    keys.extend(module.jobs.iter().map(|job| key("job", job.name)));
    keys.extend(module.countables.iter().map(|countable| key("countable", countable.key)));
    keys.extend(module.origins.iter().map(|origin| key("origin", origin.kind)));
    keys.extend(module.holdings.iter().map(|holding| key("holding", holding.name)));
    keys.extend(module.holdings.iter().flat_map(|holding| holding.fields).map(|field| (*field).to_owned()));
    keys.extend(module.invariants.iter().map(|invariant| key("invariant", invariant.name)));
    keys.extend(module.nav.iter().map(|entry| entry.label.to_owned()));
    keys
}

#[test]
fn everything_a_module_names_is_called_something_in_both_languages() {
    let lexicon = mapalus::lexicon().unwrap();
    let index = std::sync::Arc::new(catalogue::indexer::Index::in_memory().unwrap());
    let modules = mapalus::modules(&index, &platform::files::Files::at(""));
    let keys: BTreeSet<String> = modules.iter().flat_map(named).collect();
    assert_eq!(unknown(lexicon, &keys), [""; 0]);
}

#[test]
fn every_act_the_journal_tells_of_is_called_something_in_both_languages() {
    let mut keys = BTreeSet::new();
    for path in sources() {
        let text = fs::read_to_string(&path).unwrap();
        for record in text.split("audit::record(").skip(1) {
            let arguments = record.split(");").next().unwrap_or_default();
            let action = arguments.split('"').nth(1).filter(|word| word.contains('.') && !word.contains(' '));
            keys.extend(action.map(|action| format!("audit-{}", action.replace('.', "-"))));
        }
    }
    assert!(keys.len() > 50, "{} acts were found", keys.len());
    assert_eq!(unknown(mapalus::lexicon().unwrap(), &keys), [""; 0]);
}

/// Which of these keys lack words in which language.
fn unknown(lexicon: &'static ui::Lexicon, keys: &BTreeSet<String>) -> Vec<String> {
    let without = |lang: Lang| {
        let t = Speech::new(lexicon, lang);
        keys.iter()
            // What came of money is said with how much.
            .filter(move |key| match key.starts_with("outcome-") {
                true => !lexicon.knows(lang, key),
                false => t.known(key).is_none(),
            })
            .map(move |key| format!("{key} in {}", lang.code()))
    };
    Lang::ALL.into_iter().flat_map(without).collect()
}
