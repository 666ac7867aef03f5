use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    extract::Request,
    middleware::{from_fn, from_fn_with_state},
};
use hyper::server::conn::http1::Builder;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tower::ServiceExt;
use tower_http::{CompressionLevel, compression::CompressionLayer, timeout::TimeoutLayer};

use crate::{App, Failure, Routes, pages, protect, visit};

/// Forms are small; uploads have routes with a limit of their own.
pub(crate) const BODY_LIMIT: usize = 1 << 20;
/// How much of a request's head, and of what follows it unread, is kept for a connection.
const HEAD_LIMIT: usize = 64 << 10;
/// How many connections there are at once; the next ones wait at the door.
const CONNECTIONS: usize = 4096;
/// How hard pages are packed: a little. They are packed anew for every visitor.
const PACKING: i32 = 2;
const HEADER_TIME: Duration = Duration::from_secs(10);
const ANSWER_TIME: Duration = Duration::from_secs(30);
/// The same for finding out who asks and drawing the page that says it took too long.
const UTMOST_TIME: Duration = Duration::from_secs(35);
const DRAIN_TIME: Duration = Duration::from_secs(10);

/// All routes behind all that surrounds them.
pub fn router(app: &Arc<App>, routes: Routes) -> Router {
    if pages::recorder().is_none() {
        tracing::warn!("figures are not kept: another recorder stands already");
    }
    let dynamic = routes
        .install(Router::new(), app)
        .fallback(|| async { Failure::missing() })
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(app.clone(), protect::same_origin))
        .layer(from_fn(protect::legible))
        .layer(from_fn_with_state(ANSWER_TIME, protect::in_time))
        .layer(from_fn_with_state(app.clone(), protect::account_for))
        .layer(from_fn_with_state(app.clone(), visit::identify))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(PACKING)));
    Router::new()
        .route("/aset/{*file}", axum::routing::get(pages::asset))
        .fallback_service(dynamic)
        .layer(from_fn_with_state(app.clone(), protect::headers))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, UTMOST_TIME))
}

/// Answers on `listener` until `stop` is done; then lets what has begun end.
///
/// # Errors
/// When the listener fails for good.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send,
) -> std::io::Result<()> {
    let graceful = GracefulShutdown::new();
    let mut server = Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME).max_buf_size(HEAD_LIMIT);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    tokio::pin!(stop);
    loop {
        let accepted = async {
            let place = places.clone().acquire_owned().await;
            (listener.accept().await, place)
        };
        let (stream, peer, place) = tokio::select! {
            (accepted, place) = accepted => match accepted {
                Ok((stream, peer)) => (stream, peer, place),
                // Too many open files, a peer that went away: others still want to be served.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let _ = stream.set_nodelay(true);
        let service =
            router.clone().map_request(move |mut request: axum::http::Request<hyper::body::Incoming>| {
                request.extensions_mut().insert(axum::extract::ConnectInfo::<SocketAddr>(peer));
                request.map(axum::body::Body::new) as Request
            });
        let connection = server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    if tokio::time::timeout(DRAIN_TIME, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off at the end");
    }
    Ok(())
}
