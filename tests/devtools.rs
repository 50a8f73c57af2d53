//! A headless browser that tests look through: pages, scripts, keys, pictures.
//!
//! The browser speaks its `DevTools` protocol over two pipes, as JSON that ends in a zero byte, so
//! that no socket and no driver is needed. `tests/run` installs it; without it every test fails
//! that asks for one.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};
use tempfile::TempDir;

/// A browser with one page open.
pub(crate) struct Browser {
    child: Child,
    into: File,
    from: BufReader<File>,
    session: String,
    asked: u64,
    /// What it said unasked since the last page was opened.
    events: Vec<Value>,
    /// Its profile and its pipes.
    _folder: TempDir,
}

/// How a page is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sight {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: bool,
    pub(crate) forced: bool,
    pub(crate) print: bool,
}

/// A desk in daylight.
pub(crate) const DESKTOP: Sight = Sight {
    width: 1280,
    height: 900,
    dark: false,
    forced: false,
    print: false,
};

/// The narrowest telephone.
pub(crate) const PHONE: Sight = Sight {
    width: 360,
    height: 780,
    ..DESKTOP
};

impl Sight {
    /// The same at night.
    pub(crate) const fn dark(mut self) -> Self {
        self.dark = true;
        self
    }
}

impl Browser {
    /// Starts a browser with an empty profile.
    pub(crate) fn start() -> Self {
        let folder = TempDir::with_prefix("changebook-browser-").unwrap();
        let (into, from) = (folder.path().join("in"), folder.path().join("out"));
        let made = Command::new("mkfifo")
            .args([&into, &from])
            .status()
            .unwrap();
        assert!(made.success());
        // The program asks for its pipes as files 3 and 4, which a shell can give it.
        let line = "exec timeout 900 chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage \
             --no-first-run --disable-extensions --disable-background-networking --disable-component-update \
             --hide-scrollbars --remote-debugging-pipe --user-data-dir=\"$1\" about:blank 3<\"$2\" 4>\"$3\"";
        let child = Command::new("sh")
            .args(["-c", line, "sh"])
            .args([folder.path(), &into, &from])
            .env("HOME", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let into = File::options().write(true).open(into).unwrap();
        let from = BufReader::new(File::open(from).unwrap());
        let mut browser = Self {
            child,
            into,
            from,
            session: String::new(),
            asked: 0,
            events: Vec::new(),
            _folder: folder,
        };
        let target = browser.ask("Target.createTarget", json!({"url": "about:blank"}));
        let target = target["targetId"].clone();
        let session = browser.ask(
            "Target.attachToTarget",
            json!({"targetId": target, "flatten": true}),
        );
        session["sessionId"]
            .as_str()
            .unwrap()
            .clone_into(&mut browser.session);
        for part in ["Page", "Runtime", "Log", "Network"] {
            browser.ask(&format!("{part}.enable"), json!({}));
        }
        // Keys go to the page even though no window is in front.
        browser.ask(
            "Emulation.setFocusEmulationEnabled",
            json!({"enabled": true}),
        );
        browser
    }

    /// Says how pages are looked at from now on.
    pub(crate) fn look(&mut self, sight: Sight) {
        let size = json!({"width": sight.width, "height": sight.height, "deviceScaleFactor": 1, "mobile": false});
        self.ask("Emulation.setDeviceMetricsOverride", size);
        let scheme = if sight.dark { "dark" } else { "light" };
        let forced = if sight.forced { "active" } else { "none" };
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "forced-colors", "value": forced},
        ]);
        let media = if sight.print { "print" } else { "" };
        self.ask(
            "Emulation.setEmulatedMedia",
            json!({"media": media, "features": features}),
        );
    }

    /// Opens a page and waits until it has loaded.
    pub(crate) fn open(&mut self, address: &str) {
        self.events.clear();
        let gone = self.ask("Page.navigate", json!({"url": address}));
        assert!(gone["errorText"].is_null(), "{address}: {gone}");
        while !self
            .events
            .iter()
            .any(|it| it["method"] == "Page.loadEventFired")
        {
            let event = self.hear();
            self.events.push(event);
        }
    }

    /// The value of an expression in the page; a promise is waited for.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.ask("Runtime.evaluate", asked);
        assert!(
            answer["exceptionDetails"].is_null(),
            "{expression:.80}: {answer}"
        );
        answer["result"]["value"].clone()
    }

    /// Waits until a condition holds, on this page or on the one that the browser goes to meanwhile.
    pub(crate) fn wait(&mut self, condition: &str) {
        let started = Instant::now();
        while !self.comes_true(condition) {
            assert!(started.elapsed().as_secs() < 60, "never: {condition}");
        }
    }

    /// Whether a condition comes true within two seconds; not if the page is left meanwhile.
    fn comes_true(&mut self, condition: &str) -> bool {
        let expression = format!(
            "new Promise(done => {{
                const end = Date.now() + 2000;
                (function look() {{
                    if ({condition}) done(true);
                    else if (Date.now() > end) done(false);
                    else setTimeout(look, 20);
                }})();
            }})"
        );
        let asked = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.try_to_ask("Runtime.evaluate", asked);
        answer.is_ok_and(|it| it["result"]["value"] == true)
    }

    /// Presses a key such as `Tab`, `Enter` or a letter.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            "ArrowDown" => (40, ""),
            letter => (0, letter),
        };
        let down = if text.is_empty() {
            "rawKeyDown"
        } else {
            "keyDown"
        };
        for kind in [down, "keyUp"] {
            let text = if kind == "keyUp" { "" } else { text };
            let event = json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text});
            self.ask("Input.dispatchKeyEvent", event);
        }
    }

    /// Clicks at a place in the window; if that leads to another page, waits until it has loaded.
    pub(crate) fn click(&mut self, x: f64, y: f64, leaves: bool) {
        self.events.clear();
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.ask("Input.dispatchMouseEvent", event);
        }
        let loaded = |it: &Value| it["method"] == "Page.loadEventFired";
        while leaves && !self.events.iter().any(loaded) {
            let event = self.hear();
            self.events.push(event);
        }
    }

    /// Files that are downloaded go into a folder.
    pub(crate) fn downloads(&mut self, folder: &Path) {
        let asked = json!({"behavior": "allow", "downloadPath": folder, "eventsEnabled": true});
        self.ask("Browser.setDownloadBehavior", asked);
    }

    /// Waits until a download is complete.
    pub(crate) fn downloaded(&mut self) {
        let done = |it: &Value| it["params"]["state"] == "completed";
        while !self.events.iter().any(done) {
            let event = self.hear();
            self.events.push(event);
        }
    }

    /// A picture of the page from top to bottom, as PNG in Base64.
    pub(crate) fn picture(&mut self) -> String {
        let size = self.ask("Page.getLayoutMetrics", json!({}));
        let size = &size["cssContentSize"];
        let height = size["height"].as_f64().unwrap().min(16_000.0);
        let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1});
        let asked = json!({"format": "png", "captureBeyondViewport": true, "clip": clip});
        let answer = self.ask("Page.captureScreenshot", asked);
        answer["data"].as_str().unwrap().to_owned()
    }

    /// What the page wrote to its console, what it was refused and what it could not find.
    pub(crate) fn complaints(&mut self) -> Vec<String> {
        self.value("0");
        let said = self.events.iter().filter_map(|it| {
            let about = &it["params"];
            match it["method"].as_str()? {
                "Runtime.consoleAPICalled" => Some(about["args"].to_string()),
                "Runtime.exceptionThrown" => Some(about["exceptionDetails"].to_string()),
                "Log.entryAdded" => Some(about["entry"]["text"].to_string()),
                _ => None,
            }
        });
        said.collect()
    }

    /// The addresses that the page asked for.
    pub(crate) fn requests(&self) -> Vec<String> {
        let asked = self
            .events
            .iter()
            .filter(|it| it["method"] == "Network.requestWillBeSent");
        let address = |it: &Value| it["params"]["request"]["url"].as_str().unwrap().to_owned();
        asked.map(address).collect()
    }

    fn ask(&mut self, method: &str, params: impl Into<Value>) -> Value {
        let answer = self.try_to_ask(method, params);
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn try_to_ask(&mut self, method: &str, params: impl Into<Value>) -> Result<Value, Value> {
        self.asked += 1;
        let id = self.asked;
        let mut message = json!({"id": id, "method": method, "params": params.into()});
        if !self.session.is_empty() {
            message["sessionId"] = self.session.clone().into();
        }
        let mut bytes = serde_json::to_vec(&message).unwrap();
        bytes.push(0);
        self.into.write_all(&bytes).unwrap();
        loop {
            let mut heard = self.hear();
            if heard["id"] == id {
                let error = heard["error"].take();
                return if error.is_null() {
                    Ok(heard["result"].take())
                } else {
                    Err(error)
                };
            }
            self.events.push(heard);
        }
    }

    fn hear(&mut self) -> Value {
        let mut bytes = Vec::new();
        self.from.read_until(0, &mut bytes).unwrap();
        assert_eq!(
            bytes.pop(),
            Some(0),
            "chromium, which tests/run installs, has ended"
        );
        serde_json::from_slice(&bytes).unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self
            .into
            .write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        let _ = self.child.wait();
    }
}
