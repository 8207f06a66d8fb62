//! Connections, routes, and the bounds of both.

use super::ask::{Ask, Params};
use super::problem::Problem;
use super::site::{Setup, Site};
use super::{
    add, api, article, assets, check, claim, correct, elsewhere, export, middleware, overview, search, speaker,
    speakers,
};
use crate::error::{Error, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::multipart::MultipartRejection;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Connections at once; a browser has six.
const CONNECTIONS: usize = 256;
/// Answers that are worked on at once; what comes meanwhile waits.
const WORKERS: usize = 16;
/// Time for the head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// Bytes of the head of a request.
const HEAD_BYTES: usize = 32 << 10;
/// Bytes of what a form sends, files aside: a long draft.
const FORM_BYTES: usize = 1 << 20;
/// How long to wait where no connection can be taken (too many open files).
const PAUSE: Duration = Duration::from_millis(100);

/// Shows an index until the program ends. `ready` hears the address to open in a browser, once it is answered.
///
/// # Errors
/// When there is no index, or the address is taken.
pub fn run(setup: Setup, ready: impl FnOnce(&str)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(WORKERS)
        .enable_all()
        .build()
        .map_err(Error::from)?;
    let site = Arc::new(Site::new(setup)?);
    let view = site.current.view(&site.setup.seeds.speakers)?;
    // Begins; the first pages are there meanwhile.
    view.identities(site.setup.seeds, Duration::ZERO)?;
    runtime.block_on(async {
        let listener = listen(&site.setup).await?;
        let address = listener.local_addr().map_err(Error::from)?;
        let app = router(Arc::clone(&site));
        ready(&site.url(address));
        let free = Arc::new(Semaphore::new(CONNECTIONS));
        loop {
            let Ok(place) = Arc::clone(&free).acquire_owned().await else { return Ok(()) };
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            let app = app.clone();
            tokio::spawn(async move {
                connection(stream, app).await;
                drop(place);
            });
        }
    })
}

async fn listen(setup: &Setup) -> Result<TcpListener> {
    let address = SocketAddr::new(setup.address, setup.port);
    TcpListener::bind(address).await.map_err(|error| {
        let hint = match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "another program answers there; --port N takes another port, --port 0 any that is free"
            }
            std::io::ErrorKind::PermissionDenied => "ports below 1024 are the system's; --port N takes another",
            _ => "--bind names an address of this machine, --port a port",
        };
        Error::new(format!("cannot listen at {address}: {}", error.kind())).hint(hint)
    })
}

async fn connection(stream: TcpStream, app: Router) {
    let _ = stream.set_nodelay(true);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
    // Whoever hangs up has no answer, and needs none.
    let _ = served.await;
}

type Shared = Arc<Site>;

fn router(site: Shared) -> Router {
    Router::new()
        .route("/", page(search::page))
        .route("/article/{id}", page(article::page))
        .route("/claim/{article}/{claim}", page(claim::page).merge(form(correct::take)))
        .route("/cluster/{id}", page(elsewhere::page))
        .route("/speakers", page(speakers::list))
        .route("/speaker/{id}", page(speaker::page))
        .route("/overview", page(overview::page))
        .route("/check", page(|site, ask| check::page(site, ask, &Params::default())).merge(form(check::page)))
        .route("/export", page(export::page))
        .route("/add", page(add::page).merge(post(upload).layer(DefaultBodyLimit::max(add::LARGEST))))
        .merge(interface())
        .route("/assets/{name}", get(assets::asset))
        .fallback(missing)
        .method_not_allowed_fallback(method)
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&site), middleware::guard))
        .with_state(site)
}

/// The same data for scripts.
fn interface() -> Router<Shared> {
    let routes: [(&str, MethodRouter<Shared>); 12] = [
        ("/claims", page(api::claims)),
        ("/claims/{article}/{claim}", page(api::one)),
        ("/claims/{article}/{claim}/corrections", form(api::correct)),
        ("/clusters/{id}", page(api::cluster)),
        ("/articles", page(api::articles)),
        ("/articles/{id}", page(api::whole)),
        ("/speakers", page(api::speakers)),
        ("/facets", page(api::facets)),
        ("/check", page(|site, ask| api::check(site, ask, &Params::default())).merge(form(api::check))),
        ("/status", page(api::status)),
        ("/corrections", page(api::corrections)),
        ("/adding", page(api::adding)),
    ];
    let all = routes.into_iter().fold(Router::new(), |all, (path, route)| all.route(&format!("/api/v1{path}"), route));
    all.route("/api/v1/openapi.json", page(api::openapi))
}

/// A page that only shows, or an answer for scripts.
fn page(show: fn(&Site, &Ask) -> Result<Response, Problem>) -> MethodRouter<Shared> {
    get(move |State(site): State<Shared>, uri: Uri, headers: HeaderMap| async move {
        let ask = Ask::of(&uri, &headers);
        let shared = Arc::clone(&site);
        let asked = ask.clone();
        work(move || show(&shared, &asked)).await.unwrap_or_else(|problem| problem.to(&site, &ask))
    })
}

async fn upload(
    State(site): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    files: Result<Multipart, MultipartRejection>,
) -> Response {
    let ask = Ask::of(&uri, &headers);
    add::take(Arc::clone(&site), files).await.unwrap_or_else(|problem| problem.to(&site, &ask))
}

/// What a form sends.
fn form(take: fn(&Site, &Ask, &Params) -> Result<Response, Problem>) -> MethodRouter<Shared> {
    post(
        move |State(site): State<Shared>, uri: Uri, headers: HeaderMap, body: Result<Bytes, BytesRejection>| async move {
            let ask = Ask::of(&uri, &headers);
            let Ok(body) = body else { return Problem::too_long().to(&site, &ask) };
            let shared = Arc::clone(&site);
            let asked = ask.clone();
            let answer = work(move || take(&shared, &asked, &Params::parse(&body))).await;
            answer.unwrap_or_else(|problem| problem.to(&site, &ask))
        },
    )
}

/// Work that takes a thread of its own; a bug that one odd request brings to light costs that request.
pub(super) async fn work(
    job: impl FnOnce() -> Result<Response, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    tokio::task::spawn_blocking(move || crate::error::guarded(job).unwrap_or_else(|| Err(Problem::broken())))
        .await
        .unwrap_or_else(|_| Err(Problem::broken()))
}

async fn method(State(site): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    Problem::method().to(&site, &Ask::of(&uri, &headers))
}

async fn missing(State(site): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    Problem::missing().to(&site, &Ask::of(&uri, &headers))
}
