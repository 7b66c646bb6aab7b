//! Pages as pictures: kept under a token that cannot be guessed, drawn on request, gone when the person signs out.
//!
//! The front end asks for `record://localhost/<token>/<page>?w=<width>` and is given a PNG. Document bytes never
//! travel as text between the two halves of the program.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use pathway::Preview;
use pathway::view::{ErrorView, PageSizeView};
use serde::Serialize;
use specta::Type;
use tauri::UriSchemeResponder;
use tauri::http::{Response, StatusCode, Uri, header};

use crate::error;

/// A preview may hold a bundle of a hundred megabytes, so that only the last few are kept.
const KEPT: usize = 4;

/// The widest picture that is drawn, in pixels: enough for one page on a large screen at double density.
const WIDEST: u32 = 3200;

/// A document whose pages can be asked for as pictures.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct PreviewView {
    /// The token in the address of each picture.
    token: String,
    /// The size of each page in points.
    pages: Vec<PageSizeView>,
}

/// The documents on show.
pub(crate) struct Pictures {
    kept: Mutex<VecDeque<Kept>>,
    orders: Sender<Order>,
}

struct Kept {
    token: String,
    preview: Arc<Preview>,
}

struct Order {
    preview: Arc<Preview>,
    page: u32,
    width: u32,
    responder: UriSchemeResponder,
}

impl Default for Pictures {
    fn default() -> Self {
        let (orders, waiting) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        // A long bundle asks for many thumbnails at once: few painters keep the machine free for everything else.
        let painters = thread::available_parallelism()
            .map_or(1, NonZero::get)
            .clamp(1, 4);
        for _ in 0..painters {
            let waiting = Arc::clone(&waiting);
            thread::spawn(move || paint(&waiting));
        }
        Self {
            kept: Mutex::default(),
            orders,
        }
    }
}

impl Pictures {
    /// Keeps a document on show and names it.
    ///
    /// # Errors
    /// When the system gives no random bytes for a token.
    pub(crate) fn keep(&self, preview: Preview) -> Result<PreviewView, ErrorView> {
        let token = token().ok_or_else(error::unexpected)?;
        let view = PreviewView {
            token: token.clone(),
            pages: preview.pages.clone(),
        };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back(Kept {
            token,
            preview: Arc::new(preview),
        });
        while kept.len() > KEPT {
            kept.pop_front();
        }
        Ok(view)
    }

    /// Forgets every document.
    pub(crate) fn clear(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Answers a request for a picture, from another thread.
    pub(crate) fn answer(&self, address: &Uri, responder: UriSchemeResponder) {
        let Some((preview, page, width)) = self.asked(address) else {
            responder.respond(plain(StatusCode::NOT_FOUND));
            return;
        };
        if let Err(unsent) = self.orders.send(Order {
            preview,
            page,
            width,
            responder,
        }) {
            unsent.0.responder.respond(plain(StatusCode::SERVICE_UNAVAILABLE));
        }
    }

    fn asked(&self, address: &Uri) -> Option<(Arc<Preview>, u32, u32)> {
        let (token, page) = address.path().strip_prefix('/')?.split_once('/')?;
        let width = address.query()?.strip_prefix("w=")?.parse::<u32>().ok()?;
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|kept| kept.token == token)?;
        Some((
            Arc::clone(&found.preview),
            page.parse().ok()?,
            width.clamp(16, WIDEST),
        ))
    }
}

fn paint(waiting: &Mutex<Receiver<Order>>) {
    loop {
        // The lock is held only while one order is taken, so that the painters take turns.
        let order = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Order {
            preview,
            page,
            width,
            responder,
        }) = order
        else {
            return;
        };
        responder.respond(match preview.picture(page, width) {
            Ok(png) => picture(png),
            Err(_) => plain(StatusCode::UNPROCESSABLE_ENTITY),
        });
    }
}

fn picture(png: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(png);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("image/png"),
    );
    // A page of a patient's notes is never left in a cache on the disk.
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    );
    response
}

fn plain(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}

fn token() -> Option<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).ok()?;
    let mut token = String::with_capacity(64);
    for byte in bytes {
        write!(token, "{byte:02x}").ok()?;
    }
    Some(token)
}
