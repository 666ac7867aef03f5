use std::sync::LazyLock;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use store::Health;

use crate::{Answer, Visit};

/// The process answers.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// The library can be read and written.
pub(crate) async fn ready(visit: Visit) -> Response {
    let word = match visit.app().store.health() {
        Health::Full => "disk full\n",
        Health::Stopped => "writing stopped\n",
        Health::Good => match visit.read(platform::events::latest).await {
            Ok(_) => return "ready\n".into_response(),
            Err(_) => "database unreachable\n",
        },
    };
    (StatusCode::SERVICE_UNAVAILABLE, word).into_response()
}

/// What has been measured, for Prometheus.
pub(crate) async fn metrics() -> Answer {
    Ok(recorder().map_or_else(|| StatusCode::NOT_FOUND.into_response(), |r| r.render().into_response()))
}

/// The recorder of this process, installed with the first look at it: before the first figure is noted.
pub(crate) fn recorder() -> Option<&'static PrometheusHandle> {
    static RECORDER: LazyLock<Option<PrometheusHandle>> =
        LazyLock::new(|| PrometheusBuilder::new().install_recorder().ok());
    RECORDER.as_ref()
}
