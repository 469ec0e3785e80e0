//! From which address a request really comes: the other end of the connection, or whom a trusted proxy names.
use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use super::problem::Problem;
use super::state::SharedState;
use super::trusted_proxies::PeerAddress;
use crate::access::Client;

impl FromRequestParts<SharedState> for Client {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Problem> {
        let peer =
            parts.extensions.get::<PeerAddress>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |PeerAddress(address)| *address);
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self::new(state.proxies.client(peer, &parts.headers), agent))
    }
}
