//! A `changebook` that runs on, and requests to its server over a plain socket.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::harness::{Portal, changebook};

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// A `changebook` that runs on, and ends with this value.
pub(crate) struct Running {
    child: Child,
    lines: Receiver<String>,
}

/// A running server.
pub(crate) struct Preview {
    running: Running,
    /// Such as `127.0.0.1:40123`.
    pub(crate) host: String,
}

/// An answer.
pub(crate) struct Answer {
    /// The status line and the headers.
    pub(crate) head: String,
    /// What follows them.
    pub(crate) body: String,
}

impl Running {
    /// Runs `changebook` in the folder of a portal.
    pub(crate) fn start(portal: &Portal, args: &[&str]) -> Self {
        let mut child = changebook(portal.root())
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        let streams: [Box<dyn std::io::Read + Send>; 2] = [
            Box::new(child.stdout.take().unwrap()),
            Box::new(child.stderr.take().unwrap()),
        ];
        for stream in streams {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    // Nobody reads on when the test is over.
                    let _ = sender.send(line);
                }
            });
        }
        Self { child, lines }
    }

    /// Waits for a line with this text, on either stream.
    pub(crate) fn wait_for(&mut self, text: &str) -> String {
        let mut before = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(text) => return line,
                Ok(line) => before.push(line),
                Err(error) => panic!(
                    "no line with `{text}` ({error}) after:\n{}",
                    before.join("\n")
                ),
            }
        }
    }

    /// Whether a line with this text comes, on either stream.
    pub(crate) fn hears(&mut self, text: &str) -> bool {
        let mut lines = std::iter::from_fn(|| self.lines.recv_timeout(PATIENCE).ok());
        lines.any(|it| it.contains(text))
    }

    /// Presses Ctrl-C and tells the exit code.
    pub(crate) fn interrupt(&mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &pid]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap().code()
    }
}

impl Preview {
    /// Serves a portal on a free port.
    pub(crate) fn start(portal: &Portal) -> Self {
        Self::start_at(portal, "0")
    }

    /// Serves a portal, if it can be on that port.
    pub(crate) fn start_at(portal: &Portal, port: &str) -> Self {
        let mut running = Running::start(portal, &["serve", "--port", port]);
        let line = running.wait_for("http://");
        let (_, rest) = line.split_once("http://").unwrap();
        let host = rest.split('/').next().unwrap().to_owned();
        Self { running, host }
    }

    /// Presses Ctrl-C and tells the exit code.
    pub(crate) fn interrupt(&mut self) -> Option<i32> {
        self.running.interrupt()
    }

    /// Asks for an address.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(path, &self.host)
    }

    /// The same under another name of the host.
    pub(crate) fn ask(&self, path: &str, host: &str) -> Answer {
        let mut stream = self.open(path, host);
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        Answer {
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    /// Listens to the events of the server.
    pub(crate) fn events(&self) -> Events {
        let stream = self.open("/_events", &self.host);
        Events {
            lines: BufReader::new(stream),
        }
    }

    fn open(&self, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the server tells open tabs.
pub(crate) struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// Waits for the next message.
    pub(crate) fn next(&mut self) -> serde_json::Value {
        self.next_or_end().expect("the stream goes on")
    }

    /// Waits for the next message or the end.
    pub(crate) fn next_or_end(&mut self) -> Option<serde_json::Value> {
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            if let Some(data) = line.strip_prefix("data: ") {
                return Some(serde_json::from_str(data).unwrap());
            }
        }
    }
}
