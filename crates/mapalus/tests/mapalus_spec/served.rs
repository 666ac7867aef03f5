//! The program serving, and the least of a browser that asks it.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, Output, Stdio},
    time::Duration,
};

/// The password of everybody in the demo town.
pub const PASSWORD: &str = "mapalus-tomohon";

pub fn program(data: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mapalus"));
    program.arg("--data").arg(data).env("MAPALUS_LANG", "en").env("MAPALUS_LOG", "error");
    // Where the folder itself is the temporary one, nothing may stay beside it.
    program.env("MAPALUS_KEYS", data.join("keys"));
    program
}

pub fn run(data: &Path, args: &[&str]) -> Output {
    program(data).args(args).output().unwrap()
}

pub fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

pub fn done(data: &Path, args: &[&str]) -> String {
    let output = run(data, args);
    assert!(output.status.success(), "{args:?}: {}", text(&output));
    text(&output)
}

/// The program at a library; killed when this is dropped.
pub struct Served {
    pub child: Child,
    pub address: SocketAddr,
    /// Kept open: the program would not get rid of what it says next.
    _said: BufReader<ChildStdout>,
}

impl Served {
    pub fn start(data: &Path) -> Self {
        let mut child = program(data)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("no address in {line:?}")).parse().unwrap();
        Self { child, address, _said: said }
    }

    /// What it has said to the log, once it has ended.
    pub fn log(&mut self) -> String {
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        log
    }

    /// A figure of `/proc/…/status` in KiB: `VmRSS`, `VmHWM`.
    pub fn memory(&self, what: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(what)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// Asks it to stop, as the system does.
    pub fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// The headers as they came.
    pub head: String,
    pub body: String,
}

/// Sends these bytes on a connection of their own and reads until the other side closes it.
pub fn send(address: SocketAddr, bytes: &[u8]) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(40)))?;
    stream.write_all(bytes)?;
    read(&mut stream)
}

/// Reads one answer to its end.
pub fn read(stream: &mut TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    if bytes.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| io::Error::other(format!("no status in {head:?}")))?;
    Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
}

/// Somebody with a session.
pub struct Visitor {
    pub address: SocketAddr,
    pub cookie: String,
}

impl Visitor {
    pub fn sign_in(address: SocketAddr, login: &str) -> Self {
        let mut visitor = Self { address, cookie: String::new() };
        let answer = visitor.post("/masuk", &format!("login={login}&password={PASSWORD}")).unwrap();
        assert_eq!(answer.status, 303, "{}", answer.head);
        let cookies = answer.head.lines().filter_map(|line| line.split_once(": "));
        let cookie = cookies.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        let session = cookie.map(|(_, value)| value.split(';').next().unwrap()).find(|c| c.contains("sesi"));
        visitor.cookie = session.unwrap_or_else(|| panic!("no session in {}", answer.head)).to_owned();
        visitor
    }

    pub fn get(&self, path: &str) -> io::Result<Answer> {
        let (host, cookie) = (self.address, &self.cookie);
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
        send(self.address, request.as_bytes())
    }

    pub fn post(&self, path: &str, form: &str) -> io::Result<Answer> {
        let (host, cookie, length) = (self.address, &self.cookie, form.len());
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{form}"
        );
        send(self.address, request.as_bytes())
    }

    /// A scan at the desk, on its page as it is now.
    pub fn scan_as(&self, mode: &str, code: &str) -> io::Result<Answer> {
        let page = self.get("/staf/meja")?.body;
        let seen = page.split("name=\"transaksi\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let (seen, code) = (seen.unwrap_or_default(), code.replace('%', "%25"));
        self.post("/staf/meja", &format!("mode={mode}&transaksi={seen}&kode={code}"))
    }

    /// Scans to lend; true when the desk says that it is done and saved.
    pub fn scan(&self, code: &str) -> io::Result<bool> {
        Ok(self.scan_as("pinjam", code)?.status == 303)
    }
}
