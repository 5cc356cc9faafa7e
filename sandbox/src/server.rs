//! Accepting connections.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::UPGRADE;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::hub::Hub;
use crate::{gateway, rest};

/// Serves until the hub says stop; connections end with it.
pub(crate) async fn serve(hub: Arc<Hub>, listener: TcpListener) {
    let mut stop = hub.stop.subscribe();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    connections.spawn(connection(Arc::clone(&hub), stream));
                }
            }
            // Reaps what has ended, so that the set does not grow.
            Some(_) = connections.join_next() => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

async fn connection(hub: Arc<Hub>, stream: TcpStream) {
    // Small answers must not wait for the acknowledgement of earlier ones.
    let _ = stream.set_nodelay(true);
    let cut = Arc::new(Notify::new());
    let service = service_fn(|request: Request<Incoming>| {
        let answered = answer(Arc::clone(&hub), request.map(Body::new), Arc::clone(&cut));
        async { Ok::<_, Infallible>(answered.await) }
    });
    let served = http1::Builder::new().serve_connection(TokioIo::new(stream), service).with_upgrades();
    tokio::select! {
        // A client that goes away in the middle is no business of ours.
        _ = served => {}
        () = cut.notified() => {}
    }
}

async fn answer(hub: Arc<Hub>, request: Request, cut: Arc<Notify>) -> Response {
    let upgrade = request.headers().get(UPGRADE).and_then(|value| value.to_str().ok());
    if upgrade.is_some_and(|value| value.eq_ignore_ascii_case("websocket")) {
        return gateway::upgrade(hub, request.into_parts().0).await;
    }
    rest::answer(hub, request, cut).await
}
