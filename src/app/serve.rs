//! Serving: open, load, listen, follow the store, and stop gracefully.
use std::future::Future;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::error::AppError;
use super::inventory::open_inventory;
use super::refresh::{follow, refresh};
use super::settings::Settings;
use super::shapes_in_use::ShapesInUse;
use crate::access::Access;
use crate::geography::Geography;
use crate::http::{ConnectionLimits, OIDC_CALLBACK, PublicUrl, SharedState, build_router, serve_connections};
use crate::identity_provider::IdentityProvider;

/// Serves until the process is told to stop; `started` learns the address people use.
pub async fn serve(settings: &Settings, started: impl FnOnce(&str)) -> Result<(), AppError> {
    let geography = Geography::shipped()?;
    // Aside, so that neither the start nor the first map waits for it.
    let for_maps = geography.clone();
    tokio::task::spawn_blocking(move || for_maps.shapes().prepare_simplified());
    let store = open_inventory(&settings.database_url, &geography, settings.seed).await?;

    let listening = |source| AppError::Listen { address: settings.listen.to_string(), source };
    let listener = TcpListener::bind(settings.listen).await.map_err(listening)?;
    let address = listener.local_addr().map_err(listening)?;
    let public_url = match &settings.public_url {
        Some(url) => url.clone(),
        None => format!("http://{address}").parse::<PublicUrl>().map_err(AppError::Setting)?,
    };
    let mut state = SharedState::new(public_url.clone())
        .with_history(store.clone())
        .with_access(Access::new(store.clone()))
        .with_trusted_proxies(settings.trusted_proxies.clone());
    if let Some(provider) = &settings.identity_provider {
        let redirect = public_url.absolute(OIDC_CALLBACK, &[]);
        let provider = IdentityProvider::new(provider.clone(), &redirect).map_err(AppError::Setting)?;
        tracing::info!(issuer = %provider.issuer(), redirect, "single sign-on");
        state = state.with_identity_provider(provider);
    }
    let mut shapes = ShapesInUse::shipped(geography);
    refresh(&store, &mut shapes, &state).await?;
    let follower = tokio::spawn(follow(store.clone(), shapes, state.clone()));

    // Before anybody is told the address: whoever knows it may send the signal.
    let told_to_stop = stop_signals().map_err(AppError::Server)?;
    tracing::info!(%address, database = store.kind(), "listening");
    started(&public_url.absolute("/", &[]));
    serve_connections(listener, build_router(state), &public_url, ConnectionLimits::default(), told_to_stop).await;
    follower.abort();
    store.close().await;
    Ok(())
}

/// Catches Ctrl-C and SIGTERM from now on; the future ends with the first of them.
fn stop_signals() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
    })
}
