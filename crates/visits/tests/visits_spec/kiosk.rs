//! The tablet at the door through the whole router: what it may do follows from the secret it holds alone.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use kernel::{Act, Actor, Id, TimeZone, Timestamp};
use membership::{NewMember, members};
use people::Profile;
use platform::{
    accounts::{self, Password},
    library::{self, Branch},
    permissions,
};
use store::Store;
use tower::ServiceExt;
use ui::Lexicon;
use visits::{Kind, Source, door, kiosks};
use web::{App, Config};

const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("membership", membership::MIGRATIONS),
    ("visits", visits::MIGRATIONS),
];

fn now() -> Act {
    Act { by: Actor::System, at: Timestamp::now(), zone: TimeZone::get("Asia/Makassar").unwrap() }
}

struct House {
    store: Store,
    router: Router,
    runtime: tokio::runtime::Runtime,
    branch: Id<Branch>,
    card: String,
    /// The cookie of a tablet.
    tablet: String,
    /// The cookie of somebody of the staff.
    staff: String,
}

struct Answer {
    status: StatusCode,
    to: String,
    cookies: Vec<String>,
    text: String,
}

fn on_both(test: impl Fn(&House)) {
    trial::on_both(SCHEMAS, |store| test(&House::new(store)));
}

impl House {
    fn new(store: &Store) -> Self {
        let texts = [
            ui::TEXTS,
            web::pages::TEXTS,
            people::TEXTS,
            identity::TEXTS,
            membership::TEXTS,
            circulation::TEXTS,
            visits::TEXTS,
        ];
        let lexicon = Lexicon::new(&texts.concat()).unwrap().keep();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let entered = runtime.enter();
        let modules = vec![web::pages::module(), people::module(), visits::module()];
        let roles: Vec<_> = modules.iter().flat_map(|module| module.roles).copied().collect();
        let (branch, card, tablet, staff) = store
            .write_blocking(move |tx| {
                permissions::plant(tx, &roles)?;
                let branch = Branch {
                    id: Id::new(),
                    code: "TMH".into(),
                    name: "Tomohon".into(),
                    address: String::new(),
                    phone: None,
                };
                library::save_branch(tx, &now(), &branch)?;
                let profile =
                    Profile { name: "Meiske Lumi".into(), village: "Kinilow".into(), ..Profile::default() };
                let new = NewMember { profile, plan: "dewasa".into(), ..NewMember::default() };
                let member = members::register(tx, &now(), &new)?;
                let (_, token) = kiosks::open(tx, &now(), branch.id, "Pintu utama", None)?;
                let new = identity::staff::NewStaff {
                    name: "Olivia Pangkey".into(),
                    login: "olivia".into(),
                    password: Password::nobody().clone(),
                    roles: vec![permissions::Holding::everywhere("head")],
                };
                let account = identity::staff::appoint(tx, &now(), &new)?;
                let staff = accounts::sign_in(tx, &now(), account.person)?;
                Ok((branch.id, member.code, token.to_hex(), staff.to_hex()))
            })
            .unwrap();
        let (app, routes) =
            App::gather(store.clone(), lexicon, now().zone, Config::default(), modules).unwrap();
        let router = web::router(&app, routes);
        drop(entered);
        let (tablet, staff) = (format!("kios={tablet}"), format!("sesi={staff}"));
        Self { store: store.clone(), router, runtime, branch, card, tablet, staff }
    }

    fn ask(&self, cookie: &str, path: &str, form: Option<&str>, json: bool) -> Answer {
        let mut request = Request::builder().uri(path).header(header::COOKIE, cookie);
        if json {
            request = request.header(header::ACCEPT, "application/json");
        }
        let request = match form {
            None => request.method("GET").body(Body::empty()),
            Some(form) => request
                .method("POST")
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(form.to_owned())),
        };
        let response = self.runtime.block_on(self.router.clone().oneshot(request.unwrap())).unwrap();
        let status = response.status();
        let header = |name| response.headers().get_all(name).iter().map(|v| v.to_str().unwrap().to_owned());
        let cookies = header(header::SET_COOKIE).collect();
        let to = header(header::LOCATION).next().unwrap_or_default();
        let bytes = self.runtime.block_on(to_bytes(response.into_body(), 1 << 22)).unwrap();
        Answer { status, to, cookies, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    fn book(&self) -> Vec<visits::Entry> {
        let branch = self.branch;
        let day = now().today();
        let yesterday = day.yesterday().unwrap();
        self.store
            .read_blocking(move |tx| {
                let mut all = door::of_day(tx, branch, day, 50)?;
                all.extend(door::of_day(tx, branch, yesterday, 50)?);
                Ok(all)
            })
            .unwrap()
    }
}

#[test]
fn without_the_secret_nothing_is_counted_also_not_by_the_staffs_own_session() {
    on_both(|house| {
        for cookie in ["", house.staff.as_str(), "kios=00"] {
            assert_eq!(house.ask(cookie, "/kios", None, false).status, StatusCode::FORBIDDEN);
            let tap = house.ask(cookie, "/kios", Some("jenis=tamu"), false);
            assert_eq!(tap.status, StatusCode::FORBIDDEN);
        }
        assert!(house.book().is_empty());
    });
}

#[test]
fn the_tablet_opens_no_other_door() {
    on_both(|house| {
        let page = house.ask(&house.tablet, "/staf/kunjungan", None, false);
        assert!(page.to.starts_with("/masuk"), "{} {}", page.status, page.to);
        let page = house.ask(&house.tablet, "/staf/kunjungan/tamu", Some("siapa=female-adult"), false);
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn a_tap_is_one_guest_and_a_scan_one_member_without_a_name_on_the_screen() {
    on_both(|house| {
        let tap = house.ask(&house.tablet, "/kios", Some("jenis=tamu"), false);
        assert!(tap.to.starts_with("/kios/tercatat/"));
        let scan =
            house.ask(&house.tablet, "/kios", Some(&format!("jenis=kartu&kode={}", house.card)), false);
        let page = house.ask(&house.tablet, &scan.to, None, false);
        assert!(page.text.contains("Selamat datang!") && !page.text.contains("Meiske"));
        let kinds: Vec<_> = house.book().iter().map(|entry| (entry.kind, entry.source)).collect();
        assert_eq!(kinds.len(), 2);
        assert!(
            kinds.contains(&(Kind::Member, Source::Kiosk)) && kinds.contains(&(Kind::Guest, Source::Kiosk))
        );
        let other = house.ask(&house.tablet, "/kios", Some("jenis=kartu&kode=A-99999"), false);
        assert_eq!(other.to, "/kios?kartu=tidak-dikenal");
        assert_eq!(house.book().len(), 2);
        let old = house.card.clone();
        house
            .store
            .write_blocking(move |tx| {
                membership::cards::reissue(tx, &now(), &old, membership::cards::Reason::Stolen)
            })
            .unwrap();
        let form = format!("jenis=kartu&kode={}", house.card);
        let replaced = house.ask(&house.tablet, "/kios", Some(&form), false);
        let page = house.ask(&house.tablet, &replaced.to, None, false);
        assert!(page.text.contains("sudah diganti") && !page.text.contains("Meiske"), "{}", page.text);
        assert_eq!(house.book().len(), 2, "nothing was counted");
    });
}

#[test]
fn what_was_kept_without_a_connection_is_counted_once_at_its_time_and_an_unknown_card_as_a_guest() {
    on_both(|house| {
        let ms = now().at.as_millisecond();
        let (then, id) = (ms - 3_600_000, Id::<()>::new());
        let form = format!("id={id}&jenis=kartu&kode=A-99999&waktu={then}&kini={ms}");
        for _ in 0..2 {
            let sent = house.ask(&house.tablet, "/kios", Some(&form), true);
            assert_eq!(sent.status, StatusCode::OK);
            assert!(sent.text.contains("\"ke\":\"/kios/"), "{}", sent.text);
        }
        let book = house.book();
        assert_eq!(book.len(), 1);
        let entry = &book[0];
        assert_eq!(
            (entry.kind, entry.source, entry.note.as_deref()),
            (Kind::Guest, Source::Offline, Some("A-99999"))
        );
        let early = now().at.as_millisecond() - entry.at.as_millisecond();
        assert!((3_590_000..3_700_000).contains(&early), "{early}");
    });
}

#[test]
fn who_opens_a_kiosk_is_signed_out_of_it() {
    on_both(|house| {
        let form = format!("cabang={}&nama=Pintu+samping", house.branch);
        let opened = house.ask(&house.staff, "/staf/kunjungan/kios", Some(&form), false);
        assert_eq!(opened.to, "/kios");
        let kios = opened.cookies.iter().find(|line| line.starts_with("kios=")).unwrap();
        assert!(kios.contains("Path=/kios; HttpOnly; SameSite=Strict"), "{kios}");
        let page = house.ask(&house.staff, "/staf/kunjungan", None, false);
        assert!(page.to.starts_with("/masuk"));
    });
}
