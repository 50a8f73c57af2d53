//! The thread that answers, and its end.

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs as _};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::Router;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{oneshot, watch};

use crate::error::Error;
use crate::watch::interrupt;

use super::Options;
use super::address::{Hosts, bare};
use super::answer::{self, App};
use super::board::Board;
use super::news::News;
use super::snapshot::Snapshot;

/// How many ports are tried, beginning with the wanted one.
const PORTS: u16 = 20;

/// How long the last answers may take when all is over.
const FAREWELL: Duration = Duration::from_secs(1);

/// A server that runs until it is stopped or dropped.
pub(super) struct Server {
    bound: SocketAddr,
    board: watch::Sender<Arc<Board>>,
    runtime: Handle,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Begins to listen. Requests wait until there is something to show.
    pub(super) fn start(options: &Options) -> Result<Self, Error> {
        let listener = listen(options)?;
        let failed = |source| listen_error(options, options.port, source);
        let bound = listener.local_addr().map_err(failed)?;
        let (board, updates) = watch::channel(Arc::new(Board::default()));
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(failed)?;
        let handle = runtime.handle().clone();
        let app = App {
            updates,
            hosts: Hosts::new(&options.host, bound),
            lang: options.lang,
        };
        let (ready, started) = oneshot::channel();
        let thread = thread::spawn(move || answer_all(&runtime, listener, app, ready));
        let started = started.blocking_recv();
        started
            .unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
            .map_err(failed)?;
        Ok(Self {
            bound,
            board,
            runtime: handle,
            thread: Some(thread),
        })
    }

    /// Ends the server at Ctrl-C or when the system asks, and calls `then`.
    pub(super) fn on_interrupt(&self, then: impl FnOnce() + Send + 'static) {
        let board = self.board.clone();
        self.runtime.spawn(async move {
            if interrupt::asked().await.is_ok() {
                close(&board);
                then();
            }
        });
    }

    /// Shows what was built, or why it could not be. Answers how many of the open pages changed.
    ///
    /// Pages may have to be made for it; what was there before is shown and answers until they are.
    pub(super) fn show(&self, built: &Result<Snapshot, Error>) -> usize {
        let now = Arc::clone(&self.board.borrow());
        let Some((mut next, changed)) = now.after(built) else {
            return 0;
        };
        self.board.send_modify(|board| {
            // Meanwhile nobody but the end came by.
            next.closing = board.closing;
            *board = Arc::new(next);
        });
        changed
    }

    #[cfg(test)]
    pub(super) fn close(&self) {
        close(&self.board);
    }

    #[cfg(test)]
    pub(super) fn is_closing(&self) -> bool {
        self.board.borrow().closing
    }

    #[cfg(test)]
    pub(super) fn bound(&self) -> SocketAddr {
        self.bound
    }

    /// The address to write into a browser.
    pub(super) fn url(&self) -> String {
        let mut address = self.bound;
        if address.ip().is_unspecified() {
            address.set_ip(if address.is_ipv4() {
                [127, 0, 0, 1].into()
            } else {
                std::net::Ipv6Addr::LOCALHOST.into()
            });
        }
        format!("http://{address}/")
    }

    pub(super) fn listening(&self, options: &Options) -> News<'static> {
        let got = self.bound.port();
        News::Listening {
            url: self.url(),
            taken: (options.port != 0 && options.port != got).then_some(options.port),
            exposed: !self.bound.ip().is_loopback(),
        }
    }

    /// Ends it, open tabs or not.
    pub(super) fn stop(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        close(&self.board);
        if let Some(thread) = self.thread.take() {
            // A panic in it has been printed already.
            let _ = thread.join();
        }
    }
}

fn close(board: &watch::Sender<Arc<Board>>) {
    board.send_modify(|it| Arc::make_mut(it).closing = true);
}

/// Answers requests until the board says that it is over.
fn answer_all(
    runtime: &Runtime,
    listener: TcpListener,
    app: App,
    ready: oneshot::Sender<io::Result<()>>,
) {
    let (first, second) = (app.updates.clone(), app.updates.clone());
    runtime.block_on(async move {
        let listener = listener
            .set_nonblocking(true)
            .and_then(|()| tokio::net::TcpListener::from_std(listener));
        let listener = match listener {
            Ok(listener) => listener,
            Err(error) => {
                let _ = ready.send(Err(error));
                return;
            }
        };
        let _ = ready.send(Ok(()));
        let router = Router::new().fallback(answer::answer).with_state(app);
        let served = axum::serve(listener, router).with_graceful_shutdown(closing(first));
        // Event streams end by themselves; a client that holds a request open does not.
        let patience = async {
            closing(second).await;
            tokio::time::sleep(FAREWELL).await;
        };
        tokio::select! {
            _ = async { served.await } => {}
            () = patience => {}
        }
    });
}

async fn closing(mut updates: watch::Receiver<Arc<Board>>) {
    // An error means that nobody is left who could show anything: the same.
    let _ = updates.wait_for(|it| it.closing).await;
}

/// Takes the wanted port, or the next one that is free.
fn listen(options: &Options) -> Result<TcpListener, Error> {
    let tries = if options.port == 0 { 1 } else { PORTS };
    let mut taken = None;
    for port in (options.port..=u16::MAX).take(usize::from(tries)) {
        let addresses = (bare(&options.host), port).to_socket_addrs();
        let addresses: Vec<_> = addresses
            .map_err(|source| listen_error(options, port, source))?
            .collect();
        match TcpListener::bind(&addresses[..]) {
            Ok(listener) => return Ok(listener),
            Err(source) if source.kind() == io::ErrorKind::AddrInUse => {
                taken.get_or_insert(source);
            }
            Err(source) => return Err(listen_error(options, port, source)),
        }
    }
    let source = taken.unwrap_or_else(|| io::ErrorKind::AddrNotAvailable.into());
    Err(listen_error(options, options.port, source))
}

fn listen_error(options: &Options, port: u16, source: io::Error) -> Error {
    Error::Listen {
        address: format!("{}:{port}", options.host),
        source,
    }
}
