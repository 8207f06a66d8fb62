//! The selection as a file, in every format that claims have.

use super::ask::Ask;
use super::problem::Problem;
use super::query::Search;
use super::site::Site;
use super::{correct, parts, reply};
use crate::dump::{Dumper, Format, Layout};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use hyper::body::{Body as HttpBody, Frame};
use maud::{Markup, html};
use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// Bytes of a piece of a file.
const PIECE: usize = 64 << 10;
/// Pieces that wait for whoever reads them.
const WAITING: usize = 4;
/// Columns of a table.
const WIDTH: usize = 160;
/// Corrections as gold annotations, and what an evaluation may find beside them.
const GOLD: [&str; 2] = ["gold", "gold-optional"];

/// The links to every format of a selection.
pub(super) fn links(ask: &Ask, collapse: bool) -> Markup {
    let base = ask.params.without(&["page", "part", "view", "sort", "lang", "copies", "collapse"]);
    let base = if collapse { base.with("collapse", "1") } else { base };
    html! {
        p.export {
            (ask.language.words().export) ": "
            @for (at, (name, _)) in Format::ALL.iter().enumerate() {
                @if at > 0 { " · " }
                a href=(base.with("format", name).link("/export")) download { (name) }
            }
        }
    }
}

/// `/export`
pub(super) fn page(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let name = ask.params.get("format").unwrap_or("jsonl");
    if GOLD.contains(&name) {
        let lines = correct::gold(site, name == "gold-optional")?;
        return Ok(file(Body::from(lines), "application/jsonl", &format!("{name}.jsonl")));
    }
    let format: Format = name.parse()?;
    let mut search = Search::of(&ask.params);
    search.claims = true;
    let view = site.view()?;
    let answer = search.answer(site, &view, &search.typed)?;
    let corrections = site.corrections()?;
    let identities = site.all_identities(&view)?;
    let (sender, pieces) = mpsc::channel(WAITING);
    // A thread of its own, as long as somebody reads: others want their answers meanwhile.
    std::thread::spawn(move || {
        let mut out = Out { sender: sender.clone(), piece: Vec::with_capacity(PIECE) };
        let work = || -> io::Result<()> {
            let layout = Layout { width: WIDTH, explain: false, on_terminal: false, bom: false };
            let mut dumper = Dumper::new(&mut out, format, layout);
            let claims = view.store.claims_in_order(&answer.selection).map_err(io::Error::other)?;
            for claim in claims {
                let mut claim = claim.map_err(io::Error::other)?;
                identities.identify(&mut claim);
                corrections.tell(&mut claim);
                parts::outside(&mut claim);
                dumper.write(claim)?;
            }
            dumper.finish()?;
            Ok(())
        };
        if crate::error::guarded(work).is_none_or(|done| done.is_err()) {
            // So that a part is not taken for the whole.
            let _ = sender.blocking_send(Err(io::Error::other("the export was cut short")));
        }
    });
    let ending = if format == Format::Table { "txt" } else { name };
    Ok(file(Body::new(Pieces(pieces)), kind(name), &format!("claims.{ending}")))
}

fn kind(name: &str) -> &'static str {
    match name {
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "jsonl" => "application/jsonl",
        "csv" => "text/csv; charset=utf-8",
        "table" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn file(body: Body, kind: &'static str, name: &str) -> Response {
    let mut response = reply::bytes(kind, body);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// What is written goes out in pieces; whoever writes waits for whoever reads.
struct Out {
    sender: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Out {
    fn send(&mut self) -> io::Result<()> {
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.sender.blocking_send(Ok(piece.into())).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() { Ok(()) } else { self.send() }
    }
}

struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
