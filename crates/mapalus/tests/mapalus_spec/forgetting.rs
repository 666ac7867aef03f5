//! Somebody is forgotten by the whole program, also by its files, and again when an older backup comes back.

use std::{fs, path::Path, thread, time::Duration};

use crate::served::{PASSWORD, Served, Visitor, done};

const NAME: &str = "Estefanus_Karundeng%";
const FORM: &str = "name=Estefanus_Karundeng%25&born_day=2&born_month=3&born_year=1988&phone=0812-9999-0001&village=Kinilow\
                    &address=Jalan+Edelweis+17&note=Bersuara+tenor&code=KRD-77812&plan=premium&ground=payment\
                    &evidence=K-041&paid=50.000";
const PLAN: &str = "code=premium&name=Premium&name_en=&months=12&age_from=&age_to=&price=50.000&own_renewal_days=\
                    &room_hours=0&computer_minutes=0&grounds=payment";

/// Which files below `folder` have `words` in them.
fn with(folder: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(with(&path, words));
        } else if memchr::memmem::find(&fs::read(&path).unwrap(), words.as_bytes()).is_some() {
            found.push(path.display().to_string());
        }
    }
    found
}

fn stop(mut served: Served) {
    served.terminate();
    served.child.wait().unwrap();
}

#[test]
fn whoever_was_forgotten_is_in_no_file_and_is_forgotten_again_when_an_older_backup_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (data, again) = (folder.path().join("data"), folder.path().join("again"));
    let [password, backup] = ["password", "old.mapalus-backup"].map(|name| folder.path().join(name));
    let backup = backup.to_str().unwrap();
    fs::write(&password, PASSWORD).unwrap();
    done(&data, &["init", "--name", "Kota Uji"]);
    done(&data, &["user", "add", "kepala", "--role", "head", "--password-file", password.to_str().unwrap()]);

    let served = Served::start(&data);
    let desk = Visitor::sign_in(served.address, "kepala");
    let premium = desk.post("/staf/jenis-anggota/baru", PLAN).unwrap();
    assert_eq!(premium.status, 303, "{}", premium.body);
    let registered = desk.post("/staf/anggota/baru", FORM).unwrap();
    assert_eq!(registered.status, 303, "{}", registered.body);
    stop(served);
    done(&data, &["backup", backup]);
    assert_ne!(with(&data, NAME), [""; 0], "the search finds what is there");

    let served = Served::start(&data);
    let desk = Visitor::sign_in(served.address, "kepala");
    let asked = desk.post("/staf/privasi", "code=KRD-77812&kind=erasure&said=").unwrap();
    assert_eq!(asked.status, 303, "{}", asked.body);
    let erased = desk.post("/staf/privasi/1/hapus", "").unwrap();
    assert_eq!(erased.status, 303, "{}", erased.body);
    let list = data.join("keys").join(privacy::list::NAME);
    for _ in 0..300 {
        if list.exists() {
            break;
        }
        thread::sleep(Duration::from_millis(100));
    }
    stop(served);
    let left =
        [NAME, "karundeng", "81299990001", "Edelweis", "tenor", "KRD-77812"].map(|words| with(&data, words));
    assert_eq!(left.concat(), [""; 0], "what was paid stays in the books, and nothing in them leads to them");
    assert_ne!(with(&data, "K-041"), [""; 0]);

    fs::create_dir_all(again.join("keys")).unwrap();
    for key in fs::read_dir(data.join("keys")).unwrap() {
        let key = key.unwrap().path();
        fs::copy(&key, again.join("keys").join(key.file_name().unwrap())).unwrap();
    }
    let said = done(&again, &["restore", backup]);
    assert!(said.contains("erased again from this backup"), "{said}");
    done(&again, &["check"]);
    assert_eq!(with(&again, NAME), [""; 0]);
    assert_eq!(with(&again, "Edelweis"), [""; 0]);
    assert_eq!(with(&again, "KRD-77812"), [""; 0]);
}
