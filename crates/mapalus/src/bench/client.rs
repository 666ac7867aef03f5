//! A browser's side of a kept-alive connection, no larger than measuring needs.

use std::{
    io::{self, BufRead, BufReader, Error, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// Nothing here takes longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection that asks one thing after the other.
pub(super) struct Client {
    stream: BufReader<TcpStream>,
    headers: String,
    line: String,
    body: Vec<u8>,
}

impl Client {
    /// Connects; `headers` are sent with every request, each ended by `\r\n`.
    pub(super) fn connect(address: SocketAddr, headers: &str) -> io::Result<Self> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let headers = format!("Host: {address}\r\n{headers}\r\n");
        Ok(Self { stream: BufReader::new(stream), headers, line: String::new(), body: Vec::new() })
    }

    /// Asks for `path` and reads the whole answer; anything but 200 is an error.
    pub(super) fn get(&mut self, path: &str) -> io::Result<&[u8]> {
        let request = format!("GET {path} HTTP/1.1\r\n{}", self.headers);
        self.answer(&request, path, "200")
    }

    /// Sends a filled-in form to `path` as a browser does from the page itself; anything but being sent on is an error.
    pub(super) fn post(&mut self, path: &str, form: &str) -> io::Result<()> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n{}{form}",
            form.len(),
            self.headers
        );
        self.answer(&request, path, "303").map(drop)
    }

    fn answer(&mut self, request: &str, path: &str, wanted: &str) -> io::Result<&[u8]> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?.to_owned();
        if status.split(' ').nth(1) != Some(wanted) {
            return Err(Error::other(format!("{path}: {status}")));
        }
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line()?.to_ascii_lowercase();
            match line.split_once(':') {
                Some(("content-length", value)) => length = value.trim().parse().map_err(Error::other)?,
                Some(("transfer-encoding", value)) => chunked = value.trim() == "chunked",
                Some(_) => {}
                None => break,
            }
        }
        self.body.clear();
        if chunked {
            self.chunks()?;
        } else {
            self.take(length)?;
        }
        Ok(&self.body)
    }

    fn chunks(&mut self) -> io::Result<()> {
        loop {
            let length = usize::from_str_radix(self.line()?, 16).map_err(Error::other)?;
            self.take(length)?;
            self.line()?;
            if length == 0 {
                return Ok(());
            }
        }
    }

    fn take(&mut self, length: usize) -> io::Result<()> {
        let from = self.body.len();
        self.body.resize(from + length, 0);
        self.stream.read_exact(&mut self.body[from..])
    }

    fn line(&mut self) -> io::Result<&str> {
        self.line.clear();
        self.stream.read_line(&mut self.line)?;
        if self.line.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(self.line.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use std::{net::TcpListener, thread};

    use super::*;

    /// Answers every request of one connection with `answers` in turn.
    fn served(answers: &'static [&'static str]) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut stream = BufReader::new(stream);
            for answer in answers {
                let mut line = String::new();
                while line != "\r\n" {
                    line.clear();
                    stream.read_line(&mut line).unwrap();
                }
                stream.get_mut().write_all(answer.as_bytes()).unwrap();
            }
        });
        address
    }

    #[test]
    fn bodies_of_known_length_and_in_pieces_are_read_on_one_connection() {
        let address = served(&[
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nkrisa",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbun\r\n2\r\nga\r\n0\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        ]);
        let mut client = Client::connect(address, "").unwrap();
        assert_eq!(client.get("/").unwrap(), b"krisa");
        assert_eq!(client.get("/").unwrap(), b"bunga");
        assert!(client.get("/").unwrap_err().to_string().contains("404"));
    }

    #[test]
    fn a_form_that_is_taken_leads_on_and_one_that_is_not_is_an_error() {
        let address = served(&[
            "HTTP/1.1 303 See Other\r\nLocation: /tiket\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 422 Unprocessable Entity\r\nContent-Length: 0\r\n\r\n",
        ]);
        let mut client = Client::connect(address, "").unwrap();
        client.post("/daftar", "").unwrap();
        assert!(client.post("/daftar", "").unwrap_err().to_string().contains("422"));
    }
}
