//! What the network may throw at the program: it answers with what is wrong, stays up, and stays small.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use crate::served::{Served, Visitor, done, read, send};

fn library(folder: &tempfile::TempDir) -> std::path::PathBuf {
    let data = folder.path().join("data");
    done(&data, &["init", "--name", "Kota Uji"]);
    data
}

/// The whole request without its body; a connection of its own.
fn request(served: &Served, method: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
    let host = served.address;
    format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n{body}")
        .into_bytes()
}

fn form(served: &Served, length: usize, body: &str) -> Vec<u8> {
    let kind = "Content-Type: application/x-www-form-urlencoded";
    let headers = format!("Origin: http://{}\r\n{kind}\r\nContent-Length: {length}\r\n", served.address);
    request(served, "POST", "/masuk", &headers, body)
}

#[test]
fn odd_requests_get_a_plain_answer_and_nothing_breaks() {
    let folder = tempfile::tempdir().unwrap();
    let mut served = Served::start(&library(&folder));
    let address = served.address;
    let asked = |method: &str, path: &str, headers: &str| {
        send(address, &request(&served, method, path, headers, "")).unwrap().status
    };
    for (path, status) in [
        ("/aset/../../etc/passwd", 404),
        ("/aset/..%2f..%2f..%2fetc%2fpasswd", 404),
        ("/aset/%2e%2e/library.db", 404),
        ("//", 404),
        ("//jahat.example/", 404),
        ("/katalog//1", 404),
        ("/katalog/%00", 400),
        ("/katalog?q=%00", 400),
        ("/katalog/%ff", 404),
        ("/katalog?q=%ff%fe", 200),
        ("/katalog/99999999999999999999", 404),
        ("/katalog?q=%22%28%28+AND+OR+*%3A", 200),
    ] {
        assert_eq!(asked("GET", path, ""), status, "{path}");
    }
    for (method, status) in [("HEAD", 200), ("OPTIONS", 405), ("TRACE", 405), ("PUT", 403), ("BREW", 403)] {
        assert_eq!(asked(method, "/katalog", ""), status, "{method}");
    }
    for cookie in ["sesi=zz; sesi=; ;;;==", "pesan=%%%; tampilan=%%%", &format!("sesi={}", "a".repeat(64))] {
        assert_eq!(asked("GET", "/", &format!("Cookie: {cookie}\r\n")), 200, "{cookie}");
    }
    assert_eq!(asked("GET", "/metrics", ""), 200);
    assert_eq!(asked("GET", "/metrics", "X-Forwarded-For: 203.0.113.7\r\n"), 403, "a proxy asks for another");
    assert_eq!(send(address, b"GET / HTTP/1.0\r\n\r\n").unwrap().status, 200);
    assert_eq!(send(address, &[0; 500]).unwrap().status, 400);
    assert_eq!(send(address, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n").unwrap().status, 400);
    let flood: String = (0..500).map(|n| format!("X-{n}: y\r\n")).collect();
    assert_eq!(asked("GET", "/", &flood), 431);
    let head = send(address, &request(&served, "HEAD", "/katalog", "", "")).unwrap();
    assert_eq!(head.body, "");
    let _ = served.child.kill();
    let log = served.log();
    assert!(!log.contains("panic") && !log.contains("ERROR"), "{log}");
}

#[test]
fn a_change_from_another_site_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(&library(&folder));
    let own = format!("Origin: http://{}\r\n", served.address);
    let status = |headers: &str| {
        let kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 22\r\n";
        let headers = format!("{headers}{kind}");
        let all = request(&served, "POST", "/masuk", &headers, "login=a&password=bcdefg");
        send(served.address, &all[..all.len() - 1]).unwrap().status
    };
    for foreign in [
        "",
        "Origin: http://jahat.example\r\n",
        "Origin: null\r\n",
        &format!("{own}Sec-Fetch-Site: cross-site\r\n"),
        &format!("{own}Sec-Fetch-Site: same-site\r\n"),
    ] {
        assert_eq!(status(foreign), 403, "{foreign}");
    }
    assert_ne!(status(&own), 403, "our own pages may");
}

#[test]
fn a_body_that_is_too_long_or_no_form_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(&library(&folder));
    let before = served.memory("VmRSS");
    let refused = send(served.address, &form(&served, 2 << 20, &"a".repeat(2 << 20))).unwrap();
    assert_eq!(refused.status, 413);
    assert!(refused.body.contains("<h1>Kiriman terlalu besar"), "{}", refused.body);
    // Announced and never sent: nobody waits for it.
    let began = Instant::now();
    assert_eq!(send(served.address, &form(&served, 1 << 40, "a")).unwrap().status, 413);
    assert!(began.elapsed() < Duration::from_secs(5));
    for body in ["a=b", "login=me%00ja&password=abcdefgh", "login=x\0&password=abcdefgh"] {
        assert_eq!(send(served.address, &form(&served, body.len(), body)).unwrap().status, 400, "{body:?}");
    }
    let headers = format!("Origin: http://{}\r\nTransfer-Encoding: chunked\r\n", served.address);
    let endless = format!("10000\r\n{}\r\n", "a".repeat(1 << 16)).repeat(64);
    let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
    let all = request(&served, "POST", "/masuk", &format!("{headers}{kind}"), &endless);
    assert_eq!(send(served.address, &all).unwrap().status, 413);
    let grown = served.memory("VmHWM").saturating_sub(before) / 1024;
    assert!(grown < 24, "{grown} MiB more");
}

#[test]
fn a_thousand_idle_and_slow_connections_hold_nobody_up_and_are_closed() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(&library(&folder));
    let before = served.memory("VmRSS");
    let began = Instant::now();
    let mut idle: Vec<TcpStream> = (0..1000)
        .map(|n| {
            let mut stream = TcpStream::connect(served.address).unwrap();
            if n % 2 == 0 {
                stream.write_all(b"GET / HTTP/1.1\r\nX-Slow: ").unwrap();
            }
            stream
        })
        .collect();
    let visitor = Visitor { address: served.address, cookie: String::new() };
    let asked = Instant::now();
    assert_eq!(visitor.get("/katalog").unwrap().status, 200);
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    // A form whose fields do not come, meanwhile.
    let mut slow = TcpStream::connect(served.address).unwrap();
    slow.write_all(&form(&served, 100, "login=")).unwrap();
    for stream in &mut idle {
        stream.set_read_timeout(Some(Duration::from_secs(15))).unwrap();
        let closed = stream.read(&mut [0; 512]);
        assert!(!closed.is_err_and(|e| matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)));
    }
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    let grown = served.memory("VmHWM").saturating_sub(before) / 1024;
    assert!(grown < 40, "{grown} MiB more");
    slow.set_read_timeout(Some(Duration::from_secs(25))).unwrap();
    assert_eq!(read(&mut slow).unwrap().status, 408);
    assert_eq!(visitor.get("/katalog").unwrap().status, 200);
}

#[test]
fn told_to_stop_it_answers_what_has_begun_ends_well_and_starts_again_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = library(&folder);
    let mut served = Served::start(&data);
    let address = served.address;
    let mut begun = TcpStream::connect(address).unwrap();
    let body = "login=siapa&password=abcdefghij";
    let all = form(&served, body.len(), body);
    let (first, rest) = all.split_at(all.len() - 5);
    begun.write_all(first).unwrap();
    thread::sleep(Duration::from_millis(300));
    served.terminate();
    thread::sleep(Duration::from_millis(300));
    begun.write_all(rest).unwrap();
    assert_eq!(read(&mut begun).unwrap().status, 422, "what had begun is answered");
    let began = Instant::now();
    let ended = served.child.wait().unwrap();
    assert!(ended.success(), "{ended}");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(TcpStream::connect(address).is_err());
    let began = Instant::now();
    let again = Served::start(&data);
    assert_eq!(send(again.address, b"GET /readyz HTTP/1.0\r\n\r\n").unwrap().status, 200);
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}
